"""conntrack: the flows that a node's kernel remembers, with the addresses on both sides of their translation."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.engine.flows import FlowKey, Track
from svcquest.engine.network.origins import origin_of
from svcquest.engine.ranges import family_of
from svcquest.terminal.process import Process
from svcquest.terminal.tools import options
from svcquest.terminal.tools.kernel import may_look, node_of
from svcquest.terminal.world import world_of

_VERSION = "conntrack v1.4.7 (conntrack-tools)"
_NUMBERS = {"TCP": 6, "UDP": 17, "SCTP": 132}
_TIMEOUTS = {"TCP": 86400, "UDP": 120, "SCTP": 210}
"""Seconds for which an idle flow is remembered, as nf_conntrack's settings have them."""
_FILTERS = {
    "p": "protocol",
    "s": "source",
    "d": "address",
    "proto": "protocol",
    "src": "source",
    "dst": "address",
    "orig-port-dst": "port",
    "dport": "port",
    "sport": "client_port",
}


def run(process: Process) -> int:
    """``conntrack -L [-p tcp|udp] [-s ADDRESS] [-d ADDRESS] [--dport PORT]``; flows with a known client port."""
    names = ("dump", "list", "proto=", "src=", "dst=", "orig-port-dst=", "dport=", "sport=", "count", "version")
    try:
        given, _ = options.parse(process.args, "LCDFVp:s:d:f:no:", names)
    except options.OptionError as problem:
        return process.fail(str(problem), 2)
    if given.keys() & {"V", "version"}:
        process.print(_VERSION)
        return 0
    if not may_look(process):
        text = "Operation failed: sorry, you must be root or get CAP_NET_ADMIN capability to do this"
        process.error(f"{_VERSION}: {text}")
        return 1
    if given.keys() & {"D", "F"}:
        return process.fail("flows can be listed here, but not deleted")
    if not given.keys() & {"L", "dump", "list", "C", "count"}:
        process.error(f"{_VERSION}: You need to supply the command")
        return 2
    wanted = {_FILTERS[flag]: value for flag, value in given.items() if flag in _FILTERS}
    lines = list(_lines(process, wanted))
    if given.keys() & {"C", "count"}:
        process.print(str(len(lines)))
        return 0
    for line in lines:
        process.print(line)
    process.error(f"{_VERSION}: {len(lines)} flow entries have been shown.")
    return 0


def _lines(process: Process, wanted: dict[str, str]) -> Iterator[str]:
    node, state = node_of(process), world_of(process).cluster.state
    for key, track in sorted(
        state.flows.tracked.items(), key=lambda item: (item[0].protocol, item[1].last, item[0][1:])
    ):
        origin = origin_of(state, key.client)
        left = int(track.last + _TIMEOUTS[key.protocol] - state.now)
        if node is None or origin is None or left <= 0 or (origin.node is not None and origin.node.name != node.name):
            continue
        source = origin.address(family_of(key.address))
        facts = {"protocol": key.protocol.lower(), "source": source, "address": key.address}
        facts |= {"port": str(key.port), "client_port": str(key.client_port)}
        if all(facts[name] == value for name, value in wanted.items()):
            yield _line(key, track, source, left)


def _line(key: FlowKey, track: Track, source: str, left: int) -> str:
    address, port = track.backend
    established = "ESTABLISHED " if key.protocol != "UDP" else ""
    back = f"src={address} dst={track.delivery.source} sport={port} dport={key.client_port}"
    return (
        f"{key.protocol.lower():<8} {_NUMBERS[key.protocol]} {left} {established}"
        f"src={source} dst={key.address} sport={key.client_port} dport={key.port} {back} [ASSURED] mark=0 use=1"
    )
