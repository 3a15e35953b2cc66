"""Warnings that come with an accepted object; kubectl prints each as ``Warning: …``.

Follows ``pkg/api/service/warnings.go``. That v1 Endpoints are deprecated is said with every request.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv6Address

from svcquest.model.kinds import SERVICE, Kind
from svcquest.model.tree import Tree
from svcquest.schema import addresses
from svcquest.schema.service_types import is_headless
from svcquest.schema.validate.service import TOPOLOGY_HINTS, TOPOLOGY_MODE


def warnings(kind: Kind, tree: Tree) -> list[str]:
    """What the server has to say about an object that it takes."""
    return list(_of_service(tree)) if kind == SERVICE else []


def _of_service(service: Tree) -> Iterator[str]:
    spec = service["spec"]
    if TOPOLOGY_HINTS in ((service.get("metadata") or {}).get("annotations") or {}):
        yield f"annotation {TOPOLOGY_HINTS} is deprecated, please use {TOPOLOGY_MODE} instead"
    if is_headless(spec):
        yield from _ignored_when_headless(spec)
    else:
        yield from _spelling("spec.clusterIPs", spec.get("clusterIPs") or [])
    yield from _spelling("spec.externalIPs", spec.get("externalIPs") or [])
    yield from _by_type(spec)
    if spec.get("trafficDistribution") == "PreferClose":
        yield 'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'


def _ignored_when_headless(spec: Tree) -> Iterator[str]:
    if spec.get("loadBalancerIP"):
        yield "spec.loadBalancerIP is ignored for headless services"
    if spec.get("externalIPs"):
        yield "spec.externalIPs is ignored for headless services"
    if spec["sessionAffinity"] != "None":
        yield "spec.SessionAffinity is ignored for headless services"


def _by_type(spec: Tree) -> Iterator[str]:
    is_external_name = spec["type"] == "ExternalName"
    if spec.get("externalIPs") and is_external_name:
        yield 'spec.externalIPs is ignored when spec.type is "ExternalName"'
    elif spec.get("externalIPs") and not is_headless(spec):
        yield "spec.externalIPs is deprecated and may no longer be implemented in some clusters"
    if spec.get("externalName") and not is_external_name:
        yield 'spec.externalName is ignored when spec.type is not "ExternalName"'


def _spelling(field: str, ips: list[str]) -> Iterator[str]:
    """An IPv6 address has one canonical spelling, and comparing strings goes wrong with any other."""
    for index, ip in enumerate(ips):
        address = addresses.parse(ip)
        if isinstance(address, IPv6Address) and str(address) != ip:
            yield f'{field}[{index}]: IPv6 address "{ip}" should be in RFC 5952 canonical format ("{address}")'
