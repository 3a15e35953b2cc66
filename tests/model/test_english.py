"""Lists and counts in sentences."""

from __future__ import annotations

import pytest

from svcquest.model.english import counted, listed


@pytest.mark.parametrize(
    ("items", "most", "words"),
    [
        ("", 6, "nothing"),
        ("a", 1, "a"),
        ("ab", 6, "a and b"),
        ("abc", 3, "a, b and c"),
        ("abcd", 3, "a, b and 2 more"),
        ("ab", 1, "2 more"),
    ],
)
def test_lists(items: str, most: int, words: str) -> None:
    assert listed(items, most) == words


@pytest.mark.parametrize(("count", "words"), [(0, "0 replies"), (1, "1 reply"), (2, "2 replies")])
def test_counts(count: int, words: str) -> None:
    assert counted(count, "reply", "replies") == words
    assert counted(count, "pod") == f"{count} pod" + "s" * (count != 1)
