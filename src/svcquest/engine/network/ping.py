"""ICMP echo: who answers, who complains, who stays silent.

Services are no machines: no rule of kube-proxy translates ICMP. What differs is whether something answers in the
place of a cluster IP, and that depends on the proxy mode.
"""

from __future__ import annotations

from svcquest.engine.indexes import NODE_IPS, SERVICE_ADDRESSES
from svcquest.engine.network.arrival import egress
from svcquest.engine.network.balancers import is_proxied
from svcquest.engine.network.origins import Origin, origin_of
from svcquest.engine.network.owners import Owner, owner_of
from svcquest.engine.network.packets import Packet, leaving
from svcquest.engine.network.policies import Party, ask
from svcquest.engine.network.router import router_of
from svcquest.engine.proxy.routes import served
from svcquest.engine.ranges import family_of, inside, is_loopback, of_family
from svcquest.engine.state import State
from svcquest.model.net import PingResult, Vantage

FIRST_TTL = 64
"""What Linux sends with; each router on the way back takes one off."""
SILENCE = PingResult(replied=False)
_UNREACHABLE = PingResult(replied=False, error="Network is unreachable")


def ping(state: State, source: Vantage, address: str) -> PingResult:
    """Send one echo request.

    Args:
        address: an IP address; names are the caller's to look up.
    """
    origin = origin_of(state, source)
    family = family_of(address)
    if origin is None or not (origin.address(family) or is_loopback(address)):
        return _UNREACHABLE
    if is_loopback(address) or address in origin.addresses:
        return PingResult(replied=True, ttl=FIRST_TTL)
    packet = Packet(origin, origin.address(family), address, 0, "TCP", origin.node)
    if not state.has(NODE_IPS, address) and origin.node is not None:
        stopped = _at_service_address(state, packet)
        if stopped is not None:
            return stopped
    owner = owner_of(state, address)
    if not owner.up or (origin.node is None and not _reachable_from_outside(state, owner, address)):
        return SILENCE
    if not _let_through(state, packet, owner):
        return SILENCE
    return PingResult(replied=True, ttl=FIRST_TTL - _routers(origin, owner))


def _at_service_address(state: State, packet: Packet) -> PingResult | None:
    """What a node makes of an echo request for an address of a Service or of the Service range."""
    assert packet.node is not None
    mode = router_of(state).mode
    services = [
        each.view
        for each in state.find(SERVICE_ADDRESSES, packet.address)
        if served(each.view) and not is_proxied(each.view, packet.address)
    ]
    if any(
        mode.rejects_unlisted if packet.address in each.cluster_ips else mode.rejects_unlisted_vips for each in services
    ):
        family = family_of(packet.address)
        own = packet.node.gateways if packet.origin.pod is not None else packet.node.internal_ips
        return PingResult(
            replied=False, error="Destination Port Unreachable", error_from=of_family(own, family) or packet.source
        )
    if services:
        return SILENCE
    if mode.drops_unallocated and inside(packet.address, *state.settings.service_cidrs):
        refused = PingResult(replied=False, error="Operation not permitted")
        return refused if packet.origin.is_node else SILENCE
    return None


def _reachable_from_outside(state: State, owner: Owner, address: str) -> bool:
    if owner.kind == "outside":
        return True
    own = owner.kind == "node" and owner.node is not None and address not in owner.node.gateways
    return own or address in state.settings.routes


def _let_through(state: State, packet: Packet, owner: Owner) -> bool:
    """Whether the NetworkPolicies at both ends allow it: rules that name ports never mean ICMP."""
    verdicts = [egress(state, packet, owner, packet.address, 0, "ICMP")]
    pod, origin = owner.pod, packet.origin
    if pod is not None and not (origin.is_node and origin.node is not None and origin.node.name == pod.node):
        source = leaving(packet, owner, packet.address, state.settings)
        sender = origin.pod if source in origin.addresses else None
        verdicts.append(ask(state, "ingress", pod, Party(source, sender), 0, "ICMP"))
    return all(verdict is None or verdict.allowed for verdict in verdicts)


def _routers(origin: Origin, owner: Owner) -> int:
    """Nodes that pass the reply on: that of the pod that answers and that of the pod that asked, where they differ."""
    ends = [
        origin.node.name if origin.node is not None else "",
        owner.node.name if owner.node is not None else "",
    ]
    if ends[0] == ends[1]:
        return 0
    return (origin.pod is not None) + (owner.pod is not None)
