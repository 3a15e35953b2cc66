"""The placement test: what is asked next, when it is enough, what counts as known."""

from __future__ import annotations

import pytest

from svcquest.game.placement import Placement
from svcquest.levels.format import Chapter
from svcquest.levels.question_format import Choice, Question

CHAPTERS = ("one", "two", "three", "four")


def question(name: str) -> Question:
    choices = tuple(Choice(each, f"{each} it is", f"for {each}") for each in ("yes", "no"))
    return Question(name, f"{name}?", choices, "yes")


@pytest.fixture
def fresh() -> Placement:
    return Placement(
        tuple((Chapter(name, name.title(), ()), (question(f"{name}-a"), question(f"{name}-b"))) for name in CHAPTERS)
    )


@pytest.mark.parametrize(
    ("answers", "known", "asked_next"),
    [
        ("", (), "one-a"),
        ("y", (), "one-b"),
        ("yy", ("one",), "two-a"),
        ("n", (), "two-a"),  # the rest of a chapter that is not known is not asked
        ("yn", (), "two-a"),
        ("?", (), "two-a"),
        ("nyy", ("two",), "three-a"),
        ("nn", (), None),  # two in a row are enough
        ("nyynyy", ("two", "four"), None),
        ("yynyn", ("one",), None),
        ("yyyyyyyy", CHAPTERS, None),
    ],
)
def test_course(fresh: Placement, answers: str, known: tuple[str, ...], asked_next: str | None) -> None:
    placement = fresh
    for answer in answers:
        placement = placement.answered({"y": "yes", "n": "no", "?": ""}[answer])

    assert placement.known == known
    assert (placement.next[1].id if placement.next else None) == asked_next
    assert placement.asked == len(answers)


def test_begin_at_the_first_chapter_that_is_not_known(fresh: Placement) -> None:
    placement = fresh.answered("yes").answered("yes").answered("no").answered("")

    assert placement.first_unknown is not None
    assert placement.first_unknown.id == "two"
    assert [(chapter.id, known) for chapter, known in placement.lines()] == [
        ("one", True),
        ("two", False),
        ("three", False),
    ]


def test_who_knows_all_begins_nowhere(fresh: Placement) -> None:
    placement = fresh
    while placement.next:
        placement = placement.answered("yes")

    assert placement.first_unknown is None


@pytest.mark.parametrize(("choice", "because"), [("no", "for no"), ("yes", "for yes"), ("", "for yes")])
def test_a_reply_is_explained(fresh: Placement, choice: str, because: str) -> None:
    _, reply = fresh.answered(choice).replies[0]

    assert (reply.right, reply.because, reply.right_text) == (choice == "yes", because, "yes it is")


def test_refuses_what_cannot_be_answered(fresh: Placement) -> None:
    with pytest.raises(ValueError, match="no choice maybe"):
        fresh.answered("maybe")
    with pytest.raises(ValueError, match="over"):
        Placement(()).answered("yes")
