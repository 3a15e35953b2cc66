"""What a Service of a type has and needs, read from its spec.

Follows ``pkg/api/service/util.go`` and ``pkg/registry/core/service/strategy.go``. A spec has its ``type``.
"""

from __future__ import annotations

from svcquest.model.tree import Tree

TYPES = ("ClusterIP", "ExternalName", "LoadBalancer", "NodePort")

_PROXIED = frozenset({"ClusterIP", "LoadBalancer", "NodePort"})
_WITH_NODE_PORTS = frozenset({"LoadBalancer", "NodePort"})


def needs_cluster_ip(spec: Tree) -> bool:
    """Whether a Service keeps its cluster IPs (``None`` counts as one) when it takes on this type.

    A type that does not exist counts too: the server complains of the type, not of addresses that went with it.
    """
    return bool(spec["type"] != "ExternalName")


def is_proxied(spec: Tree) -> bool:
    """Whether the type is one that kube-proxy serves."""
    return spec["type"] in _PROXIED


def is_headless(spec: Tree) -> bool:
    """Whether ``clusterIPs`` is just ``None``."""
    return spec.get("clusterIPs") == ["None"]


def needs_node_ports(spec: Tree) -> bool:
    """Whether the type has node ports."""
    return spec["type"] in _WITH_NODE_PORTS


def allocates_node_ports(spec: Tree) -> bool:
    """Whether ports that ask for no node port get one."""
    return spec["type"] == "NodePort" or (
        spec["type"] == "LoadBalancer" and bool(spec.get("allocateLoadBalancerNodePorts", True))
    )


def is_externally_accessible(spec: Tree) -> bool:
    """Whether a Service takes traffic from outside: only then it has an externalTrafficPolicy."""
    return needs_node_ports(spec) or bool(spec["type"] == "ClusterIP" and spec.get("externalIPs"))


def needs_health_check(spec: Tree) -> bool:
    """Whether load balancers ask nodes where the local endpoints are (``healthCheckNodePort``)."""
    return spec["type"] == "LoadBalancer" and spec.get("externalTrafficPolicy") == "Local"
