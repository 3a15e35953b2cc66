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

_Check = Callable[[Any], bool]

_CLASSES: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(TEXTS, (str,)),
    "bool": (bool,),
    "int32": (int,),
    "int64": (int,),
    "IntOrString": (int, str),
    "Quantity": (str, int, float),
    "FieldsV1": (dict,),
}
_TIMES = frozenset({"Time", "MicroTime"})


def fits(tree: Tree, kind: Kind) -> bool:
    """Whether ``decode`` would read a tree without an error, and finds everything in it that is never left out.

    Fields that the table does not know are passed over.
    """
    return _check_of(struct_of(kind).name)(tree)


@cache
def _check_of(name: str) -> _Check:
    """What looks at the fields of a struct. Most values are of the one class that is theirs, which is seen first."""
    shape = struct(name)
    assert shape is not None, f"the table has no {name}"
    fields = shape.fields.values()
    usual = {each.name: _CLASSES[each.item_type][0] for each in fields if _has_one_class(each)}
    checks = {each.name: _field_check(each) for each in fields}
    printed = {each.name for each in fields if each.required}
    # Go prints an empty list and a time that is not known as null, other empty values as such or not at all
    nullable = {each.name for each in fields if each.shape or each.item_type in _TIMES}

    def check(tree: Any) -> bool:
        if type(tree) is not dict:
            return False
        for field, value in tree.items():
            if type(value) is usual.get(field) or field not in checks:
                continue
            if value is None:
                if field not in nullable:
                    return False
            elif not checks[field](value):
                return False
        return tree.keys() >= printed

    return check


def _has_one_class(field: Field) -> bool:
    return not field.shape and len(_CLASSES.get(field.item_type, ())) == 1


def _field_check(field: Field) -> _Check:
    classes = _CLASSES.get(field.item_type)
    inner = _check_of(field.item_type) if classes is None else lambda value: type(value) in classes
    if field.shape == "[]":
        return lambda value: type(value) is list and all(map(inner, value))
    if field.shape:
        return lambda value: type(value) is dict and all(map(inner, value.values()))
    return inner
