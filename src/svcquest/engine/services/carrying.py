"""What an update carries over from the stored Service, and what it sheds with the type.

Follows ``patchAllocatedValues`` and ``normalizeClusterIPs`` of ``pkg/registry/core/service/storage/storage.go`` and
``dropTypeDependentFields`` of ``pkg/registry/core/service/strategy.go``.
"""

from __future__ import annotations

from svcquest.engine.services.comparing import node_ports, same
from svcquest.model.tree import Tree
from svcquest.schema.service_types import (
    allocates_node_ports,
    is_externally_accessible,
    needs_cluster_ip,
    needs_health_check,
    needs_node_ports,
)


def patch_allocated_values(spec: Tree, old: Tree) -> None:
    """Restore allocated values that the client left out, so that a manifest can be applied again and again.

    A load balancer's node ports are let go where none are to be allocated (kubernetes/kubernetes#122320).
    """
    if needs_cluster_ip(old) and needs_cluster_ip(spec):
        if not spec.get("clusterIP") and old.get("clusterIP"):
            spec["clusterIP"] = old["clusterIP"]
        if not spec.get("clusterIPs") and same("clusterIP", spec, old):
            _set_or_drop(spec, "clusterIPs", list(old.get("clusterIPs") or ()))
    if allocates_node_ports(old) and allocates_node_ports(spec):
        _patch_node_ports(spec, old)
    if needs_health_check(old) and needs_health_check(spec) and not spec.get("healthCheckNodePort"):
        spec["healthCheckNodePort"] = old.get("healthCheckNodePort", 0)


def _patch_node_ports(spec: Tree, old: Tree) -> None:
    """A port without a node port takes that of the old port of its name, unless the client gives it to a port itself.

    Ports of one number (TCP and UDP) may share one, so what one port has taken over is there for the next as well.
    """
    used = set(node_ports(old)) & set(node_ports(spec))
    by_name = {port.get("name", ""): port.get("nodePort", 0) for port in old.get("ports") or ()}
    for port in spec.get("ports") or ():
        before = by_name.get(port.get("name", ""), 0)
        if not port.get("nodePort") and before and before not in used:
            port["nodePort"] = before


def normalize_cluster_ips(spec: Tree, old: Tree | None) -> None:
    """Bring ``clusterIP`` and ``clusterIPs`` in step for clients that know only the first."""
    ip, ips = spec.get("clusterIP", ""), spec.get("clusterIPs") or []
    if old is None:
        if ip and not ips:
            spec["clusterIPs"] = [ip]
        return
    before = old.get("clusterIP", "")
    if old.get("clusterIPs") and not ips and ip == before:
        spec["clusterIPs"] = list(old["clusterIPs"])
    elif ip != before and (not ips or same("clusterIPs", spec, old)):
        _set_or_drop(spec, "clusterIPs", [ip] if ip else [])


def drop_type_dependent_fields(spec: Tree, old: Tree) -> None:
    """Take off what the new type cannot have, as far as it was the server's or the client left it as it was."""
    if needs_cluster_ip(old) and not needs_cluster_ip(spec):
        if same("clusterIPs", spec, old):
            _drop(spec, "clusterIP", "clusterIPs")
        for field in ("ipFamilies", "ipFamilyPolicy"):
            if same(field, spec, old):
                _drop(spec, field)
    if needs_node_ports(old) and not needs_node_ports(spec) and set(node_ports(spec)) <= set(node_ports(old)):
        for port in spec.get("ports") or ():
            _drop(port, "nodePort")
    left_load_balancer = old["type"] == "LoadBalancer" and spec["type"] != "LoadBalancer"
    sheds = {
        "healthCheckNodePort": needs_health_check(old) and not needs_health_check(spec),
        "allocateLoadBalancerNodePorts": left_load_balancer,
        "loadBalancerClass": left_load_balancer,
        "externalTrafficPolicy": is_externally_accessible(old) and not is_externally_accessible(spec),
    }
    for field, outdated in sheds.items():
        if outdated and spec.get(field) == old.get(field):
            _drop(spec, field)


def _set_or_drop(spec: Tree, field: str, value: list[str]) -> None:
    if value:
        spec[field] = value
    else:
        _drop(spec, field)


def _drop(tree: Tree, *fields: str) -> None:
    for field in fields:
        tree.pop(field, None)
