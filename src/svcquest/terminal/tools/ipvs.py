"""ipvsadm and ipset: the virtual servers and sets that kube-proxy's ipvs mode keeps on a node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from svcquest.engine.proxy.listing.ipvs import IpSet, VirtualServer, ip_sets, virtual_servers
from svcquest.engine.proxy.listing.netfilter import InSet
from svcquest.engine.proxy.listing.tables import tables_of
from svcquest.engine.ranges import address_and_port
from svcquest.schema.addresses import Family
from svcquest.terminal.process import Process
from svcquest.terminal.tools import options
from svcquest.terminal.tools.kernel import may_look, node_of, proxied_state
from svcquest.terminal.tools.services import service_name

_TITLE = "IP Virtual Server version 1.2.1 (size=4096)"
_COUNTED = {
    "stats": ("Conns", "InPkts", "OutPkts", "InBytes", "OutBytes"),
    "rate": ("CPS", "InPPS", "OutPPS", "InBPS", "OutBPS"),
}
_SERVICE_FLAGS = {"t": "TCP", "u": "UDP"}


def ipvsadm(process: Process) -> int:
    """``ipvsadm -L [-n] [--stats|--rate] [-t|-u ADDRESS:PORT]``; without arguments as ``-L``."""
    try:
        given, words = options.parse(
            process.args, "LlncCADEadeRSZt:u:h", ("list", "numeric", "stats", "rate", "connection", "sort", "help")
        )
    except options.OptionError as problem:
        return process.fail(str(problem), 2)
    if given.keys() & set("CADEadeRZ"):
        return process.fail("virtual servers follow the Services here, they can be listed but not changed")
    if given.keys() & {"h", "help"} or words:
        process.print("Usage: ipvsadm -L|-l [-n] [--stats | --rate] [-t | -u ADDRESS:PORT]")
        return 0
    if not may_look(process):
        process.error("Can't initialize ipvs: Permission denied (you must be root)")
        return 255
    found = _servers(process)
    wanted = {(_SERVICE_FLAGS[flag], place) for flag, place in given.items() if flag in _SERVICE_FLAGS}
    if wanted:
        found = [each for each in found if (each.protocol, address_and_port(each.address, each.port)) in wanted]
        if not found:
            process.error("No such service")
            return 255
    numeric = bool(given.keys() & {"n", "numeric"})
    counted = next((names for flag, names in _COUNTED.items() if flag in given), None)
    process.print(_TITLE)
    for line in _counters(found, counted, numeric=numeric) if counted else _balancing(found, numeric=numeric):
        process.print(line)
    return 0


def _servers(process: Process) -> list[VirtualServer]:
    node, state = node_of(process), proxied_state(process)
    if node is None or state.settings.proxy_mode != "ipvs":
        return []
    return [*virtual_servers(state, node, "IPv4"), *virtual_servers(state, node, "IPv6")]


def _place(server: VirtualServer, address: str, port: int, *, numeric: bool) -> str:
    known = "" if numeric or server.protocol == "SCTP" else service_name(port, server.protocol)
    return address_and_port(address, known or port)


def _balancing(found: Sequence[VirtualServer], *, numeric: bool) -> list[str]:
    lines = [
        "Prot LocalAddress:Port Scheduler Flags",
        "  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn",
    ]
    for server in found:
        flags = f" persistent {server.persistent}" if server.persistent else ""
        flags += " (mh-fallback)" if server.scheduler == "mh" else ""
        place = _place(server, server.address, server.port, numeric=numeric)
        lines.append(f"{server.protocol:<4} {place} {server.scheduler}{flags}")
        for each in server.servers:
            place = _place(server, each.address, each.port, numeric=numeric)
            lines.append(f"  -> {place:<28} {'Masq':<7} {1:<6} {each.active:<10} {0:<10}")
    return lines


def _counters(found: Sequence[VirtualServer], names: Sequence[str], *, numeric: bool) -> list[str]:
    zeros = "".join(f"{0:>9}" for _ in names)
    lines = [f"{'Prot LocalAddress:Port':<33}" + "".join(f" {name:>8}" for name in names), "  -> RemoteAddress:Port"]
    for server in found:
        place = _place(server, server.address, server.port, numeric=numeric)
        lines.append(f"{server.protocol + '  ' + place:<33}{zeros}")
        places = (_place(server, each.address, each.port, numeric=numeric) for each in server.servers)
        lines.extend(f"  -> {place:<28}{zeros}" for place in places)
    return lines


def ipset(process: Process) -> int:
    """``ipset list [-n] [-t] [SET]``, also as ``ipset -L``."""
    words = [word for word in process.args if not word.startswith("-") or word == "-L"]
    flags = {word.lstrip("-") for word in process.args if word.startswith("-")} - {"L"}
    if "list" in flags:
        words.insert(0, "list")
        flags.discard("list")
    if not words or words[0] not in {"list", "-L"}:
        process.error(
            "ipset v7.19: No command specified." if not words else f"ipset v7.19: Unknown argument {words[0]}"
        )
        process.error("Try `ipset help' for more information.")
        return 1
    if not may_look(process):
        process.error("ipset v7.19: Kernel error received: Operation not permitted")
        return 1
    found = _sets(process)
    if len(words) > 1:
        found = [each for each in found if each.name == words[1]]
        if not found:
            process.error("ipset v7.19: The set with the given name does not exist")
            return 1
    if flags & {"n", "name"}:
        for each in found:
            process.print(each.name)
        return 0
    if found:
        used = _references(process)
        terse = bool(flags & {"t", "terse"})
        process.print("\n\n".join(_described(each, used[each.name], terse=terse) for each in found))
    return 0


def _sets(process: Process) -> list[IpSet]:
    node, state = node_of(process), proxied_state(process)
    if node is None or state.settings.proxy_mode != "ipvs":
        return []
    return [*ip_sets(state, node, "IPv4").values(), *ip_sets(state, node, "IPv6").values()]


def _references(process: Process) -> Counter[str]:
    """How many rules of iptables look into each set."""
    node, state = node_of(process), proxied_state(process)
    assert node is not None
    families: tuple[Family, ...] = ("IPv4", "IPv6")
    return Counter(
        match.name
        for family in families
        for table in tables_of(state, node, family)
        for chain in table.chains
        for rule in chain.rules
        for match in rule.matches
        if isinstance(match, InSet)
    )


def _described(found: IpSet, references: int, *, terse: bool) -> str:
    family = "inet6" if found.name.startswith("KUBE-6-") else "inet"
    bitmap = found.type.startswith("bitmap")
    lines = [
        f"Name: {found.name}",
        f"Type: {found.type}",
        f"Revision: {3 if bitmap else 6}",
        f"Header: {'range 0-65535' if bitmap else f'family {family} hashsize 1024 maxelem 65536'}",
        f"Size in memory: {8264 if bitmap else 216 + 64 * len(found.members)}",
        f"References: {references}",
        f"Number of entries: {len(found.members)}",
    ]
    return "\n".join([*lines, *([] if terse else ["Members:", *found.members])])
