"""Network interfaces and routes of pods, nodes and the machine outside, derived from the cluster's state."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_interface, ip_network

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
        return hardware_of(str(ip_interface(first).ip))

    @property
    def link_local(self) -> str:
        """The IPv6 address that every interface in use makes for itself from its MAC address; empty for loopback."""
        if self.name == "lo" or "LOWER_UP" not in self.flags:
            return ""
        octets = [int(each, 16) for each in self.hardware.split(":")]
        packed = [octets[0] ^ 2, *octets[1:3], 0xFF, 0xFE, *octets[3:]]
        return f"{IPv6Address(bytes([0xFE, 0x80, *[0] * 6, *packed]))}/64"


def hardware_of(address: str) -> str:
    """The MAC address of the interface that has an IPv4 address."""
    return ":".join(f"{octet:02x}" for octet in (0x0A, 0x58, *ip_address(address).packed))


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
    proxied = state.as_proxied(vantage.name)
    if proxied.settings.proxy_mode == "ipvs":
        found.append(Interface("kube-ipvs0", _virtual_ips(proxied), "BROADCAST,NOARP", state="DOWN"))
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


def routes6(state: State, vantage: Vantage) -> tuple[str, ...]:
    """The IPv6 routes of a place: its own networks, and the gateway where it has an address to speak with."""
    lines, way = [], ""
    for interface in interfaces(state, vantage):
        if interface.name == "lo" or "LOWER_UP" not in interface.flags:
            continue
        wide = [ip_interface(each).network for each in interface.addresses if ":" in each]
        lines += [f"{network} dev {interface.name} proto kernel metric 256 pref medium" for network in wide]
        lines.append(f"fe80::/64 dev {interface.name} proto kernel metric 256 pref medium")
        if wide and vantage.kind == "pod":
            way = f"default via {wide[0][1]} dev {interface.name} metric 1024 pref medium"
    return (*lines, way) if way else tuple(lines)


def route_to(state: State, vantage: Vantage, address: str) -> str:
    """What ``ip route get`` says; empty when there is no way. Follows the longest prefix."""
    own = {str(ip_interface(each).ip): face for face in interfaces(state, vantage) for each in face.addresses}
    if address in own:
        return f"local {address} dev lo src {address} uid 0"
    best: tuple[int, str] = (-1, "")
    for line in routes(state, vantage):
        words = line.split()
        network = ip_network("0.0.0.0/0" if words[0] == "default" else words[0])
        if ip_address(address) in network and network.prefixlen > best[0]:
            best = (network.prefixlen, line)
    if not best[1]:
        return ""
    words = best[1].split()
    device = words[words.index("dev") + 1]
    via = f" via {words[words.index('via') + 1]}" if "via" in words else ""
    source = next((ip for ip, face in own.items() if face.name == device and ":" not in ip), "")
    return f"{address}{via} dev {device} src {source} uid 0"


def neighbours(state: State, vantage: Vantage) -> tuple[tuple[str, str], ...]:
    """Addresses on the same wire that packets went to, with the interface: the gateway."""
    gateway = gateway_of(state, vantage)
    return ((gateway, "eth0"),) if gateway else ()


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
