"""Secondary keys of stored objects, so that a change costs the same however many other objects there are.

An index maps a key to the objects that carry it. To add one, add a row to ``INDEXES``; transactions keep all
of them up to date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping

from immutables import Map

from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.objects import EndpointSlice, Node, Pod, Service
from svcquest.model.resource import Resource

Member = tuple[str, str, str]
"""Kind (``Kind.resource``), namespace and name of an indexed object."""

Members = tuple[Member, ...] | Map[Member, None]
"""Objects under one key: a tuple while there are few, since most keys have one, a persistent map beyond."""

_FEW = 32


def added(members: Members | None, member: Member) -> Members:
    """Members with one more; adding twice changes nothing."""
    if members is None:
        return (member,)
    if isinstance(members, tuple):
        if member in members:
            return members
        if len(members) < _FEW:
            return (*members, member)
        members = Map(dict.fromkeys(members))
    return members.set(member, None)


def extended(members: Members | None, more: Iterable[Member]) -> Members:
    """Members with some more: the same as ``added`` for each, but faster."""
    if members is not None and not isinstance(members, tuple):
        return members.update(dict.fromkeys(more))
    every = dict.fromkeys((*members, *more) if members else more)
    return tuple(every) if len(every) <= _FEW else Map(every)


def dropped(members: Members, member: Member) -> Members | None:
    """Members without one, None when that was the last."""
    if isinstance(members, tuple):
        return tuple(each for each in members if each != member) or None
    if member in members:
        members = members.delete(member)
    return members if members else None


@dataclass(frozen=True, slots=True)
class Index:
    """A secondary key.

    Attributes:
        name: key of the index in a state.
        kind: the kind that it covers, None for all kinds.
        keys: the keys of one object.
    """

    name: str
    kind: Kind | None
    keys: Callable[[Resource], Collection[Hashable]]


def _labels(resource: Resource) -> Collection[Hashable]:
    return [(resource.namespace, key, value) for key, value in resource.labels.items()]


def _selector(resource: Resource) -> Collection[Hashable]:
    """One pair is enough to find the Services that may select a pod; the first of the sorted ones is it."""
    service: Service = resource.view
    pairs = sorted(service.selector.items())
    return [(service.namespace, *pairs[0])] if pairs else []


def _owner_selector(resource: Resource) -> Collection[Hashable]:
    """One equality pair is enough to find the owners that may adopt a pod; selectors without one adopt nothing."""
    selector = resource.spec.get("selector") or {}
    if resource.kind == kinds.REPLICATIONCONTROLLER:
        pairs = sorted(selector.items())
    else:
        pairs = sorted((selector.get("matchLabels") or {}).items())
        pairs += [
            (each.get("key"), value)
            for each in selector.get("matchExpressions") or ()
            if each.get("operator") == "In" and len(each.get("values") or ()) == 1
            for value in each["values"]
        ]
    return [(resource.namespace, *pairs[0])] if pairs else []


def _service_addresses(resource: Resource) -> Collection[Hashable]:
    service: Service = resource.view
    found = [ip for ip in service.cluster_ips if ip != "None"]
    found += service.external_ips
    found += [ingress.ip for ingress in service.ingress if ingress.ip]
    return dict.fromkeys(found)


def _cluster_ips(resource: Resource) -> Collection[Hashable]:
    service: Service = resource.view
    return [ip for ip in service.cluster_ips if ip != "None"]


def _node_ports(resource: Resource) -> Collection[Hashable]:
    service: Service = resource.view
    found = [port.node_port for port in service.ports if port.node_port]
    if service.health_check_node_port:
        found.append(service.health_check_node_port)
    return dict.fromkeys(found)


def _pod_ips(resource: Resource) -> Collection[Hashable]:
    pod: Pod = resource.view
    return pod.ips


def _pod_node(resource: Resource) -> Collection[Hashable]:
    pod: Pod = resource.view
    return (pod.node,)


def _slice_service(resource: Resource) -> Collection[Hashable]:
    found: EndpointSlice = resource.view
    return ((found.namespace, found.service),) if found.service else ()


def _endpoint_ips(resource: Resource) -> Collection[Hashable]:
    found: EndpointSlice = resource.view
    return dict.fromkeys(address for endpoint in found.endpoints for address in endpoint.addresses)


def _node_ips(resource: Resource) -> Collection[Hashable]:
    node: Node = resource.view
    return dict.fromkeys((*node.internal_ips, *node.external_ips, *node.gateways))


def _namespace(resource: Resource) -> Collection[Hashable]:
    return (resource.namespace,)


def _place(resource: Resource) -> Collection[Hashable]:
    return ((resource.kind.resource, resource.namespace),) if resource.namespace else ()


def _owner(resource: Resource) -> Collection[Hashable]:
    return [owner.get("uid", "") for owner in resource.metadata.get("ownerReferences") or ()]


def _topology_aware(resource: Resource) -> Collection[Hashable]:
    return (True,) if wants_topology(resource.annotations) else ()


def wants_topology(annotations: Mapping[str, str], *, modes: bool = True) -> bool:
    """Whether a Service asks for topology aware routing by annotation.

    Args:
        modes: the newer annotation is known, and goes before the older.
    """
    mode = annotations.get("service.kubernetes.io/topology-mode") if modes else None
    if mode is None:
        mode = annotations.get("service.kubernetes.io/topology-aware-hints", "")
    return mode in {"Auto", "auto"}


POD_LABELS = Index("pod-labels", kinds.POD, _labels)
"""(namespace, key, value) of a label to pods."""
POD_IPS = Index("pod-ips", kinds.POD, _pod_ips)
"""Address to pods; host-network pods share their node's."""
POD_NODE = Index("pod-node", kinds.POD, _pod_node)
"""Node name to its pods; the empty name to those that no node has yet."""
SERVICE_SELECTOR = Index("service-selector", kinds.SERVICE, _selector)
"""(namespace, key, value) of the first selector pair to Services."""
OWNER_SELECTORS = {
    kind.kind: Index(f"{kind.singular}-selector", kind, _owner_selector)
    for kind in (kinds.REPLICASET, kinds.REPLICATIONCONTROLLER, kinds.STATEFULSET, kinds.DAEMONSET)
}
"""By kind: (namespace, key, value) of the first selector pair to what owns pods by it."""
SERVICE_ADDRESSES = Index("service-addresses", kinds.SERVICE, _service_addresses)
"""Cluster IP, external IP or load balancer IP to Services."""
TOPOLOGY_AWARE = Index("topology-aware", kinds.SERVICE, _topology_aware)
"""Services whose endpoints depend on all nodes, under True."""
CLUSTER_IPS = Index("cluster-ips", kinds.SERVICE, _cluster_ips)
"""Allocated cluster IPs to their Service: the allocator's memory."""
NODE_PORTS = Index("node-ports", kinds.SERVICE, _node_ports)
"""Allocated node ports and health check node ports to Services: the port allocator's memory."""
SLICES_OF_SERVICE = Index("slices-of-service", kinds.ENDPOINTSLICE, _slice_service)
"""(namespace, Service name) to EndpointSlices."""
ENDPOINT_IPS = Index("endpoint-ips", kinds.ENDPOINTSLICE, _endpoint_ips)
"""Endpoint address to EndpointSlices, for reverse lookups."""
NODE_IPS = Index("node-ips", kinds.NODE, _node_ips)
"""Node address, one in the pod network too, to its node."""
POLICIES = Index("policies", kinds.NETWORKPOLICY, _namespace)
"""Namespace to its NetworkPolicies."""
OWNED = Index("owned", None, _owner)
"""uid of an owner to what it owns."""
IN_NAMESPACE = Index("in-namespace", None, _place)
"""(kind, namespace) to the objects of that kind there; objects of no namespace are left out."""

INDEXES: tuple[Index, ...] = (
    POD_LABELS,
    POD_IPS,
    POD_NODE,
    SERVICE_SELECTOR,
    *OWNER_SELECTORS.values(),
    SERVICE_ADDRESSES,
    TOPOLOGY_AWARE,
    CLUSTER_IPS,
    NODE_PORTS,
    SLICES_OF_SERVICE,
    ENDPOINT_IPS,
    NODE_IPS,
    POLICIES,
    OWNED,
    IN_NAMESPACE,
)

BY_KIND: dict[str, tuple[Index, ...]] = {
    kind.kind: tuple(index for index in INDEXES if index.kind in {None, kind}) for kind in kinds.KINDS
}
"""Kind name to the indexes that cover it."""

FOR_UNMODELLED: tuple[Index, ...] = (OWNED, IN_NAMESPACE)
