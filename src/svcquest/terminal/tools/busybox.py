"""busybox itself: ``busybox APPLET …``."""

from __future__ import annotations

from svcquest.terminal.process import Process, call, lookup_in
from svcquest.terminal.tools import BUSYBOX

_HELP = """\
BusyBox v1.35.0 multi-call binary.
BusyBox is copyrighted by many authors between 1998-2015.
Licensed under GPLv2. See source distribution for detailed
copyright notices.

Usage: busybox [function [arguments]...]
   or: busybox --list

Currently defined functions:
	{names}"""


def run(process: Process) -> int:
    """Runs an applet; network tools behave as busybox's do, the others are the shell's own."""
    applets = sorted(name for name in BUSYBOX if name != "busybox")
    if not process.args or process.args[0] == "--help":
        process.print(_HELP.format(names=", ".join(applets)))
        return 0
    if process.args[0] == "--list":
        process.print("\n".join(applets))
        return 0
    name = process.args[0]
    program = lookup_in(BUSYBOX)(name) or process.lookup(name)
    if program is None:
        process.error(f"{name}: applet not found")
        return 127
    process.argv = process.args
    return call(program, process)
