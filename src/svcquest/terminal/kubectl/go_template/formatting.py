"""Values as Go's package ``fmt`` prints them.

Numbers of an object are float64, since that is what ``encoding/json`` reads; numbers of a template are int.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from svcquest.manifest.numbers import short_number
from svcquest.model.status import quote

_VERB = re.compile(r"%([-+# 0]*)(\d*)(?:\.(\d*))?(.)?", re.DOTALL)


def type_name(value: Any) -> str:
    """The Go type that a value has in a template."""
    match value:
        case bool():
            return "bool"
        case int():
            return "int"
        case float():
            return "float64"
        case str():
            return "string"
        case list():
            return "[]interface {}"
        case dict():
            return "map[string]interface {}"
        case _:
            return "<nil>"


def plain(value: Any) -> str:
    """A value as ``%v`` prints it."""
    match value:
        case None:
            return "<nil>"
        case bool():
            return "true" if value else "false"
        case float():
            return _shortest(value)
        case list():
            return f"[{' '.join(map(plain, value))}]"
        case dict():
            return f"map[{' '.join(f'{key}:{plain(value[key])}' for key in sorted(value))}]"
        case _:
            return str(value)


def _shortest(number: float) -> str:
    """``%v`` of a float64."""
    if not math.isfinite(number):
        return {"nan": "NaN", "inf": "+Inf", "-inf": "-Inf"}[str(number)]
    return short_number(number)


def printed(*values: Any) -> str:
    """``fmt.Sprint``: a blank between two values of which neither is a string."""
    text = ""
    for at, value in enumerate(values):
        if at and not isinstance(value, str) and not isinstance(values[at - 1], str):
            text += " "
        text += plain(value)
    return text


def printed_line(*values: Any) -> str:
    """``fmt.Sprintln``."""
    return " ".join(map(plain, values)) + "\n"


def printf(text: str, *values: Any) -> str:
    """``fmt.Sprintf``, its complaints about verbs and values that do not fit included."""
    rest = iter(values)
    result = _VERB.sub(lambda match: _one(match, rest), text)
    left = [f"{type_name(value)}={plain(value)}" if value is not None else "<nil>" for value in rest]
    return f"{result}%!(EXTRA {', '.join(left)})" if left else result


_NOTHING = object()
_DIGITS = 5
"""Digits of the widest field; Go draws the line at a million."""


def _one(match: re.Match[str], values: Iterator[Any]) -> str:
    flags, width, places, verb = match[1], match[2], match[3], match[4]
    if verb is None:
        return "%!(NOVERB)"
    if verb == "%":
        return "%"
    if len(width) > _DIGITS or len(places or "") > _DIGITS:
        return f"%!(BAD{'WIDTH' if len(width) > _DIGITS else 'PREC'})"
    value = next(values, _NOTHING)
    if value is _NOTHING:
        return f"%!{verb}(MISSING)"
    return _padded(_value(verb, value, flags, places), flags, width, zeros=isinstance(value, int | float))


def _padded(text: str, flags: str, width: str, *, zeros: bool) -> str:
    if not width:
        return text
    if "-" in flags:
        return text.ljust(int(width))
    return text.zfill(int(width)) if "0" in flags and zeros else text.rjust(int(width))


def _value(verb: str, value: Any, flags: str, places: str | None) -> str:
    if isinstance(value, list):
        return f"[{' '.join(_value(verb, item, flags, places) for item in value)}]" if verb != "T" else type_name(value)
    if isinstance(value, dict) and verb != "T":
        items = (
            f"{_value(verb, key, flags, places)}:{_value(verb, value[key], flags, places)}" for key in sorted(value)
        )
        return f"map[{' '.join(items)}]"
    show = _VERBS.get((verb, "any")) or _VERBS.get((verb, type_name(value)))
    if show is None:
        known = "" if value is None else f"{type_name(value)}="
        return f"%!{verb}({known}{plain(value)})"
    text = show(value, places)
    return f"+{text}" if "+" in flags and isinstance(value, int | float) and not text.startswith("-") else text


def _cut(text: str, places: str | None) -> str:
    return text if places is None else text[: int(places or 0)]


def _fixed(number: float, places: str | None) -> str:
    return f"{number:.{6 if places is None else int(places or 0)}f}"


def _power(number: float, places: str | None) -> str:
    return f"{number:.{6 if places is None else int(places or 0)}e}"


_VERBS: dict[tuple[str, str], Callable[[Any, str | None], str]] = {
    ("T", "any"): lambda value, _: type_name(value),
    ("v", "any"): lambda value, _: plain(value),
    ("t", "bool"): lambda value, _: plain(value),
    ("s", "string"): _cut,
    ("q", "string"): lambda value, places: quote(_cut(value, places)),
    ("x", "string"): lambda value, _: value.encode().hex(),
    ("X", "string"): lambda value, _: value.encode().hex().upper(),
    ("d", "int"): lambda value, _: str(value),
    ("b", "int"): lambda value, _: f"{value:b}",
    ("c", "int"): lambda value, _: chr(value) if 0 <= value <= 0x10FFFF else "\ufffd",
    ("o", "int"): lambda value, _: f"{value:o}",
    ("q", "int"): lambda value, _: f"'{chr(value)}'" if 0 <= value <= 0x10FFFF else "'\ufffd'",
    ("x", "int"): lambda value, _: f"{value:x}",
    ("X", "int"): lambda value, _: f"{value:X}",
    ("e", "float64"): _power,
    ("f", "float64"): _fixed,
    ("F", "float64"): _fixed,
    ("g", "float64"): lambda value, places: plain(value) if places is None else f"{value:.{int(places or 0)}g}",
}
