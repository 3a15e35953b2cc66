"""Narrow, typed views of the objects that routing, endpoints and DNS compute with.

Each holds only the fields that the engine needs, so that it stays cheap at 150,000 pods. ``view_of`` builds
them when an object is stored; whatever the tree holds beyond them stays in ``Resource.tree``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from ipaddress import ip_address, ip_network
from typing import Any, Literal

from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree, dig

Protocol = Literal["TCP", "UDP", "SCTP"]

LISTEN = "svcquest/listen"
"""Pod annotation: what the program listens on, where containerPorts tell otherwise."""

_ANY_ADDRESS = ("0.0.0.0", "::", "*")


@dataclass(frozen=True, slots=True)
class Listener:
    """A port on which a pod's program accepts traffic.

    Attributes:
        port: 1-65535.
        protocol: transport protocol.
        address: empty for all of the pod's addresses, else the one it is bound to (``127.0.0.1``).
    """

    port: int
    protocol: Protocol = "TCP"
    address: str = ""

    def __str__(self) -> str:
        return f"{self.address or '*'}:{self.port}/{self.protocol}"


@dataclass(frozen=True, slots=True)
class ContainerPort:
    """A declared container port; only its name matters to a Service."""

    name: str
    port: int
    protocol: Protocol


@dataclass(frozen=True, slots=True)
class Pod:
    """A pod as controllers, routing and DNS see it.

    Attributes:
        ips: addresses, primary first; empty until it has started.
        node: name of its node, empty while unscheduled.
        ready: its Ready condition is True.
        phase: Pending, Running, Succeeded, Failed or Unknown.
        terminating: deletion has begun.
        ports: declared container ports in order, init sidecars last.
        listeners: what its program listens on when it runs.
        listening: what it listens on now: a container that waits for its next run hears nobody.
    """

    namespace: str
    name: str
    uid: str
    labels: Mapping[str, str]
    ips: tuple[str, ...]
    node: str
    host_network: bool
    phase: str
    ready: bool
    terminating: bool
    hostname: str
    subdomain: str
    ports: tuple[ContainerPort, ...]
    listeners: tuple[Listener, ...]
    listening: tuple[Listener, ...]

    @property
    def ip(self) -> str:
        """Primary address, empty until it has started."""
        return self.ips[0] if self.ips else ""

    @property
    def alive(self) -> bool:
        """Its program runs and holds its addresses."""
        return self.phase == "Running" and bool(self.ips)


@dataclass(frozen=True, slots=True)
class ServicePort:
    """One entry of ``Service.spec.ports``; ``target`` is a number or the name of a container port."""

    name: str
    protocol: Protocol
    port: int
    target: int | str
    node_port: int = 0
    app_protocol: str = ""


@dataclass(frozen=True, slots=True)
class Ingress:
    """An address of a load balancer: ``status.loadBalancer.ingress[]``."""

    ip: str
    hostname: str
    ip_mode: str


@dataclass(frozen=True, slots=True)
class Service:
    """A Service as controllers, kube-proxy and CoreDNS see it.

    Attributes:
        cluster_ips: ``("None",)`` when headless, empty for ExternalName.
        families: ``IPv4`` and ``IPv6``, primary first.
        affinity_seconds: time-out of ClientIP affinity, 0 without affinity.
        external_local: externalTrafficPolicy is Local.
        internal_local: internalTrafficPolicy is Local.
        skipped_by_proxy: labelled with another ``service.kubernetes.io/service-proxy-name``.
    """

    namespace: str
    name: str
    type: str
    selector: Mapping[str, str]
    ports: tuple[ServicePort, ...]
    cluster_ips: tuple[str, ...]
    families: tuple[str, ...]
    external_name: str
    external_ips: tuple[str, ...]
    ingress: tuple[Ingress, ...]
    source_ranges: tuple[str, ...]
    health_check_node_port: int
    affinity_seconds: int
    external_local: bool
    internal_local: bool
    publish_not_ready: bool
    distribution: str
    skipped_by_proxy: bool

    @property
    def headless(self) -> bool:
        """``clusterIP: None``."""
        return self.cluster_ips[:1] == ("None",)

    @property
    def cluster_ip(self) -> str:
        """Primary cluster IP; empty when there is none."""
        return "" if self.headless or not self.cluster_ips else self.cluster_ips[0]


@dataclass(frozen=True, slots=True)
class EndpointPort:
    """A port of an EndpointSlice; a missing name or number makes it useless to kube-proxy."""

    name: str | None
    port: int | None
    protocol: Protocol
    app_protocol: str = ""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint of an EndpointSlice, with nil conditions already read as kube-proxy reads them."""

    addresses: tuple[str, ...]
    ready: bool
    serving: bool
    terminating: bool
    hostname: str = ""
    node: str = ""
    zone: str = ""
    pod: tuple[str, str] | None = None
    zone_hints: tuple[str, ...] = ()
    node_hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EndpointSlice:
    """A slice of a Service's endpoints.

    Attributes:
        service: value of the label ``kubernetes.io/service-name``, empty without it.
        address_type: IPv4, IPv6 or FQDN.
        headless: carries the label ``service.kubernetes.io/headless``.
    """

    namespace: str
    name: str
    service: str
    address_type: str
    ports: tuple[EndpointPort, ...]
    endpoints: tuple[Endpoint, ...]
    headless: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its addresses, the range its pods get theirs from, and where it stands."""

    name: str
    internal_ips: tuple[str, ...]
    external_ips: tuple[str, ...]
    pod_cidrs: tuple[str, ...]
    zone: str
    region: str
    ready: bool
    unschedulable: bool
    labels: Mapping[str, str]

    @property
    def ip(self) -> str:
        """Primary internal address."""
        return self.internal_ips[0] if self.internal_ips else ""

    @property
    def gateways(self) -> tuple[str, ...]:
        """Its own addresses in the pod network: the first host of each pod range."""
        return tuple(str(ip_network(cidr, strict=False)[1]) for cidr in self.pod_cidrs)


def view_of(kind: Kind, namespace: str, name: str, tree: Tree) -> Any:
    """The narrow view of a stored tree, or None for kinds that need none."""
    build = _BUILDERS.get(kind.kind)
    return build(namespace, name, tree) if build else None


def condition(tree: Tree, name: str) -> str:
    """``status`` of a condition (True, False, Unknown), empty when it is not there."""
    for entry in dig(tree, "status", "conditions") or ():
        if entry.get("type") == name:
            found: str = entry.get("status", "")
            return found
    return ""


def _pod(namespace: str, name: str, tree: Tree) -> Pod:
    metadata = tree["metadata"]
    spec = tree.get("spec") or {}
    status = tree.get("status") or {}
    ips = tuple([entry["ip"] for entry in status.get("podIPs") or () if entry.get("ip")])
    if not ips and status.get("podIP"):
        ips = (status["podIP"],)
    ports = _container_ports(spec)
    listeners = _listeners((metadata.get("annotations") or {}).get(LISTEN), ports)
    stopped = [each.get("name") for each in status.get("containerStatuses") or () if _has_stopped(each)]
    return Pod(
        namespace=namespace,
        name=name,
        uid=metadata.get("uid", ""),
        labels=metadata.get("labels") or {},
        ips=ips,
        node=spec.get("nodeName", ""),
        host_network=bool(spec.get("hostNetwork")),
        phase=status.get("phase", "Pending"),
        ready=condition(tree, "Ready") == "True",
        terminating=bool(metadata.get("deletionTimestamp")),
        hostname=spec.get("hostname", ""),
        subdomain=spec.get("subdomain", ""),
        ports=ports,
        listeners=listeners,
        listening=tuple([each for each in listeners if container_of(spec, each.port) not in stopped])
        if stopped
        else listeners,
    )


def _has_stopped(status: Mapping[str, Any]) -> bool:
    state = status.get("state") or {}
    return bool(state) and "running" not in state


def container_of(spec: Mapping[str, Any], port: int) -> str:
    """The container that listens on a port: the one that declares it, else the first."""
    containers: Sequence[Mapping[str, Any]] = spec.get("containers") or ({},)
    for each in containers:
        if any(port == declared.get("containerPort") for declared in each.get("ports") or ()):
            return str(each.get("name", ""))
    return str(containers[0].get("name", ""))


def _container_ports(spec: Mapping[str, Any]) -> tuple[ContainerPort, ...]:
    sidecars = [c for c in spec.get("initContainers") or () if c.get("restartPolicy") == "Always"]
    # lists, since there are as many of these as there are pods, and a generator costs more than it saves here
    return tuple(
        [
            ContainerPort(port.get("name", ""), port.get("containerPort", 0), port.get("protocol", "TCP"))
            for container in (*(spec.get("containers") or ()), *sidecars)
            for port in container.get("ports") or ()
        ]
    )


def _listeners(annotation: str | None, ports: tuple[ContainerPort, ...]) -> tuple[Listener, ...]:
    """What a pod listens on: the annotation, else its declared ports, else 80/TCP as a plain web server does."""
    if annotation is None:
        return tuple([Listener(port.port, port.protocol) for port in ports]) or (Listener(80),)
    found = []
    for item in annotation.split(","):
        place, _, protocol = item.strip().partition("/")
        address, _, number = place.rpartition(":")
        if number.isascii() and number.isdigit() and protocol.upper() in {"", "TCP", "UDP", "SCTP"}:
            known: Any = protocol.upper() or "TCP"
            bound = address.strip("[]")
            found.append(Listener(int(number), known, "" if bound in _ANY_ADDRESS else bound))
    return tuple(found)


def _addresses(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_as_packets_carry_it(text) for text in texts)


def _as_packets_carry_it(address: str) -> str:
    """An address in its one canonical form: a manifest may spell IPv6 in many ways, and old ones have leading zeros."""
    if ":" not in address:
        return ".".join([part and (part.lstrip("0") or "0") for part in address.split(".")])
    try:
        return str(ip_address(address))
    except ValueError:
        return address


def _service(namespace: str, name: str, tree: Tree) -> Service:
    spec = tree.get("spec") or {}
    affinity = spec.get("sessionAffinity") == "ClientIP"
    timeout = dig(spec, "sessionAffinityConfig", "clientIP", "timeoutSeconds")
    return Service(
        namespace=namespace,
        name=name,
        type=spec.get("type", "ClusterIP"),
        selector=spec.get("selector") or {},
        ports=tuple(
            ServicePort(
                name=port.get("name", ""),
                protocol=port.get("protocol", "TCP"),
                port=port.get("port", 0),
                target=port.get("targetPort") or port.get("port", 0),
                node_port=port.get("nodePort", 0),
                app_protocol=port.get("appProtocol") or "",
            )
            for port in spec.get("ports") or ()
        ),
        cluster_ips=_addresses(spec.get("clusterIPs") or ([spec["clusterIP"]] if spec.get("clusterIP") else [])),
        families=tuple(spec.get("ipFamilies") or ()),
        external_name=spec.get("externalName", ""),
        external_ips=_addresses(spec.get("externalIPs") or ()),
        ingress=tuple(
            Ingress(_as_packets_carry_it(entry.get("ip", "")), entry.get("hostname", ""), entry.get("ipMode", "VIP"))
            for entry in dig(tree, "status", "loadBalancer", "ingress") or ()
        ),
        source_ranges=tuple(spec.get("loadBalancerSourceRanges") or ()),
        health_check_node_port=spec.get("healthCheckNodePort", 0),
        affinity_seconds=(timeout or 10800) if affinity else 0,
        external_local=spec.get("externalTrafficPolicy") == "Local",
        internal_local=spec.get("internalTrafficPolicy") == "Local",
        publish_not_ready=bool(spec.get("publishNotReadyAddresses")),
        distribution=spec.get("trafficDistribution") or "",
        skipped_by_proxy="service.kubernetes.io/service-proxy-name" in (dig(tree, "metadata", "labels") or {}),
    )


def _endpoint_slice(namespace: str, name: str, tree: Tree) -> EndpointSlice:
    labels = dig(tree, "metadata", "labels") or {}
    return EndpointSlice(
        namespace=namespace,
        name=name,
        service=labels.get("kubernetes.io/service-name", ""),
        address_type=tree.get("addressType", "IPv4"),
        ports=tuple(
            EndpointPort(
                port.get("name", ""), port.get("port"), port.get("protocol", "TCP"), port.get("appProtocol", "")
            )
            for port in tree.get("ports") or ()
        ),
        endpoints=tuple(_endpoint(entry) for entry in tree.get("endpoints") or ()),
        headless="service.kubernetes.io/headless" in labels,
    )


def _endpoint(entry: Mapping[str, Any]) -> Endpoint:
    conditions = entry.get("conditions") or {}
    target = entry.get("targetRef") or {}
    hints = entry.get("hints") or {}
    ready = conditions.get("ready")
    serving = conditions.get("serving")
    return Endpoint(
        addresses=tuple(entry.get("addresses") or ()),
        ready=ready is None or bool(ready),
        serving=serving is None or bool(serving),
        terminating=bool(conditions.get("terminating")),
        hostname=entry.get("hostname", ""),
        node=entry.get("nodeName", ""),
        zone=entry.get("zone", ""),
        pod=(target.get("namespace", ""), target.get("name", "")) if target.get("kind") == "Pod" else None,
        zone_hints=tuple(hint["name"] for hint in hints.get("forZones") or ()),
        node_hints=tuple(hint["name"] for hint in hints.get("forNodes") or ()),
    )


def _node(_namespace: str, name: str, tree: Tree) -> Node:
    labels = dig(tree, "metadata", "labels") or {}
    spec = tree.get("spec") or {}
    addresses = dig(tree, "status", "addresses") or ()
    return Node(
        name=name,
        internal_ips=tuple(a["address"] for a in addresses if a.get("type") == "InternalIP"),
        external_ips=tuple(a["address"] for a in addresses if a.get("type") == "ExternalIP"),
        pod_cidrs=tuple(spec.get("podCIDRs") or ([spec["podCIDR"]] if spec.get("podCIDR") else [])),
        zone=labels.get("topology.kubernetes.io/zone", ""),
        region=labels.get("topology.kubernetes.io/region", ""),
        ready=condition(tree, "Ready") in {"True", ""},
        unschedulable=bool(spec.get("unschedulable")),
        labels=labels,
    )


_BUILDERS: dict[str, Callable[[str, str, Tree], Any]] = {
    kinds.POD.kind: _pod,
    kinds.SERVICE.kind: _service,
    kinds.ENDPOINTSLICE.kind: _endpoint_slice,
    kinds.NODE.kind: _node,
}
