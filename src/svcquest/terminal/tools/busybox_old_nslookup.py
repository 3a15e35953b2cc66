"""nslookup of busybox up to 1.28, which many guides still tell to use.

Follows networking/nslookup_old.c: it asks the C library, search list included, and names each address in reverse.
"""

from __future__ import annotations

from svcquest.terminal.process import Process
from svcquest.terminal.tools import bind, wire

_USAGE = """\
BusyBox v1.28.4 multi-call binary.

Usage: nslookup [HOST] [SERVER]"""


def run(process: Process) -> int:
    """``nslookup HOST [SERVER]``; 1 when the name is unknown or no server replies."""
    words = process.args
    if not words or len(words) > 2 or words[0].startswith("-"):
        process.error(_USAGE)
        return 1
    server = next(iter(wire.resolv_conf(process).nameservers), "127.0.0.1")
    if len(words) > 1:
        server = bind.server_address(process, words[1]) or ""
        if not server:
            return process.fail(f"can't resolve '{words[1]}'")
    _show(process, "Server:", server, (server,), server)
    process.print()
    found = wire.lookup(process, words[0], nameserver=server)
    if not found.addresses:
        return process.fail(f"can't resolve '{words[0]}'")
    _show(process, "Name:", words[0], found.addresses, server)
    return 0


def _show(process: Process, title: str, name: str, addresses: tuple[str, ...], server: str) -> None:
    process.print(f"{title:<10} {name}")
    for number, address in enumerate(addresses, 1):
        known = wire.names_of(process, address, nameserver=server)
        process.print(f"Address {number}: {address}{f' {known[0]}' if known else ''}")
