"""``--sort-by``: objects in the order of one of their fields. Follows ``kubectl/pkg/cmd/get/sorter.go``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any

from svcquest.model.resource import Resource
from svcquest.model.status import quote
from svcquest.model.tree import Tree
from svcquest.schema.quantity import QuantityError, amount
from svcquest.terminal.kubectl import jsonpath
from svcquest.terminal.kubectl.errors import CommandError

_TABLE: Tree = {"kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": ""}}
"""What a path finds of a table as such: kubectl sorts several tables by it instead of their rows."""

_UNSORTABLE = {bool: "bool", dict: "map[string]interface {}", list: "[]interface {}"}
_LOG = "F1123 08:00:00.000000       1 sorter.go:350]"


def sorted_trees(trees: Sequence[Tree], path: str) -> list[Tree]:
    """Objects by the field at ``path``, those without it first.

    Raises:
        CommandError: the path cannot be read, no object has the field, or its values cannot be compared.
    """
    try:
        template, shown = jsonpath.field_path(path)
        keys = _keys(trees, template)
    except (jsonpath.SyntaxProblemError, jsonpath.EvaluationError) as error:
        raise CommandError(str(error)) from None
    if trees and not _any_found(keys):
        raise _not_found(shown)
    return [trees[at] for at in _order(keys, shown, "*unstructured.Unstructured")]


def sorted_blocks(blocks: Sequence[Sequence[Resource]], path: str) -> list[Sequence[Resource]]:
    """Rows of a table by the field at ``path``. A table of several rows none of which has the field loses them all.

    With several tables only fields that tables have are found.

    Raises:
        CommandError: values cannot be compared, or several tables do not have the field.
    """
    if len(blocks) > 1:
        return _several(blocks, path)
    rows = blocks[0]
    if len(rows) < 2:
        return [rows]
    try:
        template, shown = _template(path)
        keys = _keys([row.tree for row in rows], template)
    except (jsonpath.SyntaxProblemError, jsonpath.EvaluationError):
        return [[]]
    return [[rows[at] for at in _order(keys, shown, "[][][]reflect.Value")] if _any_found(keys) else []]


def _several(blocks: Sequence[Sequence[Resource]], path: str) -> list[Sequence[Resource]]:
    try:
        template, shown = _template(path)
        keys = _keys([_TABLE] * len(blocks), template)
    except (jsonpath.SyntaxProblemError, jsonpath.EvaluationError) as error:
        raise CommandError(f"sorting error: {error}") from None
    if not _any_found(keys):
        raise _not_found(shown)
    return list(blocks)


def _template(path: str) -> tuple[jsonpath.Template, str]:
    """A path; what is none is taken for a template, the text of which is the same for every row."""
    try:
        return jsonpath.field_path(path)
    except CommandError:
        return jsonpath.parse(path), path


def _keys(trees: Sequence[Tree], template: jsonpath.Template) -> list[Any]:
    """What each object has at the path, None where it has nothing."""
    found = (jsonpath.values(template, tree) for tree in trees)
    return [values[0] if values else None for values in found]


def _any_found(keys: Sequence[Any]) -> bool:
    return any(key is not None for key in keys)


def _not_found(shown: str) -> CommandError:
    return CommandError(f"couldn't find any field with path {quote(shown)} in the list of objects")


_INSERTED = 12
"""Up to so many items Go's ``sort.Sort`` inserts one after the other."""


def _order(keys: Sequence[Any], shown: str, among: str) -> list[int]:
    """Positions in the order of their keys.

    Args:
        shown: the path, for the message when values cannot be compared.
        among: what Go calls the things that are sorted, for the same.
    """
    try:
        if len(keys) <= _INSERTED:
            return _inserted(keys)
        missing = [at for at, key in enumerate(keys) if key is None]
        present = [at for at, key in enumerate(keys) if key is not None]
        by_key = cmp_to_key(lambda left, right: int(_less(right, left)) - int(_less(left, right)))
        return missing[::-1] + sorted(present, key=lambda at: by_key(keys[at]))
    except TypeError as error:
        problem = f"Field {shown} in {among} is an unsortable type: interface, err: {error}"
        raise CommandError(logged=f"{_LOG} {problem}\n") from None


def _inserted(keys: Sequence[Any]) -> list[int]:
    # whatever has no value counts as less than its neighbour, without a value or not: this turns their order round
    order: list[int] = []
    for at in range(len(keys)):
        place = at
        while place and _less(keys[at], keys[order[place - 1]]):
            place -= 1
        order.insert(place, at)
    return order


def _less(left: Any, right: Any) -> bool:
    """Follows ``isLess``.

    Raises:
        TypeError: with Go's reason, when such values cannot be compared.
    """
    if left is None or right is None:
        return left is None
    unsortable = _UNSORTABLE.get(type(left))
    if unsortable:
        raise TypeError(f"unsortable type: {unsortable}")
    if type(left) is not type(right):
        raise TypeError("unsortable interface: interface")
    if isinstance(left, str):
        try:
            return amount(left) < amount(right)
        except QuantityError:
            return _natural(left) < _natural(right)
    return bool(left < right)


def _natural(text: str) -> list[tuple[bool, int, str]]:
    """A key under which ``web-2`` comes before ``web-10``, as ``github.com/fvbommel/sortorder`` has it."""
    return [
        (not part.isdigit(), int(part) if part.isdigit() else 0, part)
        for part in re.findall(r"\d+|\D+", text, flags=re.ASCII)
    ]
