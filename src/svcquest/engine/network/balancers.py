"""Load balancers outside of the cluster: which node their packets go to.

An address of the pool ``Settings.load_balancer_ips`` has a balancer behind it. As a rule it hands packets to a node
as they are (ipMode VIP); with ipMode Proxy it ends connections and makes its own to a node port.
"""

from __future__ import annotations

from svcquest.engine.indexes import SERVICE_ADDRESSES
from svcquest.engine.proxy.routes import routes_of, served, virtual_ips
from svcquest.engine.ranges import family_of
from svcquest.engine.state import State
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import NODE
from svcquest.model.objects import Node, Protocol, Service, ServicePort
from svcquest.model.resource import Resource


@dataclass(frozen=True, slots=True)
class Forwarding:
    """Where a balancer with ipMode Proxy sends what it gets at one port."""

    service: Resource
    port: ServicePort
    node: Node


def announcer(state: State, address: str) -> Node | None:
    """The node that gets the packets for an address of the pool."""
    service = state.first(SERVICE_ADDRESSES, address)
    return _target(state, service, family_of(address)) if service is not None else None


def forwarding(state: State, address: str, port: int, protocol: Protocol) -> Forwarding | None:
    """What a balancer with ipMode Proxy does; None where there is none, or where it has no node port to send to."""
    if address not in state.settings.load_balancer_ips:
        return None
    for service in state.find(SERVICE_ADDRESSES, address):
        if not is_proxied(service.view, address) or not served(service.view):
            continue
        found = next((each for each in service.view.ports if (each.port, each.protocol) == (port, protocol)), None)
        node = _target(state, service, family_of(address))
        if found is not None and found.node_port and node is not None:
            return Forwarding(service, found, node)
    return None


def is_proxied(service: Service, address: str) -> bool:
    """Whether an address of a Service is one that kube-proxy leaves to the balancer."""
    return any(each.ip == address for each in service.ingress) and address not in virtual_ips(service)


def _target(state: State, service: Resource, family: str) -> Node | None:
    """The node that a balancer picks: with policy Local one that reports endpoints at the health check node port.

    Where none does, one whose endpoints terminate but still serve is better than one that drops what comes.
    """
    up: list[Node] = [each.view for each in state.select(NODE) if each.view.ready]
    if not up:
        return None
    if not service.view.external_local:
        return up[0]
    backends = [each for routes in routes_of(state, service, family).ports for each in routes.backends]
    healthy = {each.node for each in backends if each.ready}
    able = healthy or {each.node for each in backends if each.draining}
    return next((node for node in up if node.name in able), up[0])
