"""Commands that the shell runs itself, because they need its memory."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

from svcquest.terminal.process import FileError, Input, Leave, Process
from svcquest.terminal.shell import clock, printing
from svcquest.terminal.shell.arithmetic import ArithmeticShellError, evaluate
from svcquest.terminal.shell.conditions import ConditionError, holds
from svcquest.terminal.shell.control import ExitShellError, LoopControlError, ReturnError
from svcquest.terminal.shell.interpreter import INSTALLABLE, Builtin, Interpreter
from svcquest.terminal.shell.state import Streams

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def find(name: str) -> Builtin | None:
    """The builtin of that name."""
    return _TABLE.get(name)


def names() -> tuple[str, ...]:
    """Names of all builtins, sorted."""
    return tuple(sorted(_TABLE))


def _streams(process: Process) -> Streams:
    return Streams(process.input, process.out, process.err)


def _without_shell(run: Callable[[Process], int]) -> Builtin:
    return lambda _, process: run(process)


def _status(status: int) -> Builtin:
    return lambda _, __: status


def _complain(shell: Interpreter, process: Process, text: str, status: int = 1) -> int:
    shell.complain(_streams(process), f"{process.name}: {text}")
    return status


def _integer(shell: Interpreter, process: Process, default: int) -> int:
    if not process.args:
        return default
    if not re.fullmatch(r"[-+]?\d{1,18}", process.args[0]):
        _complain(shell, process, f"{process.args[0]}: numeric argument required")
        return 2
    return int(process.args[0])


def _cd(shell: Interpreter, process: Process) -> int:
    target = process.args[0] if process.args else shell.state.files.home
    if target == "-":
        target = shell.state.previous_folder or shell.state.files.cwd
        process.print(target)
    before = shell.state.files.cwd
    shell.state.files.change_folder(target)
    shell.state.previous_folder = before
    return 0


def _pwd(shell: Interpreter, process: Process) -> int:
    process.print(shell.state.files.cwd)
    return 0


def _export(shell: Interpreter, process: Process) -> int:
    state = shell.state
    names = [word for word in process.args if word not in ("-p", "--")]
    if not names:
        for name, value in state.environment().items():
            process.print(f'declare -x {name}="{value}"')
    status = 0
    for word in names:
        name, equals, value = word.partition("=")
        if not _NAME.fullmatch(name):
            status = _complain(shell, process, f"`{word}': not a valid identifier")
            continue
        if equals:
            state.variables[name] = value
        state.exported.add(name)
    return status


def _local(shell: Interpreter, process: Process) -> int:
    for word in process.args:
        name, equals, value = word.partition("=")
        if not _NAME.fullmatch(name):
            if not name.startswith("-"):
                return _complain(shell, process, f"`{word}': not a valid identifier")
        elif equals:
            shell.state.variables[name] = value
    return 0


def _unset(shell: Interpreter, process: Process) -> int:
    for name in process.args:
        shell.state.variables.pop(name, None)
        shell.state.functions.pop(name, None)
        shell.state.exported.discard(name)
    return 0


def _set(shell: Interpreter, process: Process) -> int:
    if process.args[:1] == ("--",):
        shell.state.arguments = process.args[1:]
    elif not process.args:
        for name, value in sorted(shell.state.variables.items()):
            process.print(f"{name}={shlex.quote(value) if value else ''}")
    return 0


def _shift(shell: Interpreter, process: Process) -> int:
    count = _integer(shell, process, 1)
    if not 0 <= count <= len(shell.state.arguments):
        return 1
    shell.state.arguments = shell.state.arguments[count:]
    return 0


def _test(shell: Interpreter, process: Process) -> int:
    words = process.args
    closing = {"[": "]", "[[": "]]"}.get(process.name)
    if closing:
        if words[-1:] != (closing,):
            return _complain(shell, process, f"missing `{closing}'", 2)
        words = words[:-1]
    try:
        return int(not holds(words, shell.state.files, double=process.name == "[["))
    except ConditionError as error:
        return _complain(shell, process, str(error), 2)


def _exit(shell: Interpreter, process: Process) -> int:
    raise ExitShellError(_integer(shell, process, shell.state.status) & 255)


def _return(shell: Interpreter, process: Process) -> int:
    raise ReturnError(_integer(shell, process, shell.state.status) & 255)


def _break(shell: Interpreter, process: Process) -> int:
    raise LoopControlError(max(1, _integer(shell, process, 1)), again=process.name == "continue")


def _read(shell: Interpreter, process: Process) -> int:
    raw = "-r" in process.args
    names = [word for word in process.args if not word.startswith("-")] or ["REPLY"]
    line = process.input.read_line()
    text = (line or "").rstrip("\n")
    if not raw:
        text = re.sub(r"\\(.)", r"\1", text)
    values = text.split(None, len(names) - 1) if len(names) > 1 else [text.strip(" \t")]
    for index, name in enumerate(names):
        if not _NAME.fullmatch(name):
            return _complain(shell, process, f"`{name}': not a valid identifier")
        shell.state.variables[name] = values[index].strip(" \t") if index < len(values) else ""
    return int(line is None or not line.endswith("\n"))


def _alias(shell: Interpreter, process: Process) -> int:
    aliases = shell.state.aliases
    for word in process.args or tuple(sorted(aliases)):
        name, equals, value = word.partition("=")
        if equals:
            aliases[name] = value
        elif name in aliases:
            process.print(f"alias {name}='{aliases[name]}'")
        else:
            return _complain(shell, process, f"{name}: not found")
    return 0


def _unalias(shell: Interpreter, process: Process) -> int:
    if process.args[:1] == ("-a",):
        shell.state.aliases.clear()
        return 0
    missing = [name for name in process.args if shell.state.aliases.pop(name, None) is None]
    return _complain(shell, process, f"{missing[0]}: not found") if missing else 0


def _history(shell: Interpreter, process: Process) -> int:
    if process.args[:1] == ("-c",):
        shell.state.history.clear()
    lines = list(enumerate(shell.state.history, 1))
    if process.args and process.args[0].isdigit():
        lines = lines[-int(process.args[0]) :] if int(process.args[0]) else []
    for number, line in lines:
        process.print(f"{number:5}  {line}")
    return 0


def _kind(shell: Interpreter, name: str) -> str:
    if name in shell.state.aliases:
        return f"{name} is aliased to `{shell.state.aliases[name]}'"
    if name in shell.state.functions:
        return f"{name} is a function"
    if shell.is_builtin(name):
        return f"{name} is a shell builtin"
    return f"{name} is /usr/bin/{name}" if shell.find(name) else ""


def _type(shell: Interpreter, process: Process) -> int:
    status = 0
    for name in process.args:
        kind = _kind(shell, name)
        if kind:
            process.print(kind)
        else:
            status = _complain(shell, process, f"{name}: not found")
    return status


def _which(shell: Interpreter, process: Process) -> int:
    found = [name for name in process.args if shell.find(name)]
    for name in found:
        process.print(f"/usr/bin/{name}")
    return int(len(found) < len(process.args))


def _command(shell: Interpreter, process: Process) -> int:
    if not process.args:
        return 0
    if process.args[0] in ("-v", "-V"):
        known = [name for name in process.args[1:] if _kind(shell, name)]
        for name in known:
            builtin = shell.is_builtin(name) or name in shell.state.aliases
            process.print(name if builtin else f"/usr/bin/{name}")
        return int(not known)
    return shell.run_argv(process.args, _streams(process))


def _eval(shell: Interpreter, process: Process) -> int:
    return shell.run_script(" ".join(process.args), _streams(process))


def _source(shell: Interpreter, process: Process) -> int:
    if not process.args:
        return _complain(shell, process, "filename argument required", 2)
    try:
        return shell.run_script(shell.state.files.read(process.args[0]), _streams(process))
    except ReturnError as back:
        return back.status


def _shell(shell: Interpreter, process: Process) -> int:
    """``sh``, ``bash`` …: a script from ``-c``, a file or standard input, in a shell of its own."""
    name = "bash" if process.name.endswith("bash") else "sh"
    words = list(process.args)
    command = False
    while words and re.fullmatch(r"-[a-z]+", words[0]):
        command = "c" in words.pop(0) or command
    streams = _streams(process)
    if command:
        if not words:
            return _complain(shell, process, "-c: option requires an argument", 2)
        return shell.run_subshell(words[0], streams, tuple(words[2:]), name, "".join(words[1:2]))
    if words:
        try:
            text = shell.state.files.read(words[0])
        except FileError as error:
            return process.fail(str(error), 127)
        return shell.run_subshell(text, streams, tuple(words[1:]), name, words[0])
    text = process.stdin
    return shell.run_subshell(text, Streams(Input(), process.out, process.err), name=name)


def _sudo(shell: Interpreter, process: Process) -> int:
    """``sudo [-E] [-u USER] COMMAND``: everybody is root here, so the command runs as it is."""
    words = list(process.args)
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        if flag in {"-u", "-g", "-h"} and words:
            words.pop(0)
    if not words or words[0] == "su" or (words[0] in INSTALLABLE and len(words) == 1):
        process.print("you are root already")
        return 0
    return shell.run_argv(tuple(words), _streams(process))


def _time(shell: Interpreter, process: Process) -> int:
    """``time COMMAND``: the simulated time that it takes, and little of the processor's."""
    before = clock.now(process)
    status = shell.run_argv(process.args, _streams(process)) if process.args else 0
    minutes, seconds = divmod(clock.now(process) - before, 60)
    process.error(f"\nreal\t{minutes:.0f}m{seconds + 0.004:.3f}s\nuser\t0m0.002s\nsys\t0m0.001s")
    return status


