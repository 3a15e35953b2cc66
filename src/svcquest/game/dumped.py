"""What objects tell of the cluster that they were taken from: its networks, its clock, its version.

A dump holds what ``kubectl get`` prints. How a cluster was set up is in none of its objects, but most of it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import Any

from svcquest.engine.baseline import nth_address
from svcquest.engine.ranges import family_of, parsed
from svcquest.engine.settings import Settings
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import Tree, dig
from svcquest.schema.versions import Version

_WIDEST_SERVICES = {4: 16, 6: 112}
_WIDEST_PODS = {4: 16, 6: 56}
"""Prefix lengths that clusters are commonly set up with, by version of IP."""

_NARROWEST = 28
"""No range for Services is as small as that; an address that begins no larger one is not the first of its range."""

_RUNS = (
    ("state", "running", "startedAt"),
    ("state", "terminated", "finishedAt"),
    ("lastState", "terminated", "finishedAt"),
)
"""Where a container's status says when something happened last."""

_RELEASE = re.compile(r"v(\d)\.(\d{1,3})\.\d")
"""How a kubelet's version begins: ``v1.33.4-gke.1200``."""

_END_OF_TIME = 9e9
"""Seconds since 1970; what is later was not written by a clock."""


def service_ranges(trees: Sequence[Tree], usual: Settings) -> tuple[str, ...]:
    """Ranges of cluster IPs: the one that the Service ``kubernetes`` has the first address of, then the other family's.

    A Service with an address of the other family shows that there is one.
    """
    services = [tree for tree in trees if tree.get("kind") == "Service"]
    ranges = list(usual.service_cidrs)
    for tree in services:
        first = parsed(str(dig(tree, "spec", "clusterIP")))
        named = (dig(tree, "metadata", "namespace"), dig(tree, "metadata", "name"))
        if named == ("default", "kubernetes") and first is not None and str(first) != nth_address(ranges[0], 1):
            ranges = [_begun_by(first)]
    listed = [dig(tree, "spec", "clusterIPs") for tree in services]
    for ip in (str(ip) for ips in listed if isinstance(ips, list) for ip in ips):
        address = parsed(ip)
        if address is not None and family_of(ip) not in {family_of(cidr) for cidr in ranges}:
            ranges.append(_around(address, _WIDEST_SERVICES))
    return tuple(ranges)


def server_version(trees: Iterable[Tree]) -> Version | None:
    """The newest version of Kubernetes that a node runs; None where none tells: no API server is older."""
    nodes = (tree for tree in trees if tree.get("kind") == "Node")
    told = (_RELEASE.match(str(dig(node, "status", "nodeInfo", "kubeletVersion"))) for node in nodes)
    return max(((int(found[1]), int(found[2])) for found in told if found), default=None)


def _begun_by(first: IPv4Address | IPv6Address) -> str:
    """The widest likely range that an address is the first one of, or else the range around it."""
    narrowest = _NARROWEST + (96 if first.version == 6 else 0)
    for prefix in range(_WIDEST_SERVICES[first.version], narrowest):
        if int(first) - 1 == int(ip_network(f"{first}/{prefix}", strict=False).network_address):
            return f"{first - 1}/{prefix}"
    return _around(first, _WIDEST_SERVICES)


def _around(address: IPv4Address | IPv6Address, prefixes: dict[int, int]) -> str:
    return str(ip_network(f"{address}/{prefixes[address.version]}", strict=False))


def pod_ranges(trees: Sequence[Tree], usual: Settings) -> tuple[str, ...]:
    """Ranges around what nodes have for their pods; where they have none, around the pods' addresses; else the usual.

    More than one of a family is found where a range is wider than those that are looked for.
    """
    specs = [dig(tree, "spec") for tree in trees if tree.get("kind") == "Node"]
    cidrs = [cidr for spec in specs for cidr in (dig(spec, "podCIDR"), *_strings(dig(spec, "podCIDRs")))]
    found = {_widened(network) for cidr in cidrs if (network := _network(cidr)) is not None}
    if not found:
        pods = (tree for tree in trees if tree.get("kind") == "Pod" and not dig(tree, "spec", "hostNetwork"))
        ips = [str(each.get("ip")) for pod in pods for each in entries(pod, "status", "podIPs")]
        found = {_around(address, _WIDEST_PODS) for ip in ips if (address := parsed(ip)) is not None}
    return tuple(sorted(found, key=lambda cidr: (family_of(cidr), cidr))) or usual.pod_cidrs


def _widened(network: IPv4Network | IPv6Network) -> str:
    return str(network.supernet(new_prefix=min(network.prefixlen, _WIDEST_PODS[network.version])))


def _network(cidr: Any) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(cidr) if isinstance(cidr, str) else None
    except ValueError:
        return None


def _strings(found: Any) -> list[str]:
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def latest_moment(trees: Iterable[Tree]) -> float | None:
    """When the last thing happened that a server wrote down, seconds since 1970; None where no server did.

    It is at most a few minutes before the dump was taken: nodes report as often as that.
    """
    found = [moment for tree in trees if dig(tree, "metadata", "uid") for moment in _moments(tree)]
    return max((moment for moment in found if 0 < moment < _END_OF_TIME), default=None)


def _moments(tree: Tree) -> Iterator[float]:
    metadata = tree["metadata"]
    conditions = entries(tree, "status", "conditions")
    texts = [
        metadata.get("creationTimestamp"),
        *(each.get(name) for each in conditions for name in ("lastTransitionTime", "lastHeartbeatTime")),
        *(dig(each, *path) for each in entries(tree, "status", "containerStatuses") for path in _RUNS),
    ]
    yield from (moment for text in texts if (moment := _moment(text)) is not None)
    ends, grace = _moment(metadata.get("deletionTimestamp")), metadata.get("deletionGracePeriodSeconds") or 0
    if ends is not None and isinstance(grace, int):
        yield ends - grace


def _moment(text: Any) -> float | None:
    return from_timestamp(text) if isinstance(text, str) else None


def entries(tree: Tree, *path: str) -> list[Tree]:
    """The objects of a list, empty where there is none."""
    found = dig(tree, *path)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
