"""What a Service of a type needs. Follows ``pkg/registry/core/service/strategy.go`` and ``pkg/api/service/util.go``."""

from __future__ import annotations

from svcquest.model.tree import Tree


def needs_cluster_ip(spec: Tree) -> bool:
    """Whether the type has cluster IPs (``None`` counts as one)."""
    return spec["type"] in {"ClusterIP", "NodePort", "LoadBalancer"}


def needs_node_ports(spec: Tree) -> bool:
    """Whether the type has node ports."""
    return spec["type"] in {"NodePort", "LoadBalancer"}


def allocates_node_ports(spec: Tree) -> bool:
    """Whether ports that ask for no node port get one."""
    return spec["type"] == "NodePort" or (
        spec["type"] == "LoadBalancer" and bool(spec.get("allocateLoadBalancerNodePorts", True))
    )


def node_ports(spec: Tree) -> list[int]:
    """Node ports of a Service, in the order of its ports."""
    return [port["nodePort"] for port in spec.get("ports") or () if port.get("nodePort")]


def same(field: str, new: Tree, old: Tree) -> bool:
    """Whether a field has one value in both specs; empty and missing are the same."""
    return (new.get(field) or None) == (old.get(field) or None)
