"""What the player has said to a level's questions so far, and the ``answer`` command that says it in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from svcquest.game.questions import pick_in_words, question_lines
from svcquest.levels.question_format import Question
from svcquest.terminal.extras import Extra, Extras
from svcquest.terminal.process import Process

COMMAND = "answer"
"""Name of the command."""


class Replies:
    """Answers to questions, each of which can be changed until the next run judges it.

    Attributes:
        questions: those of the level.
        picks: what was said, by the question's id; never changed, replaced as a whole.
    """

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        self.picks: Mapping[str, tuple[str, ...]] = {}

    def give(self, question: str, *pick: str) -> str:
        """Answer a question with a choice, and what shows it where that is asked for.

        Returns:
            Why that is no answer, empty when it is one.
        """
        found = self.find(question)
        if found is None:
            return f"there is no question {question}; there are {', '.join(each.id for each in self.questions)}"
        objection = found.objection(pick)
        if not objection:
            self.picks = {**self.picks, question: pick}
        return objection

    def restore(self, picks: Mapping[str, tuple[str, ...]]) -> None:
        """Take over what was kept, as far as the level still asks for it."""
        self.picks = {}
        for question, pick in picks.items():
            self.give(question, *pick)

    def find(self, question: str) -> Question | None:
        """The question of that id."""
        return next((each for each in self.questions if each.id == question), None)

    def said(self, question: str) -> str:
        """The answer to a question in words; empty while there is none."""
        found = self.find(question)
        return pick_in_words(found, self.picks[question]) if found and question in self.picks else ""

    def extras(self) -> Extras:
        """The command for a terminal, where there is something to answer."""
        return {COMMAND: Extra(self._run, self._words)} if self.questions else {}

    def _run(self, process: Process) -> int:
        if len(process.args) < 2:
            return self._tell(process)
        question, *pick = process.args
        objection = self.give(question, *pick)
        if objection:
            return process.fail(objection)
        process.print(f"{question}: {self.said(question)}\nThe next run judges it.")
        return 0

    def _tell(self, process: Process) -> int:
        wanted = process.args[:1]
        shown = [each for each in self.questions if not wanted or each.id in wanted]
        if not shown:
            return process.fail(self.give(wanted[0]))
        for number, question in enumerate(shown):
            if number:
                process.print()
            for line in question_lines(question, self.picks.get(question.id, ())):
                process.print(line)
        return 0

    def _words(self, typed: Sequence[str]) -> Iterable[str]:
        question = self.find(typed[0]) if typed else None
        if not typed:
            return [each.id for each in self.questions]
        if question is None or len(typed) > 2:
            return []
        choices = question.choices if len(typed) == 1 else question.evidence.choices if question.evidence else ()
        return [each.id for each in choices]
