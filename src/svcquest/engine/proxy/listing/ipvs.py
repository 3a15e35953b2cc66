"""What kube-proxy sets up in ipvs mode: virtual servers and ipsets.

Follows pkg/proxy/ipvs/proxier.go syncProxyRules.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from svcquest.engine.proxy.listing.ports import PortOnNode, health_ports, ports_on
from svcquest.engine.proxy.topology import Backend
from svcquest.engine.ranges import all_of_family
from svcquest.engine.state import State
from svcquest.model.frozen import dataclass
from svcquest.model.objects import Node, Protocol
from svcquest.schema.addresses import Family

_PROTOCOL_ORDER = ("TCP", "UDP", "SCTP")


@dataclass(frozen=True, slots=True)
class RealServer:
    """An endpoint behind a virtual server; ``active`` counts the open connections to it."""

    address: str
    port: int
    active: int = 0


@dataclass(frozen=True, slots=True)
class VirtualServer:
    """An address and port that the kernel balances.

    Attributes:
        scheduler: by the name of its kernel module.
        persistent: seconds for which a client stays with its endpoint, 0 for none.
    """

    protocol: Protocol
    address: str
    port: int
    scheduler: str
    persistent: int
    servers: tuple[RealServer, ...]


@dataclass(frozen=True, slots=True)
class IpSet:
    """A set of addresses and ports that rules of iptables look things up in. ``comment`` tells what for."""

    name: str
    type: str
    comment: str
    members: tuple[str, ...]


def virtual_servers(state: State, node: Node, family: Family) -> tuple[VirtualServer, ...]:
    """The virtual servers of a node, by protocol, address and port."""
    here = all_of_family((*node.internal_ips, *node.gateways), family)
    active = state.flows.open_connections
    found = [
        VirtualServer(
            protocol=port.routes.port.protocol,
            address=ip,
            port=number,
            scheduler=state.settings.scheduler,
            persistent=port.affinity_seconds,
            servers=tuple(RealServer(each.address, each.port, active.get((each.address, each.port), 0)) for each in to),
        )
        for port in ports_on(state, node, family)
        for ip, number, to in _addresses(port, here)
    ]
    return tuple(sorted(found, key=_place))


def _place(server: VirtualServer) -> tuple[int, int, int]:
    return (_PROTOCOL_ORDER.index(server.protocol), int(ip_address(server.address)), server.port)


def _addresses(port: PortOnNode, here: tuple[str, ...]) -> Iterator[tuple[str, int, tuple[Backend, ...]]]:
    """Where a Service port is reached, and by which endpoints. Follows syncEndpoint."""
    yield port.cluster_ip, port.port, _or_all(port, local=port.internal_local)
    outer = _or_all(port, local=port.external_local)
    for ip in (*port.external_ips, *port.balancer_ips):
        yield ip, port.port, outer
    for ip in here if port.node_port else ():
        yield ip, port.node_port, outer


def _or_all(port: PortOnNode, *, local: bool) -> tuple[Backend, ...]:
    """Endpoints on this node if only those count. Without one all are listed, for the sake of the node's own pods."""
    return (port.local or port.cluster) if local else port.cluster


