"""A request hop by hop, with the root cause where it fails."""

from __future__ import annotations

from svcquest.engine.flows import Flows
from svcquest.engine.network.case import Case
from svcquest.engine.network.connect import Trip, Why, attempt
from svcquest.engine.network.diagnosis import diagnose
from svcquest.engine.network.names import resolve
from svcquest.engine.network.plan import Plan
from svcquest.engine.proxy.decision import Decision
from svcquest.engine.proxy.routes import PortRoutes
from svcquest.engine.proxy.topology import Backend
from svcquest.engine.ranges import parsed
from svcquest.engine.state import State
from svcquest.model.net import Candidate, Delivery, EndpointHop, Failure, Hop, NameHop, Request, Trace

HINTED = "hinted to clients elsewhere"
"""Why an endpoint is not used that a trafficDistribution keeps for others."""

_SCHEDULERS = {
    "random": "chosen at random",
    "rr": "next in turn",
    "wrr": "next in turn (all weights are equal)",
    "lc": "fewest connections",
    "wlc": "fewest connections (all weights are equal)",
    "sed": "fewest open connections",
    "nq": "first idle one",
    "sh": "by hash of the client's address",
    "dh": "by hash of the dialled address",
    "mh": "by consistent hash of the client's address",
    "lblc": "the one that this address was given first",
    "lblcr": "the one that this address was given first",
}
_WHY: dict[Why, str] = {
    "affinity": "session affinity ties this client to it",
    "retry": "the proxy tries one endpoint after the other until one answers",
    "tracked": "this connection began there",
}


def trace(state: State, request: Request) -> tuple[Trace, Flows]:
    """Make a request once and tell all that it met.

    Where a name has several addresses, the one that answered is told, else the first.
    """
    lookup, flows = resolve(state, request.source, request.host)
    hops: list[Hop] = []
    if parsed(request.host) is None:
        hops.append(NameHop(request.host, lookup.nameservers, lookup.asked, lookup.addresses))
    if not lookup.addresses:
        delivery = Delivery(Failure.UNRESOLVED, port=request.port)
        diagnosis = diagnose(Case(state, request, lookup, delivery))
        return Trace(request, tuple(hops), delivery, len(hops) - 1, diagnosis), flows
    plan, trip = attempt(state, request, lookup.addresses, flows)
    hops += [plan.address, *plan.hops]
    if plan.routes is not None and plan.decision is not None and not plan.decision.fenced:
        hops.append(_endpoints(plan, plan.routes, plan.decision, trip))
    hops += trip.end.hops
    delivery = trip.end.delivery
    diagnosis = diagnose(Case(state, request, lookup, delivery, plan, trip.end.hops, trip.backend))
    failing = len(hops) - 1 if delivery.failure is not None else None
    return Trace(request, tuple(hops), delivery, failing, diagnosis), trip.flows


def _endpoints(plan: Plan, routes: PortRoutes, decision: Decision, trip: Trip) -> EndpointHop:
    used = set(decision.backends)
    draining = bool(used) and all(each.draining for each in used)
    candidates = tuple(
        _candidate(each, "" if each in used else unused(each, local=decision.local, draining=draining))
        for each in routes.backends
    )
    if trip.backend is None:
        why = "no endpoint on this node, and the policy allows no other" if decision.local else "nothing to choose from"
        return EndpointHop(candidates, None, why)
    why = _WHY.get(trip.why) or _SCHEDULERS[plan.balance.scheduler if plan.balance is not None else "random"]
    if len(used) == 1 and trip.why == "scheduler":
        why = "the only one that can be used"
    return EndpointHop(candidates, _candidate(trip.backend, ""), why)


def _candidate(backend: Backend, reason: str) -> Candidate:
    return Candidate(backend.address, backend.port, backend.pod, backend.node, reason)


def unused(backend: Backend, *, local: bool, draining: bool) -> str:
    """Why an endpoint is not among those that a node balances over.

    Args:
        local: only the node's own endpoints may be used.
        draining: nothing is ready, so that those that terminate are used.
    """
    if backend.terminating and not (draining and backend.serving):
        return "terminating"
    if not backend.ready and not backend.draining:
        return "not ready"
    return "on another node" if local else HINTED
