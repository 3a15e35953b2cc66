"""Text on its way to the user: no control sequence of a file reaches the terminal."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from typing import Any

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(text: str) -> str:
    """A text without characters that steer a terminal."""
    return _CONTROL.sub("?", text)


def say(text: str = "") -> None:
    """Print a line."""
    _write(f"{plain(text)}\n")


def say_all(lines: Iterable[str]) -> None:
    """Print lines."""
    for line in lines:
        say(line)


def say_json(value: Any, *, indent: int | None = 2) -> None:
    """Print a value as JSON."""
    _write(f"{json.dumps(value, ensure_ascii=False, indent=indent)}\n")


def warn(text: str) -> None:
    """Print a line to standard error."""
    sys.stderr.write(f"svcquest: {plain(text)}\n")


def _write(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def on_terminal() -> bool:
    """Whether a screen can be drawn: both ends are a terminal, and not a dumb one."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") not in {"", "dumb"}


def in_browser() -> bool:
    """Whether ``svcquest web`` has started this process, whose output a browser draws."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")
