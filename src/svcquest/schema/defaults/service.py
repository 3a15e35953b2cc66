"""Defaults of a Service. Follows ``SetDefaults_Service`` of ``pkg/apis/core/v1/defaults.go``."""

from __future__ import annotations

from svcquest.model.tree import Tree
from svcquest.schema.defaults.filling import each, filled
from svcquest.schema.service_types import is_externally_accessible, is_proxied
from svcquest.schema.versions import CURRENT, Version, balancer_modes

AFFINITY_SECONDS = 10800
"""How long ClientIP affinity lasts where nobody says otherwise: three hours."""


def default_service(tree: Tree, version: Version = CURRENT) -> Tree:
    """Fill in type, ports, affinity and traffic policies; addresses and node ports are allocated elsewhere."""
    spec = filled(tree.get("spec"), sessionAffinity="None", type="ClusterIP")
    spec = each(_default_affinity(spec), "ports", _default_port)
    spec = _default_policies(spec)
    return {**tree, "spec": spec, "status": _default_status(tree.get("status") or {}, spec["type"], version)}


def _default_affinity(spec: Tree) -> Tree:
    affinity = spec["sessionAffinity"]
    if affinity == "None" and "sessionAffinityConfig" in spec:
        return {name: value for name, value in spec.items() if name != "sessionAffinityConfig"}
    if affinity == "ClientIP":
        client_ip = filled((spec.get("sessionAffinityConfig") or {}).get("clientIP"), timeoutSeconds=AFFINITY_SECONDS)
        return {**spec, "sessionAffinityConfig": {"clientIP": client_ip}}
    return spec


def _default_port(port: Tree) -> Tree:
    port = filled(port, protocol="TCP")
    if not port.get("targetPort"):
        port["targetPort"] = port.get("port", 0)
    return port


def _default_policies(spec: Tree) -> Tree:
    if is_externally_accessible(spec):
        spec = filled(spec, externalTrafficPolicy="Cluster")
    if is_proxied(spec):
        spec = filled(spec, internalTrafficPolicy="Cluster")
    if spec["type"] == "LoadBalancer":
        spec = filled(spec, allocateLoadBalancerNodePorts=True)
    return spec


def _default_status(status: Tree, service_type: str, version: Version) -> Tree:
    balancer = status.get("loadBalancer") or {}
    if service_type == "LoadBalancer" and balancer_modes(version):
        balancer = each(balancer, "ingress", lambda entry: filled(entry, ipMode="VIP") if entry.get("ip") else entry)
    return {**status, "loadBalancer": balancer}
