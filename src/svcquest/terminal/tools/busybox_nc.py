"""nc and telnet of busybox 1.35, in the default build and in the one that Alpine makes."""

from __future__ import annotations

from svcquest.model.net import Failure
from svcquest.model.objects import Protocol
from svcquest.terminal.process import Process
from svcquest.terminal.tools import answers, options, wire
from svcquest.terminal.tools.errno import strerror
from svcquest.terminal.tools.services import port_number

_USAGE = """\
BusyBox v1.35.0 multi-call binary.

Usage: nc [-iN] [-wN] [-l] [-p PORT] [-f FILE|IPADDR PORT] [-e PROG]"""

_COMPATIBLE_USAGE = """\
BusyBox v1.35.0 multi-call binary.

Usage: nc [OPTIONS] HOST PORT  - connect
nc [OPTIONS] -l -p PORT [HOST] [PORT]  - listen"""


def run(process: Process) -> int:
    """``nc [-w SECONDS] HOST PORT`` of the default build, which knows neither ``-z`` nor ``-v``."""
    try:
        given, words = options.parse(process.args, "li:w:p:f:e:", permute=False)
    except options.OptionError as problem:
        process.error(f"nc: {problem}\n{_USAGE}")
        return 1
    return _connect(process, given, words, _USAGE)


def compatible(process: Process) -> int:
    """``nc [-zvnu] [-w SECONDS] HOST PORT`` of builds with NC_110_COMPAT."""
    try:
        given, words = options.parse_all(process.args, "lknuvzi:w:p:s:o:e:", permute=False)
    except options.OptionError as problem:
        process.error(f"nc: {problem}\n{_COMPATIBLE_USAGE}")
        return 1
    names = [name for name, _ in given]
    return _connect(process, dict(given), words, _COMPATIBLE_USAGE, verbosity=names.count("v"))


def telnet(process: Process) -> int:
    """``telnet HOST [PORT]``: tells whether something takes the connection; it ends there, as nobody types."""
    words = [word for word in process.args if not word.startswith("-")]
    if not words:
        process.error("BusyBox v1.35.0 multi-call binary.\n\nUsage: telnet [-a] [-l USER] HOST [PORT]")
        return 1
    host, port = words[0], port_number(words[1] if len(words) > 1 else "23")
    if port is None:
        return process.fail(f"bad port '{words[1]}'")
    found = wire.lookup(process, host)
    if not found.addresses:
        return process.fail(f"bad address '{host}'")
    delivery = wire.connect(process, found.addresses[0], port)
    reason = strerror(process, delivery.failure)
    if reason:
        return process.fail(f"can't connect to remote host ({found.addresses[0]}): {reason}")
    process.print(f"Connected to {host}")
    return 0


def _connect(process: Process, given: dict[str, str], words: list[str], usage: str, verbosity: int = 0) -> int:
    if "l" in given:
        return process.fail("listening is the pods' part here; nc only connects")
    if len(words) != 2:
        process.error(usage)
        return 1
    host, port = words[0], port_number(words[1])
    if port is None:
        return process.fail(f"bad port '{words[1]}'")
    found = wire.lookup(process, host)
    if not found.addresses:
        return process.fail(f"bad address '{host}'")
    address = found.addresses[0]
    protocol: Protocol = "UDP" if "u" in given else "TCP"
    wait = options.whole(given.get("w", ""))
    patience = wire.CONNECT_SECONDS if wait is None else wait
    delivery = wire.connect(process, address, port, protocol, patience)
    place = f"{host} ({address}:{port})"
    if delivery.failure is not None and strerror(process, delivery.failure) and protocol == "TCP":
        return _failed(process, given, usage, delivery.failure, address, place, verbosity)
    if verbosity:
        process.error(f"{place} open")
    if "z" not in given:
        answers.greet(process, delivery)
    return 0


def _failed(
    process: Process,
    given: dict[str, str],
    usage: str,
    failure: Failure,
    address: str,
    place: str,
    verbosity: int,
) -> int:
    reason = strerror(process, failure)
    if usage is _USAGE:
        waited = failure is Failure.TIMEOUT and "w" in given
        return process.fail("timed out" if waited else f"can't connect to remote host ({address}): {reason}")
    if verbosity > 1 or (verbosity and failure is not Failure.REFUSED):
        process.error(f"nc: {place}: {reason}")
    if verbosity > 1:
        process.error("sent 0, rcvd 0")
    return 1
