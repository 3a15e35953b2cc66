"""Network interfaces and routes of pods, nodes and the machine outside, derived from the cluster's state."""

from __future__ import annotations

from ipaddress import ip_address, ip_interface, ip_network

from svcquest.engine.dns import hosts
from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.net import Vantage
from svcquest.model.objects import Node, Pod, Service

LAN_BITS = 24


@dataclass(frozen=True, slots=True)
class Interface:
    """A network interface.

    Attributes:
        name: such as ``eth0``; ``peer`` follows an ``@`` for one end of a pair.
        addresses: with prefix length.
        flags: as ``ip`` prints them between angle brackets.
    """

    name: str
    addresses: tuple[str, ...]
    flags: str = "BROADCAST,MULTICAST,UP,LOWER_UP"
    peer: str = ""
    state: str = "UP"

    @property
    def hardware(self) -> str:
        """The MAC address, made from the first IPv4 address as the bridge plugin does."""
        if self.name == "lo":
            return "00:00:00:00:00:00"
        first = next((each for each in self.addresses if ":" not in each), "0.0.0.0/0")
        packed = ip_interface(first).ip.packed
        return ":".join(f"{octet:02x}" for octet in (0x0A, 0x58, *packed))


LOOPBACK = Interface("lo", ("127.0.0.1/8", "::1/128"), "LOOPBACK,UP,LOWER_UP", state="UNKNOWN")


def interfaces(state: State, vantage: Vantage) -> tuple[Interface, ...]:
    """The interfaces of a place, loopback first."""
    pod = _pod(state, vantage)
    if pod is not None and not pod.host_network:
        ips = tuple(f"{ip}/{_pod_bits(state, pod, ip)}" for ip in pod.ips)
        return (LOOPBACK, Interface("eth0", ips, peer="if7"))
    node = _node(state, vantage, pod)
    if node is None:
        own = hosts.own_addresses(state, vantage)
        return (LOOPBACK, Interface("eth0", tuple(f"{ip}/{LAN_BITS}" for ip in own)))
    found = [LOOPBACK, Interface("eth0", tuple(f"{ip}/{LAN_BITS}" for ip in node.internal_ips))]
    bridge = tuple(f"{first}/{ip_network(cidr).prefixlen}" for cidr, first in _bridges(node))
    if bridge:
        found.append(Interface("cni0", bridge))
    if state.settings.proxy_mode == "ipvs":
        found.append(Interface("kube-ipvs0", _virtual_ips(state), "BROADCAST,NOARP", state="DOWN"))
    return tuple(found)


def routes(state: State, vantage: Vantage) -> tuple[str, ...]:
    """The IPv4 routes of a place, one line each as ``ip route`` prints them."""
    pod = _pod(state, vantage)
    gateway = gateway_of(state, vantage)
    if pod is not None and not pod.host_network:
        if not pod.ip:
            return ()
        own = ip_interface(f"{pod.ip}/{_pod_bits(state, pod, pod.ip)}").network
        return (f"default via {gateway} dev eth0", f"{own} dev eth0 proto kernel scope link src {pod.ip}")
    node = _node(state, vantage, pod)
    address = node.ip if node else state.settings.external_ip
    lan = ip_interface(f"{address}/{LAN_BITS}").network
    lines = [f"default via {gateway} dev eth0 proto static"]
    lines += _pod_routes(state, node) if node else []
    return (*lines, f"{lan} dev eth0 proto kernel scope link src {address}")


def gateway_of(state: State, vantage: Vantage) -> str:
    """Where packets for elsewhere go first, empty for a pod without an address."""
    pod = _pod(state, vantage)
    if pod is not None and not pod.host_network:
        if not pod.ip:
            return ""
        return str(ip_interface(f"{pod.ip}/{_pod_bits(state, pod, pod.ip)}").network[1])
    return state.settings.node_resolver


def _pod_routes(state: State, here: Node) -> list[str]:
    lines = []
    for resource in state.select(kinds.NODE):
        node: Node = resource.view
        for cidr, first in _bridges(node):
            if ":" in cidr:
                continue
            if node.name == here.name:
                lines.append(f"{cidr} dev cni0 proto kernel scope link src {first}")
            elif node.ip:
                lines.append(f"{cidr} via {node.ip} dev eth0")
    return lines


def _bridges(node: Node) -> list[tuple[str, str]]:
    return [(cidr, str(ip_network(cidr)[1])) for cidr in node.pod_cidrs]


def _virtual_ips(state: State) -> tuple[str, ...]:
    """Addresses that ipvs binds: everything at which a Service is reached."""
    found: dict[str, None] = {}
    for resource in state.select(kinds.SERVICE):
        service: Service = resource.view
        own = [ip for ip in service.cluster_ips if ip != "None"]
        for address in (*own, *service.external_ips, *(each.ip for each in service.ingress if each.ip)):
            found[f"{address}/{ip_address(address).max_prefixlen}"] = None
    return tuple(found)


def _pod_bits(state: State, pod: Pod, address: str) -> int:
    """The length of the pod range of a pod's node."""
    node = _node(state, Vantage("node", "", pod.node), None)
    for cidr in node.pod_cidrs if node else ():
        if ip_address(address) in ip_network(cidr):
            return ip_network(cidr).prefixlen
    return 64 if ":" in address else LAN_BITS


def _pod(state: State, vantage: Vantage) -> Pod | None:
    found = state.get(kinds.POD, vantage.namespace, vantage.name) if vantage.kind == "pod" else None
    return found.view if found else None


def _node(state: State, vantage: Vantage, pod: Pod | None) -> Node | None:
    name = pod.node if pod else vantage.name
    found = state.get(kinds.NODE, "", name) if vantage.kind != "external" else None
    return found.view if found else None
