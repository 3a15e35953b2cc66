"""nc of OpenBSD, as Debian packages it (1.219)."""

from __future__ import annotations

from svcquest.engine.dns.resolver import Family
from svcquest.engine.ranges import is_address
from svcquest.model.net import Failure
from svcquest.model.objects import Protocol
from svcquest.terminal.process import Process
from svcquest.terminal.tools import answers, options, wire
from svcquest.terminal.tools.errno import strerror
from svcquest.terminal.tools.services import port_number, service_name

_LONGEST = 2_147_483
"""Seconds that ``-w`` takes at most: as milliseconds they fit into 32 bits."""
_USAGE = (
    "usage: nc [-46CDdFhklNnrStUuvZz] [-I length] [-i interval] [-M ttl]\n"
    "\t  [-m minttl] [-O length] [-P proxy_username] [-p source_port]\n"
    "\t  [-q seconds] [-s sourceaddr] [-T keyword] [-V rtable] [-W recvlimit]\n"
    "\t  [-w timeout] [-X proxy_protocol] [-x proxy_address[:port]]\n"
    "\t  [destination] [port]"
)


def run(process: Process) -> int:
    """``nc [-zvu] [-w SECONDS] HOST PORT``; 1 when no port took the connection, with ``-uv`` without a word."""
    try:
        given, words = options.parse(process.args, "46bCDdFhklNnrStUuvZzI:i:M:m:O:P:p:q:s:T:V:W:w:X:x:")
    except options.OptionError as problem:
        process.error(f"nc: {problem}\n{_USAGE}")
        return 1
    if "l" in given:
        return process.fail("listening is the pods' part here; nc only connects")
    trouble = _trouble(given, words)
    if trouble:
        return process.fail(trouble)
    if len(words) != 2:
        process.error(_USAGE)
        return 1
    host, ports = words
    wanted = _ports(ports)
    if wanted is None:
        return process.fail(f"port number {'too large' if ports.isascii() and ports.isdigit() else 'invalid'}: {ports}")
    family: Family = "IPv6" if "6" in given else "IPv4" if "4" in given else "any"
    if "n" in given and not is_address(host):
        return process.fail(f'getaddrinfo for host "{host}" port {ports}: Name or service not known')
    found = wire.lookup(process, host, family)
    if not found.addresses:
        return process.fail(f'getaddrinfo for host "{host}" port {ports}: {found.failure}')
    status = 1
    for port in wanted:
        for address in found.addresses:
            if _try(process, given, host, address, port):
                status = 0
                break
    return status


def _trouble(given: dict[str, str], words: list[str]) -> str:
    """What is wrong with a command line, empty when nothing is."""
    if "w" in given and options.whole(given["w"], _LONGEST) is None:
        return f"timeout invalid: {given['w']}"
    if "k" in given:
        return "must use -l with -k"
    return "missing port number" if len(words) == 1 else ""


def _ports(text: str) -> list[int] | None:
    """One port by number or name, or a range with a dash."""
    first, dash, last = text.partition("-")
    ends = sorted(end for end in (options.whole(first), options.whole(last)) if end is not None)
    if dash and len(ends) == 2:
        return list(range(ends[0], ends[1] + 1)) if ends[0] else None
    port = port_number(text)
    return None if port is None else [port]


def _try(process: Process, given: dict[str, str], host: str, address: str, port: int) -> bool:
    protocol: Protocol = "UDP" if "u" in given else "TCP"
    place = host if is_address(host) else f"{host} ({address})"
    loud = "v" in given
    patience = float(given.get("w", wire.CONNECT_SECONDS))
    delivery = wire.connect(process, address, port, protocol, patience)
    if protocol == "UDP" and loud and delivery.failure is Failure.REFUSED:
        return False  # a few datagrams try the way before anything is said of it
    reason = "" if protocol == "UDP" else strerror(process, delivery.failure)
    if reason:
        waited = delivery.failure is Failure.TIMEOUT and "w" in given
        reason = "timed out: Operation now in progress" if waited else f"failed: {reason}"
        if loud:
            process.error(f"nc: connect to {place} port {port} ({protocol.lower()}) {reason}")
        return False
    if loud:
        name = ("n" not in given and service_name(port, protocol)) or "*"
        process.error(f"Connection to {place} {port} port [{protocol.lower()}/{name}] succeeded!")
    if "z" not in given:
        answers.greet(process, delivery)
    return True
