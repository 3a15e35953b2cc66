"""What ``kubectl describe`` says, a module a family of kinds.

Follows ``k8s.io/kubectl/pkg/describe/describe.go``. A describer takes a Page, the object and the cluster's state.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from svcquest.engine.state import State
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.describing.events import describe_events
from svcquest.terminal.kubectl.describing.page import Page

Describer = Callable[[Page, Resource, State], None]

_FAMILIES = {
    "ConfigMap": "plain_objects:describe_configmap",
    "DaemonSet": "workloads:describe_daemonset",
    "Deployment": "workloads:describe_deployment",
    "EndpointSlice": "endpoints:describe_slice",
    "Endpoints": "endpoints:describe_endpoints",
    "IPAddress": "networking:describe_ip_address",
    "Ingress": "networking:describe_ingress",
    "Namespace": "plain_objects:describe_namespace",
    "NetworkPolicy": "policies:describe_policy",
    "Node": "nodes:describe_node",
    "Pod": "pods:describe_pod",
    "ReplicaSet": "workloads:describe_replicaset",
    "ReplicationController": "workloads:describe_replicaset",
    "Secret": "plain_objects:describe_secret",
    "Service": "services:describe_service",
    "ServiceAccount": "plain_objects:describe_service_account",
    "ServiceCIDR": "networking:describe_service_cidr",
    "StatefulSet": "workloads:describe_statefulset",
}

_WITHOUT_EVENTS = frozenset({"Namespace", "NetworkPolicy", "Secret"})


def describer_of(kind: Kind) -> Describer:
    """What describes objects of a kind."""
    module, _, name = _FAMILIES.get(kind.kind, "generic:describe_any").partition(":")
    found: Describer = getattr(import_module(f"{__name__}.{module}"), name)
    return found


def description(resource: Resource, state: State, *, events: bool) -> str:
    """The description of an object, with its events at the end if they are wanted."""
    page = Page()
    describer_of(resource.kind)(page, resource, state)
    if events and resource.kind.kind not in _WITHOUT_EVENTS:
        describe_events(page, resource, state)
    return page.text()
