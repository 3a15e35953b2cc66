"""ncat of the Nmap project (7.95)."""

from __future__ import annotations

from svcquest.engine.ranges import address_and_port
from svcquest.model.net import Failure
from svcquest.model.objects import Protocol
from svcquest.terminal.process import Process
from svcquest.terminal.tools import answers, options, wire
from svcquest.terminal.tools.errno import strerror
from svcquest.terminal.tools.services import port_number

_VERSION = "Ncat: Version 7.95 ( https://nmap.org/ncat )"
_SECONDS = 10.0


def run(process: Process) -> int:
    """``ncat [-zvu] [-w SECONDS] HOST [PORT]``; 1 when nothing takes the connection, 2 when it makes no sense."""
    long = ("udp", "wait=", "verbose", "listen", "ssl", "recv-only", "send-only", "version", "help")
    try:
        given, words = options.parse(process.args, "46uvzw:lkp:i:ntC", long)
    except options.OptionError as problem:
        process.error(
            f"ncat: {problem}\n"
            "Ncat: Try `--help' or man(1) ncat for more information, usage options and help. QUITTING."
        )
        return 2
    if "version" in given:
        process.error(_VERSION)
        return 0
    if "l" in given or "listen" in given:
        return process.fail("listening is the pods' part here; ncat only connects", 2)
    port = port_number(words[1] if len(words) > 1 else "31337")
    if not words or port is None:
        return _quit(
            process, "You must specify a host to connect to." if not words else f'Invalid port number "{words[1]}".'
        )
    if "v" in given or "verbose" in given:
        process.error(_VERSION)
    found = wire.lookup(process, words[0], "IPv6" if "6" in given else "IPv4" if "4" in given else "any")
    if not found.addresses:
        return _quit(process, f'Could not resolve hostname "{words[0]}": {found.failure}.')
    return _connect(process, given, found.addresses[0], port)


def _quit(process: Process, text: str) -> int:
    process.error(f"Ncat: {text} QUITTING.")
    return 2


def _connect(process: Process, given: dict[str, str], address: str, port: int) -> int:
    loud = "v" in given or "verbose" in given
    protocol: Protocol = "UDP" if "u" in given or "udp" in given else "TCP"
    wait = options.whole(given.get("w", given.get("wait", "")).rstrip("s"))
    delivery = wire.connect(process, address, port, protocol, _SECONDS if wait is None else wait)
    lost = delivery.failure is Failure.TIMEOUT
    reason = "TIMEOUT" if lost else strerror(process, delivery.failure)
    failed = bool(reason) and not (lost and protocol == "UDP")
    if (loud and protocol == "UDP") or (loud and not failed):
        process.error(f"Ncat: Connected to {address_and_port(address, port)}.")
    if failed:
        process.error(f"Ncat: {reason}.")
        return 1
    received = "" if "z" in given else answers.greet(process, delivery)
    if loud:
        process.error(f"Ncat: {len(process.stdin)} bytes sent, {len(received)} bytes received in 0.01 seconds.")
    return 0
