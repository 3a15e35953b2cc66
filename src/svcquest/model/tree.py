"""JSON trees: what a manifest decodes to and what the API stores.

A tree is immutable by convention once it has been handed to the cluster: whoever wants another one builds it
anew with the functions here, sharing the parts that stay the same. That makes a snapshot of a cluster free.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Tree = dict[str, Any]
"""An object of the API as JSON: dicts with string keys, lists, strings, numbers, booleans and None."""

Path = tuple[str | int, ...]
"""Where a value stands in a tree: field names and list indexes from the root."""


def dig(tree: Any, *path: str | int) -> Any:
    """The value at ``path``, or None where any step of it is missing or of another type."""
    here = tree
    for step in path:
        if isinstance(step, str):
            if not isinstance(here, dict):
                return None
            here = here.get(step)
        elif isinstance(here, list | tuple) and -len(here) <= step < len(here):
            here = here[step]
        else:
            return None
    return here


def with_value(tree: Tree, path: Sequence[str], value: Any) -> Tree:
    """A tree like ``tree`` with ``value`` at ``path``; None as a value removes the field."""
    head, *rest = path
    changed = dict(tree)
    if rest:
        child = changed.get(head)
        changed[head] = with_value(child if isinstance(child, dict) else {}, rest, value)
    elif value is None:
        changed.pop(head, None)
    else:
        changed[head] = value
    return changed


def show_path(path: Path) -> str:
    """A path as Kubernetes prints it: ``spec.ports[0].port``."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text
