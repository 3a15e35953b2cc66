"""Sending a probe's requests and keeping count of what happens to them."""

from __future__ import annotations

from collections import Counter

from svcquest.engine.cluster import Cluster
from svcquest.engine.indexes import POD_IPS
from svcquest.engine.network.names import resolve
from svcquest.engine.state import State
from svcquest.game.evidence import Outcome, RequestEvidence, outcome_of
from svcquest.game.targets import Target
from svcquest.model.dns import LookupFailure
from svcquest.model.frozen import dataclass, field, replace
from svcquest.model.net import Delivery, Failure, Request, Vantage
from svcquest.model.resource import ObjectKey


@dataclass(slots=True)
class Observation:
    """What happened to the requests of one source; what could have happened, but did not, has a count of 0.

    Attributes:
        request: what was sent.
        pods: answers by pod.
        others: answers by who else gave them, such as ``external``.
        failures: failed requests by kind.
        missed: pods to which failed requests had been sent.
        sources: client addresses that the answering side saw.
        ports: at which answers were given, or can be.
        sent: how many requests.
    """

    request: Request
    pods: Counter[ObjectKey] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    failures: Counter[Failure] = field(default_factory=Counter)
    missed: Counter[ObjectKey] = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)
    ports: set[int] = field(default_factory=set)
    sent: int = 0
    _moments: dict[Outcome, State] = field(default_factory=dict)
    _chances: dict[Outcome, State] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """How many requests failed."""
        return self.failures.total()

    @property
    def can_fail(self) -> bool:
        """Whether any request failed or could have."""
        return bool(self.failures)

    def count(self, before: State, delivery: Delivery, times: int) -> None:
        """Take note of how a request ended that was sent in state ``before``."""
        self.sent += times
        outcome = outcome_of(delivery)
        (self._moments if times else self._chances).setdefault(outcome, before)
        if delivery.failure is not None:
            self.failures[delivery.failure] += times
            pod = before.first(POD_IPS, delivery.address)
            if pod is not None:
                self.missed[pod.key] += times
            return
        self.sources.add(delivery.source)
        self.ports.add(delivery.port)
        if delivery.pod is not None:
            self.pods[delivery.pod] += times
        else:
            self.others[delivery.responder] += times

    def evidence(self, *outcomes: Outcome) -> RequestEvidence | None:
        """The first request that ended in one of these ways, else one that could have; in any, where none is named."""
        for moments in (self._moments, self._chances):
            for outcome in outcomes or tuple(moments):
                if outcome in moments:
                    return RequestEvidence(moments[outcome], self.request, outcome)
        return None


_FIRST_CLIENT_PORT = 40_000

_FINAL = frozenset({LookupFailure.UNKNOWN, LookupFailure.NO_ADDRESS})
"""What nameservers answered: it stays so for every request. A lookup that got no answer may go better the next time."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a source sends its requests.

    Attributes:
        times: how many.
        every: simulated seconds from one to the next.
        connections: over how many kept-alive connections they go; 0 is a fresh one for each.
    """

    times: int
    every: float = 0.0
    connections: int = 0


def observe(cluster: Cluster, source: Vantage, target: Target, pace: Pace, *, counts: bool = True) -> Observation:
    """Send requests, and find out what else could happen to them.

    Which pods a probe reaches must not depend on chance: endpoints that luck left out are added with a count of 0.
    The cluster's memory of traffic (affinity, round robin) changes: hand in a fork.

    Args:
        counts: how often each pod answers matters. Else one request is enough where none can fail.
    """
    times, connections = pace.times, pace.connections
    request = Request(source, target.host, target.port, target.protocol)
    seen = Observation(request)
    lookup, _ = resolve(cluster.state, source, target.host)
    for end in cluster.possible(request, addresses=lookup.addresses).deliveries:
        seen.count(cluster.state, end, 0)
    if lookup.failure in _FINAL:
        before = cluster.state
        seen.count(before, cluster.connect(request), times)
        return seen
    addresses = lookup.addresses
    if not counts and not seen.can_fail:
        times = min(times, 1)
    for number in range(times):
        if number and pace.every:
            cluster.advance(pace.every)
        before = cluster.state
        dialled = number % connections if connections else number
        port = _FIRST_CLIENT_PORT + dialled if connections else 0
        # of several addresses, clients take one after the other
        first = dialled % len(addresses) if addresses else 0
        turned = addresses[first:] + addresses[:first] or None
        delivery = cluster.connect(replace(request, source_port=port) if port else request, addresses=turned)
        seen.count(before, delivery, 1)
    return seen
