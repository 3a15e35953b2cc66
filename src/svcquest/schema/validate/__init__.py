"""Whether the API server takes an object: every rule that it breaks, in the server's words and order.

Objects come decoded and defaulted. One module a kind, so that the rule for a field is found at once; ``names`` and
``addresses`` of ``schema`` hold the syntax that kinds share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

from svcquest.model.kinds import Kind
from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema.versions import CURRENT, Version

__all__ = ["CURRENT", "Version", "validate_create", "validate_status", "validate_update"]

CreateRules = Callable[[Tree, Version], Iterator[Cause]]
UpdateRules = Callable[[Tree, Tree, Version], Iterator[Cause]]

_RULES: dict[str, tuple[str, str]] = {
    "ConfigMap": ("cluster:validate_config_map", "cluster:validate_config_map_update"),
    "DaemonSet": ("workloads:validate_workload", "workloads:validate_workload_update"),
    "Deployment": ("workloads:validate_workload", "workloads:validate_workload_update"),
    "EndpointSlice": ("endpoints:validate_endpoint_slice", "endpoints:validate_endpoint_slice_update"),
    "Endpoints": ("endpoints:validate_endpoints", "endpoints:validate_endpoints_update"),
    "Event": ("cluster:validate_event", "cluster:validate_metadata_update"),
    "Namespace": ("cluster:validate_namespace", "cluster:validate_metadata_update"),
    "NetworkPolicy": ("network_policy:validate_network_policy", "network_policy:validate_network_policy_update"),
    "Node": ("cluster:validate_node", "cluster:validate_node_update"),
    "Pod": ("pod:validate_pod", "pod:validate_pod_update"),
    "ReplicaSet": ("workloads:validate_workload", "workloads:validate_workload_update"),
    "ReplicationController": ("workloads:validate_controller", "workloads:validate_controller_update"),
    "Service": ("service:validate_service", "service_update:validate_service_update"),
    "StatefulSet": ("workloads:validate_workload", "workloads:validate_stateful_set_update"),
}
"""The rules for a new object of each kind, and for one that takes another's place: ``module:function``."""

_OTHERS = ("cluster:validate_unmodelled", "cluster:validate_metadata_update")
"""The rules for kinds whose behaviour is not modelled."""

_STATUS: dict[str, str] = {"Service": "service_status:validate_service_status"}
"""The rules for a new status, of kinds whose status has any that somebody could break."""


def validate_create(kind: Kind, tree: Tree, version: Version = CURRENT) -> list[Cause]:
    """Why a new object is refused, nothing when it is right. Service addresses are allocated before."""
    create: CreateRules = _rules(_RULES.get(kind.kind, _OTHERS)[0])
    return list(create(tree, version))


def validate_update(kind: Kind, new: Tree, old: Tree, version: Version = CURRENT) -> list[Cause]:
    """Why ``new`` may not take the place of ``old``.

    Metadata are looked at for every kind (``rest.BeforeUpdate`` in k8s.io/apiserver/pkg/registry), and again by the
    rules of most kinds: their causes come twice.
    """
    of_any = _rules("metadata:object_meta_update")
    of_kind: UpdateRules = _rules(_RULES.get(kind.kind, _OTHERS)[1])
    return [*of_any(new, old), *of_kind(new, old, version)]


def validate_status(kind: Kind, new: Tree, old: Tree, version: Version = CURRENT) -> list[Cause]:
    """Why the status of ``new`` may not take the place of that of ``old``."""
    if kind.kind not in _STATUS:
        return []
    rules: UpdateRules = _rules(_STATUS[kind.kind])
    return list(rules(new, old, version))


@cache
def _rules(place: str) -> Any:
    """The rules at a place; a kind's module is imported with its first object."""
    module, _, function = place.partition(":")
    return getattr(import_module(f"svcquest.schema.validate.{module}"), function)
