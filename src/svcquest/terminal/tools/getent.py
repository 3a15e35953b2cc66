"""getent of glibc: the databases that have to do with names of hosts and ports."""

from __future__ import annotations

from svcquest.engine.dns import hosts
from svcquest.engine.dns.resolver import Family
from svcquest.engine.ranges import is_address
from svcquest.model.dns import Lookup
from svcquest.terminal.process import Process
from svcquest.terminal.tools import wire
from svcquest.terminal.tools.services import service_entry
from svcquest.terminal.world import world_of

NOT_FOUND = 2

_HINT = "Try `getent --help' or `getent --usage' for more information."
_FAMILIES: dict[str, Family] = {"ahosts": "any", "ahostsv4": "IPv4", "ahostsv6": "IPv6"}


def run(process: Process) -> int:
    """``getent DATABASE KEY…``; 2 when a key is not found."""
    if not process.args:
        process.error("getent: wrong number of arguments")
        process.print(_HINT)
        return 1
    database, *keys = process.args
    lookup = {
        "hosts": _hosts,
        "services": _services,
        "passwd": _accounts,
        "group": _accounts,
        **dict.fromkeys(_FAMILIES, _ahosts),
    }.get(database)
    if lookup is None:
        process.error(f"Unknown database: {database}")
        process.print(_HINT)
        return 1
    if not keys:
        return _known_hosts(process) if database in {"hosts", *_FAMILIES} else 0
    found = [lookup(process, database, key) for key in keys]
    return 0 if all(found) else NOT_FOUND


def _hosts(process: Process, _database: str, key: str) -> bool:
    """``gethostbyname2`` for IPv6, then for IPv4; an address is looked up in reverse."""
    if is_address(key):
        names = wire.names_of(process, key)
        if names:
            process.print(f"{key:<15} {' '.join(names)}")
        return bool(names)
    families: tuple[Family, ...] = ("IPv6", "IPv4")
    for family in families:
        found = wire.lookup(process, key, family)
        for address in found.addresses:
            process.print(f"{address:<15} {' '.join((canonical(found), *found.aliases))}")
        if found.addresses:
            return True
    return False


def _ahosts(process: Process, database: str, key: str) -> bool:
    """``getaddrinfo``: three lines an address, the first line of all with the name."""
    found = wire.lookup(process, key, _FAMILIES[database])
    name = canonical(found)
    for address in found.addresses:
        for kind in ("STREAM", "DGRAM", "RAW"):
            process.print(f"{address:<15} {kind:<6} {name}")
            name = ""
    return bool(found.addresses)


def canonical(found: Lookup) -> str:
    """The name that addresses belong to; the one that was looked up where nobody told another."""
    return (found.canonical or found.host).rstrip(".")


def _services(process: Process, _database: str, key: str) -> bool:
    found = service_entry(key)
    if found:
        also = " www" if found.name == "http" else ""
        process.print(f"{found.name:<21} {found.port}/{found.protocol}{also}")
    return found is not None


def _accounts(process: Process, database: str, key: str) -> bool:
    found = account(database, key)
    if found:
        process.print(found)
    return bool(found)


def account(database: str, key: str, shell: str = "/bin/bash") -> str:
    """The line of root, the one account that every image has, in ``passwd`` or ``group``; empty for all others."""
    if key not in {"root", "0"}:
        return ""
    return f"root:x:0:0:root:/root:{shell}" if database == "passwd" else "root:x:0:"


def _known_hosts(process: Process) -> int:
    """Everything that ``/etc/hosts`` says about this machine itself."""
    world = world_of(process)
    own = hosts.own_entries(world.cluster.state, world.vantage)
    for address, names in (*hosts.LOOPBACK[:1], *own):
        process.print(f"{address:<15} {' '.join(names)}")
    return 0
