"""What a row of the field table says, and how its text is read.

A struct is a line with its name, followed by one indented line a field:

    ServicePort
      port! int32
      protocol string SCTP|TCP|UDP

``!`` marks a required field, ``?`` one whose empty value differs from a missing one (a pointer in the Go API). The
third word lists the values of an enumeration. Types are those of the Go API: ``string``, ``bool``, ``int32``,
``int64``, ``Time``, ``bytes`` (base64), ``Quantity``, ``IntOrString``, ``FieldsV1``, the name of a struct, ``[]T`` and
``map[string]T``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from svcquest.model.frozen import dataclass

_SHAPES: tuple[Literal["[]", "map[string]", ""], ...] = ("[]", "map[string]", "")

_STRUCT = re.compile(r"^(\S+)\n((?:[ ].*(?:\n|\Z))*)", re.MULTILINE)

TEXTS = frozenset({"string", "Time", "MicroTime", "bytes"})
"""Go types whose values are strings in a manifest."""

_EXPLAINED = {
    "bool": "boolean",
    "int32": "integer",
    "int64": "integer",
    "Time": "string",
    "MicroTime": "string",
    "bytes": "string",
}
"""Go types that ``kubectl explain`` calls otherwise."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a struct.

    Attributes:
        name: as it stands in a manifest.
        shape: ``[]`` for a list, ``map[string]`` for a map with free keys, empty for a single value.
        item_type: Go type of one value: of an item of a list or map, else of the field itself.
        required: the API server insists on it.
        keeps_empty: an empty value (``""``, 0, false) is not the same as a missing one.
        values: what an enumeration allows, sorted; empty for other fields.
    """

    name: str
    shape: Literal["", "[]", "map[string]"]
    item_type: str
    required: bool = False
    keeps_empty: bool = False
    values: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """Type as ``kubectl explain`` prints it: ``integer``, ``[]ServicePort``, ``map[string]string``."""
        return self.shape + _EXPLAINED.get(self.item_type, unqualified(self.item_type))


@dataclass(frozen=True, slots=True)
class Struct:
    """The fields of an object or of a part of one, by name in alphabetical order.

    Attributes:
        texts: names of those that are one string.
        emptied: names of those that a server knows and does not keep.
    """

    name: str
    fields: dict[str, Field]
    texts: frozenset[str] = frozenset()
    emptied: frozenset[str] = frozenset()

    def without(self, unknown: frozenset[str], emptied: frozenset[str]) -> Struct:
        """The struct as it was when it had some fields not yet, and kept nothing in others."""
        fields = {name: field for name, field in self.fields.items() if name not in unknown}
        return Struct(self.name, fields, self.texts - unknown, emptied)


def unqualified(name: str) -> str:
    """A struct's name without the group that keeps it apart from a namesake: ``EndpointPort``."""
    return name.rpartition(".")[2]


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The structs of a table's text by name, each with the lines of its fields."""
    for block in _STRUCT.finditer(text):
        yield block[1], block[2]


def read(name: str, lines: str) -> Struct:
    """One struct from the lines of its fields."""
    fields = [_parse_field(line) for line in lines.splitlines()]
    texts = frozenset(field.name for field in fields if not field.shape and field.item_type in TEXTS)
    return Struct(name, {field.name: field for field in fields}, texts)


def _parse_field(line: str) -> Field:
    name, go_type, *values = line.split()
    allowed = tuple(value.strip('"') for value in values[0].split("|")) if values else ()
    shape = next(each for each in _SHAPES if go_type.startswith(each))
    item_type = go_type.removeprefix(shape)
    return Field(name.rstrip("!?"), shape, item_type, name.endswith("!"), name.endswith("?"), allowed)
