"""The text tools and where they are: add a line to add a tool."""

from __future__ import annotations

_HERE = "svcquest.terminal.text"

PROGRAMS: dict[str, str] = {
    **dict.fromkeys(("grep", "egrep", "fgrep"), f"{_HERE}.grep:main"),
    "sed": f"{_HERE}.sed:main",
    **dict.fromkeys(("awk", "gawk", "mawk"), f"{_HERE}.awk:main"),
    **{name: f"{_HERE}.select_lines:{name}" for name in ("head", "tail", "tac", "rev", "nl", "wc")},
    **{name: f"{_HERE}.ordering:{name}" for name in ("sort", "uniq")},
    **{name: f"{_HERE}.columns:{name}" for name in ("cut", "tr", "column", "paste", "fold")},
    **{
        name: f"{_HERE}.folders:{name}"
        for name in ("cat", "ls", "rm", "mv", "cp", "mkdir", "rmdir", "touch", "tee", "basename", "dirname")
    },
    **dict.fromkeys(("less", "more"), f"{_HERE}.folders:less"),
    "chmod": f"{_HERE}.folders:chmod",
    **{
        name: f"svcquest.terminal.shell.printing:{name}" for name in ("echo", "printf")
    },  # for xargs; shells have theirs
    **{name: f"{_HERE}.small:{name}" for name in ("seq", "xargs", "diff", "base64")},
    **{name: f"{_HERE}.environment:{name}" for name in ("env", "printenv")},
}
"""Name to ``module:function``, for ``process.lookup_in``."""
