"""Builtins that run other commands, or tell what a name would run."""

from __future__ import annotations

import re

from svcquest.terminal.process import FileError, Input, Process
from svcquest.terminal.shell import clock
from svcquest.terminal.shell.builtins.speaking import complain, streams_of
from svcquest.terminal.shell.control import ReturnError
from svcquest.terminal.shell.interpreter import INSTALLABLE, Interpreter
from svcquest.terminal.shell.state import Streams


def _kind(shell: Interpreter, name: str) -> str:
    if name in shell.state.aliases:
        return f"{name} is aliased to `{shell.state.aliases[name]}'"
    if name in shell.state.functions:
        return f"{name} is a function"
    if shell.is_builtin(name):
        return f"{name} is a shell builtin"
    return f"{name} is /usr/bin/{name}" if shell.find(name) else ""


def tell_type(shell: Interpreter, process: Process) -> int:
    """``type NAME…``: what a name would run."""
    status = 0
    for name in process.args:
        kind = _kind(shell, name)
        if kind:
            process.print(kind)
        else:
            status = complain(shell, process, f"{name}: not found")
    return status


def which(shell: Interpreter, process: Process) -> int:
    """``which NAME…``: where programs are."""
    found = [name for name in process.args if shell.find(name)]
    for name in found:
        process.print(f"/usr/bin/{name}")
    return int(len(found) < len(process.args))


def command(shell: Interpreter, process: Process) -> int:
    """``command [-v] NAME…``: runs it, or tells what it is."""
    if not process.args:
        return 0
    if process.args[0] in ("-v", "-V"):
        known = [name for name in process.args[1:] if _kind(shell, name)]
        for name in known:
            builtin = shell.is_builtin(name) or name in shell.state.aliases
            process.print(name if builtin else f"/usr/bin/{name}")
        return int(not known)
    return shell.run_argv(process.args, streams_of(process))


def eval_words(shell: Interpreter, process: Process) -> int:
    """``eval WORD…``: runs words as a line."""
    return shell.run_script(" ".join(process.args), streams_of(process))


def source(shell: Interpreter, process: Process) -> int:
    """``source FILE``: runs a file in this shell."""
    if not process.args:
        return complain(shell, process, "filename argument required", 2)
    try:
        return shell.run_script(shell.state.files.read(process.args[0]), streams_of(process))
    except ReturnError as back:
        return back.status


def run_shell(shell: Interpreter, process: Process) -> int:
    """``sh``, ``bash`` …: a script from ``-c``, a file or standard input, in a shell of its own."""
    name = "bash" if process.name.endswith("bash") else "sh"
    words = list(process.args)
    command = False
    while words and re.fullmatch(r"-[a-z]+", words[0]):
        command = "c" in words.pop(0) or command
    streams = streams_of(process)
    if command:
        if not words:
            return complain(shell, process, "-c: option requires an argument", 2)
        return shell.run_subshell(words[0], streams, tuple(words[2:]), name, "".join(words[1:2]))
    if words:
        try:
            text = shell.state.files.read(words[0])
        except FileError as error:
            return process.fail(str(error), 127)
        return shell.run_subshell(text, streams, tuple(words[1:]), name, words[0])
    text = process.stdin
    return shell.run_subshell(text, Streams(Input(), process.out, process.err), name=name)


def sudo(shell: Interpreter, process: Process) -> int:
    """``sudo [-E] [-u USER] COMMAND``: everybody is root here, so the command runs as it is."""
    words = list(process.args)
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        if flag in {"-u", "-g", "-h"} and words:
            words.pop(0)
    if not words or words[0] == "su" or (words[0] in INSTALLABLE and len(words) == 1):
        process.print("you are root already")
        return 0
    return shell.run_argv(tuple(words), streams_of(process))


def time(shell: Interpreter, process: Process) -> int:
    """``time COMMAND``: the simulated time that it takes, and little of the processor's."""
    before = clock.now(process)
    status = shell.run_argv(process.args, streams_of(process)) if process.args else 0
    minutes, seconds = divmod(clock.now(process) - before, 60)
    process.error(f"\nreal\t{minutes:.0f}m{seconds + 0.004:.3f}s\nuser\t0m0.002s\nsys\t0m0.001s")
    return status
