"""Whether a tree can be what a server has printed, at a glance: no error is worded, nothing is copied.

Each struct of the field table becomes one function that knows the class of each value, for there may be hundreds of
thousands of objects to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.schema.fields import TEXTS, Field, struct, struct_of

Check = Callable[[Any], bool]


def fits(tree: Tree, kind: Kind, *, whole: bool = True) -> bool:
    """Whether ``decode`` would read a tree without an error. Fields that the table does not know are passed over.

    Args:
        whole: also the status must have everything that a server never leaves out.
    """
    if whole:
        return _of_struct(kind.kind, whole=True)(tree)
    reported = struct_of(kind).fields["status"].item_type
    status = tree.get("status")
    return _of_struct(kind.kind, whole=True)({**tree, "status": None}) and (
        status is None or _of_struct(reported, whole=False)(status)
    )


@cache
def _of_struct(name: str, *, whole: bool) -> Check:
    """What looks at the fields of a struct. Most values are of the one class that is theirs, which is seen first."""
    shape = struct(name)
    assert shape is not None, f"the table has no {name}"
    fields = shape.fields
    usual = {field.name: str if field.item_type in TEXTS else _USUAL.get(field.item_type) for field in fields.values()}
    usual = {name: value for name, value in usual.items() if value is not None and not fields[name].shape}
    printed = tuple(field.name for field in fields.values() if field.required and whole)
    # Go prints an empty list and a time that is not known as null, other empty values as such or not at all
    nullable = {field.name for field in fields.values() if field.shape or field.item_type in {"Time", "MicroTime"}}
    others: dict[str, Check] = {}

    def check(tree: Any) -> bool:
        if tree.__class__ is not dict:
            return False
        for step, value in tree.items():
            if value.__class__ is usual.get(step) or step not in fields:
                continue
            if value is None:
                if step in nullable:
                    continue
                return False
            found = others.get(step) or others.setdefault(step, _of_field(fields[step], whole=whole))
            if not found(value):
                return False
        return not printed or all(tree.get(step) is not None for step in printed)

    return check


def _of_field(field: Field, *, whole: bool) -> Check:
    inner = _of_struct(field.item_type, whole=whole) if struct(field.item_type) else _of_class(field.item_type)
    if field.shape == "[]":
        return lambda value: value.__class__ is list and all(map(inner, value))
    if field.shape:
        return lambda value: value.__class__ is dict and all(map(inner, value.values()))
    return inner


def _of_class(item_type: str) -> Check:
    classes = (str,) if item_type in TEXTS else _CLASSES[item_type]
    return lambda value: value.__class__ in classes


_CLASSES: dict[str, tuple[type, ...]] = {
    "bool": (bool,),
    "int32": (int,),
    "int64": (int,),
    "IntOrString": (int, str),
    "Quantity": (str, int, float),
    "FieldsV1": (dict,),
}
_USUAL: dict[str, type] = {"bool": bool, "int32": int, "int64": int}
