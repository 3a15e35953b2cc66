"""Cells that several tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.model.resource import Resource
from svcquest.model.tree import dig

NONE = "<none>"
UNSET = "<unset>"


def pairs(labels: Mapping[str, str] | None) -> str:
    """``a=b,c=d`` by key, ``<none>`` without any."""
    return ",".join(f"{key}={labels[key]}" for key in sorted(labels)) if labels else NONE


def first_three(values: Sequence[str]) -> str:
    """Values joined by commas; beyond three it only says how many more there are."""
    if len(values) <= 3:
        return ",".join(values)
    return ",".join(values[:3]) + f" + {len(values) - 3} more..."


def label_selector(tree: Mapping[str, Any] | None) -> str:
    """A LabelSelector as ``FormatLabelSelector`` prints it: ``app=web,tier in (a,b)``."""
    if tree is None:
        return NONE
    parts = [f"{key}={value}" for key, value in (tree.get("matchLabels") or {}).items()]
    for expression in tree.get("matchExpressions") or ():
        key, values = expression["key"], ",".join(sorted(expression.get("values") or ()))
        match expression["operator"]:
            case "In":
                parts.append(f"{key} in ({values})")
            case "NotIn":
                parts.append(f"{key} notin ({values})")
            case "Exists":
                parts.append(key)
            case "DoesNotExist":
                parts.append(f"!{key}")
    return ",".join(sorted(parts, key=lambda part: part.lstrip("!"))) or NONE


def containers(resource: Resource) -> str:
    """Names of the containers in a pod template."""
    return ",".join(each.get("name", "") for each in template_containers(resource))


def images(resource: Resource) -> str:
    """Images of the containers in a pod template."""
    return ",".join(each.get("image", "") for each in template_containers(resource))


def template_containers(resource: Resource) -> Sequence[Mapping[str, Any]]:
    """Containers of a pod template."""
    return dig(resource.spec, "template", "spec", "containers") or ()


def number(resource: Resource, *path: str) -> str:
    """A number of the object, 0 where it is missing."""
    return str(dig(resource.tree, *path) or 0)
