"""Defaults of Namespace and Node.

Follows ``pkg/apis/core/v1/defaults.go``; the finalizer of a namespace is a matter of its strategy.
"""

from __future__ import annotations

from svcquest.model.tree import Tree
from svcquest.schema.defaults.filling import filled

NAME_LABEL = "kubernetes.io/metadata.name"
"""Label by which a selector can find a namespace by its name."""


def default_namespace(tree: Tree) -> Tree:
    """Label it with its name."""
    metadata = tree.get("metadata") or {}
    name = metadata.get("name")
    if name:
        metadata = {**metadata, "labels": {**(metadata.get("labels") or {}), NAME_LABEL: name}}
    return {**tree, "metadata": metadata}


def default_node(tree: Tree) -> Tree:
    """What a node can hand out is what it has, unless it says otherwise."""
    status = tree.get("status") or {}
    if "capacity" in status:
        status = filled(status, allocatable=status["capacity"])
    return {**tree, "spec": tree.get("spec") or {}, "status": status}
