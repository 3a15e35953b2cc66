"""ip of iproute2: what ``ip addr``, ``ip link`` and ``ip route`` show."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Interface, ip_interface

from svcquest.engine.ranges import parsed
from svcquest.terminal.process import Process
from svcquest.terminal.tools.interfaces import (
    Interface,
    hardware_of,
    interfaces,
    neighbours,
    route_to,
    routes,
    routes6,
)
from svcquest.terminal.world import world_of

_USAGE = """\
Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
where  OBJECT := { address | link | neigh | route | rule }
       OPTIONS := { -4 | -6 | -br[ief] }"""

_OBJECTS = ("address", "link", "route", "rule", "neighbour")

_RULES = """\
0:	from all lookup local
32766:	from all lookup main
32767:	from all lookup default
"""
"""Of every Linux system; nothing here routes by policy."""


def run(process: Process) -> int:
    """``ip [-4|-6] [-br] addr|link|neigh|route|rule [show] [dev NAME]``."""
    flags = {word for word in process.args if word.startswith("-")}
    words = [word for word in process.args if not word.startswith("-")]
    thing = next((name for name in _OBJECTS if words and name.startswith(words[0])), "")
    if not thing:
        if words and words[0] != "help":
            process.error(f'Object "{words[0]}" is unknown, try "ip help".')
            return 1
        process.error(_USAGE)
        return 255
    if len(words) > 1 and words[1] in {"add", "del", "set", "flush", "replace", "change"}:
        process.error("RTNETLINK answers: Operation not permitted")
        return 2
    world = world_of(process)
    state, vantage = world.cluster.state, world.vantage
    if thing == "rule":
        process.print(_RULES, end="")
        return 0
    if thing == "route":
        return _route(process, words[1:], ipv6="-6" in flags)
    if thing == "neighbour":
        for address, device in neighbours(state, vantage):
            process.print(f"{address} dev {device} lladdr {hardware_of(address)} REACHABLE")
        return 0
    named = [word for word in words[1:] if word not in {"show", "list", "sh", "ls", "dev"}]
    found = [
        (number, each) for number, each in enumerate(interfaces(state, vantage), 1) if each.name in named or not named
    ]
    if named and not found:
        process.error(f'Device "{named[0]}" does not exist.')
        return 1
    for number, interface in found:
        if flags & {"-br", "-brief"}:
            _brief(process, interface, thing)
        else:
            _print(process, number, interface, flags, addresses=thing == "address")
    return 0


def _route(process: Process, words: list[str], *, ipv6: bool) -> int:
    world = world_of(process)
    state, vantage = world.cluster.state, world.vantage
    if words[:1] != ["get"]:
        for line in routes6(state, vantage) if ipv6 else routes(state, vantage):
            process.print(line)
        return 0
    if len(words) < 2 or parsed(words[1]) is None:
        process.error(
            f'Error: inet prefix is expected rather than "{words[1]}".'
            if words[1:]
            else "need at least a destination address"
        )
        return 1
    way = route_to(state, vantage, words[1])
    if not way:
        process.error("RTNETLINK answers: Network is unreachable")
        return 2
    process.print(f"{way}\n    cache")
    return 0


def _print(process: Process, number: int, interface: Interface, flags: set[str], *, addresses: bool) -> None:
    name = f"{interface.name}@{interface.peer}" if interface.peer else interface.name
    loopback = interface.name == "lo"
    only6 = addresses and "-6" in flags
    size, queue = (65536, " qlen 1000") if loopback else (1500, "")
    discipline, group = ("", "") if only6 else (" qdisc noqueue", " group default")
    shown = list(_addresses(interface, flags)) if addresses else []
    if addresses and flags & {"-4", "-6"} and not shown:
        return
    if addresses and flags & {"-o", "-oneline"}:
        for line in shown:
            process.print(f"{number}: {interface.name:<7} {line}\\       valid_lft forever preferred_lft forever")
        return
    process.print(f"{number}: {name}: <{interface.flags}> mtu {size}{discipline} state {interface.state}{group}{queue}")
    if not addresses or not flags & {"-4", "-6"}:
        kind, broadcast = ("loopback", "00:00:00:00:00:00") if loopback else ("ether", "ff:ff:ff:ff:ff:ff")
        process.print(f"    link/{kind} {interface.hardware} brd {broadcast}")
    for line in shown:
        process.print(f"    {line}\n       valid_lft forever preferred_lft forever")


def _addresses(interface: Interface, flags: set[str]) -> Iterator[str]:
    """The addresses of an interface as lines, those of the wanted family."""
    loopback = interface.name == "lo"
    for text in interface.addresses:
        address = ip_interface(text)
        if isinstance(address, IPv4Interface) and "-6" not in flags:
            around = "" if loopback or address.network.prefixlen == 32 else f" brd {address.network.broadcast_address}"
            yield f"inet {text}{around} scope {'host' if loopback else 'global'} {interface.name}"
        elif address.version == 6 and "-4" not in flags:
            yield f"inet6 {text} scope {'host' if loopback else 'global'}"
    if interface.link_local and "-4" not in flags:
        yield f"inet6 {interface.link_local} scope link"


def _brief(process: Process, interface: Interface, thing: str) -> None:
    name = f"{interface.name}@{interface.peer}" if interface.peer else interface.name
    rest = " ".join(interface.addresses) if thing == "address" else f"{interface.hardware} <{interface.flags}>"
    process.print(f"{name:<16} {interface.state:<14} {rest}")
