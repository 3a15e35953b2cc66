"""Sets and ranges in curl's URLs, and the files that -O and -o write."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import playground, run

from svcquest.terminal.tools.curl_globs import GlobError, expand, numbered


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://web/", ["http://web/"]),
        ("http://{a,b}/{x,}", ["http://a/x", "http://a/", "http://b/x", "http://b/"]),
        ("10.0.0.[1-3]", ["10.0.0.1", "10.0.0.2", "10.0.0.3"]),
        ("web-[08-10]", ["web-08", "web-09", "web-10"]),
        ("web/[0-10:5]", ["web/0", "web/5", "web/10"]),
        ("web/[a-e:2]", ["web/a", "web/c", "web/e"]),
        ("http://[fd00::1]:80/", ["http://[fd00::1]:80/"]),
    ],
)
def test_what_a_pattern_stands_for(url: str, expected: list[str]) -> None:
    assert [each for each, _ in expand(url)] == expected


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("web/[3-1]", "bad range in URL position 6"),
        ("web/[x]", "bad range in URL position 6"),
        ("web/]", "unmatched close brace/bracket in URL position 5"),
        ("web/{a", "unmatched brace in URL position 5"),
        ("web/[1-999]/[1-999]", "range overflow"),
        ("web/[0-999999999]", "bad range"),
    ],
)
def test_broken_patterns(url: str, words: str) -> None:
    with pytest.raises(GlobError, match=words):
        list(expand(url))
    outcome = run(f"curl {url}")
    assert outcome.exit == 3
    assert outcome.stderr.startswith(f"curl: (3) {words}")


def test_parts_in_file_names() -> None:
    assert numbered("page-#1-#2-#3.html", ("a", "7")) == "page-a-7-#3.html"


def test_each_url_is_fetched() -> None:
    outcome = run("curl -s http://10.96.22.{1,1}/")
    assert (outcome.exit, outcome.stdout.count("\n")) == (0, 2)


def test_globoff_takes_the_text_as_it_is() -> None:
    assert run("curl -g http://10.96.22.{1,2}/").exit == 6


def test_remote_names() -> None:
    assert run("curl -sO http://10.96.22.1/index.html").stdout == ""
    outcome = run("curl -O http://10.96.22.1/", playground())
    assert outcome.exit == 23
    assert outcome.stderr == (
        "curl: Remote file name has no length!\ncurl: (23) Failed writing received data to disk/application\n"
    )
