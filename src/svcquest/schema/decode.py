"""Strict decoding: a JSON tree becomes a clean object of a kind, or it is told why not.

Follows ``encoding/json`` as the API server uses it (``sigs.k8s.io/json``): names are case-sensitive, ``null`` is a
missing value, an integer has no fraction and fits its size, and the first value of a wrong type ends the reading.
Unknown fields are collected and left out. Empty values that Go leaves out when it writes (``omitempty``) are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.status import quote
from svcquest.model.tree import Path, Tree, show_path
from svcquest.schema.fields import TEXTS, Field, Struct, qualified, struct, struct_of, structs, unqualified
from svcquest.schema.versions import CURRENT, Version

_INT_BITS = {"int32": 31, "int64": 63}


class DecodeError(Exception):
    """A value of a type that the field cannot hold.

    Attributes:
        message: in the words of Go's decoder, without the sentence around it.
        path: where the value stands.
    """

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.message = message
        self.path = path


@dataclass(frozen=True, slots=True)
class Unknown:
    """A field that the kind does not have."""

    path: Path

    def __str__(self) -> str:
        return f"unknown field {quote(show_path(self.path))}"


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a tree decodes to.

    Attributes:
        tree: the object with known fields only.
        unknown: fields that were left out, in the order in which a client that sorts its keys sends them.
    """

    tree: Tree
    unknown: tuple[Unknown, ...] = ()


def decode(tree: Tree, kind: Kind, version: Version = CURRENT) -> Decoded:
    """Read a tree as an object of a kind.

    Args:
        version: of the server, which decides what fields there are.

    Raises:
        DecodeError: a value has the wrong type.
    """
    return _decoded(tree, struct_of(kind, version), version)


def decode_metadata(tree: Tree) -> Decoded:
    """Read the metadata of an object whose kind has no field table; the rest of it stays as it is.

    Raises:
        DecodeError: a value in the metadata has the wrong type.
    """
    known = Struct("Object", {"metadata": Field("metadata", "", "ObjectMeta")})
    found = _decoded({"metadata": tree.get("metadata")}, known, CURRENT)
    return Decoded({**tree, **found.tree}, found.unknown)


_DESCRIBED = frozenset({"core", "networking.k8s.io", "policy"})
"""Groups of the kinds that are only kept, and whose fields are known all the same."""


def decode_kept(tree: Tree, kind: Kind, version: Version = CURRENT) -> Decoded:
    """Read a tree as an object of a kind that a cluster only keeps: where its fields are not known, its metadata.

    Raises:
        DecodeError: a value has the wrong type.
    """
    described = kind.version == "v1" and (kind.group or "core") in _DESCRIBED
    shape = structs(version)(qualified(kind)) if described else None
    return decode_metadata(tree) if shape is None else _decoded(tree, shape, version)


def _decoded(tree: Tree, shape: Struct, version: Version) -> Decoded:
    reading = _Reading(structs(version), [])
    clean = _decode_struct(tree, shape, (), reading)
    return Decoded(clean, tuple(reading.unknown))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a decoder knows, and what it has found that it does not know."""

    struct: Callable[[str], Struct | None]
    unknown: list[Unknown]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the decoder is: what an error about this value says."""

    owner: str
    path: Path

    def fail(self, value: Any, go_type: str, literal: str = "") -> DecodeError:
        """The error for a value that a field of this Go type cannot hold."""
        from svcquest.schema.json_types import go_word  # noqa: PLC0415 - most of what is read is right

        names = ".".join(step for step in self.path if isinstance(step, str))
        found = f"{go_word(value)} {literal}".rstrip()
        where = f"Go struct field {unqualified(self.owner)}.{names}"
        return DecodeError(f"json: cannot unmarshal {found} into {where} of type {go_type}", self.path)


