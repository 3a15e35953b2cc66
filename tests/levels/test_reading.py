"""Readers: what they take, and what they say about the rest."""

from __future__ import annotations

from typing import Any

import pytest

from svcquest.levels.reading import (
    Notes,
    Reader,
    choice,
    flag,
    key,
    number,
    pairs,
    record,
    record_by_key,
    several,
    text,
)
from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Small:
    name: str = key(text(10))
    size: int = key(number(1, 3), default=2)
    of: str = key(text(10), default="", name="from")

    def fault(self) -> str:
        return "no elephants" if self.name == "elephant" else ""


def said(reader: Reader, value: Any) -> list[str]:
    notes = Notes()
    reader(value, (), notes)
    return [f"{'.'.join(map(str, path))}: {words}" if path else words for path, words in notes.found]


def test_takes_what_fits() -> None:
    notes = Notes()
    assert record(Small)({"name": "mouse", "from": "here"}, (), notes) == Small("mouse", 2, "here")
    assert notes.found == []


@pytest.mark.parametrize(
    ("reader", "value", "expected"),
    [
        (text(5), 3, "must be text, is a number (3)"),
        (text(5), "", "must have 1 to 5 characters, has 0"),
        (text(5), "abcdef", "must have 1 to 5 characters, has 6"),
        (text(50), "a\x1b[2Jb", "holds control characters; only plain text is allowed"),
        (text(50), "a\u202eb", "holds control characters; only plain text is allowed"),
        (text(50), "a\nb", "must be one line"),
        (text(50, pattern="[a-z]+", means="lower case"), "ABC", '"ABC" is not lower case'),
        (number(1, 3), 4, "must be a whole number from 1 to 3, is 4"),
        (number(1, 3), True, "must be a whole number from 1 to 3, is True"),
        (number(1, 3), 1.5, "must be a whole number from 1 to 3, is 1.5"),
        (number(1, 3), "2", 'must be a whole number from 1 to 3, is "2"'),
        (number(1, 3), float("nan"), "must be a whole number from 1 to 3, is nan"),
        (flag, "yes", 'must be true or false, is "yes"'),
        (choice("iptables", "ipvs"), "iptable", '"iptable" is not possible here; did you mean "iptables"?'),
        (choice("a", "b"), 7, "7 is not possible here; known here: a, b"),
        (several(flag, 2), True, "must be a list, is true or false"),
        (several(flag, 1), [True, False], "must have 0 to 1 items, has 2"),
        (several(flag, 2), [True, 1], "1: must be true or false, is 1"),
        (several(flag, 2, alone=True), None, "must be a list, is nothing"),
        (pairs(text(3), text(3), 1), {"a": "b", "c": "d"}, "must have at most 1 keys, has 2"),
        (pairs(text(3), text(3), 1), [], "must be a mapping, is a list"),
        (record(Small), [], "must be a mapping with name, size, from; is a list"),
        (record(Small), {}, 'key "name" is missing'),
        (record(Small), {"name": "a", "sise": 1}, 'sise: unknown key "sise"; did you mean "size"?'),
        (record(Small), {"name": "a", "qqq": 1}, 'qqq: unknown key "qqq"; known here: name, size, from'),
        (record(Small), {"name": "elephant"}, "no elephants"),
        (record_by_key({"name": Small}), {"say": 1}, "must have one of the keys name"),
    ],
)
def test_says_what_is_wrong(reader: Reader, value: Any, expected: str) -> None:
    assert said(reader, value) == [expected]


def test_short_form_stands_for_one_key() -> None:
    notes = Notes()
    assert record(Small, short="name")("cat", (), notes) == Small("cat")
    assert record(Small, short="name")({"size": 1, "name": "cat"}, (), notes) == Small("cat", 1)
    assert notes.found == []


def test_all_faults_are_told_at_once() -> None:
    assert len(said(record(Small), {"nam": "a", "size": 9})) == 3
