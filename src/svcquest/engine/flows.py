"""What nodes remember of earlier traffic: session affinity, round robin positions, connection tracking."""

from __future__ import annotations

from typing import NamedTuple

from immutables import Map

from svcquest.model.frozen import dataclass, field, replace
from svcquest.model.net import Delivery, Vantage
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
    """Something that a pod took: when, on which port, and the client address that it saw."""

    at: float
    port: int
    source: str


KEPT = 200
"""How many connections are remembered of each pod."""


class Track(NamedTuple):
    """A tracked flow: its endpoint, when it was last used, and how its first packet was delivered."""

    backend: BackendKey
    last: float
    delivery: Delivery


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

    def drawn(self) -> Flows:
        """The same after one more random number."""
        return Flows(self.draws + 1, self.affinity, self.turns, self.tracked, self.served)

    def noted(self, uid: str, served: Served) -> Flows:
        """The same after a program of a pod has written down whom it served."""
        before = self.served.get(uid, ())
        return replace(self, served=self.served.set(uid, (*before[1 - KEPT :], served)))

    def restarted(self) -> Flows:
        """What is left when the proxies start anew: the kernels' connection tracking."""
        return replace(self, affinity=Map(), turns=Map())
