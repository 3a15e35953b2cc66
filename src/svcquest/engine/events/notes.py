"""What a controller has to report about an object."""

from __future__ import annotations

from svcquest.model.frozen import dataclass
from svcquest.model.resource import Resource

LIMIT = 4096
"""Notes that a state keeps; older ones are forgotten, as the real ones are after an hour."""

SCHEDULER = "default-scheduler"
KUBELET = "kubelet"
NODE_LIFECYCLE = "node-controller"
TAINT_EVICTION = "taint-eviction-controller"
DEPLOYMENTS = "deployment-controller"
SLICES = "endpoint-slice-controller"
SLICE_MIRRORING = "endpoint-slice-mirroring-controller"
LOAD_BALANCERS = "service-controller"

OWNERS = {
    "DaemonSet": "daemonset-controller",
    "ReplicaSet": "replicaset-controller",
    "ReplicationController": "replication-controller",
    "StatefulSet": "statefulset-controller",
}
"""Who reports about pods that an owner of this kind makes and gives up."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that has happened to an object.

    Attributes:
        sequence: number of the note in the cluster's history; below zero for what nobody has noted, then the numbers
            of one object tell what comes first.
        about: the object as it was then.
        reason: a word such as ``Scheduled``.
        message: what kubectl shows.
        reporter: component that says so.
        first: when it happened, seconds since 1970.
        warning: the type is ``Warning`` instead of ``Normal``.
        host: node of the component, empty for those of the control plane.
        field: part of the object, such as ``spec.containers{web}``.
        count: how often it has happened.
        last: when it happened for the last time; 0 when it happened once.
    """

    sequence: int
    about: Resource
    reason: str
    message: str
    reporter: str
    first: float
    warning: bool = False
    host: str = ""
    field: str = ""
    count: int = 1
    last: float = 0.0

    @property
    def latest(self) -> float:
        """When it happened for the last time."""
        return self.last or self.first


def container_field(name: str) -> str:
    """The part of a pod that a container is, as events name it."""
    return f"spec.containers{{{name}}}"
