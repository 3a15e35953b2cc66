"""Whose an address is, and what listens behind it."""

from __future__ import annotations

from typing import Literal

from svcquest.engine.indexes import ENDPOINT_IPS, NODE_IPS, POD_IPS, POD_NODE
from svcquest.engine.per_objects import remembered
from svcquest.engine.settings import Settings
from svcquest.engine.state import State
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import NODE
from svcquest.model.objects import EndpointSlice, Listener, Node, Pod, Protocol
from svcquest.model.resource import ObjectKey

API_SERVICE: ObjectKey = ("default", "kubernetes")
"""The Service whose endpoints are the API servers: machines that are no nodes of the cluster."""


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
    """A listener and the pod it belongs to (None for programs that are no pods).

    Attributes:
        program: name of one of the node's own programs.
    """

    listener: Listener
    pod: ObjectKey | None = None
    program: str = ""

    def hears(self, address: str, port: int, protocol: Protocol) -> bool:
        """Whether it accepts what arrives at an address and port of its host."""
        heard = self.listener
        return heard.port == port and heard.protocol == protocol and heard.hears(address)


NOBODY = Owner("nobody", "nobody", up=False)


@remembered
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


@remembered
def ears_of(state: State, address: str) -> tuple[Ear, ...]:
    """What listens behind an address."""
    owner = owner_of(state, address)
    if owner.pod is not None:
        key = (owner.pod.namespace, owner.pod.name)
        return tuple(Ear(listener, key) for listener in owner.pod.listening)
    if owner.kind == "node" and owner.node is not None:
        return host_ears(state, owner.node.name)
    if owner.kind == "outside":
        found = _api_slice(state, address)
        if found is not None:
            return tuple(Ear(Listener(port.port, port.protocol)) for port in found.ports if port.port)
        return tuple(Ear(Listener(port)) for port in state.settings.external_ports)
    return ()


def host_ears(state: State, node: str) -> tuple[Ear, ...]:
    """What listens on a node's own addresses: the programs of its hostNetwork pods, then its own."""
    from svcquest.engine.network.node_programs import NODE_PROGRAMS  # noqa: PLC0415 - few requests go to a node

    idle = {"kube-proxy"} if node in state.halted else set()
    pods = (each for each in state.find(POD_NODE, node) if each.view.host_network and each.view.alive)
    return (
        *(Ear(listener, each.key) for each in pods for listener in each.view.listening),
        *(Ear(each.listener, program=each.name) for each in NODE_PROGRAMS if each.name not in idle),
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
