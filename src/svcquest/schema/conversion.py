"""A tree read into the Go struct of its kind without passing through JSON, as the server does with a strategic patch.

Follows ``k8s.io/apimachinery/pkg/runtime/converter.go`` (``FromUnstructured``). It is more lenient than the decoder of
JSON: a whole number may be written as ``80.0``, and what does not fit into 32 bits is cut off. Its refusals name no
field.
"""

from __future__ import annotations

from typing import Any

from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.schema.fields import Field, Struct, struct, struct_of
from svcquest.schema.json_types import go_word

_BITS = {"int32": 32, "int64": 64}
_GO_KINDS = {bool: "bool", int: "int64", float: "float64", str: "string", list: "slice", dict: "map"}


class ConversionError(Exception):
    """A value that the Go type of its field cannot take."""


def converted(tree: Tree, kind: Kind) -> Tree:
    """The tree with its numbers as the struct holds them. Unknown fields are left for the decoder to find.

    Raises:
        ConversionError: a value cannot be taken.
    """
    return _struct(tree, struct_of(kind))


def _struct(tree: Any, shape: Struct) -> Tree:
    if not isinstance(tree, dict):
        raise ConversionError(f"cannot restore struct from: {_go_kind(tree)}")
    return {
        name: value if value is None or name not in shape.fields else _field(value, shape.fields[name])
        for name, value in tree.items()
    }


def _field(value: Any, field: Field) -> Any:
    match field.shape:
        case "[]":
            if not isinstance(value, list):
                raise ConversionError(f"cannot restore slice from {_go_kind(value)}")
            return [_item(item, field.item_type) for item in value]
        case "map[string]":
            if not isinstance(value, dict):
                raise ConversionError(f"cannot restore map from {_go_kind(value)}")
            return {key: _item(item, field.item_type) for key, item in value.items()}
        case _:
            return _item(value, field.item_type)


def _item(value: Any, go_type: str) -> Any:
    if value is None:
        return None
    shape = struct(go_type)
    if shape is not None:
        return _struct(value, shape)
    if go_type in _BITS:
        return _integer(value, go_type)
    if go_type == "IntOrString":
        return _int_or_string(value)
    wanted = {"string": str, "bool": bool}.get(go_type)
    if wanted is not None and not isinstance(value, wanted):
        if go_type == "string" and _go_kind(value) == "int64":
            raise ConversionError("cannot convert int64 to string")
        raise ConversionError(f"unrecognized type: {go_type}")
    return value


def _integer(value: Any, go_type: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConversionError(f"unrecognized type: {go_type}")
    if value != int(value):
        raise ConversionError(f"cannot convert float64 to {go_type}")
    half = 1 << _BITS[go_type] - 1
    return (int(value) + half) % (2 * half) - half


def _int_or_string(value: Any) -> int | str:
    """The one type here that reads its own JSON."""
    if isinstance(value, str):
        return value
    whole = isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)
    if not whole or not -(2**31) <= value < 2**31:
        word = go_word(value)
        found = f"{word} {value}" if word == "number" else word
        raise ConversionError(f"json: cannot unmarshal {found} into Go value of type int32")
    return int(value)


def _go_kind(value: Any) -> str:
    return _GO_KINDS[type(value)]
