"""Functions of templates: those of ``text/template/funcs.go``, and two that kubectl adds."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote_plus

from svcquest.model.frozen import dataclass
from svcquest.terminal.kubectl.go_template.formatting import plain, printed, printed_line, printf, type_name


class FunctionError(Exception):
    """A function that does not take its arguments; the text is what Go says after ``error calling NAME: ``."""


@dataclass(frozen=True, slots=True)
class Builtin:
    """A function as templates call it.

    Attributes:
        call: does the work.
        least: how many arguments it needs.
        more: whether it takes further ones.
        text_first: whether the first one must be a string.
    """

    call: Callable[..., Any]
    least: int
    more: bool = False
    text_first: bool = False


def truth(value: Any) -> bool:
    """Whether ``if`` takes its first branch: anything but false, zero, nothing and empty."""
    return bool(value)


# Comparing ----------------------------------------------------------------------------------------------------------

_INCOMPATIBLE = "incompatible types for comparison"
_NOT_COMPARABLE = "invalid type for comparison"


def _equal(first: Any, *others: Any) -> bool:
    if not others:
        raise FunctionError("missing argument for comparison")
    return any(_same(first, other) for other in others)


def _same(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return left is right
    if type(left) is not type(right):
        raise FunctionError(_INCOMPATIBLE)
    if isinstance(left, list | dict):
        raise FunctionError(
            f"non-comparable types {plain(left)}: {type_name(left)}, {type_name(right)}: {plain(right)}"
        )
    return bool(left == right)


def _less(left: Any, right: Any) -> bool:
    for each in (left, right):
        if each is None or isinstance(each, list | dict):
            raise FunctionError(_NOT_COMPARABLE)
    if type(left) is not type(right):
        raise FunctionError(_INCOMPATIBLE)
    if isinstance(left, bool):
        raise FunctionError(_NOT_COMPARABLE)
    return bool(left < right)


def _less_or_equal(left: Any, right: Any) -> bool:
    return _less(left, right) or _equal(left, right)


# Taking apart -------------------------------------------------------------------------------------------------------


def _index(value: Any, *keys: Any) -> Any:
    for key in keys:
        match value:
            case None:
                raise FunctionError("index of untyped nil")
            case dict():
                if not isinstance(key, str):
                    raise FunctionError(
                        f"value has type {type_name(key)}; should be string"
                        if key is not None
                        else "value is nil; should be of type string"
                    )
                value = value.get(key)
            case list() | str():
                at = _position(key)
                if not 0 <= at <= len(value):
                    raise FunctionError(f"index out of range: {at}")
                if at == len(value):
                    kind = "string" if isinstance(value, str) else "slice"
                    raise FunctionError(f"reflect: {kind} index out of range")
                value = ord(value[at]) if isinstance(value, str) else value[at]
            case _:
                raise FunctionError(f"can't index item of type {type_name(value)}")
    return value


def _position(key: Any) -> int:
    if key is None:
        raise FunctionError("cannot index slice/array with nil")
    if isinstance(key, bool) or not isinstance(key, int):
        raise FunctionError(f"cannot index slice/array with type {type_name(key)}")
    return key


def _slice(value: Any, *bounds: Any) -> Any:
    if value is None:
        raise FunctionError("slice of untyped nil")
    if len(bounds) > 3:
        raise FunctionError(f"too many slice indexes: {len(bounds)}")
    if not isinstance(value, list | str):
        raise FunctionError(f"can't slice item of type {type_name(value)}")
    if isinstance(value, str) and len(bounds) == 3:
        raise FunctionError("cannot 3-index slice a string")
    places = [0, len(value)]
    for at, bound in enumerate(bounds[:2]):
        places[at] = _position(bound)
        if not 0 <= places[at] <= len(value):
            raise FunctionError(f"index out of range: {places[at]}")
    if places[0] > places[1]:
        raise FunctionError(f"invalid slice index: {places[0]} > {places[1]}")
    return value[places[0] : places[1]]


def _length(value: Any) -> int:
    match value:
        case None:
            raise FunctionError("reflect: call of reflect.Value.Type on zero Value")
        case str():
            return len(value.encode())
        case list() | dict():
            return len(value)
    raise FunctionError(f"len of type {type_name(value)}")


def _exists(value: Any, *keys: Any) -> bool:
    """Whether there is something at the end of a path of keys and indexes; an addition of kubectl's."""
    for key in keys:
        match value:
            case dict():
                value = value.get(key) if isinstance(key, str) else None
            case list() if isinstance(key, int) and 0 <= key < len(value):
                value = value[key]
            case _:
                return False
    return value is not None


# Escaping -----------------------------------------------------------------------------------------------------------

_HTML = {"\0": "\ufffd", '"': "&#34;", "'": "&#39;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}
_JS = {
    "\\": "\\\\", "'": "\\'", '"': '\\"', "<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "=": "\\u003D",
}  # fmt: skip


def _text(values: tuple[Any, ...]) -> str:
    return values[0] if len(values) == 1 and isinstance(values[0], str) else printed(*values)


def _html(*values: Any) -> str:
    return "".join(_HTML.get(letter, letter) for letter in _text(values))


def _js(*values: Any) -> str:
    return "".join(
        _JS.get(letter) or (f"\\u{ord(letter):04X}" if ord(letter) < 0x20 else letter) for letter in _text(values)
    )


def _urlquery(*values: Any) -> str:
    return quote_plus(_text(values), safe="-_.~")


def _base64decode(text: str) -> str:
    """An addition of kubectl's."""
    try:
        return base64.b64decode(text, validate=True).decode(errors="replace")
    except binascii.Error:
        bad = next((at for at, letter in enumerate(text) if not (letter.isalnum() or letter in "+/=")), len(text))
        raise FunctionError(f"base64 decode failed: illegal base64 data at input byte {bad}") from None


LAZY: Mapping[str, bool] = {"and": False, "or": True}
"""Functions that look at their arguments one by one, and the truth of the one with which they end."""

BUILTIN: dict[str, Builtin] = {
    "and": Builtin(lambda *values: values[-1], 1, more=True),
    "base64decode": Builtin(_base64decode, 1, text_first=True),
    "eq": Builtin(_equal, 1, more=True),
    "exists": Builtin(_exists, 1, more=True),
    "ge": Builtin(lambda left, right: not _less(left, right), 2),
    "gt": Builtin(lambda left, right: not _less_or_equal(left, right), 2),
    "html": Builtin(_html, 0, more=True),
    "index": Builtin(_index, 1, more=True),
    "js": Builtin(_js, 0, more=True),
    "le": Builtin(_less_or_equal, 2),
    "len": Builtin(_length, 1),
    "lt": Builtin(_less, 2),
    "ne": Builtin(lambda left, right: not _equal(left, right), 2),
    "not": Builtin(lambda value: not truth(value), 1),
    "or": Builtin(lambda *values: values[-1], 1, more=True),
    "print": Builtin(printed, 0, more=True),
    "printf": Builtin(printf, 1, more=True, text_first=True),
    "println": Builtin(printed_line, 0, more=True),
    "slice": Builtin(_slice, 1, more=True),
    "urlquery": Builtin(_urlquery, 0, more=True),
}
"""By name."""
