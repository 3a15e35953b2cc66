"""The placement test line by line."""

from __future__ import annotations

from svcquest.cli.backend import StoredBackend
from svcquest.cli.plain_bench import ask
from svcquest.cli.printing import say
from svcquest.game.placement import Reply
from svcquest.levels.question_format import Question


def place(backend: StoredBackend) -> None:
    """Ask until it is enough and save what is known; the end of input or ``q`` leaves all as it was."""
    placement = backend.placement()
    if not placement.rounds:
        say("There is no placement test here.")
        return
    say("Type the number of an answer, Enter alone if you do not know, q to leave.")
    while placement.next is not None:
        chapter, question = placement.next
        say()
        say(f"{chapter.title}. {_without_marks(question.say)}")
        for number, choice in enumerate(question.choices, 1):
            say(f"{number}. {_without_marks(choice.text)}")
        answer = _answer(question)
        if answer is None:
            say("Left; nothing is saved.")
            return
        placement = placement.answered(answer)
        _tell(placement.replies[-1][1])
    backend.place(placement)
    say()
    for chapter, known in placement.lines():
        say(f"{chapter.title}: {'known' if known else 'to be played'}")
    first = placement.first_unknown
    say(f"Begin with the chapter {first.title}: :next opens it." if first else "You know all of this; :map has it.")


def _answer(question: Question) -> str | None:
    """The id of a choice, empty for "I do not know", None to leave."""
    while True:
        try:
            text = ask("answer: ").strip()
        except (EOFError, KeyboardInterrupt):
            say()
            return None
        if text in {"q", ":q", ":quit"}:
            return None
        if not text:
            return ""
        if text.isdecimal() and 1 <= int(text) <= len(question.choices):
            return question.choices[int(text) - 1].id
        say(f"a number from 1 to {len(question.choices)}, nothing, or q")


def _tell(reply: Reply) -> None:
    if reply.right:
        say("Right.")
    else:
        say(f"{'Not so' if reply.choice else 'No harm done'}. Right is: {_without_marks(reply.right_text)}")
    say(_without_marks(reply.because))


def _without_marks(text: str) -> str:
    return text.replace("`", "")
