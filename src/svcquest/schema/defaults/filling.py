"""The three moves of which all defaulting is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from svcquest.model.tree import Tree


def filled(tree: Tree | None, **defaults: Any) -> Tree:
    """``tree`` with values for the fields that it lacks."""
    return {**defaults, **(tree or {})}


def within(tree: Tree, field: str, default: Callable[[Tree], Tree]) -> Tree:
    """``tree`` with the object in ``field`` defaulted, if it has one."""
    child = tree.get(field)
    return tree if child is None else {**tree, field: default(child)}


def each(tree: Tree, field: str, default: Callable[[Tree], Tree]) -> Tree:
    """``tree`` with every object of the list in ``field`` defaulted, if it has one."""
    items = tree.get(field)
    return {**tree, field: [default(item) for item in items]} if items else tree
