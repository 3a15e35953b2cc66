"""The end of a packet's way: NetworkPolicies on both sides, and whether anything listens."""

from __future__ import annotations

from svcquest.engine.network.owners import NOBODY, Ear, Owner, ears_of, host_ears, owner_of
from svcquest.engine.network.packets import Packet, leaving, masqueraded
from svcquest.engine.network.policies import Party, ask
from svcquest.engine.proxy.decision import Decision
from svcquest.engine.ranges import family_of
from svcquest.engine.state import State
from svcquest.model.frozen import dataclass, replace
from svcquest.model.net import Delivery, Failure, HealthCheck, Hop, ListenerHop, PolicyHop
from svcquest.model.objects import Protocol


@dataclass(frozen=True, slots=True)
class End:
    """How a packet ended and what it met on the last part of its way; the last hop is where a failure happened."""

    delivery: Delivery
    hops: tuple[Hop, ...] = ()


def lost(packet: Packet, failure: Failure, *hops: Hop) -> End:
    """A packet that never reached a listener."""
    dialled = packet.address
    return End(Delivery(failure, address=dialled, port=packet.port, source=packet.source, destination=dialled), hops)


def refuse(packet: Packet, decision: Decision) -> End:
    """A packet that a rule of kube-proxy rejects or drops."""
    if decision.action == "REJECT":
        return lost(packet, Failure.REFUSED)
    # The kernel tells its own process of a drop at once, but TCP keeps trying until it gives up.
    return lost(packet, Failure.DENIED if packet.from_this_node and packet.protocol == "UDP" else Failure.TIMEOUT)


def unanswered(end: End) -> End:
    """The same where the client gets no reply that it would know, whether it is an answer or a refusal."""
    last = end.hops[-1]
    hops = (*end.hops[:-1], replace(last, spoiler="reply")) if isinstance(last, ListenerHop) else end.hops
    return End(replace(end.delivery, failure=Failure.TIMEOUT, pod=None, responder=""), hops)


def unrelayed(protocol: Protocol) -> Failure:
    """What the client of a relaying proxy meets that finds nobody: a connection was taken, a datagram is just gone."""
    return Failure.TIMEOUT if protocol == "UDP" else Failure.EMPTY


def deliver(
    state: State, packet: Packet, address: str, port: int, *, masquerade: bool = False, relayed: bool = False
) -> End:
    """Send a packet from the node (or outside network) that holds it to its final address.

    Args:
        address: after translation; the dialled one where nothing was translated.
        masquerade: the node puts its own address in place of the source.
        relayed: a program on the node makes a connection of its own, instead of passing the packet on.
    """
    owner = owner_of(state, address)
    source = source_at(state, packet, owner, address, masquerade=masquerade)
    hops: list[Hop] = []
    for hop in (
        None if relayed else egress(state, packet, owner, address, port, packet.protocol),
        _ingress(state, packet, owner, source, port, relayed=relayed),
    ):
        if hop is not None:
            hops.append(hop)
            if not hop.allowed:
                delivery = Delivery(Failure.TIMEOUT, None, "", address, port, source, packet.address)
                return End(delivery, tuple(hops))
    if owner.kind == "pod" and address == packet.source and not relayed and not state.settings.hairpin:
        unsent = ListenerHop(owner.name, address, port, packet.protocol, (), accepted=False, source=source)
        delivery = Delivery(Failure.TIMEOUT, None, "", address, port, source, packet.address)
        return End(delivery, (*hops, replace(unsent, spoiler="hairpin")))
    return _listen(packet, owner, ears_of(state, address), (address, port), source, hops)


def at_node(state: State, packet: Packet) -> End:
    """A packet for an address of the node that holds it, which no rule of kube-proxy took."""
    assert packet.node is not None
    owner = Owner("node", f"node {packet.node.name}", packet.node)
    source = packet.address if packet.from_this_node else packet.source
    ears = host_ears(state, packet.node.name)
    return _listen(packet, owner, ears, (packet.address, packet.port), source, [])


def at_self(state: State, packet: Packet) -> End:
    """A packet that a pod or the machine outside sends to itself, over loopback or to its own address."""
    own = packet.origin.addresses[0]
    owner = owner_of(state, own)
    ears = ears_of(state, own)
    return _listen(packet, owner, ears, (packet.address, packet.port), packet.address, [])


def at_health_check(packet: Packet, check: HealthCheck) -> End:
    """kube-proxy's own answer at a health check node port."""
    assert packet.node is not None
    source = packet.address if packet.from_this_node else packet.source
    responder = f"kube-proxy on {packet.node.name}"
    delivery = Delivery(None, None, responder, packet.address, packet.port, source, packet.address, check)
    return End(delivery)


def source_at(state: State, packet: Packet, owner: Owner, address: str, *, masquerade: bool) -> str:
    """The client address that the receiver sees."""
    node = packet.node
    hairpin = address == packet.source
    if node is not None and (masquerade or hairpin):
        return masqueraded(node, owner, family_of(address))
    return leaving(packet, owner, address, state.settings)


def egress(state: State, packet: Packet, owner: Owner, address: str, port: int, protocol: str) -> PolicyHop | None:
    """What the sender's policies say as its packet leaves its node; a pod may always talk to itself and its node."""
    pod = packet.origin.pod
    if pod is None or not packet.at_home or owner.pod is pod:
        return None
    if owner.kind == "node" and owner.node is not None and owner.node.name == pod.node:
        return None
    return ask(state, "egress", pod, Party(address, owner.pod), port, protocol)


def _ingress(state: State, packet: Packet, owner: Owner, source: str, port: int, *, relayed: bool) -> PolicyHop | None:
    """What the receiver's policies say; a pod always hears itself and its node.

    Policies stand before masquerading: on the node where that happens they see the address from before.
    """
    pod = owner.pod
    if pod is None or not owner.up or packet.origin.pod is pod:
        return None
    here = packet.node is not None and packet.node.name == pod.node
    if here and (relayed or packet.from_this_node):
        return None
    seen = packet.source if here else source
    sender = packet.origin.pod if seen in packet.origin.addresses else None
    return ask(state, "ingress", pod, Party(seen, sender), port, packet.protocol)


def _listen(
    packet: Packet, owner: Owner, ears: tuple[Ear, ...], target: tuple[str, int], source: str, hops: list[Hop]
) -> End:
    address, port = target
    if owner is NOBODY or not owner.up:
        where = f"{owner.name}, which is down" if owner.pod or owner.node else "nobody"
        hops.append(ListenerHop(where, address, port, packet.protocol, (), accepted=False, source=source))
        delivery = Delivery(Failure.TIMEOUT, None, "", address, port, source, packet.address)
        return End(delivery, tuple(hops))
    heard = next((ear for ear in ears if ear.hears(address, port, packet.protocol)), None)
    listeners = tuple(ear.listener for ear in ears if not ear.program)
    hops.append(ListenerHop(owner.name, address, port, packet.protocol, listeners, heard is not None, source))
    if heard is None:
        delivery = Delivery(Failure.REFUSED, None, "", address, port, source, packet.address)
    elif heard.program:
        responder = f"{heard.program} on {owner.name.removeprefix('node ')}"
        delivery = Delivery(None, None, responder, address, port, source, packet.address, program=heard.program)
    else:
        responder = f"pod {heard.pod[0]}/{heard.pod[1]}" if heard.pod else owner.name
        delivery = Delivery(None, heard.pod, responder, address, port, source, packet.address)
    return End(delivery, tuple(hops))
