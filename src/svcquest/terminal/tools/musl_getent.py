"""getent of Alpine, which is NetBSD's on musl: other columns, IPv4 only, and aliases that repeat the name.

Follows main/musl/getent.c of Alpine's packages, and gethostbyname2_r.c and gethostbyaddr_r.c of musl.
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.ranges import is_address
from svcquest.terminal.process import Process
from svcquest.terminal.tools import wire
from svcquest.terminal.tools.getent import NOT_FOUND, account, canonical
from svcquest.terminal.tools.services import service_entry

_USAGE = """\
Usage: getent database [key ...]
	database may be one of:
		ethers group hosts networks passwd protocols services
		shells"""


def run(process: Process) -> int:
    """``getent DATABASE KEY…``; 2 at the first key that is not found."""
    if not process.args:
        process.error(_USAGE)
        return 1
    database, *keys = process.args
    look_up = _DATABASES.get(database)
    if look_up is None:
        process.error(f"getent: Unknown database `{database}': No error information\n{_USAGE}")
        return 1
    for key in keys:
        line = look_up(process, key)
        if not line:
            return NOT_FOUND
        process.print(line)
    return 0


def _hosts(process: Process, key: str) -> str:
    """One address of a name; an address without a name is its own name."""
    if is_address(key):
        address, names = key, wire.names_of(process, key)[:1] * 2 or (key, key)
    else:
        found = wire.lookup(process, key, "IPv4")
        if not found.addresses:
            return ""
        name = canonical(found)
        address, names = found.addresses[0], (name, *dict.fromkeys((name, key.rstrip("."))))
    return f"{address:<16}  {names[0]}  {' '.join(names[1:])}"


def _services(_process: Process, key: str) -> str:
    found = service_entry(key)
    return f"{found.name:<16}  {found.port:5}/{found.protocol}  {found.name}" if found else ""


def _account(_process: Process, key: str) -> str:
    return account("passwd", key, "/bin/sh")


def _group(_process: Process, key: str) -> str:
    found = account("group", key)
    return f"{found}root" if found else ""


_DATABASES: dict[str, Callable[[Process, str], str]] = {
    "hosts": _hosts,
    "services": _services,
    "passwd": _account,
    "group": _group,
    **dict.fromkeys(("ethers", "networks", "protocols", "shells"), lambda _process, _key: ""),
}
