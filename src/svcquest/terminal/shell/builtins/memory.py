"""Builtins for what else a shell remembers: its folder, aliases and history."""

from __future__ import annotations

from svcquest.terminal.process import Process
from svcquest.terminal.shell.builtins.speaking import complain, integer
from svcquest.terminal.shell.interpreter import Interpreter


def cd(shell: Interpreter, process: Process) -> int:
    """``cd [FOLDER|-]``."""
    target = process.args[0] if process.args else shell.state.files.home
    if target == "-":
        target = shell.state.previous_folder or shell.state.files.cwd
        process.print(target)
    before = shell.state.files.cwd
    shell.state.files.change_folder(target)
    shell.state.previous_folder = before
    return 0


def pwd(shell: Interpreter, process: Process) -> int:
    """The working folder."""
    process.print(shell.state.files.cwd)
    return 0


def alias(shell: Interpreter, process: Process) -> int:
    """``alias [NAME[=VALUE]…]``."""
    aliases = shell.state.aliases
    for word in process.args or tuple(sorted(aliases)):
        name, equals, value = word.partition("=")
        if equals:
            aliases[name] = value
        elif name in aliases:
            process.print(f"alias {name}='{aliases[name]}'")
        else:
            return complain(shell, process, f"{name}: not found")
    return 0


def unalias(shell: Interpreter, process: Process) -> int:
    """``unalias -a`` or ``unalias NAME…``."""
    if process.args[:1] == ("-a",):
        shell.state.aliases.clear()
        return 0
    missing = [name for name in process.args if shell.state.aliases.pop(name, None) is None]
    return complain(shell, process, f"{missing[0]}: not found") if missing else 0


def history(shell: Interpreter, process: Process) -> int:
    """``history [-c] [N]``: lines that were typed."""
    if process.args[:1] == ("-c",):
        shell.state.history.clear()
    lines = list(enumerate(shell.state.history, 1))
    if process.args and not process.args[0].startswith("-"):
        count = integer(shell, process, len(lines))
        if count is None:
            return 1
        lines = lines[-count:] if count else []
    for number, line in lines:
        process.print(f"{number:5}  {line}")
    return 0
