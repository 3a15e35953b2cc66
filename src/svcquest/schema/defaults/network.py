"""Defaults of Endpoints, EndpointSlice and NetworkPolicy.

Follows ``defaults.go`` of ``pkg/apis/core/v1``, ``pkg/apis/discovery/v1`` and ``pkg/apis/networking/v1``.
"""

from __future__ import annotations

from svcquest.model.tree import Tree
from svcquest.schema.defaults.filling import each, filled


def default_endpoints(tree: Tree) -> Tree:
    """Ports are TCP."""
    return each(tree, "subsets", lambda subset: each(subset, "ports", _default_port))


def default_endpoint_slice(tree: Tree) -> Tree:
    """Ports are TCP and have an empty name; endpoints always say something about their conditions."""
    tree = each(tree, "ports", lambda port: filled(port, name="", protocol="TCP"))
    return each(tree, "endpoints", lambda endpoint: filled(endpoint, conditions={}))


def default_network_policy(tree: Tree) -> Tree:
    """Ports are TCP; a policy is about ingress, and about egress as well when it has egress rules."""
    spec = filled(tree.get("spec"), podSelector={})
    if not spec.get("policyTypes"):
        spec["policyTypes"] = ["Ingress", "Egress"] if spec.get("egress") else ["Ingress"]
    for rules in ("ingress", "egress"):
        spec = each(spec, rules, lambda rule: each(rule, "ports", _default_port))
    return {**tree, "spec": spec}


def _default_port(port: Tree) -> Tree:
    return filled(port, protocol="TCP")
