"""Builtins for variables: the shell's own, those that programs see, and the numbered ones."""

from __future__ import annotations

import re
import shlex

from svcquest.terminal.process import Process
from svcquest.terminal.shell.builtins.speaking import NAME, complain, integer
from svcquest.terminal.shell.interpreter import Interpreter


def export(shell: Interpreter, process: Process) -> int:
    """``export [NAME[=VALUE]…]``; without any, those that are exported."""
    state = shell.state
    names = [word for word in process.args if word not in ("-p", "--")]
    if not names:
        for name, value in state.environment().items():
            process.print(f'declare -x {name}="{value}"')
    status = 0
    for word in names:
        name, equals, value = word.partition("=")
        if not NAME.fullmatch(name):
            status = complain(shell, process, f"`{word}': not a valid identifier")
            continue
        if equals:
            state.variables[name] = value
        state.exported.add(name)
    return status


def local(shell: Interpreter, process: Process) -> int:
    """``local`` and ``declare NAME[=VALUE]…``: plain variables here, whatever their attributes."""
    for word in process.args:
        name, equals, value = word.partition("=")
        if not NAME.fullmatch(name):
            if not name.startswith("-"):
                return complain(shell, process, f"`{word}': not a valid identifier")
        elif equals:
            shell.state.variables[name] = value
    return 0


def unset(shell: Interpreter, process: Process) -> int:
    """``unset NAME…``: variables and functions."""
    for name in process.args:
        shell.state.variables.pop(name, None)
        shell.state.functions.pop(name, None)
        shell.state.exported.discard(name)
    return 0


def set_parameters(shell: Interpreter, process: Process) -> int:
    """``set [-- WORD…]``: the arguments; without any, lists all variables."""
    if process.args[:1] == ("--",):
        shell.state.arguments = process.args[1:]
    elif not process.args:
        for name, value in sorted(shell.state.variables.items()):
            process.print(f"{name}={shlex.quote(value) if value else ''}")
    return 0


def shift(shell: Interpreter, process: Process) -> int:
    """``shift [N]``: drops the first arguments."""
    count = integer(shell, process, 1)
    if count is None or not 0 <= count <= len(shell.state.arguments):
        return 1
    shell.state.arguments = shell.state.arguments[count:]
    return 0


def read(shell: Interpreter, process: Process) -> int:
    """``read [-r] [-p PROMPT] [NAME…]``: a line of input in words, the rest in the last name; 1 at the end of input."""
    words, options = list(process.args), ""
    while words and words[0].startswith("-"):
        options += words.pop(0)[1:]
        if options.endswith("p") and words:
            prompt = words.pop(0)
            if process.input.terminal:
                process.error(prompt, end="")
    raw = "r" in options
    names = words or ["REPLY"]
    line = process.input.read_line()
    text = (line or "").rstrip("\n")
    if not raw:
        text = re.sub(r"\\(.)", r"\1", text)
    values = text.split(None, len(names) - 1) if len(names) > 1 else [text.strip(" \t")]
    for index, name in enumerate(names):
        if not NAME.fullmatch(name):
            return complain(shell, process, f"`{name}': not a valid identifier")
        shell.state.variables[name] = values[index].strip(" \t") if index < len(values) else ""
    return int(line is None or not line.endswith("\n"))
