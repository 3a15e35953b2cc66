"""The placement test line by line."""

from __future__ import annotations

from svcquest.cli.backend import StoredBackend
from svcquest.cli.printing import say
from svcquest.cli.prompting import read_line
from svcquest.game.placement import Reply
from svcquest.levels.question_format import Question
from svcquest.model.language import _


def place(backend: StoredBackend) -> None:
    """Ask until it is enough and save what is known; the end of input or ``q`` leaves all as it was."""
    placement = backend.placement()
    if not placement.rounds:
        say(_("There is no placement test here."))
        return
    say(_("Type the number of an answer, Enter alone if you do not know, q to leave."))
    while placement.next is not None:
        chapter, question = placement.next
        say()
        say(f"{_(chapter.title)}. {_without_marks(question.say)}")
        for number, choice in enumerate(question.choices, 1):
            say(f"{number}. {_without_marks(choice.text)}")
        answer = _answer(question)
        if answer is None:
            say(_("Left; nothing is saved."))
            return
        placement = placement.answered(answer)
        _tell(placement.replies[-1][1])
    backend.place(placement)
    say()
    for chapter, known in placement.lines():
        state = _("known") if known else _("to be played")
        say(f"{_(chapter.title)}: {state}")
    first = placement.first_unknown
    all_known = _("You know all of this; :map has it.")
    say(_("Begin with the chapter {title}: :next opens it.", title=_(first.title)) if first else all_known)


def _answer(question: Question) -> str | None:
    """The id of a choice, empty for "I do not know", None to leave."""
    while True:
        try:
            text = read_line(_("answer:") + " ").strip()
        except (EOFError, KeyboardInterrupt):
            say()
            return None
        if text in {"q", ":q", ":quit"}:
            return None
        if not text:
            return ""
        if text.isdecimal() and 1 <= int(text) <= len(question.choices):
            return question.choices[int(text) - 1].id
        say(_("a number from 1 to {most}, nothing, or q", most=len(question.choices)))


def _tell(reply: Reply) -> None:
    if reply.right:
        say(_("Right."))
    else:
        head = _("Not so. Right is: {answer}") if reply.choice else _("No harm done. Right is: {answer}")
        say(head.format(answer=_without_marks(reply.right_text)))
    say(_without_marks(reply.because))


def _without_marks(text: str) -> str:
    return text.replace("`", "")
