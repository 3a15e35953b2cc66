"""Reading two specs of a Service side by side."""

from __future__ import annotations

from svcquest.model.tree import Tree


def node_ports(spec: Tree) -> list[int]:
    """Node ports of a Service, in the order of its ports."""
    return [port["nodePort"] for port in spec.get("ports") or () if port.get("nodePort")]


def same(field: str, new: Tree, old: Tree) -> bool:
    """Whether a field has one value in both specs; empty and missing are the same."""
    return (new.get(field) or None) == (old.get(field) or None)
