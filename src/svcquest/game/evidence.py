"""What a row of the matrix keeps of a request or lookup, so that it can be told step by step when somebody asks.

A trace costs more than the request itself and most rows are never opened: only the moment is kept.
"""

from __future__ import annotations

from typing import Literal

from svcquest.engine.state import State
from svcquest.game.targets import NoTargetError
from svcquest.model.dns import Answer
from svcquest.model.frozen import dataclass, replace
from svcquest.model.net import Delivery, Diagnosis, Failure, Request, Trace, Vantage
from svcquest.model.resource import ObjectKey

Outcome = ObjectKey | str
"""A pod that answered, somebody else that did, or a ``Failure``."""

Aspect = Literal["pods", "not_pods", "failure", "failures", "sources", "share", "sticky", "answered_by", "port"]
"""An expectation of a request probe, as level files call it."""

_ATTEMPTS = 400
"""Traces made until one ends as wanted; a stranger among a hundred endpoints is hardly ever missed."""


@dataclass(frozen=True, slots=True)
class Disappointment:
    """An expectation that did not hold.

    Attributes:
        pods: those that were to answer, or for ``not_pods`` those that were not to.
        seen: pods that answered or can.
        tried: these and pods to which requests were sent that failed.
        others: who else answered.
        every: seconds from one request to the next.
        connections: kept-alive ones over which the requests went, 0 for a fresh one each time.
        far: pods that would have been meant if nothing nearer to the source were.
    """

    aspect: Aspect
    pods: frozenset[ObjectKey]
    seen: frozenset[ObjectKey]
    tried: frozenset[ObjectKey]
    others: tuple[str, ...] = ()
    every: float = 0.0
    connections: int = 0
    far: frozenset[ObjectKey] = frozenset()


@dataclass(frozen=True, slots=True)
class RequestEvidence:
    """One request of a probe.

    Attributes:
        state: the moment at which it was sent.
        outcome: how it ended.
        disappointment: why the probe is not content; None where it is.
    """

    state: State
    request: Request
    outcome: Outcome
    disappointment: Disappointment | None = None

    def trace(self) -> Trace:
        """The request hop by hop, ending as it did then; its diagnosis is of what disappoints the probe.

        A trace looks the name up too, which draws from the same chance as the choice of an endpoint: it may take
        some attempts. Where none of them ends so, the last is told.
        """
        from svcquest.engine.network.trace import trace  # noqa: PLC0415 - brings every root cause along

        state = self.state
        found, flows = trace(state, self.request)
        for _ in range(_ATTEMPTS):
            if outcome_of(found.delivery) == self.outcome:
                break
            state = state.with_flows(flows)
            found, flows = trace(state, self.request)
        if self.disappointment is None:
            return found
        from svcquest.game.reasons.requests import misrouted  # noqa: PLC0415 - wanted by few, as the trace

        return replace(found, diagnosis=misrouted(self.state, found, self.disappointment) or found.diagnosis)


@dataclass(frozen=True, slots=True)
class LookupEvidence:
    """One lookup of a probe.

    Attributes:
        state: the moment at which it was made.
        name: as it was asked for, without search list.
        nameservers: of the resolver configuration.
        asked: the replies that came back, in the order of asking.
        ending: how it ended, in words.
        passed: the probe is content with it.
        wanted: the addresses that it was to give; empty where something else was wanted.
        miscounted: all is as it was to be but for the number of questions.
    """

    state: State
    source: Vantage
    name: str
    type: str
    nameservers: tuple[str, ...]
    asked: tuple[Answer, ...]
    ending: str
    passed: bool
    wanted: frozenset[str] = frozenset()
    miscounted: bool = False

    def diagnosis(self) -> Diagnosis | None:
        """Why the name leads nowhere, or elsewhere than it was to; None where the probe is content."""
        if self.passed:
            return None
        from svcquest.engine.network.trace import trace  # noqa: PLC0415 - brings every root cause along
        from svcquest.game.reasons.lookups import miscounted, mislisted, misnamed, parts_of  # noqa: PLC0415 - likewise

        if self.miscounted:
            return miscounted(self.state, self.source, self.name)
        got = frozenset(self.asked[-1].addresses) if self.asked else frozenset()
        if self.wanted and got:
            listed_otherwise = mislisted(self.state, self.source, self.name, self.wanted, got)
            if listed_otherwise is not None:
                return listed_otherwise
        host, _, _ = parts_of(self.name, self.type)
        told, _ = trace(self.state, Request(self.source, host, 80))
        if told.delivery.failure is Failure.UNRESOLVED and told.diagnosis is not None and self.type in {"A", "SRV"}:
            return told.diagnosis
        return misnamed(self.state, self.source, self.name, self.type) or told.diagnosis


Evidence = RequestEvidence | LookupEvidence | Diagnosis
"""What a row can tell more of. A bare diagnosis: nothing could be sent, and why."""


def outcome_of(delivery: Delivery) -> Outcome:
    """How a request ended: the pod or other that answered, or the failure."""
    if delivery.failure is not None:
        return delivery.failure
    return delivery.pod or delivery.responder


def nobody_at(source: str) -> Diagnosis:
    """Why nothing was sent: there is no such place now."""
    return Diagnosis("no-source", f"nothing can be sent from {source}: it is not there", "kubectl get pods,nodes -A")


def no_target(error: NoTargetError, *, purpose: str = "dial") -> Diagnosis:
    """Why nothing was sent: what was to be dialled, or for a lookup what was to be found, is not known."""
    return Diagnosis("no-target", f"there is nothing to {purpose}: {error.in_full}", error.look)
