"""What nodes remember of earlier traffic: session affinity, round robin positions, connection tracking."""

from __future__ import annotations

from typing import NamedTuple

from immutables import Map

from svcquest.model.frozen import dataclass, field, replace
from svcquest.model.net import Delivery, Failure, Request, Vantage
from svcquest.model.objects import Protocol
from svcquest.model.resource import ObjectKey

BackendKey = tuple[str, int]
"""Address and port of an endpoint."""


class Group(NamedTuple):
    """One set of endpoints that one proxy balances over: a Service port on a node, by one kind of address."""

    node: str
    service: ObjectKey
    port: str
    protocol: Protocol


class FlowKey(NamedTuple):
    """A client's socket and what it talks to."""

    client: Vantage
    client_port: int
    address: str
    port: int
    protocol: Protocol


class Bond(NamedTuple):
    """Where something was sent, and when (simulated seconds) it last was."""

    backend: BackendKey
    last: float


class Served(NamedTuple):
    """Something that a pod took: when, on which port, the client address that it saw, and how it came there."""

    at: float
    port: int
    source: str
    request: Request
    delivery: Delivery


KEPT = 200
"""How many connections are remembered of each pod."""


class Track(NamedTuple):
    """A tracked flow.

    Attributes:
        backend: its endpoint.
        last: when it was last used.
        delivery: how its first packet was delivered.
        broken: what its next packet meets because kube-proxy, which it went through, was started in another mode.
    """

    backend: BackendKey
    last: float
    delivery: Delivery
    broken: Failure | None = None

    @property
    def translated(self) -> bool:
        """Whether kube-proxy, or its rules, sent it somewhere else than where the client dialled."""
        return self.backend[0] != self.delivery.destination


@dataclass(frozen=True, slots=True)
class Flows:
    """Memory of the data plane. It changes with traffic only, never with an API call.

    Attributes:
        draws: random numbers taken by load balancing so far.
        affinity: endpoint of a client (by the address that the proxy sees), for sessionAffinity ClientIP.
        turns: positions of round robin schedulers, and connections by endpoint for those that count them.
        tracked: endpoint of each flow whose client port is known.
        served: what the programs of each pod, by uid, have written of whom they served.
    """

    draws: int = 0
    affinity: Map[tuple[Group, str], Bond] = field(default_factory=Map)
    turns: Map[tuple[Group, BackendKey | str], int] = field(default_factory=Map)
    tracked: Map[FlowKey, Track] = field(default_factory=Map)
    served: Map[str, tuple[Served, ...]] = field(default_factory=Map)

    @property
    def open_connections(self) -> dict[BackendKey, int]:
        """How many connections are open to each endpoint; datagrams are none."""
        counts: dict[BackendKey, int] = {}
        for key, track in self.tracked.items():
            if key.protocol != "UDP":
                counts[track.backend] = counts.get(track.backend, 0) + 1
        return counts

    def drawn(self) -> Flows:
        """The same after one more random number."""
        return Flows(self.draws + 1, self.affinity, self.turns, self.tracked, self.served)

    def turned(self, key: tuple[Group, BackendKey | str], count: int) -> Flows:
        """The same with another count in ``turns``."""
        return Flows(self.draws, self.affinity, self.turns.set(key, count), self.tracked, self.served)

    def bound(self, client: tuple[Group, str], bond: Bond) -> Flows:
        """The same with a client tied to an endpoint."""
        return Flows(self.draws, self.affinity.set(client, bond), self.turns, self.tracked, self.served)

    def noted(self, uid: str, served: Served) -> Flows:
        """The same after a program of a pod has written down whom it served."""
        before = self.served.get(uid, ())
        return replace(self, served=self.served.set(uid, (*before[1 - KEPT :], served)))

    def restarted(self, broken: Failure | None = None) -> Flows:
        """What is left when the proxies start anew: the kernels' connection tracking.

        Args:
            broken: what becomes of connections that went through the proxies, if they do not outlive them.
        """
        tracked = self.tracked
        for key, track in tracked.items() if broken else ():
            if track.translated:
                lost = key.protocol == "UDP"
                tracked = tracked.delete(key) if lost else tracked.set(key, track._replace(broken=broken))
        return replace(self, affinity=Map(), turns=Map(), tracked=tracked)
