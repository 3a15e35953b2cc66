"""ping of iputils and of busybox 1.35."""

from __future__ import annotations

import re
from collections.abc import Callable

from svcquest.engine.dns.resolver import Family
from svcquest.engine.ranges import family_of, is_address
from svcquest.model.frozen import dataclass
from svcquest.model.net import PingResult
from svcquest.terminal.process import Process
from svcquest.terminal.tools import options, wire
from svcquest.terminal.world import world_of

UNENDING = 4
"""Packets sent when no count was given, before somebody presses Ctrl-C."""

_NO_HOST = 2
_LINGER = 10.0
_MOST, _LARGEST = 1000, 2**63 - 1
"""Packets that are sent at most, whatever was asked for; and what may be asked for."""
_SIZE, _ICMP, _HEADERS = 56, 8, 28
"""Bytes of data in a packet, of its ICMP header, and of that with the IPv4 header before it."""
_TIMESTAMP, _BUSYBOX_TIMESTAMP = 16, 4
"""Bytes of data that hold the time at which a packet was sent."""


@dataclass(frozen=True, slots=True)
class _Target:
    """Whom to ping, and how.

    Attributes:
        name: as ping shows it.
        endless: until somebody presses Ctrl-C, which is after ``count`` packets here.
        interval: seconds between packets.
        linger: seconds to wait for the last reply.
        size: bytes of data in each packet.
        stamped: each line begins with the time (``-D``).
        outstanding: replies that have not come are told of before the next packet (``-O``).
    """

    name: str
    address: str
    count: int
    endless: bool
    quiet: bool
    interval: float
    linger: float
    size: int
    stamped: bool
    outstanding: bool

    @property
    def timed(self) -> bool:
        """Whether a packet has room for the time at which it was sent."""
        return self.size >= _TIMESTAMP


def iputils(process: Process) -> int:
    """``ping [-c COUNT] HOST`` of iputils; 1 without replies, 2 when the host is not known."""
    try:
        given, words = options.parse(process.args, "46AbBc:dDfhi:I:l:LM:m:nOp:qQ:rRs:S:t:T:UvVw:W:")
    except options.OptionError as problem:
        return process.fail(str(problem), _NO_HOST)
    if "V" in given:
        process.print("ping from iputils 20221126")
        return 0
    if len(words) != 1:
        return process.fail("usage error: Destination address required", 1)
    count = given.get("c")
    if count is not None and not options.whole(count, _LARGEST):
        bounds = f": out of range: 1 <= value <= {_LARGEST}" if count.isascii() and count.isdigit() else ""
        return process.fail(f"invalid argument: '{count}'{bounds}", 1)
    found = wire.lookup(process, words[0], _family(given))
    if not found.addresses:
        failure = str(found.failure)
        if given.keys() & {"4", "6"} and failure == "No address associated with hostname":
            failure = "Address family for hostname not supported"
        return process.fail(f"{words[0]}: {failure}", _NO_HOST)
    address = found.addresses[0]
    name = address if is_address(words[0]) else found.canonical
    target = _target(given, name, address)
    if family_of(address) == "IPv6":
        process.print(f"PING {name}({name if name == address else f'{name} ({address})'}) {target.size} data bytes")
    else:
        process.print(f"PING {name} ({address}) {target.size}({target.size + _HEADERS}) bytes of data.")
    results = _send(process, target, _iputils_line)
    _iputils_statistics(process, target, results)
    return 0 if any(result.replied for result in results) else 1


def busybox(process: Process) -> int:
    """``ping [-c COUNT] HOST`` of busybox; 1 without replies."""
    try:
        given, words = options.parse(process.args, "46c:s:t:w:W:I:A:i:p:q")
    except options.OptionError as problem:
        return process.fail(str(problem))
    if len(words) != 1:
        process.error("BusyBox v1.35.0 multi-call binary.\n\nUsage: ping [OPTIONS] HOST")
        return 1
    count = given.get("c")
    if count is not None and options.whole(count, _LARGEST) is None:
        return process.fail(f"invalid number '{count}'")
    found = wire.lookup(process, words[0], _family(given))
    if not found.addresses:
        return process.fail(f"bad address '{words[0]}'")
    address = found.addresses[0]
    target = _target(given, words[0], address)
    process.print(f"PING {words[0]} ({address}): {target.size} data bytes")
    results = _send(process, target, _busybox_line)
    _busybox_statistics(process, target, results)
    return 0 if any(result.replied for result in results) else 1


