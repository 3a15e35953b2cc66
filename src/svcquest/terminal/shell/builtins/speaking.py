"""How builtins complain and read their arguments."""

from __future__ import annotations

import re

from svcquest.terminal.process import Process
from svcquest.terminal.shell.interpreter import Interpreter
from svcquest.terminal.shell.state import Streams

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
"""Of a variable or function."""


def streams_of(process: Process) -> Streams:
    """The streams of a command, for what it runs."""
    return Streams(process.input, process.out, process.err)


def complain(shell: Interpreter, process: Process, text: str, status: int = 1) -> int:
    """Say what is wrong, as the shell that runs the builtin; gives back the status."""
    shell.complain(streams_of(process), f"{process.name}: {text}")
    return status


def integer(shell: Interpreter, process: Process, default: int) -> int | None:
    """The first argument as a number, ``default`` without one; None, with a complaint, where it is no number."""
    if not process.args:
        return default
    if not re.fullmatch(r"[-+]?\d{1,18}", process.args[0]):
        complain(shell, process, f"{process.args[0]}: numeric argument required")
        return None
    return int(process.args[0])
