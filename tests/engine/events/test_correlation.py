"""Like notes become one event with a count."""

from __future__ import annotations

import pytest

from svcquest.engine.events.correlation import INTERVAL, SIMILAR, correlated
from svcquest.engine.events.notes import Note
from svcquest.model.kinds import POD
from svcquest.model.resource import Resource

WEB = Resource(POD, "default", "web", {"metadata": {"name": "web", "uid": "1"}})
OTHER = Resource(POD, "default", "other", {"metadata": {"name": "other", "uid": "2"}})


def note(at: float, message: str = "m", about: Resource = WEB, reason: str = "R") -> Note:
    return Note(int(at), about, reason, message, "kubelet", at)


def test_the_same_again_is_counted_from_first_to_last() -> None:
    (only,) = correlated([note(1), note(5), note(9)])
    assert (only.count, only.first, only.latest, only.sequence) == (3, 1, 9, 1)


@pytest.mark.parametrize("other", [note(2, "n"), note(2, about=OTHER), note(2, reason="S")])
def test_what_differs_stays_apart(other: Note) -> None:
    assert correlated([note(1), other]) == [note(1), other]


def test_from_the_tenth_message_on_similar_ones_are_combined() -> None:
    found = correlated([note(at, f"Created pod: {at}") for at in range(1, 14)])
    assert [each.message for each in found[:-1]] == [f"Created pod: {at}" for at in range(1, SIMILAR)]
    assert found[-1].message == "(combined from similar events): Created pod: 13"
    assert (found[-1].count, found[-1].first, found[-1].latest) == (4, 10, 13)


def test_after_a_pause_messages_are_told_one_by_one_again() -> None:
    early = [note(at, f"a{at}") for at in range(SIMILAR)]
    late = note(SIMILAR + INTERVAL + 1, "late")
    assert correlated([*early, late])[-1] == late
