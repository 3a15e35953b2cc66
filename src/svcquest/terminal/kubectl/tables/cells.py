"""Cells that several tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from svcquest.model.resource import Resource
from svcquest.model.tree import dig

NONE = "<none>"
UNSET = "<unset>"


def pairs(labels: Mapping[str, str] | None) -> str:
    """``a=b,c=d``, ``<none>`` without any.

    Follows ``labels.Set.String``, which sorts whole pairs: ``a.b=`` stands before ``a=``.
    """
    return ",".join(sorted(f"{key}={value}" for key, value in labels.items())) if labels else NONE


def first_three(values: Sequence[str]) -> str:
    """Values joined by commas; beyond three it only says how many more there are."""
    if len(values) <= 3:
        return ",".join(values)
    return ",".join(values[:3]) + f" + {len(values) - 3} more..."


def label_selector(tree: Mapping[str, Any] | None) -> str:
    """A LabelSelector as ``FormatLabelSelector`` prints it, by key: ``app=web,tier in (a,b)``."""
    if tree is None:
        return NONE
    parts = [(key, f"{key}={value}") for key, value in (tree.get("matchLabels") or {}).items()]
    for expression in tree.get("matchExpressions") or ():
        key, values = expression["key"], ",".join(sorted(expression.get("values") or ()))
        match expression["operator"]:
            case "In":
                parts.append((key, f"{key} in ({values})"))
            case "NotIn":
                parts.append((key, f"{key} notin ({values})"))
            case "Exists":
                parts.append((key, key))
            case "DoesNotExist":
                parts.append((key, f"!{key}"))
    return ",".join(part for _, part in sorted(parts, key=itemgetter(0))) or NONE


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
