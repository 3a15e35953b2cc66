"""``make bench``: run the benchmarks, or those named on the command line."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("first_frame", "typing", "check", "evaluate", "commands", "names", "connections", "growth", "scale")


def main() -> int:
    names = sys.argv[1:] or NAMES
    results = [import_module(f"benchmarks.{name}").run() for name in names]
    return 0 if all(results) else 1


sys.exit(main())
