"""The placement test: which question comes next, when it is enough, and which chapters need not be played."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.levels.format import Chapter
from svcquest.levels.placement import Rounds
from svcquest.levels.question_format import Question
from svcquest.model.frozen import dataclass, replace

ENOUGH = 2
"""Chapters in a row that somebody does not know: later ones build on them, and are not asked about."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody said to a question; an empty choice is "I do not know"."""

    question: Question
    choice: str

    @property
    def right(self) -> bool:
        """Whether it is so."""
        return self.choice == self.question.right

    @property
    def because(self) -> str:
        """Why the choice is right or wrong; without one, why the right one is."""
        found = next(each for each in self.question.choices if each.id == (self.choice or self.question.right))
        return " ".join(found.because.split())

    @property
    def right_text(self) -> str:
        """The right answer in words."""
        return next(each.text for each in self.question.choices if each.id == self.question.right)


@dataclass(frozen=True, slots=True)
class Placement:
    """A placement test under way. A chapter is known when all of its questions are answered rightly.

    Attributes:
        rounds: chapters with their questions.
        replies: so far, by the chapter's id. After a wrong one the rest of a chapter is not asked.
    """

    rounds: Rounds
    replies: tuple[tuple[str, Reply], ...] = ()

    @property
    def next(self) -> tuple[Chapter, Question] | None:
        """The chapter and the question to ask now; None when it is enough."""
        missed = 0
        for chapter, questions in self.rounds:
            replies = self._to(chapter)
            if any(not reply.right for reply in replies):
                missed += 1
                if missed == ENOUGH:
                    return None
            elif len(replies) < len(questions):
                return chapter, questions[len(replies)]
            else:
                missed = 0
        return None

    def answered(self, choice: str) -> Placement:
        """With an answer to the next question; empty for "I do not know".

        Raises:
            ValueError: nothing is asked any more, or the choice is not one of it.
        """
        asked = self.next
        if asked is None:
            raise ValueError("the test is over")
        chapter, question = asked
        if choice and choice not in [each.id for each in question.choices]:
            raise ValueError(f"{question.id} has no choice {choice}")
        return replace(self, replies=(*self.replies, (chapter.id, Reply(question, choice))))

    @property
    def known(self) -> tuple[str, ...]:
        """Ids of the chapters that need not be played."""
        return tuple(chapter.id for chapter, questions in self.rounds if self._is_known(chapter, questions))

    @property
    def asked(self) -> int:
        """How many questions are answered."""
        return len(self.replies)

    @property
    def first_unknown(self) -> Chapter | None:
        """Where to begin; None when every chapter that has questions is known."""
        unknown = (chapter for chapter, questions in self.rounds if not self._is_known(chapter, questions))
        return next(unknown, None)

    def lines(self) -> Iterator[tuple[Chapter, bool]]:
        """Every chapter that was asked about, and whether it is known."""
        for chapter, questions in self.rounds:
            if self._to(chapter):
                yield chapter, self._is_known(chapter, questions)

    def _is_known(self, chapter: Chapter, questions: tuple[Question, ...]) -> bool:
        replies = self._to(chapter)
        return len(replies) == len(questions) and all(reply.right for reply in replies)

    def _to(self, chapter: Chapter) -> list[Reply]:
        return [reply for name, reply in self.replies if name == chapter.id]
