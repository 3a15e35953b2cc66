"""Functions of Go's ``text/template``, and its notions of what is true and how values print."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

from svcquest.terminal.kubectl.jsonpath.show import plain


class TemplateError(Exception):
    """A template that cannot be read or does not fit the object."""


def truth(value: Any) -> bool:
    """Whether ``if`` takes its first branch: anything but false, zero, nothing and empty."""
    return bool(value)


def show(value: Any) -> str:
    """A value as Go's ``%v`` prints it; an absent key prints ``<no value>``."""
    if value is None:
        return "<no value>"
    if isinstance(value, dict):
        return "map[" + " ".join(f"{key}:{show(value[key])}" for key in sorted(value)) + "]"
    if isinstance(value, list | tuple):
        return "[" + " ".join(map(show, value)) + "]"
    return plain(value)


def _and(*values: Any) -> Any:
    return next((value for value in values if not truth(value)), values[-1])


def _or(*values: Any) -> Any:
    return next((value for value in values if truth(value)), values[-1])


def _eq(first: Any, *others: Any) -> bool:
    if not others:
        raise TemplateError("error calling eq: missing argument for comparison")
    return any(first == other for other in others)


def _index(value: Any, *keys: Any) -> Any:
    for key in keys:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list | tuple) and isinstance(key, int):
            if not 0 <= key < len(value):
                raise TemplateError(f"error calling index: index out of range: {key}")
            value = value[key]
        else:
            raise TemplateError("error calling index: index of untyped nil")
    return value


def _len(value: Any) -> int:
    if not isinstance(value, str | dict | list | tuple):
        raise TemplateError("error calling len: len of untyped nil")
    return len(value)


def _slice(value: Any, *bounds: int) -> Any:
    return value[slice(*bounds)] if len(bounds) > 1 else value[bounds[0] :]


def _printf(text: str, *values: Any) -> str:
    rest = iter(values)

    def one(match: re.Match[str]) -> str:
        if match[2] == "%":
            return "%"
        value = next(rest, None)
        shown = f'"{value}"' if match[2] == "q" else show(value)
        width = match[1]
        if width.startswith("-"):
            return shown.ljust(int(width[1:] or 0))
        return shown.rjust(int(width or 0))

    return re.sub(r"%(-?\d{0,3})([sdvqtf%])", one, text)


def _print(*values: Any) -> str:
    return (
        " ".join(map(show, values))
        if all(not isinstance(value, str) for value in values)
        else "".join(map(show, values))
    )


def _base64decode(text: str) -> str:
    return base64.b64decode(text).decode(errors="replace")


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "and": _and,
    "base64decode": _base64decode,
    "eq": _eq,
    "exists": lambda value, *keys: _index(value, *keys) is not None,
    "ge": lambda left, right: left >= right,
    "gt": lambda left, right: left > right,
    "index": _index,
    "le": lambda left, right: left <= right,
    "len": _len,
    "lt": lambda left, right: left < right,
    "ne": lambda left, right: left != right,
    "not": lambda value: not truth(value),
    "or": _or,
    "print": _print,
    "printf": _printf,
    "println": lambda *values: " ".join(map(show, values)) + "\n",
    "slice": _slice,
}