def _let(shell: Interpreter, process: Process) -> int:
    """``let EXPRESSION…``: 1 when the last one is 0."""
    value = 0
    for word in process.args:
        try:
            value = evaluate(word, shell.state.variables)
        except ArithmeticShellError as error:
            return _complain(shell, process, str(error))
    return int(value == 0)


def _prints(text: str) -> Builtin:
    """A builtin that knows one answer and changes nothing."""

    def run(_shell: Interpreter, process: Process) -> int:
        if not process.args or process.args[0].startswith("-"):
            process.print(text)
        return 0

    return run


def leave(shell: Interpreter, status: int) -> int:
    """What the outermost shell does when it was told to end."""
    shell.state.requests.append(Leave(status))
    return status


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
    "let": _let,
    "[": _test,
    "[[": _test,
    "test": _test,
    "echo": _without_shell(printing.echo),
    "printf": _without_shell(printing.printf),
    "date": _without_shell(clock.date),
    "sleep": _without_shell(clock.sleep),
    ".": _source,
    "source": _source,
    "alias": _alias,
    "unalias": _unalias,
    **dict.fromkeys(("ash", "bash", "dash", "sh"), _shell),
    "sudo": _sudo,
    "time": _time,
    "break": _break,
    "continue": _break,
    "cd": _cd,
    "pwd": _pwd,
    "command": _command,
    "declare": _local,
    "local": _local,
    "eval": _eval,
    "exit": _exit,
    "logout": _exit,
    "return": _return,
    "export": _export,
    "unset": _unset,
    "set": _set,
    "shift": _shift,
    "history": _history,
    "read": _read,
    "type": _type,
    "which": _which,
}
