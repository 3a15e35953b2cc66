"""Topology hints of endpoints: which zones or nodes shall use them.

Follows ``staging/src/k8s.io/endpointslice/trafficdist/trafficdist.go`` and ``topologycache``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from svcquest.engine.indexes import wants_topology
from svcquest.engine.transaction import Transaction
from svcquest.model.kinds import NODE
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig

OVERLOAD = 0.2
"""A zone's endpoints may get this much more traffic than they would without hints."""

EXCLUDED_ROLES = ("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master")


def with_hints(transaction: Transaction, service: Resource, endpoints: Sequence[Tree]) -> list[Tree]:
    """Endpoints of one address family with their hints. The annotation goes before ``trafficDistribution``."""
    if wants_topology(service.annotations):
        zones = _allocated_zones(transaction, endpoints)
        return [_hinted(each, zone, "") for each, zone in zip(endpoints, zones, strict=True)]
    distribution = service.view.distribution
    if distribution not in {"PreferClose", "PreferSameZone", "PreferSameNode"}:
        return list(endpoints)
    by_node = distribution == "PreferSameNode"
    return [_hinted(each, each.get("zone", ""), each.get("nodeName", "") if by_node else "") for each in endpoints]


def _hinted(endpoint: Tree, zone: str, node: str) -> Tree:
    hints: Tree = {}
    if node:
        hints["forNodes"] = [{"name": node}]
    if zone:
        hints["forZones"] = [{"name": zone}]
    return {**endpoint, "hints": hints} if hints and _is_ready(endpoint) else endpoint


def _is_ready(endpoint: Tree) -> bool:
    return bool(endpoint["conditions"]["ready"])


def _allocated_zones(transaction: Transaction, endpoints: Sequence[Tree]) -> list[str]:
    """A zone for each endpoint, in proportion to the zones' CPUs; all empty when that cannot be done safely."""
    ready = [each for each in endpoints if _is_ready(each)]
    minimum = _minimum_per_zone(_cpu_ratios(transaction), len(ready))
    if minimum is None or not all(each.get("zone") for each in ready):
        return [""] * len(endpoints)
    zones = [each.get("zone", "") if _is_ready(each) else "" for each in endpoints]
    have = Counter(zone for zone in zones if zone)
    for zone in sorted(minimum):
        while have[zone] < minimum[zone]:
            giver = max(sorted(have), key=lambda name: have[name] - minimum.get(name, 0))
            zones[zones.index(giver)] = zone
            have[giver] -= 1
            have[zone] += 1
    return zones


def _cpu_ratios(transaction: Transaction) -> dict[str, float] | None:
    """Each zone's share of the CPUs of ready workers; None when a node's zone or CPUs are not known."""
    cpus: dict[str, float] = {}
    for node in transaction.select(NODE):
        if not node.view.ready or any(role in node.labels for role in EXCLUDED_ROLES):
            continue
        cpu = _cpus(str(dig(node.tree, "status", "allocatable", "cpu") or ""))
        if not cpu or not node.view.zone:
            return None
        cpus[node.view.zone] = cpus.get(node.view.zone, 0.0) + cpu
    total = sum(cpus.values())
    return {zone: cpu / total for zone, cpu in cpus.items()}


def _cpus(quantity: str) -> float:
    """CPUs of a quantity such as ``4`` or ``3920m``; 0 when it is not one."""
    number, scale = (quantity[:-1], 1000) if quantity.endswith("m") else (quantity, 1)
    return float(number) / scale if number.replace(".", "", 1).isdigit() else 0.0


def _minimum_per_zone(ratios: dict[str, float] | None, count: int) -> dict[str, int] | None:
    """Endpoints that each zone needs so that none is overloaded; None when there are too few zones or endpoints."""
    if ratios is None or len(ratios) < 2 or len(ratios) > count:
        return None
    minimum = {zone: ceil(ratio * count / (1 + OVERLOAD)) for zone, ratio in ratios.items()}
    return minimum if sum(minimum.values()) <= count else None
