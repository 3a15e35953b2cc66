"""Builtins that decide which way a script goes."""

from __future__ import annotations

from svcquest.terminal.process import Process
from svcquest.terminal.shell.arithmetic import ArithmeticShellError, evaluate
from svcquest.terminal.shell.builtins.speaking import complain, integer
from svcquest.terminal.shell.conditions import ConditionError, holds
from svcquest.terminal.shell.control import ExitShellError, LoopControlError, ReturnError
from svcquest.terminal.shell.interpreter import Interpreter

_ALL_LOOPS = 1_000
"""More than can be nested."""


def test(shell: Interpreter, process: Process) -> int:
    """``test``, ``[`` and ``[[``."""
    words = process.args
    closing = {"[": "]", "[[": "]]"}.get(process.name)
    if closing:
        if words[-1:] != (closing,):
            return complain(shell, process, f"missing `{closing}'", 2)
        words = words[:-1]
    try:
        return int(not holds(words, shell.state.files, double=process.name == "[["))
    except ConditionError as error:
        return complain(shell, process, str(error), 2)


def let(shell: Interpreter, process: Process) -> int:
    """``let EXPRESSION…``: 1 when the last one is 0."""
    value = 0
    for word in process.args:
        try:
            value = evaluate(word, shell.state.variables)
        except ArithmeticShellError as error:
            return complain(shell, process, str(error))
    return int(value == 0)


def leave_shell(shell: Interpreter, process: Process) -> int:
    """``exit [STATUS]``."""
    raise ExitShellError(_status(shell, process))


def leave_function(shell: Interpreter, process: Process) -> int:
    """``return [STATUS]``."""
    raise ReturnError(_status(shell, process))


def _status(shell: Interpreter, process: Process) -> int:
    """The status that is asked for, else the last command's; 2 where it is no number, as in bash."""
    wanted = integer(shell, process, shell.state.status)
    return 2 if wanted is None else wanted & 255


def leave_loop(shell: Interpreter, process: Process) -> int:
    """``break [N]`` and ``continue [N]``; every loop where N is no number, as bash gives the line up then."""
    loops = integer(shell, process, 1)
    raise LoopControlError(_ALL_LOOPS if loops is None else max(1, loops), again=process.name == "continue")
