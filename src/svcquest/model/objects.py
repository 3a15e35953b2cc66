"""Narrow, typed views of the objects that routing, endpoints and DNS compute with.

Each holds only the fields that the engine needs, so that it stays cheap at 150,000 pods. ``model.views`` makes them
when an object is stored; whatever the tree holds beyond them stays in ``Resource.tree``.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network
from typing import Literal

from svcquest.model.frozen import dataclass

Protocol = Literal["TCP", "UDP", "SCTP"]


@dataclass(frozen=True, slots=True)
class Listener:
    """A port on which a pod's program accepts traffic.

    Attributes:
        port: 1-65535.
        protocol: transport protocol.
        address: empty for all of the pod's addresses, ``0.0.0.0`` for those of IPv4, else the one it is bound to
            (``127.0.0.1``).
    """

    port: int
    protocol: Protocol = "TCP"
    address: str = ""

    def __str__(self) -> str:
        return f"{self.address or '*'}:{self.port}/{self.protocol}"

    def hears(self, address: str) -> bool:
        """Whether it accepts what is sent to an address of its host."""
        return self.address in {"", address} or (self.address == "0.0.0.0" and ":" not in address)


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

    def __str__(self) -> str:
        return f"{self.port}/{self.protocol}"


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
