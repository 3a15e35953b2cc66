"""Sending a probe's requests and keeping count of what happens to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import field

from svcquest.engine.cluster import Cluster
from svcquest.engine.indexes import POD_IPS
from svcquest.engine.state import State
from svcquest.game.targets import Target
from svcquest.model.frozen import dataclass
from svcquest.model.net import Delivery, Failure, NameHop, Request, Trace, Vantage
from svcquest.model.resource import ObjectKey

Outcome = ObjectKey | str
"""A pod that answered, somebody else that did, or a ``Failure``."""


_ATTEMPTS = 100
"""Traces made until one ends as wanted; a stranger among a hundred endpoints is missed now and then."""


@dataclass(slots=True)
class Observation:
    """What happened to the requests of one source; what could have happened, but did not, has a count of 0.

    Attributes:
        cluster: the fork that they were sent through.
        request: what was sent.
        pods: answers by pod.
        others: answers by who else gave them, such as ``external``.
        failures: failed requests by kind.
        missed: pods to which failed requests had been sent.
        sources: client addresses that the answering side saw.
        sent: how many requests.
    """

    cluster: Cluster
    request: Request
    pods: Counter[ObjectKey] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    failures: Counter[Failure] = field(default_factory=Counter)
    missed: Counter[ObjectKey] = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)
    sent: int = 0
    _moments: dict[Outcome, State] = field(default_factory=dict)

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
        if times and outcome not in self._moments:
            self._moments[outcome] = before
        if delivery.failure is not None:
            self.failures[delivery.failure] += times
            pod = before.first(POD_IPS, delivery.address)
            if pod is not None:
                self.missed[pod.key] += times
            return
        self.sources.add(delivery.source)
        if delivery.pod is not None:
            self.pods[delivery.pod] += times
        else:
            self.others[delivery.responder] += times

    def trace(self, *outcomes: Outcome) -> Trace | None:
        """The first request that ended in one of these ways (in any, where none is named), hop by hop."""
        for outcome in outcomes or tuple(self._moments):
            if outcome in self._moments:
                after = self.cluster.state
                self.cluster.restore(self._moments[outcome])
                trace = self._trace_to(outcome)
                self.cluster.restore(after)
                return trace
        return None

    def _trace_to(self, outcome: Outcome) -> Trace:
        """A traced request that ends like that.

        A trace looks the name up too, which draws from the same chance as the choice of an endpoint: it may take
        some attempts. Where none of them ends so, the last is told.
        """
        trace = self.cluster.trace(self.request)
        for _ in range(_ATTEMPTS):
            if outcome_of(trace.delivery) == outcome:
                break
            trace = self.cluster.trace(self.request)
        return trace

    def trace_of_failure(self) -> Trace | None:
        """A request that failed, None when none did."""
        return self.trace(*self.failures) if self.failures else None


def observe(cluster: Cluster, source: Vantage, target: Target, times: int) -> Observation:
    """Send ``times`` requests, and find out what else could happen to them.

    Which pods a probe reaches must not depend on chance: endpoints that luck left out are added with a count of 0.
    The cluster's memory of traffic (affinity, round robin) changes: hand in a fork.
    """
    request = Request(source, target.host, target.port, target.protocol)
    seen = Observation(cluster, request)
    for end in cluster.possible(request).deliveries:
        seen.count(cluster.state, end, 0)
    addresses = _single_address(cluster, request)
    for _ in range(times):
        before = cluster.state
        delivery = cluster.connect(request, addresses=addresses)
        seen.count(before, delivery, 1)
    return seen


def _single_address(cluster: Cluster, request: Request) -> tuple[str, ...] | None:
    """What the host name stands for if that is one address, which later requests need not look up again."""
    before = cluster.state
    hop = next((hop for hop in cluster.trace(request).hops if isinstance(hop, NameHop)), None)
    cluster.restore(before)
    return hop.addresses if hop is not None and len(hop.addresses) == 1 else None


def outcome_of(delivery: Delivery) -> Outcome:
    """How a request ended: the pod or other that answered, or the failure."""
    if delivery.failure is not None:
        return delivery.failure
    return delivery.pod or delivery.responder
