"""Programs that need a front end: editors, ``clear``, ``watch``."""

from __future__ import annotations

import re
import shlex

from svcquest.terminal.process import ClearScreen, OpenEditor, Process, Watch

PROGRAMS = {
    **dict.fromkeys(("vi", "vim", "nvim", "nano", "edit", "emacs", "code"), f"{__name__}:edit"),
    **dict.fromkeys(("clear", "reset"), f"{__name__}:clear"),
    "watch": f"{__name__}:watch",
}
"""Name to ``module:function``, for ``process.lookup_in``."""


def edit(process: Process) -> int:
    """Opens a file in the game's editor."""
    paths = [word for word in process.args if not word.startswith(("-", "+"))]
    if len(paths) != 1:
        return process.fail("name one file to edit")
    if process.files.is_folder(paths[0]):
        return process.fail(f"{paths[0]}: Is a directory")
    process.request(OpenEditor(process.files.resolve(paths[0])))
    return 0


def clear(process: Process) -> int:
    """Empties the screen."""
    process.request(ClearScreen())
    return 0


def watch(process: Process) -> int:
    """Asks for a command to be shown again and again; ``-n SECONDS``, ``-d``, ``-t`` as usual."""
    words = list(process.args)
    interval = 2.0
    while words and words[0].startswith("-"):
        flag = words.pop(0)
        value = flag.removeprefix("-n").removeprefix("--interval=")
        if flag in ("-n", "--interval"):
            value = words.pop(0) if words else ""
        if flag.startswith(("-n", "--interval")):
            if not re.fullmatch(r"\d{1,6}(\.\d{1,3})?", value):
                return process.fail(f"failed to parse argument: '{value}'")
            interval = max(0.1, float(value))
    if not words:
        return process.fail("command expected\n\nUsage:\n watch [options] command")
    command = words[0] if len(words) == 1 else " ".join(map(shlex.quote, words))
    process.request(Watch(command, interval))
    return 0
