"""ip of iproute2: what ``ip addr``, ``ip link`` and ``ip route`` show."""

from __future__ import annotations

from ipaddress import IPv4Interface, ip_interface

from svcquest.terminal.process import Process
from svcquest.terminal.tools.interfaces import Interface, interfaces, routes
from svcquest.terminal.world import world_of

_USAGE = """\
Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }
where  OBJECT := { address | link | route }
       OPTIONS := { -4 | -6 | -br[ief] }"""

_OBJECTS = ("address", "link", "route", "neighbour")


def run(process: Process) -> int:
    """``ip [-4|-6] [-br] addr|link|route [show] [dev NAME]``."""
    flags = {word for word in process.args if word.startswith("-")}
    words = [word for word in process.args if not word.startswith("-")]
    thing = next((name for name in _OBJECTS if words and name.startswith(words[0])), "")
    if not thing:
        if words:
            process.error(f'Object "{words[0]}" is unknown, try "ip help".')
            return 1
        process.error(_USAGE)
        return 255
    if len(words) > 1 and words[1] in {"add", "del", "set", "flush", "replace", "change"}:
        process.error("RTNETLINK answers: Operation not permitted")
        return 2
    world = world_of(process)
    state, vantage = world.cluster.state, world.vantage
    if thing == "route":
        for line in () if "-6" in flags else routes(state, vantage):
            process.print(line)
        return 0
    if thing == "neighbour":
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


def _print(process: Process, number: int, interface: Interface, flags: set[str], *, addresses: bool) -> None:
    name = f"{interface.name}@{interface.peer}" if interface.peer else interface.name
    loopback = interface.name == "lo"
    size, queue = (65536, " qlen 1000") if loopback else (1500, "")
    process.print(
        f"{number}: {name}: <{interface.flags}> mtu {size} qdisc noqueue state {interface.state} group default{queue}"
    )
    kind, broadcast = ("loopback", "00:00:00:00:00:00") if loopback else ("ether", "ff:ff:ff:ff:ff:ff")
    process.print(f"    link/{kind} {interface.hardware} brd {broadcast}")
    for text in interface.addresses if addresses else ():
        address = ip_interface(text)
        if ("-4" in flags and address.version == 6) or ("-6" in flags and address.version == 4):
            continue
        if isinstance(address, IPv4Interface):
            around = "" if loopback or address.network.prefixlen == 32 else f" brd {address.network.broadcast_address}"
            scope = "host" if loopback else "global"
            process.print(f"    inet {text}{around} scope {scope} {interface.name}")
        else:
            process.print(f"    inet6 {text} scope {'host' if loopback else 'global'}")
        process.print("       valid_lft forever preferred_lft forever")


def _brief(process: Process, interface: Interface, thing: str) -> None:
    name = f"{interface.name}@{interface.peer}" if interface.peer else interface.name
    rest = " ".join(interface.addresses) if thing == "address" else f"{interface.hardware} <{interface.flags}>"
    process.print(f"{name:<16} {interface.state:<14} {rest}")
