"""Warnings that come with an accepted object; kubectl prints each as ``Warning: …``.

Follows ``WarningsOnCreate`` and ``WarningsOnUpdate`` of the strategies below ``pkg/registry``. That v1 Endpoints are
deprecated is said with every request, on kubectl's side.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.schema.versions import CURRENT, Version

_FAMILIES = {
    "DaemonSet": "pods:of_daemonset",
    "Deployment": "pods:of_workload",
    "EndpointSlice": "endpoints:of_slice",
    "Endpoints": "endpoints:of_endpoints",
    "NetworkPolicy": "endpoints:of_policy",
    "Pod": "pods:of_pod",
    "ReplicaSet": "pods:of_workload",
    "ReplicationController": "pods:of_workload",
    "Service": "service:of_service",
    "StatefulSet": "pods:of_workload",
}


def warnings(kind: Kind, tree: Tree, old: Tree | None = None, version: Version = CURRENT) -> tuple[str, ...]:
    """What the server has to say about an object that it takes.

    Args:
        tree: the object, with defaults and allocated addresses.
        old: what it takes the place of.
    """
    if kind.kind not in _FAMILIES:
        return ()
    module, _, name = _FAMILIES[kind.kind].partition(":")
    found: Iterator[str] = getattr(import_module(f"{__name__}.{module}"), name)(tree, old, version)
    return tuple(found)
