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
        return process.fail(f"port number {'too large' if ports.isdigit() else 'invalid'}: {ports}")
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
    if "w" in given and not given["w"].isdigit():
        return f"timeout invalid: {given['w']}"
    if "k" in given:
        return "must use -l with -k"
    return "missing port number" if len(words) == 1 else ""


def _ports(text: str) -> list[int] | None:
    """One port by number or name, or a range with a dash."""
    first, dash, last = text.partition("-")
    if dash and first.isdigit() and last.isdigit():
        low, high = sorted((int(first), int(last)))
        return list(range(low, min(high, 65535) + 1)) if low else None
    port = port_number(text)
    return None if port is None else [port]


def _try(process: Process, given: dict[str, str], host: str, address: str, port: int) -> bool:
    protocol: Protocol = "UDP" if "u" in given else "TCP"
    place = host if is_address(host) else f"{host} ({address})"
    loud = "v" in given
    patience = float(given["w"]) if given.get("w", "").isdigit() else wire.CONNECT_SECONDS
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
