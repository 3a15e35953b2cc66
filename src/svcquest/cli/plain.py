"""``svcquest play --plain``: the same session line by line, without boxes or redrawing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from svcquest.cli.backend import StoredBackend
from svcquest.cli.editing import edit
from svcquest.cli.failing import UsageError
from svcquest.cli.printing import say, say_all, warn
from svcquest.game.session import Attempt, Session
from svcquest.game.words import MARKS, verdict_lines
from svcquest.terminal.process import OpenEditor
from svcquest.tui.backend import LevelUnusableError

HELP = """\
:run            apply your files and send the traffic
:brief          the task once more
:goals          the objectives
:files          names of your files
:show FILE      print a file
:edit FILE      open a file in $EDITOR
:load FILE PATH take a file's text from your own disk
:hint           the next hint, with its price
:solution       the level's own answer; costs stars
:undo  :redo  :reset
:quit           leave; everything is kept
Anything else is a command in the terminal: kubectl, curl, dig, help."""


def play(wanted: str | None) -> int:
    """Play a level by reading lines; exit 0 once it is solved or left."""
    backend = StoredBackend()
    level = wanted or next((card.id for card in backend.cards() if not card.solved), backend.cards()[0].id)
    try:
        session = backend.open(level)
    except LevelUnusableError as error:
        raise UsageError(str(error)) from error
    for notice in backend.notices():
        warn(notice)
    return Plain(session, backend).converse()


class Plain:
    """One level, read and written as lines."""

    def __init__(self, session: Session, backend: StoredBackend) -> None:
        self._session = session
        self._backend = backend
        self._commands: dict[str, Callable[[list[str]], None]] = {
            "run": self._run,
            "brief": lambda _words: self._brief(),
            "goals": lambda _words: self._goals(),
            "files": lambda _words: say("  ".join(session.file_names())),
            "show": self._show,
            "edit": self._edit,
            "load": self._load,
            "hint": lambda _words: self._hint(),
            "solution": lambda _words: say(session.solution()),
            "undo": lambda _words: say(session.undo() or "nothing to take back"),
            "redo": lambda _words: say(session.redo() or "nothing to do again"),
            "reset": lambda _words: session.reset(),
            "help": lambda _words: say(HELP),
        }

    def converse(self) -> int:
        """Read and do, until the end of input or ``:quit``."""
        self._brief()
        self._goals()
        say("Type :help for what can be done here.")
        pending: list[str] = []
        while True:
            try:
                pending.append(self._ask("> " if pending else self._session.terminal.prompt))
            except KeyboardInterrupt:
                pending.clear()
                say()
                continue
            except EOFError:
                break
            text = "\n".join(pending)
            if text.strip() in {":quit", ":q"}:
                break
            if not text.startswith(":") and self._session.terminal.incomplete(text):
                continue
            pending.clear()
            self._do(text)
            self._backend.keep(self._session)
        self._backend.keep(self._session)
        say("Everything is kept.")
        return 0

    @staticmethod
    def _ask(prompt: str) -> str:
        sys.stdout.flush()
        return input(prompt)

    def _do(self, text: str) -> None:
        if text.startswith(":"):
            name, *words = text[1:].split() or [""]
            command = self._commands.get(name)
            if command is None:
                say(f"there is no :{name}; :help lists what there is")
                return
            command(words)
        elif text.strip():
            outcome = self._session.command(text)
            say(outcome.shown.rstrip("\n")) if outcome.shown else None
            for request in outcome.requests:
                if isinstance(request, OpenEditor):
                    edit(self._session.files, request.path)

    def _brief(self) -> None:
        say(self._session.level.title)
        say()
        say(self._session.level.brief.strip())
        say()

    def _goals(self) -> None:
        words = {True: "holds", False: "does not hold", None: "not known yet"}
        for goal in self._session.objectives():
            say(f"{MARKS[goal.passed]} {goal.say} ({words[goal.passed]})")

    def _run(self, _words: list[str]) -> None:
        attempt = self._session.run()
        say_all(attempt.applied)
        say_all(str(each) for each in attempt.diagnostics)
        if attempt.verdict is None:
            say("Not applied; the run does not count.")
            return
        say_all(verdict_lines(attempt.verdict))
        if attempt.passed:
            self._solved(attempt)

    def _solved(self, attempt: Attempt) -> None:
        self._backend.record(self._session, attempt)
        debrief = self._session.debrief()
        say()
        say(f"Solved in run {attempt.number}, {attempt.stars} of 3 stars.")
        say()
        say(debrief.text.strip())
        if debrief.diff:
            say()
            say("Your answer beside the reference:")
            say_all(debrief.diff)

    def _show(self, words: list[str]) -> None:
        for name in words or self._session.file_names():
            say(f"# {name}")
            say(self._session.text(name).rstrip("\n"))

    def _edit(self, words: list[str]) -> None:
        name = words[0] if words else next(iter(self._session.file_names()), "service.yaml")
        if edit(self._session.files, f"{self._session.files.home}/{name}"):
            self._session.write(name, self._session.text(name))
            say_all(str(each) for each in self._session.preview(name, self._session.text(name)).diagnostics)

    def _load(self, words: list[str]) -> None:
        if len(words) != 2:
            say("usage: :load FILE PATH")
            return
        try:
            text = Path(words[1]).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            say(f"{words[1]}: {error}")
            return
        say(self._session.write(words[0], text) or f"{words[0]} is replaced; :run applies it")

    def _hint(self) -> None:
        waiting = [hint for hint in self._session.hints() if not hint.taken]
        if not waiting:
            say("there are no more hints")
            return
        if waiting[0].cost and not self._agreed("This hint costs stars. Take it? [y/N] "):
            return
        say(self._session.hint(waiting[0].number).strip())

    def _agreed(self, question: str) -> bool:
        try:
            return self._ask(question).strip().lower() in {"y", "yes"}
        except EOFError:
            return False
