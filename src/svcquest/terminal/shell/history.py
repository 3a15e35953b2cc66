"""History expansion: ``!!``, ``!$``, ``!-2``, ``!12``, ``!kub`` and ``^old^new``, as bash has them at its prompt."""

from __future__ import annotations

import re
from collections.abc import Sequence

_EVENT = re.compile(r"!(?:(!)|(\$)|(\^)|(\*)|(-?\d{1,6})|\?([^?\s]+)\??|([A-Za-z][^\s;|&]*))")
_WORD = re.compile(r"""(?:[^\s"']|"[^"]*"|'[^']*')+""")


_GOES_ON = r"(?:(?:^|[\s;])(?:do|then|else|in|while|until|if)|[{(|;]|&&)\s*$"
"""Ends of lines behind which a command goes on without a semicolon."""


def in_one_line(lines: Sequence[str]) -> str | None:
    """A command of several lines as the history keeps it, on one line; None where its line ends mean something."""
    from svcquest.terminal.shell.parser import parse  # noqa: PLC0415 - the parser is for those who run something
    from svcquest.terminal.shell.syntax import ShellSyntaxError  # noqa: PLC0415

    text = lines[0]
    for line in lines[1:]:
        if text.endswith("\\"):
            text = text[:-1] + line
        else:
            text = text.rstrip() + (" " if re.search(_GOES_ON, text) else "; ") + line.lstrip()
    try:
        return text if parse(text) == parse("\n".join(lines)) else None
    except ShellSyntaxError:
        return None


class EventNotFoundError(Exception):
    """The history has no such line; its text is what the shell says."""


def expand(line: str, history: Sequence[str]) -> str:
    """A line with its references to earlier lines replaced; single quotes and backslashes protect.

    Raises:
        EventNotFoundError: there is no such line.
    """
    quick = re.fullmatch(r"\^([^^\n]+)\^([^^\n]*)\^?", line)
    if quick:
        before = _recent(history, -1, ":s" + line)
        if quick[1] not in before:
            raise EventNotFoundError(f":s{line}: substitution failed")
        return before.replace(quick[1], quick[2], 1)
    pieces: list[str] = []
    at = 0
    while at < len(line):
        if line[at] == "'" and (end := line.find("'", at + 1)) > 0:
            pieces.append(line[at : end + 1])
            at = end + 1
        elif line[at] == "\\":
            pieces.append(line[at : at + 2])
            at += 2
        elif found := _EVENT.match(line, at):
            pieces.append(_event(found, history))
            at = found.end()
        else:
            pieces.append(line[at])
            at += 1
    return "".join(pieces)


def _recent(history: Sequence[str], index: int, shown: str) -> str:
    if -len(history) <= index < len(history):
        return history[index]
    raise EventNotFoundError(f"{shown}: event not found")


def _event(found: re.Match[str], history: Sequence[str]) -> str:
    shown = found[0]
    if found[1]:
        return _recent(history, -1, shown)
    if found[2] or found[3] or found[4]:
        words = _WORD.findall(_recent(history, -1, shown))
        if found[4]:
            return " ".join(words[1:])
        return str(words[-1] if found[2] else words[min(1, len(words) - 1)]) if words else ""
    if found[5]:
        number = int(found[5])
        return _recent(history, number if number < 0 else number - 1 if number else len(history), shown)
    for line in reversed(history):
        if (found[6] and found[6] in line) or (found[7] and line.startswith(found[7])):
            return line
    raise EventNotFoundError(f"{shown}: event not found")
