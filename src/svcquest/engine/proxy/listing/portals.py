"""The rules of the userspace proxy, which led packets to ports of its own process.

Follows pkg/proxy/userspace/proxier.go of Kubernetes 1.25, the last version that had it.
"""

from __future__ import annotations

from svcquest.engine.proxy.listing.iptables import address
from svcquest.engine.proxy.listing.netfilter import Comment, Drafts, Local, Port, Redirect, Tracked, Translate
from svcquest.engine.proxy.listing.ports import PortOnNode, ports_on
from svcquest.engine.proxy.modes import MODES, has_rules_for
from svcquest.engine.ranges import address_and_port, of_family
from svcquest.engine.state import State
from svcquest.model.objects import Node
from svcquest.schema.addresses import Family

CONTAINER, HOST = "KUBE-PORTALS-CONTAINER", "KUBE-PORTALS-HOST"
NODE_PORT_CONTAINER, NODE_PORT_HOST = "KUBE-NODEPORT-CONTAINER", "KUBE-NODEPORT-HOST"
NON_LOCAL = "KUBE-NODEPORT-NON-LOCAL"

_FIRST_RELAY_PORT = 35001


def relays(state: State, node: Node, family: Family) -> tuple[tuple[PortOnNode, int], ...]:
    """Each Service port that it knows how to relay, and the port on which the node's proxy listens for it."""
    mode = MODES["userspace"]
    known = (each for each in ports_on(state, node, family) if has_rules_for(mode, each.routes.port.protocol))
    return tuple((port, _FIRST_RELAY_PORT + count) for count, port in enumerate(known))


def write(state: State, node: Node, family: Family, drafts: Drafts) -> None:
    """Add kube-proxy's chains and rules to a node's tables; it knew no families but that of the node."""
    own = of_family(node.internal_ips, family)
    if not own:
        return
    _link(drafts)
    for port, relay in relays(state, node, family):
        comment, to_host = Comment(port.name), Translate(address_and_port(own, relay))
        for ip in (port.cluster_ip, *port.external_ips, *port.balancer_ips):
            match, ends = Port(port.protocol, port.port), {"destination": address(ip)}
            drafts.nat.add(CONTAINER, Redirect(relay), comment, match, **ends)
            drafts.nat.add(HOST, to_host, comment, match, **ends)
        if port.node_port:
            match = Port(port.protocol, port.node_port)
            drafts.nat.add(NODE_PORT_CONTAINER, Redirect(relay), comment, match)
            drafts.nat.add(NODE_PORT_HOST, to_host, comment, match)
            drafts.filter.add(NON_LOCAL, "ACCEPT", comment, match, Tracked("NEW"))


def _link(drafts: Drafts) -> None:
    drafts.nat.declare(CONTAINER, HOST, NODE_PORT_CONTAINER, NODE_PORT_HOST)
    drafts.filter.declare(NON_LOCAL)
    cluster_ips = Comment("handle ClusterIPs; NOTE: this must be before the NodePort rules")
    node_ports = Comment("handle service NodePorts; NOTE: this must be the last rule in the chain")
    for built_in, portal, node_port in (
        ("PREROUTING", CONTAINER, NODE_PORT_CONTAINER),
        ("OUTPUT", HOST, NODE_PORT_HOST),
    ):
        drafts.nat.add(built_in, portal, cluster_ips)
        drafts.nat.add(built_in, node_port, Local("dst"), node_ports)
    drafts.filter.add("INPUT", NON_LOCAL, Comment("Ensure that non-local NodePort traffic can flow"))