_SETS: tuple[tuple[str, str, str], ...] = (
    ("CLUSTER-IP", "hash:ip,port", "Kubernetes service cluster ip + port for masquerade purpose"),
    ("EXTERNAL-IP", "hash:ip,port", "Kubernetes service external ip + port for masquerade and filter purpose"),
    ("EXTERNAL-IP-LOCAL", "hash:ip,port", "Kubernetes service external ip + port with externalTrafficPolicy=local"),
    ("HEALTH-CHECK-NODE-PORT", "bitmap:port", "Kubernetes health check node port"),
    ("IPVS-IPS", "hash:ip", ""),
    ("LOAD-BALANCER", "hash:ip,port", "Kubernetes service lb portal"),
    (
        "LOAD-BALANCER-FW",
        "hash:ip,port",
        "Kubernetes service load balancer ip + port for load balancer with sourceRange",
    ),
    (
        "LOAD-BALANCER-LOCAL",
        "hash:ip,port",
        "Kubernetes service load balancer ip + port with externalTrafficPolicy=local",
    ),
    (
        "LOAD-BALANCER-SOURCE-CIDR",
        "hash:ip,port,net",
        "Kubernetes service load balancer ip + port + source cidr for packet filter purpose",
    ),
    (
        "LOAD-BALANCER-SOURCE-IP",
        "hash:ip,port,ip",
        "Kubernetes service load balancer ip + port + source IP for packet filter purpose",
    ),
    ("LOOP-BACK", "hash:ip,port,ip", "Kubernetes endpoints dst ip:port, source ip for solving hairpin purpose"),
    ("NODE-PORT-LOCAL-SCTP-HASH", "hash:ip,port", "Kubernetes nodeport SCTP port with externalTrafficPolicy=local"),
    ("NODE-PORT-LOCAL-TCP", "bitmap:port", "Kubernetes nodeport TCP port with externalTrafficPolicy=local"),
    ("NODE-PORT-LOCAL-UDP", "bitmap:port", "Kubernetes nodeport UDP port with externalTrafficPolicy=local"),
    ("NODE-PORT-SCTP-HASH", "hash:ip,port", "Kubernetes nodeport SCTP port for masquerade purpose"),
    ("NODE-PORT-TCP", "bitmap:port", "Kubernetes nodeport TCP port for masquerade purpose"),
    ("NODE-PORT-UDP", "bitmap:port", "Kubernetes nodeport UDP port for masquerade purpose"),
)


def set_name(short: str, family: Family) -> str:
    """``KUBE-CLUSTER-IP``; ``KUBE-6-CLUSTER-IP`` where it holds IPv6 addresses. Follows NewIPSet."""
    return f"KUBE-6-{short}" if family == "IPv6" else f"KUBE-{short}"


def ip_sets(state: State, node: Node, family: Family) -> dict[str, IpSet]:
    """The sets of a node by their names without ``KUBE-``."""
    members: dict[str, dict[str, None]] = {short: {} for short, _, _ in _SETS}
    for port in ports_on(state, node, family):
        for short, member in _members(port, node, family):
            members[short][member] = None
    for _, number in health_ports(state, family):
        members["HEALTH-CHECK-NODE-PORT"][str(number)] = None
    return {
        short: IpSet(set_name(short, family), kind, comment, tuple(members[short])) for short, kind, comment in _SETS
    }


def _members(port: PortOnNode, node: Node, family: Family) -> Iterator[tuple[str, str]]:
    place = f"{port.protocol}:{port.port}"
    yield "CLUSTER-IP", f"{port.cluster_ip},{place}"
    for each in port.reachable:
        if each.node == node.name:
            yield "LOOP-BACK", f"{each.address},{port.protocol}:{each.port},{each.address}"
    for ip in port.external_ips:
        yield "EXTERNAL-IP-LOCAL" if port.external_local else "EXTERNAL-IP", f"{ip},{place}"
    for ip in port.balancer_ips:
        yield from _balancer(port, f"{ip},{place}", ip)
    for ip in (port.cluster_ip, *port.external_ips, *port.balancer_ips):
        yield "IPVS-IPS", ip
    if port.node_port:
        yield from _node_port(port, node, family)


def _balancer(port: PortOnNode, member: str, ip: str) -> Iterator[tuple[str, str]]:
    yield "LOAD-BALANCER", member
    if port.external_local:
        yield "LOAD-BALANCER-LOCAL", member
    if port.source_ranges:
        yield "LOAD-BALANCER-FW", member
        for cidr in port.source_ranges:
            yield "LOAD-BALANCER-SOURCE-CIDR", f"{member},{cidr}"
        if port.admits_node:
            yield "LOAD-BALANCER-SOURCE-IP", f"{member},{ip}"


def _node_port(port: PortOnNode, node: Node, family: Family) -> Iterator[tuple[str, str]]:
    sctp = port.protocol == "sctp"
    kind = "SCTP-HASH" if sctp else port.protocol.upper()
    here = all_of_family((*node.internal_ips, *node.gateways), family)
    members = [f"{ip},sctp:{port.node_port}" for ip in here] if sctp else [str(port.node_port)]
    for member in members:
        yield f"NODE-PORT-{kind}", member
        if port.external_local:
            yield f"NODE-PORT-LOCAL-{kind}", member
