"""Awk's values: numbers, texts, and texts from input that count as numbers when they look like one."""

from __future__ import annotations

import math
import re

_LEADING = re.compile(r"\s*([-+]?(?:\d{1,300}\.?\d{0,300}|\.\d{1,300})(?:[eE][-+]?\d{1,3})?)")
_BIGGEST_INTEGER = 1e16


class Loose(str):
    """A text from input (a field, an element of ``split``)."""

    __slots__ = ()


Value = float | str | Loose | None
"""None is a variable that was never set: both 0 and the empty text."""


def number(value: Value) -> float:
    """A value as a number: a text counts as the number that it begins with, else 0."""
    if value is None:
        return 0.0
    if isinstance(value, str):
        found = _LEADING.match(value)
        return _finite(found[1]) if found else 0.0
    return value


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else math.copysign(1e308, value)


def text(value: Value, precision: str = "%.6g") -> str:
    """A value as a text: whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if math.isfinite(value) and value == int(value) and abs(value) < _BIGGEST_INTEGER:
        return str(int(value))
    try:
        return precision % value
    except (TypeError, ValueError):
        return f"{value:.6g}"


def looks_numeric(value: Value) -> bool:
    """Whether a value compares as a number."""
    if isinstance(value, Loose):
        found = _LEADING.match(value)
        return bool(found and not value[found.end() :].strip())
    return not isinstance(value, str)


def true(value: Value) -> bool:
    """Whether a condition holds: a number other than 0, a text that is not empty."""
    return number(value) != 0 if looks_numeric(value) else bool(value)


def compare(left: Value, right: Value) -> int:
    """-1, 0 or 1; as numbers if both look like some, else as texts."""
    if looks_numeric(left) and looks_numeric(right):
        return (number(left) > number(right)) - (number(left) < number(right))
    return (text(left) > text(right)) - (text(left) < text(right))
