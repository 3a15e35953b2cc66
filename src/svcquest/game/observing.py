"""Sending a probe's requests and keeping count of what happens to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from svcquest.engine.cluster import Cluster
from svcquest.engine.indexes import POD_IPS
from svcquest.engine.state import State
from svcquest.game.targets import Target
from svcquest.model.net import Delivery, Failure, Request, Trace, Vantage
from svcquest.model.resource import ObjectKey


@dataclass(slots=True)
class Observation:
    """What happened to the requests of one source; what could have happened, but did not, has a count of 0.

    Attributes:
        pods: answers by pod.
        others: answers by who else gave them, such as ``external``.
        failures: failed requests by kind.
        missed: pods to which failed requests had been sent.
        sources: client addresses that the answering side saw.
        traces: the first request of each outcome, by pod, other responder or failure.
        sent: how many requests.
    """

    pods: Counter[ObjectKey] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    failures: Counter[Failure] = field(default_factory=Counter)
    missed: Counter[ObjectKey] = field(default_factory=Counter)
    sources: set[str] = field(default_factory=set)
    traces: dict[ObjectKey | str, Trace] = field(default_factory=dict)
    sent: int = 0

    @property
    def failed(self) -> int:
        """How many requests failed."""
        return self.failures.total()

    @property
    def can_fail(self) -> bool:
        """Whether any request failed or could have."""
        return bool(self.failures)

    def trace_of_failure(self) -> Trace | None:
        """A request that failed, None when none did."""
        return next((self.traces[each.value] for each in self.failures if each.value in self.traces), None)


def observe(cluster: Cluster, source: Vantage, target: Target, times: int) -> Observation:
    """Send ``times`` requests, and find out what else could happen to them.

    Which pods a probe reaches must not depend on chance: endpoints that luck left out are added with a count of 0.
    The cluster's memory of traffic (affinity, round robin) changes: hand in a fork.
    """
    request = Request(source, target.host, target.port, target.protocol)
    seen = Observation()
    for end in cluster.possible(request).deliveries:
        _count(seen, cluster.state, end, 0)
    for _ in range(times):
        before = cluster.state
        delivery = cluster.connect(request)
        _count(seen, before, delivery, 1)
        outcome = outcome_of(delivery)
        if outcome not in seen.traces:
            after = cluster.state
            cluster.restore(before)
            seen.traces[outcome] = cluster.trace(request)
            cluster.restore(after)
    return seen


def _count(seen: Observation, state: State, delivery: Delivery, times: int) -> None:
    seen.sent += times
    if delivery.failure is not None:
        seen.failures[delivery.failure] += times
        pod = state.first(POD_IPS, delivery.address)
        if pod is not None:
            seen.missed[pod.key] += times
        return
    seen.sources.add(delivery.source)
    if delivery.pod is not None:
        seen.pods[delivery.pod] += times
    else:
        seen.others[delivery.responder] += times


def outcome_of(delivery: Delivery) -> ObjectKey | str:
    """How a request ended: the pod or other that answered, or the kind of failure."""
    if delivery.failure is not None:
        return delivery.failure.value
    return delivery.pod or delivery.responder
