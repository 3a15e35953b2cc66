"""Watching: what the repetitions of a command add to what has been shown already."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator

from svcquest.terminal.process import Outcome, Process, Watch

ROUNDS = 3
"""How often a whole output is shown where nobody waits: time is simulated and the screen goes on at once."""

QUIET, LONGEST = 15, 60
"""Where nobody waits, changes are looked for until so many rounds brought none, or so often in all."""

_AGE = re.compile(r"(?<![\w.-])(?:\d+[smhdy]){1,2}(?![\w.-])")
_ADDED = "ADDED"

Run = Callable[[str], Outcome]
"""Runs a command line."""


def ask_for_changes(process: Process, known_by: int) -> None:
    """Ask the front end to go on showing what changes, if a person sees it."""
    if process.out.terminal:
        words = (word.replace("--watch-only", "--watch") for word in process.argv)
        process.request(Watch(shlex.join(words), known_by=known_by))


class Changes:
    """The rows of a table that are others than at the last look. That everything has grown older is no change."""

    def __init__(self, watch: Watch, first: Outcome) -> None:
        """Begin with what is known."""
        self._cells = watch.known_by or 0
        self._text = first.stdout
        self._rows = self._read(first.stdout)

    def since_then(self, outcome: Outcome) -> str:
        """What is new in the command's output; rows that are gone are shown as they were last."""
        text = outcome.stdout
        if not self._cells:
            changed, self._text = "" if _ageless(text) == _ageless(self._text) else text, text
            return changed
        rows, before = self._read(text), self._rows
        self._rows = rows
        lines = [
            _as_event(line, "MODIFIED") if key in before else line
            for key, line in rows.items()
            if _ageless(line) != _ageless(before.get(key, ""))
        ]
        lines += [_as_event(line, "DELETED") for key, line in before.items() if key not in rows and self._names(key)]
        return "".join(f"{line}\n" for line in lines)

    def _names(self, key: tuple[str, ...]) -> bool:
        """Whether words stand for an object, rather than for all that a row says."""
        return len(key) == self._cells

    def _read(self, text: str) -> dict[tuple[str, ...], str]:
        return {tuple(_ageless(line).split()[: self._cells]): line for line in text.splitlines()}


def _ageless(text: str) -> str:
    return re.sub(r" +", " ", _AGE.sub("", text))


def _as_event(line: str, event: str) -> str:
    """A row of ``--output-watch-events`` says what became of the object."""
    return event + line.removeprefix(_ADDED) if line.startswith(f"{_ADDED} ") else line


def rounds(watch: Watch, run: Run, advance: Callable[[float], None]) -> Iterator[str]:
    """What a watch shows where nobody waits: the output some times over, or its changes until it is quiet."""
    if watch.known_by is None:
        for number in range(ROUNDS):
            if number:
                advance(watch.interval)
            yield run(watch.command).shown
        return
    changes = Changes(watch, run(watch.command))
    quiet = 0
    for _ in range(LONGEST):
        advance(watch.interval)
        text = changes.since_then(run(watch.command))
        if text:
            yield text
        quiet = 0 if text else quiet + 1
        if quiet == QUIET:
            return
