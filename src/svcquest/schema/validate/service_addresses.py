"""Rules for ``clusterIP``, ``clusterIPs``, ``ipFamilies`` and ``ipFamilyPolicy`` of a Service.

Follows ``ValidateServiceClusterIPsRelatedFields`` of ``pkg/apis/core/validation/validation.go``, which the server
runs before it allocates addresses and again afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import addresses
from svcquest.schema.service_types import is_headless
from svcquest.schema.validate.syntax import invalid
from svcquest.schema.versions import Version, strict_addresses

FAMILIES = ("IPv4", "IPv6")
FAMILY_POLICIES = ("PreferDualStack", "RequireDualStack", "SingleStack")


def cluster_ips_and_families(spec: Tree, version: Version) -> Iterator[Cause]:
    """Whether addresses, families and policy are well-formed and fit one another."""
    if spec["type"] == "ExternalName":
        return
    yield from _singular_and_plural(spec)
    yield from _families(spec)
    well_formed = True
    for cause in _well_formed(spec, strict=strict_addresses(version)):
        well_formed = False
        yield cause
    if len(spec.get("clusterIPs") or ()) > 2:
        yield Cause.invalid("spec.clusterIPs", spec["clusterIPs"], "may only hold up to 2 values")
    if well_formed:
        yield from _dual_stack(spec)
        yield from _ips_match_families(spec)


def _singular_and_plural(spec: Tree) -> Iterator[Cause]:
    ips = spec.get("clusterIPs") or []
    if not ips:
        return
    if not spec.get("clusterIP"):
        yield Cause.invalid("spec.clusterIPs", ips, "must be empty when `clusterIP` is not specified")
    elif ips[0] != spec["clusterIP"]:
        yield Cause.invalid("spec.clusterIPs", ips, "first value must match `clusterIP`")


def _families(spec: Tree) -> Iterator[Cause]:
    seen: set[str] = set()
    for index, family in enumerate(spec.get("ipFamilies") or ()):
        if family not in FAMILIES:
            yield Cause.unsupported(f"spec.ipFamilies[{index}]", family, FAMILIES)
        if family in seen:
            yield Cause.duplicate(f"spec.ipFamilies[{index}]", family)
        seen.add(family)
    policy = spec.get("ipFamilyPolicy")
    if policy is not None and policy not in FAMILY_POLICIES:
        yield Cause.unsupported("spec.ipFamilyPolicy", policy, FAMILY_POLICIES)


def _well_formed(spec: Tree, *, strict: bool) -> Iterator[Cause]:
    ips = spec.get("clusterIPs") or []
    for index, ip in enumerate(ips):
        if index == 0 and ip == "None":
            if len(ips) > 1:
                yield Cause.invalid("spec.clusterIPs", ips, "'None' must be the first and only value")
            continue
        yield from invalid(f"spec.clusterIPs[{index}]", ip, addresses.ip_messages(ip, strict=strict))


def _dual_stack(spec: Tree) -> Iterator[Cause]:
    ips = spec.get("clusterIPs") or []
    if len(ips) > 1 and {addresses.family_of(ip) for ip in ips} != set(FAMILIES):
        yield Cause.invalid("spec.clusterIPs", ips, "may specify no more than one IP for each IP family")


def _ips_match_families(spec: Tree) -> Iterator[Cause]:
    if is_headless(spec):
        return
    pairs = zip(spec.get("clusterIPs") or (), spec.get("ipFamilies") or (), strict=False)
    for index, (ip, family) in enumerate(pairs):
        if family in FAMILIES and addresses.family_of(ip) != family:
            detail = f"expected an {family} value as indicated by `ipFamilies[{index}]`"
            yield Cause.invalid(f"spec.clusterIPs[{index}]", ip, detail)
