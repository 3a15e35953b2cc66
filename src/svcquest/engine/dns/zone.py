"""The cluster's zone: what each name stands for, computed from Services, EndpointSlices and namespaces.

Follows CoreDNS plugin/kubernetes/kubernetes.go. There are three outcomes, and ``server`` alone turns them into
response codes: targets; none (an empty tuple) for a name that exists without records; None for no such name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svcquest.engine.dns.names import NameRequest, dashed, parse, undashed
from svcquest.engine.indexes import CLUSTER_IPS, ENDPOINT_IPS, SLICES_OF_SERVICE
from svcquest.engine.ranges import is_address
from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.objects import Endpoint, EndpointPort, EndpointSlice, Service

NO_PORT = -1
"""Port of a target that has none; SRV leaves it out."""

_NO_PORTS = (EndpointPort("", None, "TCP"),)
_TYPES = {"IPv4": "A", "IPv6": "AAAA", "FQDN": "CNAME"}


class Target(NamedTuple):
    """Something that a name stands for.

    Attributes:
        type: A, AAAA or CNAME, by what ``host`` is.
        host: an address or a name.
        port: 1-65535, or ``NO_PORT``.
        name: its own name in the zone, with a dot at the end and the zone left out.
    """

    type: str
    host: str
    port: int
    name: str


Targets = tuple[Target, ...] | None


def targets(state: State, name: str, zone: str) -> Targets:
    """What a name stands for, whatever the record type.

    Args:
        name: lower case, fully qualified, at or below ``zone``.
        zone: lower case, with a trailing dot.
    """
    if name == f"ns.dns.{zone}":
        return tuple(target._replace(name="ns.dns.") for target in nameservers(state))
    request = parse(name, zone)
    if request is None:
        return None
    if not request.tree:
        return ()
    if state.get(kinds.NAMESPACE, "", request.namespace) is None:
        return None
    if not request.service:
        return ()
    return _pod(request) if request.tree == "pod" else _service(state, request)


def nameservers(state: State) -> tuple[Target, ...]:
    """The Service in front of CoreDNS: what the zone's NS record names."""
    return _service(state, NameRequest("svc", "kube-system", "kube-dns")) or ()


def names_of_address(state: State, address: str) -> tuple[str, ...]:
    """Names (zone left out) that an address has: of the Service whose cluster IP it is, else of its endpoints.

    Follows CoreDNS plugin/kubernetes/reverse.go.
    """
    service = state.first(CLUSTER_IPS, address)
    if service is not None:
        return (f"{service.name}.{service.namespace}.svc.",)
    found: dict[str, None] = {}
    for resource in state.find(ENDPOINT_IPS, address):
        group: EndpointSlice = resource.view
        for endpoint in group.endpoints:
            if endpoint.ready and address in endpoint.addresses:
                found[f"{_label(endpoint, address)}.{group.service}.{group.namespace}.svc."] = None
    return tuple(found)


def _pod(request: NameRequest) -> Targets:
    """``pods insecure``: any address has a name in any namespace that exists."""
    address = undashed(request.service)
    if address is None:
        return None
    kind = "AAAA" if ":" in address else "A"
    return (Target(kind, address, NO_PORT, f"{request.service}.{request.namespace}.pod."),)


def _service(state: State, request: NameRequest) -> Targets:
    resource = state.get(kinds.SERVICE, request.namespace, request.service)
    if resource is None:
        return None
    service: Service = resource.view
    if service.type == "ExternalName":
        return _external(service, request)
    if service.headless or request.endpoint:
        return tuple(_endpoints(state, service, request)) or None
    return _cluster_ips(service, request)


def _external(service: Service, request: NameRequest) -> Targets:
    """An alias. It has neither ports nor endpoints, and an address is no name that one could point to."""
    if request.endpoint or request.port or request.protocol or is_address(service.external_name):
        return None
    return (Target("CNAME", service.external_name, NO_PORT, f"{service.name}.{service.namespace}.svc."),)


def _cluster_ips(service: Service, request: NameRequest) -> Targets:
    """The same whether there are endpoints or not; one target for each port and address."""
    name = f"{service.name}.{service.namespace}.svc."
    return (
        tuple(
            Target("AAAA" if ":" in address else "A", address, port.port, name)
            for port in service.ports
            if _wanted(request, port.name, port.protocol)
            for address in service.cluster_ips
        )
        or None
    )


def _endpoints(state: State, service: Service, request: NameRequest) -> Iterator[Target]:
    """Ready endpoints with their own ports; those of a Service without ports still have addresses."""
    suffix = f"{service.name}.{service.namespace}.svc."
    for resource in state.find(SLICES_OF_SERVICE, (service.namespace, service.name)):
        group: EndpointSlice = resource.view
        kind = _TYPES[group.address_type]
        ports = [port for port in group.ports or _NO_PORTS if _wanted(request, port.name or "", port.protocol)]
        numbers = [port.port or NO_PORT for port in ports]
        for endpoint in group.endpoints:
            for address in endpoint.addresses if endpoint.ready else ():
                label = _label(endpoint, address)
                if not request.endpoint or request.endpoint == label.lower():
                    name = f"{label}.{suffix}"
                    for number in numbers:
                        yield Target(kind, address, number, name)


def _label(endpoint: Endpoint, address: str) -> str:
    return endpoint.hostname or dashed(address)


def _wanted(request: NameRequest, port: str, protocol: str) -> bool:
    return request.port in ("", port.lower()) and request.protocol in ("", protocol.lower())
