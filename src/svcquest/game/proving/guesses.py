"""Wrong answers to questions, derived from the right ones: another choice, other evidence, nothing at all."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.levels.format import Picks
from svcquest.levels.question_format import Question
from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """What somebody says who does not know.

    Attributes:
        id: the question and what is wrong with the answer, ``question cause: no-endpoints``.
        picks: to all questions; only this one is answered wrongly.
    """

    id: str
    picks: Picks


def guesses_of(questions: tuple[Question, ...], right: Picks) -> Iterator[Guess]:
    """Every answer that differs from the right ones in one thing."""
    for question in questions:
        pick = right.get(question.id, ())
        others = {name: given for name, given in right.items() if name != question.id}
        yield Guess(f"question {question.id}: no answer", others)
        for choice in question.choices:
            if choice.id != question.right:
                yield Guess(f"question {question.id}: {choice.id}", {**others, question.id: (choice.id, *pick[1:])})
        for shown in question.evidence.choices if question.evidence else ():
            if question.evidence and shown.id not in question.evidence.right:
                yield Guess(
                    f"question {question.id}: shown by {shown.id}", {**others, question.id: (question.right, shown.id)}
                )
