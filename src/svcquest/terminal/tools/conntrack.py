"""conntrack: the flows that a node's kernel remembers, with the addresses on both sides of their translation."""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from svcquest.engine.flows import FlowKey
from svcquest.engine.indexes import NODE_IPS
from svcquest.engine.network.origins import origin_of
from svcquest.engine.ranges import family_of, is_loopback
from svcquest.engine.state import State
from svcquest.model.frozen import dataclass, replace
from svcquest.model.net import Delivery
from svcquest.terminal.process import Process
from svcquest.terminal.tools import options
from svcquest.terminal.tools.kernel import may_look, node_of
from svcquest.terminal.world import world_of

_VERSION = "conntrack v1.4.7 (conntrack-tools)"
_NUMBERS = {"TCP": 6, "UDP": 17, "SCTP": 132}
_TIMEOUTS = {"TCP": 86400, "UDP": 120, "SCTP": 210}
"""Seconds for which an idle flow is remembered, as nf_conntrack's settings have them."""

_CLOSED = 120
"""Seconds for which a flow is remembered that has ended."""

_FIRST, _EPHEMERAL = 32_768, 28_232
"""The first port that the kernel gives out to clients, and how many there are."""

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
    """``conntrack -L [-p tcp|udp] [-s ADDRESS] [-d ADDRESS] [--dport PORT]``."""
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


@dataclass(frozen=True, slots=True)
class _Flow:
    """An entry: a client's address and port, what it dialled, and where its first packet was delivered."""

    key: FlowKey
    source: str
    delivery: Delivery
    left: int
    closed: bool = False

    @property
    def facts(self) -> dict[str, str]:
        """What filters ask for."""
        ports = {"port": str(self.key.port), "client_port": str(self.key.client_port)}
        return {"protocol": self.key.protocol.lower(), "source": self.source, "address": self.key.address, **ports}

    def __str__(self) -> str:
        key, delivery = self.key, self.delivery
        state = "" if key.protocol == "UDP" else "TIME_WAIT " if self.closed else "ESTABLISHED "
        there = f"src={self.source} dst={key.address} sport={key.client_port} dport={key.port}"
        back = f"src={delivery.address} dst={delivery.source} sport={delivery.port} dport={key.client_port}"
        head = f"{key.protocol.lower():<8} {_NUMBERS[key.protocol]} {self.left} {state}"
        return f"{head}{there} {back} [ASSURED] mark=0 use=1"


def _lines(process: Process, wanted: dict[str, str]) -> Iterator[str]:
    node, state = node_of(process), world_of(process).cluster.state
    if node is None:
        return
    flows = [each for each in (*_kept_open(state), *_closed(state)) if each.left > 0]
    for flow in sorted(flows, key=lambda each: (each.key.protocol, each.left, each.key[1:])):
        if _at(state, flow.key) == node.name and all(flow.facts[name] == value for name, value in wanted.items()):
            yield str(flow)


def _kept_open(state: State) -> Iterator[_Flow]:
    for key, track in state.flows.tracked.items():
        delivery = replace(track.delivery, address=track.backend[0], port=track.backend[1])
        left = int(track.last + _TIMEOUTS[key.protocol] - state.now)
        yield _Flow(key, _source(state, key), delivery, left)


def _closed(state: State) -> Iterator[_Flow]:
    """What tools sent to pods of late; their ports on the client's side are made up."""
    for _, served in sorted(state.flows.served.items()):
        for number, each in enumerate(served):
            request, delivery = each.request, each.delivery
            if is_loopback(delivery.destination):
                continue
            port = _FIRST + (int(each.at) * 31 + crc32(delivery.address.encode()) + number * 7) % _EPHEMERAL
            key = FlowKey(request.source, port, delivery.destination, request.port, request.protocol)
            yield _Flow(key, _source(state, key), delivery, int(each.at + _CLOSED - state.now), closed=True)


def _source(state: State, key: FlowKey) -> str:
    origin = origin_of(state, key.client)
    return origin.address(family_of(key.address)) if origin is not None else ""


def _at(state: State, key: FlowKey) -> str:
    """The node whose kernel translates a flow: the client's, or for one from outside that which it dials."""
    origin = origin_of(state, key.client)
    if origin is not None and origin.node is not None:
        return origin.node.name
    dialled = state.first(NODE_IPS, key.address)
    return dialled.name if dialled is not None else ""
