from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcquest.terminal.text.regex import PatternError, compile_regex, matches
from svcquest.terminal.text.regex.matching import _Program, _source
from svcquest.terminal.text.regex.pattern import parse


@pytest.mark.parametrize(
    ("pattern", "extended", "text", "found"),
    [
        ("a+", True, "baac", "aa"),
        ("a+", False, "baa+c", "a+"),
        (r"a\+", False, "baac", "aa"),
        ("a|b", True, "cb", "b"),
        ("a|b", False, "ca|b", "a|b"),
        (r"a\|b", False, "cb", "b"),
        ("(a)(b)?", True, "xab", "ab"),
        (r"\(ab\)*c", False, "ababc", "ababc"),
        ("a{2}", True, "aaa", "aa"),
        (r"a\{2,\}", False, "baaa", "aaa"),
        ("a{x", True, "a{x", "a{x"),
        ("*a", False, "b*a", "*a"),
        ("^a$", True, "a", "a"),
        ("a^b$c", False, "a^b$c", "a^b$c"),
        ("[[:digit:]]+", True, "ab12", "12"),
        ("[]a]+", True, "b]a", "]a"),
        ("[^]a]", True, "]ab", "b"),
        ("[a-c-]+", True, "xb-c", "b-c"),
        (r"[\.]", True, r"a\b", "\\"),
        (r"\bweb\b", True, "x-web-1", "web"),
        (r"\<web\>", False, "webs web", "web"),
        (r"\w+\s", True, "ab c", "ab "),
        (r"\(a\)\1", False, "abaa", "aa"),
        ("", True, "x", ""),
        ("a||b", True, "c", ""),
    ],
)
def test_finds(pattern: str, extended: bool, text: str, found: str) -> None:
    match = compile_regex(pattern, extended=extended).search(text)
    assert match is not None
    assert text[match.start : match.end] == found


@pytest.mark.parametrize(
    ("pattern", "extended", "words"),
    [
        ("(", True, r"Unmatched ( or \("),
        (r"\(", False, r"Unmatched ( or \("),
        (r"a\)", False, r"Unmatched ) or \)"),
        ("[a", True, "Unmatched [, [^, [:, [., or [="),
        ("[[:no:]]", True, "Invalid character class name"),
        ("[z-a]", True, "Invalid range end"),
        ("a{3,2}", True, r"Invalid content of \{\}"),
        ("a{999}", True, "Regular expression too big"),
        ("((a{200}){200}){200}", True, "Regular expression too big"),
        ("(" * 40, True, "Regular expression too big"),
        ("x" * 2_000, True, "Regular expression too big"),
        ("a\\", True, "Trailing backslash"),
        (r"\1", True, "Invalid back reference"),
        (r"((a+)+)\1", True, "Regular expression too complex"),
    ],
)
def test_refuses(pattern: str, extended: bool, words: str) -> None:
    with pytest.raises(PatternError, match=re.escape(words)):
        compile_regex(pattern, extended=extended)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+$", "a" * 3_000 + "b"),
        ("(a|a)*b", "a" * 3_000),
        ("(x+x+)+y", "x" * 3_000),
        (".*.*.*.*=", "a" * 3_000),
        ("(a?){50}b", "a" * 3_000),
        ("((a*)*)*b", "a" * 3_000),
    ],
)
def test_patterns_that_blow_up_elsewhere_come_to_an_end(pattern: str, text: str) -> None:
    assert compile_regex(pattern, extended=True).search(text) is None


PIECES = st.lists(
    st.sampled_from("a b c . [ab] [^a] (a) (ab|c) (a|b)* a* b+ c? a{1,2} (a*b)+ ^ $ \\b (a|ab) (b|)+".split()),  # noqa: SIM905 - a table of one line
    min_size=1,
    max_size=5,
).map("".join)


@given(pattern=PIECES, text=st.text("abcx ", max_size=10))
@settings(max_examples=250, deadline=None)
def test_the_machine_agrees_with_python(pattern: str, text: str) -> None:
    tree = parse(pattern, extended=True)
    expected = re.search(_source(tree), text)
    found = _Program(tree, 0).search(text, 0)
    assert (found and (found.start, found.end)) == (expected and expected.span())


@given(pattern=st.text(max_size=30), text=st.text(max_size=30), extended=st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_pattern_is_used_or_refused(pattern: str, text: str, extended: bool) -> None:
    try:
        regex = compile_regex(pattern, extended=extended)
    except PatternError:
        return
    for found in matches(regex, text):
        assert 0 <= found.start <= found.end <= len(text)
        assert len(found.groups) == regex.groups
