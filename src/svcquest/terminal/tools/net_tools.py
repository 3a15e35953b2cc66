"""ifconfig, route and arp, as busybox and net-tools have them."""

from __future__ import annotations

from ipaddress import IPv4Interface, ip_interface, ip_network

from svcquest.terminal.process import Process
from svcquest.terminal.tools.interfaces import Interface, hardware_of, interfaces, neighbours, routes
from svcquest.terminal.world import world_of


def ifconfig(process: Process) -> int:
    """``ifconfig [-a] [NAME]``."""
    world = world_of(process)
    names = [word for word in process.args if not word.startswith("-")]
    found = [each for each in interfaces(world.cluster.state, world.vantage) if each.name in names or not names]
    if not found:
        return process.fail(f"{names[0]}: error fetching interface information: Device not found")
    for interface in found:
        _describe(process, interface)
    return 0


def _describe(process: Process, interface: Interface) -> None:
    loopback = interface.name == "lo"
    kind = "Local Loopback" if loopback else f"Ethernet  HWaddr {interface.hardware.upper()}"
    lines = [f"{interface.name:<9} Link encap:{kind}"]
    for text in interface.addresses:
        address = ip_interface(text)
        if isinstance(address, IPv4Interface):
            around = "" if loopback else f"Bcast:{address.network.broadcast_address}  "
            lines.append(f"          inet addr:{address.ip}  {around}Mask:{address.netmask}")
        else:
            lines.append(f"          inet6 addr: {text} Scope:{'Host' if loopback else 'Global'}")
    flags = "LOOPBACK RUNNING  MTU:65536" if loopback else "BROADCAST RUNNING MULTICAST  MTU:1500"
    lines.append(f"          {'UP ' if 'UP' in interface.flags.split(',') else ''}{flags}  Metric:1")
    process.print("\n".join([*lines, ""]))


def route(process: Process) -> int:
    """``route [-n]``: the IPv4 routes."""
    world = world_of(process)
    process.print("Kernel IP routing table")
    process.print("Destination     Gateway         Genmask         Flags Metric Ref    Use Iface")
    numeric = any("n" in word for word in process.args if word.startswith("-"))
    for line in routes(world.cluster.state, world.vantage):
        words = line.split()
        network = ip_network("0.0.0.0/0" if words[0] == "default" else words[0])
        gateway = words[words.index("via") + 1] if "via" in words else ""
        target = "default" if words[0] == "default" and not numeric else str(network.network_address)
        shown = gateway or ("0.0.0.0" if numeric else "*")
        flags, device = "UG" if gateway else "U", words[words.index("dev") + 1]
        process.print(f"{target:<15} {shown:<15} {network.netmask!s:<15} {flags:<5} 0      0        0 {device}")
    return 0


def arp(process: Process) -> int:
    """``arp [-n|-a]``: the neighbours that were needed so far: the gateway."""
    world = world_of(process)
    for address, device in neighbours(world.cluster.state, world.vantage):
        process.print(f"? ({address}) at {hardware_of(address)} [ether]  on {device}")
    return 0
