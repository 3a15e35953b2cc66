"""Warnings about Services. Follows ``pkg/api/service/warnings.go``."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.tree import Tree, dig
from svcquest.schema.service_types import is_headless
from svcquest.schema.validate.service import TOPOLOGY_HINTS, TOPOLOGY_MODE
from svcquest.schema.versions import Version, external_ips_deprecated, prefer_close_deprecated, topology_mode
from svcquest.schema.warnings.spelling import of_address, of_range


def of_service(service: Tree, _old: Tree | None, version: Version) -> Iterator[str]:
    """Fields that do nothing here, are going away, or are spelt in a way that asks for trouble."""
    spec = service["spec"]
    headless = spec["type"] == "ClusterIP" and is_headless(spec)
    if topology_mode(version) and TOPOLOGY_HINTS in (dig(service, "metadata", "annotations") or {}):
        yield f"annotation {TOPOLOGY_HINTS} is deprecated, please use {TOPOLOGY_MODE} instead"
    if headless:
        yield from _ignored_when_headless(spec)
    else:
        yield from _spelt("clusterIPs", spec)
    yield from _spelt("externalIPs", spec)
    external = spec.get("externalIPs") and not headless and spec["type"] != "ExternalName"
    if external and external_ips_deprecated(version):
        yield "spec.externalIPs is deprecated and may no longer be implemented in some clusters"
    yield from of_address("spec.loadBalancerIP", spec.get("loadBalancerIP") or "")
    for index, cidr in enumerate(spec.get("loadBalancerSourceRanges") or ()):
        yield from of_range(f"spec.loadBalancerSourceRanges[{index}]", cidr)
    if spec.get("externalIPs") and spec["type"] == "ExternalName":
        yield 'spec.externalIPs is ignored when spec.type is "ExternalName"'
    if spec.get("externalName") and spec["type"] != "ExternalName":
        yield 'spec.externalName is ignored when spec.type is not "ExternalName"'
    if spec.get("trafficDistribution") == "PreferClose" and prefer_close_deprecated(version):
        yield 'spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'


def _ignored_when_headless(spec: Tree) -> Iterator[str]:
    if spec.get("loadBalancerIP"):
        yield "spec.loadBalancerIP is ignored for headless services"
    if spec.get("externalIPs"):
        yield "spec.externalIPs is ignored for headless services"
    if spec["sessionAffinity"] != "None":
        yield "spec.SessionAffinity is ignored for headless services"


def _spelt(field: str, spec: Tree) -> Iterator[str]:
    for index, ip in enumerate(spec.get(field) or ()):
        yield from of_address(f"spec.{field}[{index}]", ip)
