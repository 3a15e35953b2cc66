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
    """The node that gets the packets for an address of the pool: the first that can serve it.

    With policy Local that is one with an endpoint, so that no client is sent where packets are dropped.
    """
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
    ready: list[Node] = [each.view for each in state.select(NODE) if each.view.ready]
    if not ready:
        return None
    if service.view.external_local:
        routes = routes_of(state, service, family)
        able = (node for node in ready if any(each.on(node).local for each in routes.ports))
        return next(able, ready[0])
    return ready[0]
