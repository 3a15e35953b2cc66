"""A packet on its way, and the source address that it has at its end."""

from __future__ import annotations

from svcquest.engine.network.origins import Origin
from svcquest.engine.network.owners import Owner
from svcquest.engine.ranges import family_of, inside, of_family
from svcquest.engine.settings import Settings
from svcquest.model.frozen import dataclass, replace
from svcquest.model.net import Hop
from svcquest.model.objects import Node, Protocol


@dataclass(frozen=True, slots=True)
class Packet:
    """The first packet of a connection, at some point of its way.

    Attributes:
        source: its source address now.
        address, port: its destination, as dialled.
        node: the node whose kernel holds it; None on a network outside.
        hops: what it met so far.
    """

    origin: Origin
    source: str
    address: str
    port: int
    protocol: Protocol
    node: Node | None
    hops: tuple[Hop, ...] = ()

    @property
    def at_home(self) -> bool:
        """It has not left its sender's machine yet."""
        return self.node is not None and self.origin.node is not None and self.node.name == self.origin.node.name

    @property
    def from_pod(self) -> bool:
        """Its source address is still that of the pod that sent it."""
        return self.origin.pod is not None and self.source in self.origin.addresses

    @property
    def from_this_node(self) -> bool:
        """A process of the node that holds it sent it."""
        return self.origin.is_node and self.at_home

    def passing(self, hop: Hop | None) -> Packet:
        """The packet after one more hop."""
        return self if hop is None else replace(self, hops=(*self.hops, hop))


def masqueraded(node: Node, owner: Owner, family: str) -> str:
    """The source address that a node gives to packets in its own name: that of the interface they leave by.

    For a pod of its own that is the bridge of the pod network, else the network card.
    """
    gateway = of_family(node.gateways, family)
    if owner.kind == "pod" and owner.node is not None and owner.node.name == node.name and gateway:
        return gateway
    return of_family(node.internal_ips, family) or gateway


def leaving(packet: Packet, owner: Owner, address: str, settings: Settings) -> str:
    """The source address of an untranslated packet as its receiver sees it.

    A node's own packets carry the address of the interface they leave by. A pod's keep the pod's address inside of
    the pod network and on the node itself; on the way to anywhere else the pod network masquerades them.
    """
    node = packet.node
    if node is None:
        return packet.source
    if packet.from_this_node:
        if owner.kind == "node" and owner.node is not None and owner.node.name == node.name:
            return address
        return masqueraded(node, owner, family_of(address))
    if packet.from_pod and not inside(address, *settings.pod_cidrs):
        local = owner.kind == "node" and owner.node is not None and owner.node.name == node.name
        return packet.source if local else masqueraded(node, owner, family_of(address))
    return packet.source
