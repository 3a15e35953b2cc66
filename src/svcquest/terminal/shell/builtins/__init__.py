"""Commands that the shell runs itself, because they need its memory."""

from __future__ import annotations

from collections.abc import Callable

from svcquest.terminal.process import Leave, Process
from svcquest.terminal.shell import clock, printing
from svcquest.terminal.shell.builtins import deciding, memory, running, variables
from svcquest.terminal.shell.interpreter import Builtin, Interpreter


def find(name: str) -> Builtin | None:
    """The builtin of that name."""
    return _TABLE.get(name)


def names() -> tuple[str, ...]:
    """Names of all builtins, sorted."""
    return tuple(sorted(_TABLE))


def leave(shell: Interpreter, status: int) -> int:
    """What the outermost shell does when it was told to end."""
    shell.state.requests.append(Leave(status))
    return status


def _without_shell(run: Callable[[Process], int]) -> Builtin:
    return lambda _, process: run(process)


def _status(status: int) -> Builtin:
    return lambda _, __: status


def _prints(text: str) -> Builtin:
    """A builtin that knows one answer and changes nothing."""

    def run(_shell: Interpreter, process: Process) -> int:
        if not process.args or process.args[0].startswith("-"):
            process.print(text)
        return 0

    return run


_TABLE: dict[str, Builtin] = {
    ":": _status(0),
    "true": _status(0),
    "false": _status(1),
    "wait": _status(0),
    "jobs": _status(0),
    "shopt": _status(0),
    "trap": _status(0),
    "ulimit": _prints("unlimited"),
    "umask": _prints("0022"),
    "let": deciding.let,
    "[": deciding.test,
    "[[": deciding.test,
    "test": deciding.test,
    "echo": _without_shell(printing.echo),
    "printf": _without_shell(printing.printf),
    "date": _without_shell(clock.date),
    "sleep": _without_shell(clock.sleep),
    ".": running.source,
    "source": running.source,
    "alias": memory.alias,
    "unalias": memory.unalias,
    **dict.fromkeys(("ash", "bash", "dash", "sh"), running.run_shell),
    "sudo": running.sudo,
    "time": running.time,
    "break": deciding.leave_loop,
    "continue": deciding.leave_loop,
    "cd": memory.cd,
    "pwd": memory.pwd,
    "command": running.command,
    "declare": variables.local,
    "local": variables.local,
    "eval": running.eval_words,
    "exit": deciding.leave_shell,
    "logout": deciding.leave_shell,
    "return": deciding.leave_function,
    "export": variables.export,
    "unset": variables.unset,
    "set": variables.set_parameters,
    "shift": variables.shift,
    "history": memory.history,
    "read": variables.read,
    "type": running.tell_type,
    "which": running.which,
}
