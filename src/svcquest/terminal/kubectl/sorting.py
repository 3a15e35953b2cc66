"""``--sort-by``: objects in the order of one of their fields. Follows ``kubectl/pkg/cmd/get/sorter.go``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cmp_to_key
from typing import Any

from svcquest.model.resource import Resource
from svcquest.model.status import quote
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import jsonpath
from svcquest.terminal.kubectl.errors import CommandError

_TABLE: Tree = {"kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": {"resourceVersion": ""}}
"""What a path finds of a table as such: kubectl sorts several tables by it instead of their rows."""


def sorted_trees(trees: Sequence[Tree], path: str) -> list[Tree]:
    """Objects by the field at ``path``, those without it first.

    Raises:
        CommandError: the path cannot be read, or no object has the field.
    """
    template, shown = _template(path)
    keys = _keys(trees, template)
    if trees and not _any_found(keys):
        raise _not_found(shown)
    return [trees[at] for at in _order(keys)]


def sorted_blocks(blocks: Sequence[Sequence[Resource]], path: str) -> list[Sequence[Resource]]:
    """Rows of a table by the field at ``path``; a table in which no row has the field loses them all.

    With several tables only fields that tables have are found.

    Raises:
        CommandError: the path cannot be read, or several tables do not have the field.
    """
    template, shown = _template(path)
    if len(blocks) > 1:
        if not _any_found(_keys([_TABLE] * len(blocks), template)):
            raise _not_found(shown)
        return list(blocks)
    rows = blocks[0]
    keys = _keys([row.tree for row in rows], template)
    return [[rows[at] for at in _order(keys)] if _any_found(keys) else []]


def _template(path: str) -> tuple[jsonpath.Template, str]:
    try:
        return jsonpath.field_path(path)
    except jsonpath.SyntaxProblemError as error:
        raise CommandError(f"sorting error: {error}") from None


def _keys(trees: Sequence[Tree], template: jsonpath.Template) -> list[Any]:
    """What each object has at the path, None where it has nothing."""
    keys: list[Any] = []
    for tree in trees:
        try:
            found = jsonpath.values(template, tree)
        except jsonpath.EvaluationError as error:
            raise CommandError(str(error)) from None
        keys.append(found[0] if found else None)
    return keys


def _any_found(keys: Sequence[Any]) -> bool:
    return any(key is not None for key in keys)


def _not_found(shown: str) -> CommandError:
    return CommandError(f"couldn't find any field with path {quote(shown)} in the list of objects")


def _order(keys: Sequence[Any]) -> list[int]:
    # kubectl calls a missing field less than anything, another missing one included, which turns their order round
    missing = [at for at, key in enumerate(keys) if key is None]
    present = [at for at, key in enumerate(keys) if key is not None]
    in_order = cmp_to_key(_compare)
    return missing[::-1] + sorted(present, key=lambda at: in_order(keys[at]))


def _compare(left: Any, right: Any) -> int:
    if isinstance(left, str) and isinstance(right, str):
        left, right = _natural(left), _natural(right)
    elif isinstance(left, dict | list) or isinstance(right, dict | list) or type(left) is not type(right):
        return 0
    return int(left > right) - int(left < right)


def _natural(text: str) -> list[tuple[bool, int, str]]:
    """A key under which ``web-2`` comes before ``web-10``, as ``github.com/fvbommel/sortorder`` has it."""
    return [
        (not part.isdigit(), int(part) if part.isdigit() else 0, part)
        for part in re.findall(r"\d+|\D+", text, flags=re.ASCII)
    ]
