"""``env`` and ``printenv``, the same at the administrator's and in pods."""

from __future__ import annotations

from svcquest.terminal.process import Process
from svcquest.terminal.text.inputs import write_lines


def env(process: Process) -> int:
    """``env [-i] [-u NAME] [NAME=VALUE…] [COMMAND …]``: shows the environment or runs a command in another one."""
    words = list(process.args)
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        if flag in {"-i", "-", "--ignore-environment"}:
            process.env.clear()
        elif flag == "-u" and words:
            process.env.pop(words.pop(0), None)
        elif flag != "--":
            return process.fail(f"invalid option -- '{flag.lstrip('-')}'", 125)
    while words and "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        process.env[name] = value
    if words:
        return process.start(tuple(words), process.stdin)
    write_lines(process, [f"{name}={value}" for name, value in process.env.items()])
    return 0


def printenv(process: Process) -> int:
    """``printenv [NAME…]``; 1 when a name is not set."""
    if not process.args:
        return env(process)
    known = [name for name in process.args if name in process.env]
    write_lines(process, [process.env[name] for name in known])
    return int(len(known) < len(process.args))
