"""How much of a node its pods have asked for. Follows ``component-helpers/resource/helpers.go`` (PodRequests)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, Literal

from svcquest.model.resource import Resource
from svcquest.schema.quantity import QuantityError, amount, canonical

Side = Literal["requests", "limits"]

NOTHING = Fraction(0)


def of_pod(pod: Resource, side: Side, resource: str) -> Fraction:
    """What a pod asks for: all its containers together, or more if one that runs before them needs more."""
    together = sum((_of(each, side, resource) for each in pod.spec.get("containers") or ()), NOTHING)
    before = [_of(each, side, resource) for each in pod.spec.get("initContainers") or ()]
    return max([together, *before])


def total(pods: Iterable[Resource], side: Side, resource: str) -> Fraction:
    """What several pods ask for together."""
    return sum((of_pod(pod, side, resource) for pod in pods), NOTHING)


def read(amounts: Mapping[str, Any], resource: str) -> Fraction:
    """One amount of a list of resources, nothing when it is not in the list or cannot be read."""
    try:
        return amount(str(amounts.get(resource, 0)))
    except QuantityError:
        return NOTHING


def shown(value: Fraction, resource: str, whole: Fraction) -> str:
    """An amount with the part that it is of a whole: ``250m (6%)``, ``128Mi (1%)``."""
    part = int(value * 100 / whole) if whole else 0
    return f"{_text(value, resource)} ({part}%)"


def _text(value: Fraction, resource: str) -> str:
    if resource == "cpu":
        return canonical(f"{-(-value * 1000 // 1)}m")
    return canonical(f"{value / 1024}Ki" if value and value % 1024 == 0 else str(-(-value // 1)))


def _of(container: Mapping[str, Any], side: Side, resource: str) -> Fraction:
    return read((container.get("resources") or {}).get(side) or {}, resource)
