"""What the API server fills in when a manifest leaves it out.

One function a kind, pure and idempotent: defaulting an object again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.schema.defaults import cluster, network, service, workloads
from svcquest.schema.defaults.pod import default_pod
from svcquest.schema.versions import CURRENT, Version

__all__ = ["apply_defaults"]

_BY_KIND: dict[str, Callable[[Tree], Tree]] = {
    "DaemonSet": workloads.default_daemon_set,
    "Deployment": workloads.default_deployment,
    "EndpointSlice": network.default_endpoint_slice,
    "Endpoints": network.default_endpoints,
    "Namespace": cluster.default_namespace,
    "NetworkPolicy": network.default_network_policy,
    "Node": cluster.default_node,
    "Pod": default_pod,
    "ReplicaSet": workloads.default_replica_set,
    "ReplicationController": workloads.default_replication_controller,
    "StatefulSet": workloads.default_stateful_set,
}
"""Kinds that have defaults, the same in every version. A Service's depend on it; ConfigMap and Event have none."""


def apply_defaults(kind: Kind, tree: Tree, version: Version = CURRENT) -> Tree:
    """A decoded object with its defaults filled in. ``tree`` itself stays as it is."""
    if kind.kind == "Service":
        return service.default_service(tree, version)
    default = _BY_KIND.get(kind.kind)
    return tree if default is None else default(tree)
