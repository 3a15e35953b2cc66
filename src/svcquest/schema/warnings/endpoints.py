"""Warnings about addresses in Endpoints, EndpointSlices and NetworkPolicies.

Follows ``pkg/registry/core/endpoint``, ``pkg/registry/discovery/endpointslice`` and
``pkg/registry/networking/networkpolicy``.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.tree import Tree
from svcquest.schema.versions import Version
from svcquest.schema.warnings.spelling import of_address, of_range


def of_endpoints(endpoints: Tree, _old: Tree | None, _version: Version) -> Iterator[str]:
    """Spelling of addresses."""
    for index, subset in enumerate(endpoints.get("subsets") or ()):
        for field in ("addresses", "notReadyAddresses"):
            for number, address in enumerate(subset.get(field) or ()):
                yield from of_address(f"subsets[{index}].{field}[{number}].ip", address.get("ip") or "")


def of_slice(endpoint_slice: Tree, _old: Tree | None, _version: Version) -> Iterator[str]:
    """Spelling of addresses, where they are no names."""
    if endpoint_slice.get("addressType") not in {"IPv4", "IPv6"}:
        return
    for index, endpoint in enumerate(endpoint_slice.get("endpoints") or ()):
        for number, address in enumerate(endpoint.get("addresses") or ()):
            yield from of_address(f"endpoints[{index}].addresses[{number}]", address)


def of_policy(policy: Tree, _old: Tree | None, _version: Version) -> Iterator[str]:
    """Spelling of ranges."""
    for direction, peers in (("ingress", "from"), ("egress", "to")):
        for index, rule in enumerate((policy.get("spec") or {}).get(direction) or ()):
            for number, peer in enumerate(rule.get(peers) or ()):
                block, field = peer.get("ipBlock") or {}, f"spec.{direction}[{index}].{peers}[{number}].ipBlock"
                yield from of_range(f"{field}.cidr", block.get("cidr") or "")
                for at, cidr in enumerate(block.get("except") or ()):
                    yield from of_range(f"{field}.except[{at}]", cidr)
