"""Topology hints of endpoints: which zones or nodes shall use them.

Follows ``staging/src/k8s.io/endpointslice/trafficdist/trafficdist.go`` and ``topologycache``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from svcquest.engine.events.notes import SLICES
from svcquest.engine.indexes import wants_topology
from svcquest.engine.transaction import Transaction
from svcquest.model.kinds import NODE
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig
from svcquest.schema.versions import topology_mode

ENABLED = "Topology Aware Hints has been enabled"

OVERLOAD = 0.2
"""A zone's endpoints may get this much more traffic than they would without hints."""

EXCLUDED_ROLES = ("node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master")


def with_hints(
    transaction: Transaction, service: Resource, family: str, endpoints: Sequence[Tree], *, hinted: bool
) -> list[Tree]:
    """Endpoints of one address family with their hints. The annotation goes before ``trafficDistribution``.

    Args:
        hinted: they have had hints before, so that there is no need to tell that they get some.
    """
    if wants_topology(service.annotations, modes=topology_mode(transaction.settings.version)):
        allocated = _allocated_zones(transaction, endpoints)
        failed = isinstance(allocated, str)
        if failed or not hinted:
            reason = "TopologyAwareHintsDisabled" if failed else "TopologyAwareHintsEnabled"
            text = f"{allocated if failed else ENABLED}, addressType: {family}"
            transaction.note(service, reason, text, SLICES, warning=failed)
        zones = [""] * len(endpoints) if isinstance(allocated, str) else allocated
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


def _allocated_zones(transaction: Transaction, endpoints: Sequence[Tree]) -> list[str] | str:
    """A zone for each endpoint, in proportion to the zones' CPUs; in words why that cannot be done safely."""
    ready = [each for each in endpoints if _is_ready(each)]
    minimum = _minimum_per_zone(_cpu_ratios(transaction), len(ready))
    if isinstance(minimum, str):
        return minimum
    if not all(each.get("zone") for each in ready):
        return "One or more endpoints do not have a zone specified"
    zones = [each.get("zone", "") if _is_ready(each) else "" for each in endpoints]
    have = Counter(zone for zone in zones if zone)
    for zone in sorted(minimum):
        while have[zone] < minimum[zone]:
            giver = max(sorted(have), key=lambda name: have[name] - minimum.get(name, 0))
            zones[zones.index(giver)] = zone
            have[giver] -= 1
            have[zone] += 1
    return zones


def _cpu_ratios(transaction: Transaction) -> dict[str, float] | str:
    """Each zone's share of the CPUs of ready workers; in words why there are no shares."""
    cpus: dict[str, float] = {}
    for node in transaction.select(NODE):
        if not node.view.ready or any(role in node.labels for role in EXCLUDED_ROLES):
            continue
        cpu = _cpus(str(dig(node.tree, "status", "allocatable", "cpu") or ""))
        if not cpu or not node.view.zone:
            return "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes"
        cpus[node.view.zone] = cpus.get(node.view.zone, 0.0) + cpu
    if len(cpus) < 2:
        return "Nodes only ready in one zone"
    total = sum(cpus.values())
    return {zone: cpu / total for zone, cpu in cpus.items()}


def _cpus(quantity: str) -> float:
    """CPUs of a quantity such as ``4`` or ``3920m``; 0 when it is not one."""
    number, scale = (quantity[:-1], 1000) if quantity.endswith("m") else (quantity, 1)
    return float(number) / scale if number.replace(".", "", 1).isdigit() else 0.0


def _minimum_per_zone(ratios: dict[str, float] | str, count: int) -> dict[str, int] | str:
    """Endpoints that each zone needs so that none is overloaded; in words why there is no such number."""
    if isinstance(ratios, str):
        return ratios
    if len(ratios) > count:
        return "Insufficient number of endpoints"
    minimum = {zone: ceil(ratio * count / (1 + OVERLOAD)) for zone, ratio in ratios.items()}
    if sum(minimum.values()) > count:
        return "Unable to allocate minimum required endpoints to each zone without exceeding overload threshold"
    return minimum
