"""The kinds of object that the cluster models, and the names kubectl knows them by.

Follows the resource list of a Kubernetes 1.36 API server (`kubectl api-resources`).
"""

from __future__ import annotations

from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One API resource.

    Attributes:
        group: API group, empty for the core group.
        version: API version within the group, such as ``v1``.
        kind: the name in a manifest, such as ``Service``.
        plural: the name in a URL, such as ``services``.
        short: short names, such as ``svc``.
        namespaced: whether objects live in a namespace.
        in_all: whether ``kubectl get all`` lists it.
    """

    group: str
    version: str
    kind: str
    plural: str
    short: tuple[str, ...] = ()
    namespaced: bool = True
    in_all: bool = False

    @property
    def api_version(self) -> str:
        """The ``apiVersion`` of a manifest, such as ``apps/v1``."""
        return f"{self.group}/{self.version}" if self.group else self.version

    @property
    def singular(self) -> str:
        """Lower-case singular name, such as ``service``."""
        return self.kind.lower()

    @property
    def resource(self) -> str:
        """Plural with its group, as error messages print it: ``deployments.apps``."""
        return f"{self.plural}.{self.group}" if self.group else self.plural

    @property
    def qualified(self) -> str:
        """Singular with its group, as success lines print it: ``deployment.apps``."""
        return f"{self.singular}.{self.group}" if self.group else self.singular

    @property
    def group_kind(self) -> str:
        """Kind with its group, as Go prints a GroupKind: ``Deployment.apps``."""
        return f"{self.kind}.{self.group}" if self.group else self.kind

    def __str__(self) -> str:
        return self.kind


CONFIGMAP = Kind("", "v1", "ConfigMap", "configmaps", ("cm",))
ENDPOINTS = Kind("", "v1", "Endpoints", "endpoints", ("ep",))
EVENT = Kind("", "v1", "Event", "events", ("ev",))
NAMESPACE = Kind("", "v1", "Namespace", "namespaces", ("ns",), namespaced=False)
NODE = Kind("", "v1", "Node", "nodes", ("no",), namespaced=False)
POD = Kind("", "v1", "Pod", "pods", ("po",), in_all=True)
REPLICATIONCONTROLLER = Kind("", "v1", "ReplicationController", "replicationcontrollers", ("rc",), in_all=True)
SERVICE = Kind("", "v1", "Service", "services", ("svc",), in_all=True)
DAEMONSET = Kind("apps", "v1", "DaemonSet", "daemonsets", ("ds",), in_all=True)
DEPLOYMENT = Kind("apps", "v1", "Deployment", "deployments", ("deploy",), in_all=True)
REPLICASET = Kind("apps", "v1", "ReplicaSet", "replicasets", ("rs",), in_all=True)
STATEFULSET = Kind("apps", "v1", "StatefulSet", "statefulsets", ("sts",), in_all=True)
ENDPOINTSLICE = Kind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices")
NETWORKPOLICY = Kind("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", ("netpol",))

KINDS: tuple[Kind, ...] = (
    CONFIGMAP,
    ENDPOINTS,
    EVENT,
    NAMESPACE,
    NODE,
    POD,
    REPLICATIONCONTROLLER,
    SERVICE,
    DAEMONSET,
    DEPLOYMENT,
    REPLICASET,
    STATEFULSET,
    ENDPOINTSLICE,
    NETWORKPOLICY,
)
"""Kinds whose behaviour is modelled. Others in a dump are kept and shown as they are."""

BY_MANIFEST: dict[tuple[str, str], Kind] = {(kind.api_version, kind.kind): kind for kind in KINDS}
"""(apiVersion, kind) of a manifest to its Kind."""
