"""Rules for a NetworkPolicy. Follows ``pkg/apis/networking/validation/validation.go``."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import addresses, names
from svcquest.schema.validate.metadata import object_meta, object_meta_update
from svcquest.schema.validate.selectors import label_selector
from svcquest.schema.validate.syntax import invalid, port_number_or_name
from svcquest.schema.versions import Version, strict_addresses

_PROTOCOLS = ("TCP", "UDP", "SCTP")
_TYPES = ("Ingress", "Egress")


def validate_network_policy(policy: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse a new policy."""
    yield from object_meta(policy, names.dns_subdomain)
    yield from _spec(policy["spec"], version)


def validate_network_policy_update(new: Tree, old: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse a changed policy."""
    yield from object_meta_update(new, old)
    yield from _spec(new["spec"], version)


def _spec(spec: Tree, version: Version) -> Iterator[Cause]:
    yield from label_selector(spec["podSelector"], "spec.podSelector")
    for direction, peers in (("ingress", "from"), ("egress", "to")):
        for index, rule in enumerate(spec.get(direction) or ()):
            field = f"spec.{direction}[{index}]"
            for number, port in enumerate(rule.get("ports") or ()):
                yield from _port(port, f"{field}.ports[{number}]")
            for number, peer in enumerate(rule.get(peers) or ()):
                yield from _peer(peer, f"{field}.{peers}[{number}]", version)
    types = spec["policyTypes"]
    if len(types) > len(_TYPES):
        yield Cause.invalid("spec.policyTypes", types, "may not specify more than two policyTypes")
        return
    for index, name in enumerate(types):
        if name not in _TYPES:
            yield Cause.unsupported(f"spec.policyTypes[{index}]", name, _TYPES, ordered=False)


def _port(port: Tree, field: str) -> Iterator[Cause]:
    if port.get("protocol", "TCP") not in _PROTOCOLS:
        yield Cause.unsupported(f"{field}.protocol", port["protocol"], _PROTOCOLS, ordered=False)
    first, last = port.get("port"), port.get("endPort")
    if last is not None and not isinstance(first, int):
        when = "not specified" if first is None else "non-numeric"
        yield Cause.invalid(f"{field}.endPort", last, f"may not be specified when `port` is {when}")
    if first is not None:
        yield from port_number_or_name(f"{field}.port", first)
    if last is not None and isinstance(first, int):
        if last < first:
            yield Cause.invalid(f"{field}.endPort", last, "must be greater than or equal to `port`")
        yield from invalid(f"{field}.endPort", last, names.port_number(last))


def _peer(peer: Tree, field: str, version: Version) -> Iterator[Cause]:
    for selector in ("podSelector", "namespaceSelector"):
        if selector in peer:
            yield from label_selector(peer[selector], f"{field}.{selector}")
    if "ipBlock" in peer:
        yield from _ip_block(peer["ipBlock"], f"{field}.ipBlock", version)
    if not peer:
        yield Cause.required(field, "must specify a peer")
    elif "ipBlock" in peer and len(peer) > 1:
        yield Cause.forbidden(field, "may not specify both ipBlock and another peer")


def _ip_block(block: Tree, field: str, version: Version) -> Iterator[Cause]:
    cidr, strict = block.get("cidr", ""), strict_addresses(version)
    if not cidr:
        yield Cause.required(f"{field}.cidr")
        return
    yield from invalid(f"{field}.cidr", cidr, addresses.cidr_messages(cidr, strict=strict))
    for index, hole in enumerate(block.get("except") or ()):
        place = f"{field}.except[{index}]"
        wrong = addresses.cidr_messages(hole, strict=strict)
        yield from invalid(place, hole, wrong)
        if not wrong and not addresses.cidr_messages(cidr, strict=False) and not _is_inside(hole, cidr):
            yield Cause.invalid(place, hole, "must be a strict subset of `cidr`")


def _is_inside(hole: str, cidr: str) -> bool:
    inner, outer = addresses.network(hole), addresses.network(cidr)
    return inner.network_address in outer and inner.prefixlen > outer.prefixlen
