"""Rules for the status of a Service: which addresses its load balancer may have.

Follows ``ValidateLoadBalancerStatus`` of ``pkg/apis/core/validation/validation.go``.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree, dig
from svcquest.schema import addresses, names
from svcquest.schema.validate.metadata import object_meta_update
from svcquest.schema.validate.syntax import invalid
from svcquest.schema.versions import Version, balancer_modes, balancer_status_guarded, strict_addresses

_FIELD = "status.loadBalancer.ingress"
_MODES = ("Proxy", "VIP")


def validate_service_status(new: Tree, old: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse a Service's new status."""
    yield from object_meta_update(new, old)
    ingress = dig(new, "status", "loadBalancer", "ingress") or []
    if ingress and dig(new, "spec", "type") != "LoadBalancer" and balancer_status_guarded(version):
        yield Cause.forbidden(_FIELD, "may only be used when `spec.type` is 'LoadBalancer'")
    known = [each.get("ip") for each in dig(old, "status", "loadBalancer", "ingress") or ()]
    for index, each in enumerate(ingress):
        strict = strict_addresses(version) and each.get("ip") not in known
        yield from _entry(f"{_FIELD}[{index}]", each, strict=strict, modes=balancer_modes(version))


def _entry(field: str, entry: Tree, *, strict: bool, modes: bool) -> Iterator[Cause]:
    ip, hostname, mode = entry.get("ip") or "", entry.get("hostname") or "", entry.get("ipMode")
    if ip:
        yield from invalid(f"{field}.ip", ip, addresses.ip_messages(ip, strict=strict))
    if ip and mode is None and modes:
        yield Cause.required(f"{field}.ipMode", "must be specified when `ip` is set")
    elif mode is not None and not ip:
        yield Cause.forbidden(f"{field}.ipMode", "may not be specified when `ip` is not set")
    elif mode is not None and mode not in _MODES:
        yield Cause.unsupported(f"{field}.ipMode", mode, _MODES)
    if hostname:
        yield from invalid(f"{field}.hostname", hostname, names.dns_subdomain(hostname))
        if addresses.parse(hostname) is not None:
            yield Cause.invalid(f"{field}.hostname", hostname, "must be a DNS name, not an IP address")
