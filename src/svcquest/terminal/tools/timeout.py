"""timeout: runs a command, but not for longer than so many simulated seconds."""

from __future__ import annotations

import re

from svcquest.model.frozen import replace
from svcquest.terminal.process import Output, Process
from svcquest.terminal.world import world_of

TIMED_OUT = 124

_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})([smhd]?)")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_WITH_VALUE = {"-k", "--kill-after", "-s", "--signal"}


def run(process: Process) -> int:
    """``timeout [-k DURATION] [-s SIGNAL] DURATION COMMAND…``; 124 when the time is up.

    A command that takes longer is stopped at that moment: the cluster is as it was before it, so many seconds later.
    """
    words = list(process.args)
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        if flag in _WITH_VALUE and words:
            words.pop(0)
    if len(words) < 2:
        return process.fail("missing operand\nTry 'timeout --help' for more information.", 125)
    found = _DURATION.fullmatch(words[0])
    if found is None:
        text = f"invalid time interval ‘{words[0]}’\nTry 'timeout --help' for more information."
        return process.fail(text, 125)
    seconds = float(found[1]) * _UNITS[found[2]]
    return _run(process, tuple(words[1:]), seconds) if seconds else process.start(tuple(words[1:]), _input(process))


class _TimeIsUpError(Exception):
    """The command wants to write something after its time."""


class _Watched(Output):
    """Hands on what is written in time."""

    def __init__(self, process: Process, output: Output, until: float) -> None:
        super().__init__(process.budget, [] if output.terminal else None)
        self._cluster = world_of(process).cluster
        self._output = output
        self._until = until

    def write(self, text: str) -> None:
        if self._cluster.state.now > self._until:
            raise _TimeIsUpError
        self._output.write(text)


def _run(process: Process, argv: tuple[str, ...], seconds: float) -> int:
    cluster = world_of(process).cluster
    before = cluster.state
    until = before.now + seconds
    inner = replace(process, out=_Watched(process, process.out, until), err=_Watched(process, process.err, until))
    try:
        status = inner.start(argv, _input(process))
    except _TimeIsUpError:
        status = TIMED_OUT
    if cluster.state.now <= until:
        return status
    cluster.restore(before)
    cluster.advance(seconds)
    return TIMED_OUT


def _input(process: Process) -> str:
    return "" if process.input.terminal else process.stdin