def _target(given: dict[str, str], name: str, address: str) -> _Target:
    """What ``-c``, ``-i``, ``-w`` and ``-W`` make of it; ``-w`` ends everything after so many seconds."""
    interval = _seconds(given.get("i"), 1.0)
    deadline = _seconds(given.get("w"), 0.0)
    count = int(given.get("c") or 0)
    sent = count or UNENDING
    if deadline:
        fit = max(int(deadline / interval), 1) if interval else sent
        sent = min(sent, fit) if count else fit
    linger = _seconds(given.get("W"), _LINGER)
    linger = min(linger, max(deadline - (sent - 1) * interval, 0.0)) if deadline else linger
    size = options.whole(given.get("s", ""))
    return _Target(
        name=name,
        address=address,
        count=min(sent, _MOST),
        endless=not (count or deadline),
        quiet="q" in given,
        interval=interval,
        linger=linger,
        size=_SIZE if size is None else size,
        stamped="D" in given,
        outstanding="O" in given,
    )


def _seconds(text: str | None, usual: float) -> float:
    return float(text) if text and re.fullmatch(r"\d{1,6}(\.\d*)?", text) else usual


def _family(given: dict[str, str]) -> Family:
    return "IPv6" if "6" in given else "IPv4" if "4" in given else "any"


def _send(process: Process, target: _Target, line: Callable[[_Target, int, PingResult], str]) -> list[PingResult]:
    results: list[PingResult] = []
    for number in range(target.count):
        process.budget.take_step()
        if number:
            wire.wait(process, target.interval)
            if target.outstanding and not (results[-1].replied or results[-1].error or target.quiet):
                process.print(f"no answer yet for icmp_seq={number}")
        result = wire.ping(process, target.address)
        results.append(result)
        text = line(target, number, result)
        if text and result.error and not result.error_from:
            process.error(text)
        elif text and not target.quiet:
            process.print(f"[{world_of(process).cluster.state.now:.6f}] {text}" if target.stamped else text)
    if results and not results[-1].replied and not results[-1].error:
        wire.wait(process, target.linger)
    return results


def _iputils_line(target: _Target, number: int, result: PingResult) -> str:
    if result.replied:
        where = target.address if target.name == target.address else f"{target.name} ({target.address})"
        took = f" time={_took(number)} ms" if target.timed else ""
        return f"{target.size + _ICMP} bytes from {where}: icmp_seq={number + 1} ttl={result.ttl}{took}"
    if result.error_from:
        return f"From {result.error_from} icmp_seq={number + 1} {result.error}"
    return f"ping: sendmsg: {result.error}" if result.error else ""


def _busybox_line(target: _Target, number: int, result: PingResult) -> str:
    if result.replied:
        took = f" time={_took(number)} ms" if target.size >= _BUSYBOX_TIMESTAMP else ""
        return f"{target.size + _ICMP} bytes from {target.address}: seq={number} ttl={result.ttl}{took}"
    return f"ping: sendto: {result.error}" if result.error and not result.error_from else ""


def _iputils_statistics(process: Process, target: _Target, results: list[PingResult]) -> None:
    received = sum(result.replied for result in results)
    errors = sum(bool(result.error_from) for result in results)
    text = f"{len(results)} packets transmitted, {received} received, "
    text += f"+{errors} errors, " if errors else ""
    elapsed = int((len(results) - 1) * target.interval * 1000) + len(results) - 1
    process.print(f"{'^C' if target.endless else ''}\n--- {target.name} ping statistics ---")
    process.print(f"{text}{_lost(results)}% packet loss, time {elapsed}ms")
    times = [_took(number) for number, result in enumerate(results) if result.replied and target.timed]
    if times:
        low, middle, high, spread = _summary(times)
        process.print(f"rtt min/avg/max/mdev = {low}/{middle}/{high}/{spread} ms")
    else:
        process.print()


def _busybox_statistics(process: Process, target: _Target, results: list[PingResult]) -> None:
    received = sum(result.replied for result in results)
    process.print(f"{'^C' if target.endless else ''}\n--- {target.name} ping statistics ---")
    process.print(f"{len(results)} packets transmitted, {received} packets received, {_lost(results)}% packet loss")
    timed = target.size >= _BUSYBOX_TIMESTAMP
    times = [_took(number) for number, result in enumerate(results) if result.replied and timed]
    if times:
        low, middle, high, _ = _summary(times)
        process.print(f"round-trip min/avg/max = {low}/{middle}/{high} ms")


def _lost(results: list[PingResult]) -> int:
    return 100 * sum(not result.replied for result in results) // len(results) if results else 0


def _took(number: int) -> str:
    """Milliseconds of a round trip: the first one also finds the neighbour's address."""
    return "0.412" if number == 0 else f"0.0{61 + number * 7 % 30}"


def _summary(times: list[str]) -> tuple[str, str, str, str]:
    values = [float(time) for time in times]
    middle = sum(values) / len(values)
    spread = (sum((value - middle) ** 2 for value in values) / len(values)) ** 0.5
    return min(times), f"{middle:.3f}", max(times), f"{spread:.3f}"
