"""Rules for changing a Service: what may not change once it is set.

Follows ``ValidateServiceUpdate`` of ``pkg/apis/core/validation/validation.go``. The server checks metadata and
``loadBalancerClass`` more than once on an update and lists such causes each time.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema.service_types import is_headless, needs_cluster_ip, needs_health_check
from svcquest.schema.validate.metadata import object_meta_update
from svcquest.schema.validate.service import load_balancer_class, validate_service
from svcquest.schema.validate.syntax import IMMUTABLE
from svcquest.schema.versions import Version

_SETTLED = "may not change once set"


def validate_service_update(new: Tree, old: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse that ``new`` takes the place of ``old``."""
    yield from object_meta_update(new, old)
    if needs_cluster_ip(new["spec"]) and needs_cluster_ip(old["spec"]):
        yield from _cluster_ips(new["spec"], old["spec"])
        yield from _families(new["spec"], old["spec"])
    yield from _load_balancer_class(new["spec"], old["spec"])
    yield from load_balancer_class(new, version)
    yield from _health_check_node_port(new["spec"], old["spec"])
    yield from validate_service(new, version)


def _cluster_ips(new: Tree, old: Tree) -> Iterator[Cause]:
    if is_headless(new) and is_headless(old):
        return
    ips, before = new.get("clusterIPs") or [], old.get("clusterIPs") or []
    if before and not ips:
        yield Cause.invalid("spec.clusterIPs[0]", ips, "primary clusterIP can not be unset")
    # a second address may come and go, the first may not
    kept = len(ips) if len(ips) == len(before) else 1
    for index, (ip, earlier) in enumerate(zip(ips[:kept], before[:kept], strict=False)):
        if ip != earlier:
            yield Cause.invalid(f"spec.clusterIPs[{index}]", ips, _SETTLED)
    if len(before) > len(ips) == 1:
        yield from _released(new, "clusterIP")


def _families(new: Tree, old: Tree) -> Iterator[Cause]:
    if is_headless(new) or is_headless(old):
        return
    families, before = new.get("ipFamilies") or [], old.get("ipFamilies") or []
    if before and not families:
        yield Cause.invalid("spec.ipFamilies[0]", families, "primary ipFamily can not be unset")
    kept = len(families) if len(families) == len(before) else 1
    for index, (family, earlier) in enumerate(zip(families[:kept], before[:kept], strict=False)):
        if family != earlier:
            yield Cause.invalid(f"spec.ipFamilies[{index}]", families, _SETTLED)
    if len(before) > len(families) == 1:
        yield from _released(new, "ipFamily")


def _released(new: Tree, what: str) -> Iterator[Cause]:
    policy = new.get("ipFamilyPolicy")
    if policy != "SingleStack":
        detail = f"must be set to 'SingleStack' when releasing the secondary {what}"
        yield Cause.invalid("spec.ipFamilyPolicy", policy, detail)


def _load_balancer_class(new: Tree, old: Tree) -> Iterator[Cause]:
    if new["type"] == old["type"] == "LoadBalancer":
        value = new.get("loadBalancerClass")
        if value != old.get("loadBalancerClass"):
            yield Cause.invalid("spec.loadBalancerClass", value, _SETTLED)


def _health_check_node_port(new: Tree, old: Tree) -> Iterator[Cause]:
    changed = new.get("healthCheckNodePort") != old.get("healthCheckNodePort")
    if changed and needs_health_check(new) and needs_health_check(old):
        yield Cause.forbidden("spec.healthCheckNodePort", IMMUTABLE)
