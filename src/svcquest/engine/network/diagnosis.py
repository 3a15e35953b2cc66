"""The root cause of a failed request: found in the cluster's state, not guessed from the symptom."""

from __future__ import annotations

from svcquest.engine.network.case import Case, Cause
from svcquest.engine.network.causes_address import ADDRESS_CAUSES
from svcquest.engine.network.causes_arrival import ARRIVAL_CAUSES
from svcquest.engine.network.causes_endpoints import ANSWERED, ENDPOINT_CAUSES
from svcquest.engine.network.causes_names import NAME_CAUSES
from svcquest.engine.network.causes_proxy import PROXY_CAUSES
from svcquest.engine.ranges import is_loopback
from svcquest.model.net import Diagnosis, Failure, ListenerHop, PolicyHop


def diagnose(case: Case) -> Diagnosis | None:
    """Name the one thing that is wrong, in a sentence, and one place to look at next.

    Returns:
        None when the request was answered and there is nothing to know about it.
    """
    for cause in _stage(case):
        found = cause.find(case)
        if found is not None:
            return Diagnosis(cause.code, *found)
    return None


def _stage(case: Case) -> tuple[Cause, ...]:
    """The causes that can stop a request where this one was stopped."""
    failure = case.delivery.failure
    if failure is Failure.UNRESOLVED:
        return NAME_CAUSES
    if failure is None:
        return ANSWERED
    return (*PROXY_CAUSES, *_by_place(case))


def _by_place(case: Case) -> tuple[Cause, ...]:
    failure, last = case.delivery.failure, case.last[-1] if case.last else None
    decision = case.plan.decision if case.plan is not None else None
    if decision is not None and decision.unanswered and not isinstance(last, PolicyHop):
        return ENDPOINT_CAUSES
    if failure is Failure.RESET or case.backend is not None or isinstance(last, PolicyHop):
        return ARRIVAL_CAUSES
    if case.routes is not None:
        return ENDPOINT_CAUSES
    arrived = isinstance(last, ListenerHop) and case.owner.kind != "nobody"
    return ARRIVAL_CAUSES if arrived or is_loopback(case.delivery.address) else ADDRESS_CAUSES
