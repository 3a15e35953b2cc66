"""traceroute of busybox: how far packets come."""

from __future__ import annotations

from svcquest.engine.dns import hosts
from svcquest.engine.network.owners import owner_of
from svcquest.terminal.process import Process
from svcquest.terminal.tools import options, wire
from svcquest.terminal.tools.interfaces import gateway_of
from svcquest.terminal.world import world_of

MOST_HOPS = 30
FIRST_TTL = 64
_PROBES = 3
_SECONDS = 5
"""Probes of each hop, and how long to wait for the answer to one."""


def run(process: Process) -> int:
    """``traceroute [-m HOPS] HOST``; silent routers are shown as stars."""
    try:
        given, words = options.parse(process.args, "46FIlnrvf:i:m:p:q:s:t:w:z:")
    except options.OptionError as problem:
        return process.fail(str(problem))
    if not words:
        process.error("BusyBox v1.35.0 multi-call binary.\n\nUsage: traceroute [OPTIONS] HOST [BYTES]")
        return 1
    patience, hops = options.whole(given.get("w", "")), options.whole(given.get("m", ""))
    seconds = _SECONDS if patience is None else patience
    most = MOST_HOPS if hops is None else hops
    found = wire.lookup(process, words[0])
    if not found.addresses:
        return process.fail(f"bad address '{words[0]}'")
    address = found.addresses[0]
    process.print(f"traceroute to {words[0]} ({address}), {most} hops max, 46 byte packets")
    result = wire.ping(process, address)
    world = world_of(process)
    gateway = gateway_of(world.cluster.state, world.vantage)
    last = FIRST_TTL - result.ttl + 1 if result.replied else most
    way = _routers(process, address) if result.replied else ()
    for hop in range(1, min(last, most) + 1):
        if hop == last and result.replied:
            process.print(f"{hop:2}  {address} ({address})  0.061 ms  0.068 ms  0.075 ms")
        elif 1 < hop <= len(way) + 1:
            router = way[hop - 2]
            process.print(f"{hop:2}  {router} ({router})  0.031 ms  0.028 ms  0.027 ms")
        elif hop == 1 and gateway and gateway not in hosts.own_addresses(world.cluster.state, world.vantage):
            process.print(f"{hop:2}  {gateway} ({gateway})  0.010 ms  0.008 ms  0.007 ms")
        else:
            wire.wait(process, _PROBES * seconds)
            process.print(f"{hop:2}{'  *' * _PROBES}")
    return 0


def _routers(process: Process, address: str) -> tuple[str, ...]:
    """Who forwards packets behind the first router: the node of the pod that they are for."""
    owner = owner_of(world_of(process).cluster.state, address)
    return (owner.node.ip,) if owner.pod is not None and owner.node is not None and owner.node.ip else ()
