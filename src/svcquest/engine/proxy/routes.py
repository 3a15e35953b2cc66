"""The endpoints of a Service's ports, derived from its EndpointSlices and kept as long as these stay the same."""

from __future__ import annotations

from collections.abc import Iterable
from weakref import WeakKeyDictionary

from svcquest.engine.indexes import SLICES_OF_SERVICE
from svcquest.engine.proxy.topology import Backend, Categories, TrafficPolicies, categorize
from svcquest.engine.ranges import parsed
from svcquest.engine.state import Reader
from svcquest.model.objects import EndpointSlice, Node, Protocol, Service, ServicePort
from svcquest.model.resource import Resource
from svcquest.schema.versions import CURRENT, Version, draining_endpoints, same_zone_distribution


class PortRoutes:
    """One port of a Service with all endpoints of one address family, and what each node makes of them."""

    __slots__ = ("_everywhere", "_on", "backends", "policies", "port", "service")

    def __init__(self, service: Service, port: ServicePort, backends: tuple[Backend, ...]) -> None:
        self.service = service
        self.port = port
        self.backends = backends
        self.policies = TrafficPolicies(
            internal_local=service.internal_local,
            external_local=service.external_local,
            external=bool(port.node_port or service.external_ips or virtual_ips(service)),
        )
        by_place = self.policies.uses_local or any(each.ready and each.hinted for each in backends)
        self._everywhere = None if by_place else categorize(backends, self.policies, "", "")
        self._on: dict[tuple[str, str], Categories] = {}

    def on(self, node: Node) -> Categories:
        """The endpoints as a node's kube-proxy sorts them."""
        if self._everywhere is not None:
            return self._everywhere
        key = (node.name, node.zone)
        found = self._on.get(key)
        if found is None:
            found = self._on[key] = categorize(self.backends, self.policies, node.name, node.zone)
        return found


class ServiceRoutes:
    """All ports of a Service."""

    __slots__ = ("ports", "slices", "version")

    def __init__(self, service: Service, slices: tuple[Resource, ...], family: str, version: Version) -> None:
        self.slices = slices
        self.version = version
        views = [each.view for each in slices]
        self.ports = tuple(
            PortRoutes(service, port, backends_of(port, views, family, version)) for port in service.ports
        )

    def by_port(self, port: int, protocol: Protocol) -> PortRoutes | None:
        """The routes of a Service port."""
        return next((each for each in self.ports if each.port.port == port and each.port.protocol == protocol), None)

    def by_node_port(self, port: int, protocol: Protocol) -> PortRoutes | None:
        """The routes of a node port."""
        return next(
            (each for each in self.ports if each.port.node_port == port and each.port.protocol == protocol), None
        )


_KEPT: WeakKeyDictionary[Resource, dict[str, ServiceRoutes]] = WeakKeyDictionary()
"""Routes by Service object and address family. Resources never change, so equal slices mean equal routes."""


def routes_of(reader: Reader, service: Resource, family: str) -> ServiceRoutes:
    """The routes of a Service for one address family.

    They are computed again only when the Service or one of its slices was replaced, or kube-proxy by one of another
    version; forks and undone states that hold the same objects share them.
    """
    slices = tuple(reader.find(SLICES_OF_SERVICE, service.key))
    families = _KEPT.setdefault(service, {})
    found = families.get(family)
    version = reader.settings.version
    if found is None or found.slices != slices or found.version != version:
        found = families[family] = ServiceRoutes(service.view, slices, family, version)
    return found


def served(service: Service) -> bool:
    """Whether kube-proxy makes rules for a Service. Follows pkg/proxy/util/utils.go ShouldSkipService."""
    return bool(service.cluster_ip) and service.type != "ExternalName" and not service.skipped_by_proxy


def virtual_ips(service: Service) -> tuple[str, ...]:
    """Load balancer addresses that kube-proxy answers for itself: those with ipMode VIP."""
    return tuple(each.ip for each in service.ingress if each.ip and each.ip_mode != "Proxy")


def backends_of(
    port: ServicePort, slices: Iterable[EndpointSlice], family: str, version: Version = CURRENT
) -> tuple[Backend, ...]:
    """Endpoints of a Service port, each address and port once, in the order of the addresses.

    A slice port belongs to the Service port with the same name and protocol; a port without a number and slices of
    another family or with the headless label say nothing. Where slices repeat an endpoint, one that is not
    terminating wins. Follows pkg/proxy/endpointslicecache.go; what older kube-proxies take no notice of is not there.
    """
    found: dict[tuple[str, int], Backend] = {}
    for each in slices:
        if each.address_type != family or each.headless:
            continue
        for listed in each.ports:
            if (listed.name or "") == port.name and listed.protocol == port.protocol and listed.port:
                for backend in _backends(each, listed.port, version):
                    key = (backend.address, backend.port)
                    known = found.get(key)
                    if known is None or (known.terminating and not backend.terminating):
                        found[key] = backend
    return tuple(sorted(found.values(), key=_place))


def _place(backend: Backend) -> tuple[int, int]:
    address = parsed(backend.address)
    return (int(address) if address is not None else 0, backend.port)


def _backends(found: EndpointSlice, port: int, version: Version) -> Iterable[Backend]:
    draining, by_node = draining_endpoints(version), same_zone_distribution(version)
    return (
        Backend(
            address=endpoint.addresses[0],
            port=port,
            ready=endpoint.ready,
            serving=endpoint.serving and (draining or not endpoint.terminating),
            terminating=endpoint.terminating,
            node=endpoint.node,
            zone_hints=endpoint.zone_hints,
            node_hints=endpoint.node_hints if by_node else (),
            pod=endpoint.pod,
        )
        for endpoint in found.endpoints
        if endpoint.addresses and parsed(endpoint.addresses[0]) is not None
    )
