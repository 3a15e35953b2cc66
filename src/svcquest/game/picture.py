"""A cluster as data for a drawing: machines, pods, Services and who selects whom."""

from __future__ import annotations

from dataclasses import dataclass

from svcquest.game.preview import NearMiss
from svcquest.model.resource import ObjectKey


@dataclass(frozen=True, slots=True)
class PodPicture:
    """A pod. ``ports`` are the ports on which its program listens, such as ``8080/TCP``."""

    namespace: str
    name: str
    node: str
    ip: str
    phase: str
    ready: bool
    terminating: bool
    labels: tuple[tuple[str, str], ...]
    ports: tuple[str, ...]

    @property
    def key(self) -> ObjectKey:
        """Namespace and name."""
        return (self.namespace, self.name)


@dataclass(frozen=True, slots=True)
class NodePicture:
    """A node and its pods; the node without a name holds pods that no node has taken yet."""

    name: str
    ip: str
    ready: bool
    pods: tuple[PodPicture, ...]


@dataclass(frozen=True, slots=True)
class PortPicture:
    """A Service port. ``target`` is a number or a name; ``node_port`` is 0 without one."""

    name: str
    protocol: str
    port: int
    target: str
    node_port: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A Service's tie to an endpoint.

    Attributes:
        pod: who stands behind the endpoint; None for an address written by hand.
        address: the endpoint's address; empty for a pod that has none yet.
        used: traffic goes there (ready, or not asked to be).
    """

    pod: ObjectKey | None
    address: str
    used: bool


@dataclass(frozen=True, slots=True)
class ServicePicture:
    """A Service.

    Attributes:
        cluster_ip: ``None`` when headless, empty for an ExternalName.
        dns: its full name.
        external: addresses or names outside: load balancer, external IPs, external name.
        edges: endpoints in address order.
        near_misses: pods that one label keeps out.
    """

    namespace: str
    name: str
    type: str
    cluster_ip: str
    dns: str
    selector: tuple[tuple[str, str], ...]
    ports: tuple[PortPicture, ...]
    external: tuple[str, ...]
    edges: tuple[Edge, ...]
    near_misses: tuple[NearMiss, ...]

    @property
    def key(self) -> ObjectKey:
        """Namespace and name."""
        return (self.namespace, self.name)


@dataclass(frozen=True, slots=True)
class ClusterPicture:
    """Everything to draw.

    Attributes:
        outside: address of the machine outside of the cluster.
        nodes: by name.
        services: by namespace and name.
    """

    outside: str
    nodes: tuple[NodePicture, ...]
    services: tuple[ServicePicture, ...]

    @property
    def pods(self) -> tuple[PodPicture, ...]:
        """All pods, node by node."""
        return tuple(pod for node in self.nodes for pod in node.pods)
