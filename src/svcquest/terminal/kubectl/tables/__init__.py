"""The columns of ``kubectl get``, a module a family of kinds.

Follows ``pkg/printers/internalversion/printers.go`` of Kubernetes 1.36.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.ages import since


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: its header.
        cell: the text for an object at a simulated time (seconds since 1970).
        wide: only shown with ``-o wide``.
    """

    name: str
    cell: Callable[[Resource, float], str]
    wide: bool = False


def plain(name: str, cell: Callable[[Resource], str], *, wide: bool = False) -> Column:
    """A column that does not depend on the time."""
    return Column(name, lambda resource, _now: cell(resource), wide)


def age(resource: Resource, now: float) -> str:
    """Time since the object was created."""
    return since(dig(resource.tree, "metadata", "creationTimestamp"), now)


NAME = plain("NAME", lambda resource: resource.name)
AGE = Column("AGE", age)

_FAMILIES = {
    "ConfigMap": "plain_objects",
    "DaemonSet": "workloads",
    "Deployment": "workloads",
    "EndpointSlice": "services",
    "Endpoints": "services",
    "Event": "events",
    "IPAddress": "addresses",
    "Namespace": "plain_objects",
    "NetworkPolicy": "plain_objects",
    "Node": "nodes",
    "Pod": "pods",
    "ReplicaSet": "workloads",
    "ReplicationController": "workloads",
    "Service": "services",
    "ServiceAccount": "plain_objects",
    "ServiceCIDR": "addresses",
    "StatefulSet": "workloads",
}


_KEPT = frozenset(
    {
        "clusterrolebindings.rbac.authorization.k8s.io",
        "clusterroles.rbac.authorization.k8s.io",
        "cronjobs.batch",
        "customresourcedefinitions.apiextensions.k8s.io",
        "horizontalpodautoscalers.autoscaling",
        "ingressclasses.networking.k8s.io",
        "ingresses.networking.k8s.io",
        "jobs.batch",
        "leases.coordination.k8s.io",
        "limitranges",
        "persistentvolumeclaims",
        "persistentvolumes",
        "poddisruptionbudgets.policy",
        "priorityclasses.scheduling.k8s.io",
        "resourcequotas",
        "rolebindings.rbac.authorization.k8s.io",
        "roles.rbac.authorization.k8s.io",
        "secrets",
        "storageclasses.storage.k8s.io",
    }
)
"""Types that the cluster only keeps and that have columns of their own; others of the same kind may be anybody's."""


def columns_of(kind: Kind, *, wide: bool = False) -> list[Column]:
    """The columns of a kind; name and age for one that has none of its own."""
    family = "kept" if kind.resource in _KEPT else _FAMILIES.get(kind.kind)
    if family is None:
        return [NAME, AGE]
    columns: tuple[Column, ...] = import_module(f"{__name__}.{family}").COLUMNS[kind.kind]
    return [column for column in columns if wide or not column.wide]
