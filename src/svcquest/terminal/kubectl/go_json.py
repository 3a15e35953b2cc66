"""JSON read as Go's ``encoding/json`` reads it, with its words for what is wrong."""

from __future__ import annotations

import json
import math
from typing import Any

_MESSAGES = (
    ("Expecting property name", "looking for beginning of object key string"),
    ("Illegal trailing comma before end of object", "looking for beginning of object key string"),
    ("Illegal trailing comma before end of array", "looking for beginning of value"),
    ("Expecting value", "looking for beginning of value"),
    ("Expecting ':'", "after object key"),
    ("Extra data", "after top-level value"),
    ("Invalid control character", "in string literal"),
    ("Invalid \\", "in string escape code"),
)


class JsonError(ValueError):
    """Text that is no JSON; the message is Go's."""


def parse(text: str) -> Any:
    """The value of a JSON text.

    Raises:
        JsonError: it is none.
    """
    try:
        return json.loads(text, parse_float=_fraction, parse_int=_whole, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise JsonError(_message(text, error)) from None
    except RecursionError:
        raise JsonError("exceeded max depth") from None


def _fraction(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise JsonError(f"json: cannot unmarshal number {digits} into Go value of type float64")
    return value


def _whole(digits: str) -> int:
    _fraction(digits)  # refuses what would be too large for Python as well
    return int(digits)


def _no_constant(word: str) -> Any:
    raise JsonError(f"invalid character '{word[0]}' looking for beginning of value")


def _message(text: str, error: json.JSONDecodeError) -> str:
    at = error.pos
    while at < len(text) and text[at].isspace() and not error.msg.startswith("Invalid control"):
        at += 1
    if error.msg.startswith("Invalid \\"):
        at += text[at : at + 1] == "\\"
    if error.msg.startswith("Illegal trailing comma"):
        at = len(text) - len(text[at + 1 :].lstrip())
    if at >= len(text) or error.msg.startswith("Unterminated string"):
        return "unexpected end of JSON input"
    where = next((words for start, words in _MESSAGES if error.msg.startswith(start)), "")
    if not where:
        where = "after object key:value pair" if _innermost(text[:at]) == "{" else "after array element"
    shown = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "'": "\\'"}.get(text[at], text[at])
    return f"invalid character '{shown}' {where}"


def _innermost(text: str) -> str:
    """The bracket that is still open at the end of a correct beginning of JSON."""
    open_brackets: list[str] = []
    inside, escaped = False, False
    for character in text:
        if inside:
            inside = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            inside = True
        elif character in "{[":
            open_brackets.append(character)
        elif character in "}]":
            open_brackets.pop()
    return open_brackets[-1] if open_brackets else ""
