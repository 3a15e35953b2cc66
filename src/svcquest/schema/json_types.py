"""What JSON knows about a value, where Python would mix up true with 1 and 1 with 1.0."""

from __future__ import annotations

from typing import Any, Literal

Shape = Literal["null", "boolean", "number", "string", "list", "map"]


def shape(value: Any) -> Shape:
    """The JSON type of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "list"
        case _:
            return "map"


def same(left: Any, right: Any) -> bool:
    """Whether two trees are equal as JSON: ``true`` is not ``1``, while ``1`` and ``1.0`` are the same number."""
    kind = shape(left)
    if kind != shape(right):
        return False
    if kind == "map":
        return left.keys() == right.keys() and all(same(value, right[key]) for key, value in left.items())
    if kind == "list":
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def without_nulls(value: Any) -> Any:
    """A tree without the map entries that are null; nulls in lists stay."""
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [without_nulls(each) if isinstance(each, dict) else each for each in value]
    return value


_GO_WORDS = {"list": "array", "map": "object", "boolean": "bool"}


def go_word(value: Any) -> str:
    """What Go's decoder calls the JSON type of a value: ``object``, ``array``, ``string``, ``number``, ``bool``."""
    return _GO_WORDS.get(shape(value), shape(value))


def no_map(value: Any) -> str:
    """What Go's decoder says of a value that ought to be a map."""
    return f"json: cannot unmarshal {go_word(value)} into Go value of type map[string]interface {{}}"
