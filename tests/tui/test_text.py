"""Foreign text reaches widgets as text: no markup, no control characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.tui.text import clean, inline, join, label, plain, shorten, shorten_inside, unbroken

HOSTILE = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    ["[/x]", "[a=b]", "[bold]x[/bold]", "[@click=app.quit]x[/]", "\x1b[2J", "\x1b]0;title\x07", "\u202eabc", "[[", "]"]
)


@given(HOSTILE)
def test_markup_stays_text(text: str) -> None:
    assert plain(text).plain == clean(text)
    assert label(text).plain == clean(text)
    assert join(text, (text, "$dim")).plain == clean(text) * 2


@given(HOSTILE)
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not any(char in clean(text) for char in "\x1b\x07\x9b\r\x00\u202e\u2066")


def test_line_ends_stay_and_tabs_become_blanks() -> None:
    assert clean("a\tb\nc") == "a       b\nc"


def test_shorten_marks_what_is_missing() -> None:
    assert [shorten("kubernetes", width) for width in (10, 5, 1, 0)] == ["kubernetes", "kube…", "…", ""]


def test_the_end_of_what_is_asked_for_stays() -> None:
    assert shorten_inside("tcp://lockers.warehouse:9090", 22) == "tcp://lockers…use:9090"
    assert [shorten_inside("a:80", width) for width in (4, 3, 2, 1)] == ["a:80", "a…0", "a…", "…"]
    assert shorten_inside("三个名字", 7) == "三个…字"


def test_shorten_counts_cells_not_characters() -> None:
    assert [shorten("三个名字", width) for width in (8, 7, 6)] == ["三个名字", "三个名…", "三个 …"]


@given(HOSTILE)
def test_inline_marks_take_nothing_else_away(text: str) -> None:
    assert (
        inline(text.translate({ord("`"): None, ord("*"): None})).plain
        == plain(text.translate({ord("`"): None, ord("*"): None})).plain
    )


@pytest.mark.parametrize(
    ("text", "shown", "styles"),
    [
        ("ask `kubectl get po` *now*", "ask kubectl get po now", ["$accent", "italic"]),
        ("**all** of it", "all of it", ["bold"]),
        ("an open ` stays, 2 * 3 too", "an open ` stays, 2 * 3 too", []),
        ("`a*b*c`", "a*b*c", ["$accent"]),
    ],
)
def test_code_and_emphasis_are_styled(text: str, shown: str, styles: list[str]) -> None:
    content = inline(text)
    assert (content.plain, [str(span.style) for span in content.spans]) == (shown, styles)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Leave `nodePort` out and\none is given to you.\n", ["Leave `nodePort` out and one is given to you."]),
        ("Two ways:\n- a Service\n- an alias\n", ["Two ways:", "- a Service", "- an alias"]),
        ("First\n\nSecond\n    kubectl get svc\n", ["First", "", "Second", "    kubectl get svc"]),
        ("1. dig\n2. curl", ["1. dig", "2. curl"]),
    ],
)
def test_lines_that_a_file_had_broken_are_joined(text: str, lines: list[str]) -> None:
    assert unbroken(text).split("\n") == lines
