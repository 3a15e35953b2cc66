"""Addresses: families, ranges, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Literal

from svcquest.engine.indexes import ENDPOINT_IPS, NODE_IPS, POD_IPS, POD_NODE
from svcquest.engine.settings import Settings
from svcquest.engine.state import State
from svcquest.model.kinds import NODE
from svcquest.model.objects import EndpointSlice, Listener, Node, Pod, Protocol
from svcquest.model.resource import ObjectKey

API_SERVICE: ObjectKey = ("default", "kubernetes")
"""The Service whose endpoints are the API servers: machines that are no nodes of the cluster."""

_ANY = frozenset({"", "0.0.0.0", "::"})


@lru_cache(maxsize=65536)
def parsed(address: str) -> IPv4Address | IPv6Address | None:
    """An address, None for text that is none."""
    try:
        return ip_address(address)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def network(cidr: str) -> IPv4Network | IPv6Network:
    """A range, host bits cut off."""
    return ip_network(cidr, strict=False)


def inside(address: str, *cidrs: str) -> bool:
    """Whether an address lies in one of some ranges."""
    found = parsed(address)
    return found is not None and any(found in network(cidr) for cidr in cidrs)


def family_of(address: str) -> str:
    """``IPv4`` or ``IPv6``."""
    return "IPv6" if ":" in address else "IPv4"


def of_family(addresses: tuple[str, ...], family: str) -> str:
    """The first address of a family, empty when there is none."""
    return next((each for each in addresses if family_of(each) == family), "")


def is_loopback(address: str) -> bool:
    """Whether packets to an address never leave their sender."""
    found = parsed(address)
    return found is not None and found.is_loopback


@dataclass(frozen=True, slots=True)
class Owner:
    """Whoever receives packets for an address.

    Attributes:
        kind: what it is; ``outside`` is a machine that is no node, API servers included.
        name: in words, such as ``pod shop/web-1``.
        node: the machine it is or runs on.
        up: it is there to receive anything.
    """

    kind: Literal["pod", "node", "outside", "nobody"]
    name: str
    node: Node | None = None
    pod: Pod | None = None
    up: bool = True


@dataclass(frozen=True, slots=True)
class Ear:
    """A listener and the pod it belongs to (None for programs that are no pods)."""

    listener: Listener
    pod: ObjectKey | None = None

    def hears(self, address: str, port: int, protocol: Protocol) -> bool:
        """Whether it accepts what arrives at an address and port of its host."""
        heard = self.listener
        return heard.port == port and heard.protocol == protocol and heard.address in {*_ANY, address}


NOBODY = Owner("nobody", "nobody", up=False)


def owner_of(state: State, address: str) -> Owner:
    """Who has an address in the pod network, among the nodes or outside. Service addresses are nobody's."""
    node = state.first(NODE_IPS, address)
    if node is not None:
        return Owner("node", f"node {node.name}", node.view, up=node.view.ready)
    for each in state.find(POD_IPS, address):
        pod: Pod = each.view
        if pod.alive:
            place = state.get(NODE, "", pod.node)
            up = place is None or place.view.ready
            return Owner("pod", f"pod {pod.namespace}/{pod.name}", place.view if place else None, pod, up=up)
    if address in outside_machines(state.settings):
        return Owner("outside", "external")
    if _api_slice(state, address):
        return Owner("outside", "API server")
    return NOBODY


def ears_of(state: State, owner: Owner, address: str) -> tuple[Ear, ...]:
    """What listens behind an address."""
    if owner.pod is not None:
        key = (owner.pod.namespace, owner.pod.name)
        return tuple(Ear(listener, key) for listener in owner.pod.listeners)
    if owner.kind == "node" and owner.node is not None:
        return host_ears(state, owner.node.name)
    if owner.kind == "outside":
        found = _api_slice(state, address)
        if found is not None:
            return tuple(Ear(Listener(port.port, port.protocol)) for port in found.ports if port.port)
        return tuple(Ear(Listener(port)) for port in state.settings.external_ports)
    return ()


def host_ears(state: State, node: str) -> tuple[Ear, ...]:
    """What listens on a node's own addresses: the programs of its hostNetwork pods."""
    return tuple(
        Ear(listener, each.key)
        for each in state.find(POD_NODE, node)
        if each.view.host_network and each.view.alive
        for listener in each.view.listeners
    )


def outside_machines(settings: Settings) -> frozenset[str]:
    """Addresses outside of the cluster behind which a machine serves."""
    return frozenset((settings.external_ip, *settings.outside_names.values()))


def _api_slice(state: State, address: str) -> EndpointSlice | None:
    """The slice of the API's own Service that lists an address."""
    for each in state.find(ENDPOINT_IPS, address):
        found: EndpointSlice = each.view
        if (found.namespace, found.service) == API_SERVICE:
            return found
    return None