def _decode_struct(tree: Mapping[str, Any], shape: Struct, path: Path, reading: _Reading) -> Tree:
    # kubectl sends sorted keys, so sorting here gives the server's order of errors for any client's tree
    clean: Tree = {}
    for name in sorted(tree):
        field = shape.fields.get(name)
        if field is None:
            reading.unknown.append(Unknown((*path, name)))
            continue
        value = tree[name]
        if value is None:
            continue
        if name in shape.texts and value.__class__ is str:  # most values, and nothing can be wrong with them
            decoded = value
        else:
            decoded = _decode_field(value, field, _Spot(shape.name, (*path, name)), reading)
        if not _left_out(decoded, field) and name not in shape.emptied:
            clean[name] = decoded
    return clean


def _left_out(value: Any, field: Field) -> bool:
    if field.shape:
        return not value
    return not (value or field.keeps_empty or field.required or isinstance(value, dict))


def _decode_field(value: Any, field: Field, spot: _Spot, reading: _Reading) -> Any:
    match field.shape:
        case "[]":
            if not isinstance(value, list):
                raise spot.fail(value, "[]" + _go_name(field.item_type))
            return [
                _decode_item(item, field.item_type, _Spot(spot.owner, (*spot.path, index)), reading)
                for index, item in enumerate(value)
            ]
        case "map[string]":
            if not isinstance(value, Mapping):
                raise spot.fail(value, "map[string]" + _go_name(field.item_type))
            return {
                key: _decode_map_value(value[key], field.item_type, spot, key, reading)
                for key in sorted(value, key=str)
            }
        case _:
            return _decode_item(value, field.item_type, spot, reading)


def _decode_map_value(value: Any, item_type: str, spot: _Spot, key: str, reading: _Reading) -> Any:
    try:
        return _decode_item(value, item_type, spot, reading)
    except DecodeError as error:
        # Go names the map, not the key; the reader's eye wants the key
        raise DecodeError(error.message, (*spot.path, key)) from None


def _decode_item(value: Any, item_type: str, spot: _Spot, reading: _Reading) -> Any:
    shape = reading.struct(item_type)
    if shape is not None:
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise spot.fail(value, _go_name(item_type))
        return _decode_struct(value, shape, spot.path, reading)
    if item_type in TEXTS:
        return _decode_text(value, spot)
    if item_type in _INT_BITS:
        return _decode_integer(value, item_type, spot)
    return _OTHERS[item_type](value, spot)


def _decode_text(value: Any, spot: _Spot) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise spot.fail(value, "string")
    return value


def _decode_bool(value: Any, spot: _Spot) -> bool:
    if not isinstance(value, bool | None):
        raise spot.fail(value, "bool")
    return bool(value)


def _decode_integer(value: Any, item_type: str, spot: _Spot) -> int:
    if value is None:
        return 0
    if isinstance(value, float):
        raise spot.fail(value, item_type, repr(value))
    if isinstance(value, bool) or not isinstance(value, int):
        raise spot.fail(value, item_type)
    limit = 1 << _INT_BITS[item_type]
    if not -limit <= value < limit:
        raise spot.fail(value, item_type, str(value))
    return value


def _decode_int_or_string(value: Any, spot: _Spot) -> int | str:
    return value if isinstance(value, str) else _decode_integer(value, "int32", spot)


def _decode_quantity(value: Any, spot: _Spot) -> str:
    from svcquest.schema import quantity  # noqa: PLC0415 - fractions are costly to import and rarely needed

    if isinstance(value, bool | list | Mapping):
        raise DecodeError(quantity.FORMAT_ERROR, spot.path)
    try:
        return quantity.canonical(str(value or 0))
    except quantity.QuantityError as error:
        raise DecodeError(str(error), spot.path) from None


def _decode_free(value: Any, spot: _Spot) -> Any:
    if not isinstance(value, Mapping):
        raise spot.fail(value, "v1.FieldsV1")
    return value


_OTHERS = {
    "bool": _decode_bool,
    "IntOrString": _decode_int_or_string,
    "Quantity": _decode_quantity,
    "FieldsV1": _decode_free,
}


def _go_name(item_type: str) -> str:
    return f"v1.{unqualified(item_type)}" if struct(item_type) else item_type
