"""``date`` and ``sleep``: time as the simulation has it, never the machine's."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Protocol, runtime_checkable

from svcquest.terminal.process import Process

_SLEEP_STEPS = 40
"""What a nap counts for: a loop that never ends but for naps is stopped after some hundred turns."""

_LONGEST = 10 * 365 * 86400.0
"""Seconds that a nap takes at most: time stamps end with the year 9999."""

_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})([smhd]?)")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_DIRECTIVE = re.compile(r"%([-_0^]?)([A-Za-z%])")
_SHORTHANDS = {
    "F": "%Y-%m-%d",
    "T": "%H:%M:%S",
    "R": "%H:%M",
    "D": "%m/%d/%y",
    "c": "%a %b %e %H:%M:%S %Y",
    "h": "%b",
    "r": "%I:%M:%S %p",
}
_USUAL = "%a %b %e %H:%M:%S UTC %Y"


@runtime_checkable
class Clock(Protocol):
    """A world in which time can be read and passed."""

    @property
    def now(self) -> float:
        """Seconds since 1970."""

    def advance(self, seconds: float) -> None:
        """Lets simulated time pass."""


def sleep(process: Process) -> int:
    """Lets simulated time pass; returns at once."""
    if not process.args:
        return process.fail("missing operand\nTry 'sleep --help' for more information.")
    seconds = 0.0
    for word in process.args:
        found = _DURATION.fullmatch(word)
        if found is None:
            return process.fail(f"invalid time interval '{word}'\nTry 'sleep --help' for more information.")
        seconds += float(found[1]) * _UNITS[found[2]]
    process.budget.take_step(_SLEEP_STEPS)
    if isinstance(process.world, Clock):
        process.world.advance(min(seconds, _LONGEST))
    return 0


def now(process: Process) -> float:
    """Seconds since 1970, 0 in a world without a clock."""
    return process.world.now if isinstance(process.world, Clock) else 0.0


def date(process: Process) -> int:
    """Prints the simulated time in UTC; ``+FORMAT`` as strftime has it."""
    moment = datetime.fromtimestamp(now(process), UTC)
    template = _USUAL
    for word in process.args:
        if word.startswith("+"):
            template = word[1:]
        elif word in ("-I", "--iso-8601"):
            template = "%F"
        elif word in ("-R", "--rfc-email"):
            template = "%a, %d %b %Y %T +0000"
        elif word not in ("-u", "--utc", "--universal"):
            return process.fail(f"invalid date '{word}'")
    process.print(_format(moment, template))
    return 0


def _format(moment: datetime, template: str) -> str:
    def replace(found: re.Match[str]) -> str:
        letter = found[2]
        if letter in _SHORTHANDS:
            return _format(moment, _SHORTHANDS[letter])
        match letter:
            case "s":
                return str(int(moment.timestamp()))
            case "N":
                return f"{moment.microsecond * 1000:09d}"
            case "e":
                return f"{moment.day:2}"
            case "z":
                return "+0000"
            case "Z":
                return "UTC"
            case "%" | "n" | "t":
                return {"%": "%", "n": "\n", "t": "\t"}[letter]
            case _ if letter in "aAbBdHIjmMpSuwyY":
                text = moment.strftime(f"%{letter}")
                return text.lstrip("0") or "0" if found[1] == "-" else text
        return found[0]

    return _DIRECTIVE.sub(replace, template)
