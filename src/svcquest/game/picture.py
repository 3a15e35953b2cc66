"""A cluster as data for a drawing: machines, pods, Services and who selects whom."""

from __future__ import annotations

from svcquest.engine.controllers.kubelet import TOPOLOGY
from svcquest.engine.controllers.revisions import REVISION_HASH
from svcquest.engine.controllers.rollouts import HASH
from svcquest.engine.controllers.statefulsets import POD_INDEX, POD_NAME
from svcquest.engine.generated_names import workload_in
from svcquest.engine.state import State
from svcquest.game.near_misses import NearMiss, near_misses
from svcquest.game.owners import Owners
from svcquest.game.preview import endpoints
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.objects import Node, Pod, Service
from svcquest.model.resource import ObjectKey, Resource

_OF_ONE_POD = frozenset(
    {
        HASH,
        REVISION_HASH,
        "pod-template-generation",
        POD_NAME,
        POD_INDEX,
        "batch.kubernetes.io/job-completion-index",
        *TOPOLOGY,
    }
)
"""Labels that are put on a pod by controllers, or by its node; pods that are alike differ in them."""


@dataclass(frozen=True, slots=True)
class PodPicture:
    """A pod.

    Attributes:
        ports: on which its program listens, such as ``8080/TCP``.
        owner: name of the workload at the top of its owners; of a pod that nobody owns, what its name speaks of.
    """

    namespace: str
    name: str
    node: str
    ip: str
    phase: str
    ready: bool
    terminating: bool
    labels: tuple[tuple[str, str], ...]
    ports: tuple[str, ...]
    owner: str = ""

    @property
    def key(self) -> ObjectKey:
        """Namespace and name."""
        return (self.namespace, self.name)

    @property
    def telling(self) -> tuple[tuple[str, str], ...]:
        """The labels that its workload gave it."""
        return tuple(pair for pair in self.labels if pair[0] not in _OF_ONE_POD)


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


SYSTEM = frozenset({"kube-system", "kube-public", "kube-node-lease"})
"""Namespaces that every cluster has; front ends hide them until somebody asks."""

API_SERVICE: ObjectKey = ("default", "kubernetes")
"""The API server's own Service, which every cluster has too."""


def draw(state: State) -> ClusterPicture:
    """A state as a picture."""
    owners = Owners(state)
    by_node: dict[str, list[PodPicture]] = {}
    for each in state.select(kinds.POD):
        by_node.setdefault(each.view.node, []).append(_pod(each, owners))
    nodes = tuple(_node(each.view, by_node.get(each.name, [])) for each in state.select(kinds.NODE))
    waiting = tuple(by_node.get("", ()))
    loose = (NodePicture("", "", ready=False, pods=waiting),) if waiting else ()
    services = tuple(_service(state, each.view) for each in state.select(kinds.SERVICE))
    return ClusterPicture(state.settings.external_ip, nodes + loose, services)


def _node(node: Node, pods: list[PodPicture]) -> NodePicture:
    return NodePicture(node.name, node.ip, node.ready, tuple(pods))


def _pod(resource: Resource, owners: Owners) -> PodPicture:
    pod: Pod = resource.view
    kind, _, owner = owners.root(resource)
    return PodPicture(
        pod.namespace,
        pod.name,
        pod.node,
        pod.ip,
        pod.phase,
        pod.ready,
        pod.terminating,
        tuple(sorted(pod.labels.items())),
        tuple(str(listener).removeprefix("*:") for listener in pod.listeners),
        workload_in(owner) if kind == kinds.POD.resource else owner,
    )


def _service(state: State, service: Service) -> ServicePicture:
    domain = state.settings.cluster_domain
    outside = [ingress.ip or ingress.hostname for ingress in service.ingress] + list(service.external_ips)
    return ServicePicture(
        service.namespace,
        service.name,
        service.type,
        "None" if service.headless else service.cluster_ip,
        f"{service.name}.{service.namespace}.svc.{domain}",
        tuple(sorted(service.selector.items())),
        tuple(PortPicture(p.name, p.protocol, p.port, str(p.target), p.node_port) for p in service.ports),
        tuple(outside) + ((service.external_name,) if service.external_name else ()),
        tuple(
            Edge(pod, address, used=ready or service.publish_not_ready)
            for address, pod, ready in endpoints(state, service)
        ),
        near_misses(state, service.namespace, service.selector),
    )
