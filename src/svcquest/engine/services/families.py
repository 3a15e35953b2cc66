"""IP families of a Service: what the user said, what follows from it, what the cluster can do.

Follows ``initIPFamilyFields`` of ``pkg/registry/core/service/storage/alloc.go``.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.engine.services.comparing import same
from svcquest.engine.services.config import ServiceConfig
from svcquest.model.kinds import SERVICE
from svcquest.model.status import Cause, Refusal, invalid
from svcquest.model.tree import Tree
from svcquest.schema.addresses import Family, family_of
from svcquest.schema.service_types import is_proxied
from svcquest.schema.validate.service_addresses import cluster_ips_and_families

_OTHER: dict[str, Family] = {"IPv4": "IPv6", "IPv6": "IPv4"}


def settle_families(spec: Tree, old: Tree | None, name: str, config: ServiceConfig) -> None:
    """Complete ``ipFamilyPolicy`` and ``ipFamilies`` of a working copy of a spec.

    Raises:
        Refusal: the fields contradict each other or the cluster.
    """
    if spec["type"] == "ExternalName" or keeps_preferred_families(spec, old):
        return
    _settle_policy(spec, old)
    _refuse_any(name, cluster_ips_and_families(spec, config.version))
    causes: list[Cause] = []
    if old is not None:
        causes += _released(spec, old)
    causes += _policy_fits(spec)
    causes += _infer_families(spec, config)
    _refuse_any(name, iter(causes))
    if _is_free_headless(spec):
        _complete_families(spec, config, dual=True)
        return
    _refuse_any(name, _cluster_can(spec, config))
    _complete_families(spec, config, dual=len(config.ranges) == 2)


def keeps_preferred_families(spec: Tree, old: Tree | None) -> bool:
    """Whether an update leaves a PreferDualStack Service's addresses alone.

    Such a Service is neither upgraded nor downgraded because the cluster has become dual-stack or single-stack.
    """
    return (
        old is not None
        and old["type"] == spec["type"]
        and is_proxied(spec)
        and spec.get("ipFamilyPolicy") == "PreferDualStack"
        and old.get("ipFamilyPolicy", "PreferDualStack") == "PreferDualStack"
        and same("clusterIPs", spec, old)
        and same("ipFamilies", spec, old)
    )


def _is_free_headless(spec: Tree) -> bool:
    """Headless without a selector: nothing is allocated, so it may have families that the cluster lacks."""
    return spec.get("clusterIP") == "None" and not spec.get("selector")


def _settle_policy(spec: Tree, old: Tree | None) -> None:
    if spec.get("ipFamilyPolicy") is None:
        inherited = (old or {}).get("ipFamilyPolicy")
        spec["ipFamilyPolicy"] = inherited or ("RequireDualStack" if _is_free_headless(spec) else "SingleStack")


def _released(spec: Tree, old: Tree) -> Iterator[Cause]:
    """Going back to one family takes the policy SingleStack: then the second ones go by themselves."""
    if spec["ipFamilyPolicy"] == "SingleStack":
        for field in ("clusterIPs", "ipFamilies"):
            if same(field, spec, old) and len(spec.get(field) or ()) > 1:
                spec[field] = spec[field][:1]
        return
    for field, what in (("clusterIPs", "cluster IP"), ("ipFamilies", "IP family")):
        if 0 < len(spec.get(field) or ()) < len(old.get(field) or ()):
            detail = f"must be 'SingleStack' to release the secondary {what}"
            yield Cause.invalid("spec.ipFamilyPolicy", spec["ipFamilyPolicy"], detail)


def _policy_fits(spec: Tree) -> Iterator[Cause]:
    if spec["ipFamilyPolicy"] != "SingleStack":
        return
    for field, what in (("clusterIPs", "cluster IPs"), ("ipFamilies", "IP families")):
        if len(spec.get(field) or ()) == 2:
            detail = f"must be 'RequireDualStack' or 'PreferDualStack' when multiple {what} are specified"
            yield Cause.invalid("spec.ipFamilyPolicy", "SingleStack", detail)


def _infer_families(spec: Tree, config: ServiceConfig) -> Iterator[Cause]:
    """Addresses that were asked for say which families are meant."""
    families = spec.setdefault("ipFamilies", [])
    for index, ip in enumerate(spec.get("clusterIPs") or ()):
        if ip == "None":
            break
        family = family_of(ip)
        if index < len(families) or family is None:
            continue
        if family in config.ranges:
            families.append(family)
        else:
            detail = f"{family} is not configured on this cluster"
            yield Cause.invalid(f"spec.clusterIPs[{index}]", spec["clusterIPs"], detail)


def _cluster_can(spec: Tree, config: ServiceConfig) -> Iterator[Cause]:
    if spec["ipFamilyPolicy"] == "RequireDualStack" and len(config.ranges) < 2:
        detail = "this cluster is not configured for dual-stack services"
        yield Cause.invalid("spec.ipFamilyPolicy", "RequireDualStack", detail)
    for index, family in enumerate(spec["ipFamilies"]):
        if family not in config.ranges:
            yield Cause.invalid(f"spec.ipFamilies[{index}]", family, "not configured on this cluster")


def _complete_families(spec: Tree, config: ServiceConfig, *, dual: bool) -> None:
    families = spec["ipFamilies"]
    if not families:
        families.append(config.primary)
    if dual and spec["ipFamilyPolicy"] != "SingleStack" and len(families) == 1:
        families.append(_OTHER[families[0]])


def _refuse_any(name: str, causes: Iterator[Cause]) -> None:
    found = list(causes)
    if found:
        raise Refusal(invalid(SERVICE, name, found))
