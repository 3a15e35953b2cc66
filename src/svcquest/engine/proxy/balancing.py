"""Which endpoint a new connection goes to: random choice, ipvs's schedulers, session affinity.

kube-proxy gives all endpoints the same weight, so the weighted schedulers of ipvs equal the plain ones. Connections
are taken to be over before the next begins, except those whose client port is known (``Request.source_port``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import ip_address

from svcquest.engine import chance
from svcquest.engine.flows import BackendKey, Bond, Flows, Group
from svcquest.engine.proxy.topology import Backend
from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Balance:
    """A choice that has to be made again for each connection.

    Attributes:
        client: the source address as the proxy sees it.
        address: the address that was dialled.
        affinity_seconds: time-out of session affinity, 0 without it.
        backends: at least one.
    """

    group: Group
    client: str
    address: str
    backends: tuple[Backend, ...]
    scheduler: str
    affinity_seconds: int = 0


Pick = Callable[[Balance, Flows, int], tuple[int, Flows]]
"""Chooses an index into the endpoints; the number is the cluster's seed."""


def choose(balance: Balance, flows: Flows, seed: int, now: float, *, anew: bool = False) -> tuple[int, Flows]:
    """The endpoint of a new connection, as an index, and what is remembered of the choice.

    Args:
        anew: give up an endpoint that session affinity ties the client to.
    """
    if not balance.affinity_seconds:
        return SCHEDULERS[balance.scheduler].pick(balance, flows, seed)
    client = (balance.group, balance.client)
    bond = flows.affinity.get(client)
    index = None
    if bond is not None and not anew and now - bond.last < balance.affinity_seconds:
        index = index_of(balance.backends, bond.backend)
    if index is None:
        index, flows = SCHEDULERS[balance.scheduler].pick(balance, flows, seed)
    bond = Bond(key_of(balance.backends[index]), now)
    return index, flows.bound(client, bond)


def possible(balance: Balance, flows: Flows, seed: int) -> Sequence[int]:
    """Every endpoint that a client can be given, whatever chance and earlier clients did."""
    if SCHEDULERS[balance.scheduler].spreads:
        return range(len(balance.backends))
    return (SCHEDULERS[balance.scheduler].pick(balance, flows, seed)[0],)


def key_of(backend: Backend) -> BackendKey:
    """What an endpoint is remembered by."""
    return (backend.address, backend.port)


def index_of(backends: Sequence[Backend], key: BackendKey) -> int | None:
    """Position of a remembered endpoint, None when it is not in use any more."""
    return next((index for index, each in enumerate(backends) if (each.address, each.port) == key), None)


def _random(balance: Balance, flows: Flows, seed: int) -> tuple[int, Flows]:
    return chance.below(seed, flows.draws, len(balance.backends)), flows.drawn()


def _round_robin(balance: Balance, flows: Flows, _seed: int) -> tuple[int, Flows]:
    key = (balance.group, "turn")
    turn = flows.turns.get(key, 0)
    return turn % len(balance.backends), flows.turned(key, turn + 1)


def _least_connections(balance: Balance, flows: Flows, _seed: int) -> tuple[int, Flows]:
    """Fewest connections, 256 times as much for an open one as for one that has ended."""
    open_ones = flows.open_connections
    counts = [
        (flows.turns.get((balance.group, key_of(each)), 0) + 256 * open_ones.get(key_of(each), 0), index)
        for index, each in enumerate(balance.backends)
    ]
    index = min(counts)[1]
    return index, _counted(balance, flows, index)


def _shortest_delay(balance: Balance, flows: Flows, _seed: int) -> tuple[int, Flows]:
    """Fewest open connections; ended ones do not count, so the first endpoint is taken while nothing is open."""
    open_ones = flows.open_connections
    return min((open_ones.get(key_of(each), 0), index) for index, each in enumerate(balance.backends))[1], flows


def _source_hash(balance: Balance, flows: Flows, _seed: int) -> tuple[int, Flows]:
    return _bucket(balance.client, len(balance.backends)), flows


def _destination_hash(balance: Balance, flows: Flows, _seed: int) -> tuple[int, Flows]:
    return _bucket(balance.address, len(balance.backends)), flows


def _consistent_hash(balance: Balance, flows: Flows, _seed: int) -> tuple[int, Flows]:
    """Each endpoint bids for the client, the highest bid wins: others than its own clients stay when one leaves."""
    client = int(ip_address(balance.client))
    bids = [
        (chance.number(client, int(ip_address(each.address)) + each.port), index)
        for index, each in enumerate(balance.backends)
    ]
    return max(bids)[1], flows


def _by_destination(balance: Balance, flows: Flows, seed: int) -> tuple[int, Flows]:
    """Least connections once, then the same endpoint for that destination address, as long as it is there."""
    key = (balance.group, balance.address)
    known = flows.affinity.get(key)
    index = index_of(balance.backends, known.backend) if known else None
    if index is not None:
        return index, flows
    index, flows = _least_connections(balance, flows, seed)
    return index, flows.bound(key, Bond(key_of(balance.backends[index]), 0.0))


def _bucket(address: str, count: int) -> int:
    """Knuth's multiplicative hash into 256 buckets, as ip_vs_sh and ip_vs_dh have them."""
    return ((int(ip_address(address)) * 2654435761 & 0xFFFFFFFF) >> 24) % count


def _counted(balance: Balance, flows: Flows, index: int) -> Flows:
    key = (balance.group, key_of(balance.backends[index]))
    return flows.turned(key, flows.turns.get(key, 0) + 1)


@dataclass(frozen=True, slots=True)
class Scheduler:
    """A way to choose.

    Attributes:
        spreads: one client's connections, made one after the other, come to every endpoint.
    """

    pick: Pick
    spreads: bool = True


SCHEDULERS: dict[str, Scheduler] = {
    "random": Scheduler(_random),
    "rr": Scheduler(_round_robin),
    "wrr": Scheduler(_round_robin),
    "lc": Scheduler(_least_connections),
    "wlc": Scheduler(_least_connections),
    "sed": Scheduler(_shortest_delay, spreads=False),
    "nq": Scheduler(_shortest_delay, spreads=False),
    "sh": Scheduler(_source_hash, spreads=False),
    "dh": Scheduler(_destination_hash, spreads=False),
    "mh": Scheduler(_consistent_hash, spreads=False),
    "lblc": Scheduler(_by_destination, spreads=False),
    "lblcr": Scheduler(_by_destination, spreads=False),
}
"""``random`` is what iptables and nftables do; the others are ipvs's, by the names of its kernel modules."""
