"""Sending a probe's requests and keeping count of what happens to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from svcquest.engine.cluster import Cluster
from svcquest.engine.indexes import POD_IPS
from svcquest.engine.state import State
from svcquest.game.targets import Target
from svcquest.model.net import Delivery, EndpointHop, Failure, Request, Trace, Vantage
from svcquest.model.resource import ObjectKey

EXTRA_PER_CANDIDATE = 12
"""Requests beyond ``times`` for each endpoint that chance has left out so far."""


@dataclass(slots=True)
class Observation:
    """What happened to the requests of one source.

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

    def trace_of_failure(self) -> Trace | None:
        """A request that failed, None when none did."""
        return next((self.traces[failure.value] for failure in self.failures), None)


def observe(cluster: Cluster, source: Vantage, target: Target, times: int) -> Observation:
    """Send ``times`` requests, and as many more as it takes for chance to have met every endpoint.

    The cluster's memory of traffic (affinity, round robin) changes: hand in a fork.
    """
    request = Request(source, target.host, target.port, target.protocol)
    seen = Observation()
    before = cluster.state
    trace = cluster.trace(request)
    cluster.restore(before)
    unmet = _candidates(trace)
    limit = times
    while seen.sent < limit:
        before = cluster.state
        _count(seen, cluster, request, before)
        if seen.sent == times:
            limit += EXTRA_PER_CANDIDATE * len(unmet) if unmet - {*seen.pods, *seen.missed} else 0
        elif seen.sent > times and not unmet - {*seen.pods, *seen.missed}:
            break
    return seen


def _count(seen: Observation, cluster: Cluster, request: Request, before: State) -> None:
    delivery = cluster.connect(request)
    seen.sent += 1
    outcome = _outcome(delivery)
    if delivery.failure is not None:
        seen.failures[delivery.failure] += 1
        pod = cluster.state.first(POD_IPS, delivery.address)
        if pod is not None:
            seen.missed[pod.key] += 1
    else:
        seen.sources.add(delivery.source)
        if delivery.pod is not None:
            seen.pods[delivery.pod] += 1
        else:
            seen.others[delivery.responder] += 1
    if outcome not in seen.traces:
        after = cluster.state
        cluster.restore(before)
        seen.traces[outcome] = cluster.trace(request)
        cluster.restore(after)


def _outcome(delivery: Delivery) -> ObjectKey | str:
    if delivery.failure is not None:
        return delivery.failure.value
    return delivery.pod or delivery.responder


def _candidates(trace: Trace) -> set[ObjectKey]:
    return {
        candidate.pod
        for hop in trace.hops
        if isinstance(hop, EndpointHop)
        for candidate in hop.candidates
        if candidate.pod and not candidate.unused
    }
