"""Whether a tree can be what a server has printed, at a glance: no error is worded, nothing is copied."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.schema.fields import TEXTS, Field, Struct, struct, struct_of


def fits(tree: Tree, kind: Kind) -> bool:
    """Whether ``decode`` would read a tree without an error, and finds everything in it that is never left out.

    Fields that the table does not know are passed over.
    """
    return _fits_struct(tree, struct_of(kind))


def _fits_struct(tree: Any, shape: Struct) -> bool:
    if tree.__class__ is not dict:
        return False
    texts, fields = shape.texts, shape.fields
    for name, value in tree.items():
        if value is None or (name in texts and value.__class__ is str):
            continue
        field = fields.get(name)
        if field is not None and not _fits_field(value, field):
            return False
    for name, empty in _never_left_out(shape.name):
        if tree.get(name) is None and not (empty and name in tree):
            return False
    return True


@cache
def _never_left_out(name: str) -> tuple[tuple[str, bool], ...]:
    """Fields that a server always prints, and whether it prints an empty one as null: it does so with lists."""
    shape = struct(name)
    assert shape is not None
    return tuple((field.name, bool(field.shape)) for field in shape.fields.values() if field.required)


def _fits_field(value: Any, field: Field) -> bool:
    items: Iterable[Any]
    if field.shape == "[]":
        items = value if value.__class__ is list else (None,)
    elif field.shape:
        items = value.values() if value.__class__ is dict else (None,)
    else:
        items = (value,)
    kind = field.item_type
    if kind in TEXTS:
        return all(item.__class__ is str for item in items)
    shape = struct(kind)
    if shape is not None:
        return all(_fits_struct(item, shape) for item in items)
    return all(item.__class__ in _CLASSES[kind] for item in items)


_CLASSES: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "int32": (int,),
    "int64": (int,),
    "IntOrString": (int, str),
    "Quantity": (str, int, float),
    "FieldsV1": (dict,),
}
