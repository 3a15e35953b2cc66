"""Descriptions of kinds that have none of their own: the whole object, field by field."""

from __future__ import annotations

import re
from typing import Any

from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.describing.page import Page

_HIDDEN = frozenset({"managedFields", "name", "namespace", "labels", "annotations"})


def describe_any(page: Page, resource: Resource, _state: State) -> None:
    """Identity first, then every field with its name spelled as a title."""
    page.identity(resource)
    page.labels("Labels", resource.labels)
    page.annotations("Annotations", resource.annotations)
    page.add(f"API Version:\t{resource.kind.api_version}")
    page.add(f"Kind:\t{resource.kind.kind}")
    metadata = {key: value for key, value in resource.metadata.items() if key not in _HIDDEN}
    _fields(page, {"metadata": metadata}, 0)
    rest = {key: value for key, value in resource.tree.items() if key not in {"apiVersion", "kind", "metadata"}}
    _fields(page, rest, 0)


def _fields(page: Page, tree: dict[str, Any], level: int) -> None:
    for key in sorted(tree):
        _value(page, title(key), tree[key], level)


def _value(page: Page, name: str, value: Any, level: int) -> None:
    if isinstance(value, dict):
        page.add(f"{name}:", level)
        _fields(page, value, level + 1)
    elif isinstance(value, list):
        page.add(f"{name}:", level)
        for item in value:
            if isinstance(item, dict):
                _fields(page, item, level + 1)
            else:
                page.add(str(item), level + 1)
    else:
        page.add(f"{name}:\t{value}", level)


def title(field: str) -> str:
    """A field's name as a title: ``resourceVersion`` is ``Resource Version``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", field)
    return words[:1].upper() + words[1:]
