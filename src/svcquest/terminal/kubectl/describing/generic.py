"""Descriptions of kinds that have none of their own: the whole object, field by field."""

from __future__ import annotations

import re
from typing import Any

from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.describing.page import Page

_SHOWN_ABOVE = frozenset(
    {"metadata.managedFields", "metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations"}
)
_ACRONYMS = frozenset({"api", "guid", "uid", "url"})
_PART = re.compile("[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|-+")


def describe_any(page: Page, resource: Resource, _state: State) -> None:
    """Identity first, then every field with its name spelled as a title."""
    page.add(f"Name:\t{resource.name}")
    page.add(f"Namespace:\t{resource.namespace}")
    page.labels_and_annotations(resource)
    _fields(page, resource.tree, 0, "")


def _fields(page: Page, tree: dict[str, Any], level: int, path: str) -> None:
    for key in sorted(tree):
        if path + key in _SHOWN_ABOVE:
            continue
        value = tree[key]
        if isinstance(value, dict):
            page.add(f"{title(key)}:", level)
            _fields(page, value, level + 1, f"{path}{key}.")
        elif isinstance(value, list):
            page.add(f"{title(key)}:", level)
            _items(page, value, level + 1, f"{path}{key}.")
        else:
            page.add(f"{title(key)}:\t{_scalar(value)}", level)


def _items(page: Page, items: list[Any], level: int, path: str) -> None:
    for item in items:
        if isinstance(item, dict):
            _fields(page, item, level, path)
        else:
            page.add(_scalar(item), level)


def _scalar(value: Any) -> str:
    if value is None:
        return "<nil>"
    return str(value).lower() if isinstance(value, bool) else str(value)


def title(field: str) -> str:
    """A field's name as a title: ``resourceVersion`` is ``Resource Version``. Follows ``smartLabelFor``."""
    if not all(letter.isalpha() or letter == "-" for letter in field):
        return field
    parts = _PART.findall(field)
    merged: list[str] = []
    for part in parts:
        if merged and len(merged[-1]) > 1 and merged[-1].isupper() and part[0].isupper():
            merged[-1] += part
        else:
            merged.append(part)
    return " ".join(_word(part) for part in merged)


def _word(part: str) -> str:
    if part.lower() in _ACRONYMS:
        return part.upper()
    return part.capitalize() if part.islower() else part
