"""Whether the API server takes an object: every rule that it breaks, in the server's words and order.

Objects come decoded and defaulted. One module a kind, so that the rule for a field is found at once; ``names`` and
``addresses`` of ``schema`` hold the syntax that kinds share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcquest.model.kinds import Kind
from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema.validate import cluster, endpoints, network_policy, pod, workloads
from svcquest.schema.validate.service import validate_service
from svcquest.schema.validate.service_update import validate_service_update
from svcquest.schema.validate.version import CURRENT, Version

__all__ = ["CURRENT", "Version", "validate_create", "validate_update"]

CreateRules = Callable[[Tree, Version], Iterator[Cause]]
UpdateRules = Callable[[Tree, Tree, Version], Iterator[Cause]]

_RULES: dict[str, tuple[CreateRules, UpdateRules]] = {
    "ConfigMap": (cluster.validate_config_map, cluster.validate_config_map_update),
    "DaemonSet": (workloads.validate_workload, workloads.validate_workload_update),
    "Deployment": (workloads.validate_workload, workloads.validate_workload_update),
    "EndpointSlice": (endpoints.validate_endpoint_slice, endpoints.validate_endpoint_slice_update),
    "Endpoints": (endpoints.validate_endpoints, endpoints.validate_endpoints_update),
    "Event": (cluster.validate_event, cluster.validate_metadata_update),
    "Namespace": (cluster.validate_namespace, cluster.validate_metadata_update),
    "NetworkPolicy": (network_policy.validate_network_policy, network_policy.validate_network_policy_update),
    "Node": (cluster.validate_node, cluster.validate_node_update),
    "Pod": (pod.validate_pod, pod.validate_pod_update),
    "ReplicaSet": (workloads.validate_workload, workloads.validate_workload_update),
    "ReplicationController": (workloads.validate_controller, workloads.validate_controller_update),
    "Service": (validate_service, validate_service_update),
    "StatefulSet": (workloads.validate_workload, workloads.validate_stateful_set_update),
}
"""The rules for a new object of each kind, and for one that takes another's place."""

_OTHERS = (cluster.validate_unmodelled, cluster.validate_metadata_update)
"""The rules for kinds whose behaviour is not modelled."""


def validate_create(kind: Kind, tree: Tree, version: Version = CURRENT) -> list[Cause]:
    """Why a new object is refused, nothing when it is right. Service addresses are allocated before."""
    create, _ = _RULES.get(kind.kind, _OTHERS)
    return list(create(tree, version))


def validate_update(kind: Kind, new: Tree, old: Tree, version: Version = CURRENT) -> list[Cause]:
    """Why ``new`` may not take the place of ``old``. Rules that the server runs twice list their causes twice."""
    _, update = _RULES.get(kind.kind, _OTHERS)
    return list(update(new, old, version))
