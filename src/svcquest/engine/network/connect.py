"""Making connections: one, many, or all that can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from svcquest.engine.flows import FlowKey, Flows, Track
from svcquest.engine.network.arrival import End, unrelayed
from svcquest.engine.network.names import resolve
from svcquest.engine.network.owners import ears_of, owner_of
from svcquest.engine.network.plan import Plan
from svcquest.engine.network.router import Router, router_of
from svcquest.engine.proxy.balancing import Balance, choose, key_of
from svcquest.engine.proxy.balancing import possible as possible_indexes
from svcquest.engine.proxy.topology import Backend
from svcquest.engine.ranges import parsed
from svcquest.engine.state import State
from svcquest.model.frozen import replace
from svcquest.model.net import Delivery, Failure, Possible, Reach, Request
from svcquest.model.resource import ObjectKey

TRACKED_SECONDS = {"TCP": 432_000, "SCTP": 432_000, "UDP": 120}
"""How long an idle flow is remembered: nf_conntrack's defaults for established connections and UDP streams."""
Why = Literal["", "scheduler", "affinity", "retry", "tracked"]
RELAYED_SECONDS = 0.25
"""How long the userspace proxy waits for more of a datagram's client (``--udp-timeout``)."""
RELAY_TRIES = 4
"""Endpoints that the userspace proxy tries before it gives a connection up."""


def connect(state: State, request: Request, *, addresses: tuple[str, ...] | None = None) -> tuple[Delivery, Flows]:
    """Try to make a connection, or to send a datagram and get its reply.

    Args:
        addresses: what the host name stands for, where the caller has looked it up already.

    Returns:
        How it ended, and the state's flows after it. With several addresses a client tries one after the other;
        if all fail, the first failure is the one it reports.
    """
    flows = state.flows
    if addresses is None and parsed(request.host) is not None:
        addresses = (request.host,)
    elif addresses is None:
        lookup, flows = resolve(state, request.source, request.host)
        addresses = lookup.addresses
    if not addresses:
        return Delivery(Failure.UNRESOLVED, port=request.port), flows
    _, trip = attempt(state, request, addresses, flows)
    return trip.end.delivery, trip.flows


class Trip(NamedTuple):
    """One connection over a planned way.

    Attributes:
        backend: the endpoint it went to, None where there was nothing to choose.
        flows: what is remembered after it.
        why: how the endpoint came to be chosen.
    """

    end: End
    backend: Backend | None
    flows: Flows
    why: Why = ""


def attempt(state: State, request: Request, addresses: tuple[str, ...], flows: Flows) -> tuple[Plan, Trip]:
    """Try addresses, at least one, as a client does: the way to the one that answered, else to the first."""
    router = router_of(state)
    first: tuple[Plan, Trip] | None = None
    for address in addresses:
        plan = router.plan(request.source, address, request.port, request.protocol)
        trip = travel(state, plan, request, flows)
        if trip.end.delivery.failure is None:
            return plan, trip
        flows = trip.flows
        first = first or (plan, trip)
    assert first is not None
    return first[0], first[1]._replace(flows=flows)


def travel(state: State, plan: Plan, request: Request, flows: Flows) -> Trip:
    """Go a planned way once."""
    if request.source_port:
        return _follow(state, plan, request, flows)
    return _begin(state, plan, flows)


def _begin(state: State, plan: Plan, flows: Flows) -> Trip:
    """A new connection."""
    balance = plan.balance
    if balance is None:
        return Trip(plan.end(), None, flows)
    if plan.relayed:
        return _relay(state, plan, balance, flows)
    index, after = choose(balance, flows, state.settings.seed, state.now)
    why: Why = "affinity" if balance.affinity_seconds else "scheduler"
    return Trip(plan.end(index), balance.backends[index], after, why)


def _relay(state: State, plan: Plan, balance: Balance, flows: Flows) -> Trip:
    """The userspace proxy: where an endpoint fails it takes the next in turn, and at last closes the connection.

    A tie to an endpoint that fails is given up. Nothing tells it of lost datagrams, so they are sent once. Follows
    pkg/proxy/userspace/proxysocket.go TryConnectEndpoints.
    """
    failed: Trip | None = None
    for number in range(1 if plan.address.protocol == "UDP" else RELAY_TRIES):
        index, flows = choose(balance, flows, state.settings.seed, state.now, anew=number > 0)
        trip = Trip(plan.end(index), balance.backends[index], flows, _why_relayed(balance, number))
        if trip.end.delivery.failure is None:
            return trip
        failed = failed or trip
    assert failed is not None
    end = End(_unrelayed(plan, failed.end.delivery), failed.end.hops)
    return failed._replace(end=end, flows=flows, why="retry" if number else failed.why)


def _why_relayed(balance: Balance, number: int) -> Why:
    if number:
        return "retry"
    return "affinity" if balance.affinity_seconds else "scheduler"


def _unrelayed(plan: Plan, delivery: Delivery) -> Delivery:
    return replace(delivery, failure=unrelayed(plan.address.protocol), pod=None, responder="")


def _follow(state: State, plan: Plan, request: Request, flows: Flows) -> Trip:
    """A packet from a port that may be remembered: it goes where the first one from there went."""
    key = FlowKey(request.source, request.source_port, plan.address.address, request.port, request.protocol)
    track = flows.tracked.get(key)
    if track is not None and _remembered(state, plan, request, track):
        backend = next((each for each in _backends(plan) if key_of(each) == track.backend), Backend(*track.backend))
        if track.broken is None and _still_answers(state, request, track):
            kept = flows.tracked.set(key, track._replace(last=state.now))
            return Trip(End(track.delivery), backend, replace(flows, tracked=kept), "tracked")
        failure = track.broken or (Failure.TIMEOUT if request.protocol == "UDP" else Failure.RESET)
        end = End(replace(track.delivery, failure=failure, pod=None, responder=""))
        gone = flows if request.protocol == "UDP" else replace(flows, tracked=flows.tracked.delete(key))
        return Trip(end, backend, gone, "tracked")
    trip = _begin(state, plan, flows)
    delivery = trip.end.delivery
    if delivery.failure is not None:
        return trip
    flow = Track((delivery.address, delivery.port), state.now, delivery)
    return trip._replace(flows=replace(trip.flows, tracked=trip.flows.tracked.set(key, flow)))


def _remembered(state: State, plan: Plan, request: Request, track: Track) -> bool:
    """Whether a node's connection tracking still has a flow.

    TCP stays with its endpoint whatever becomes of the Service. kube-proxy forgets UDP flows to endpoints that serve
    no more, but not while the Service has no endpoint at all. Follows pkg/proxy/conntrack/cleanup.go.
    """
    relayed = plan.relayed and request.protocol == "UDP"
    if state.now - track.last >= (RELAYED_SECONDS if relayed else TRACKED_SECONDS[request.protocol]):
        return False
    if request.protocol != "UDP" or plan.routes is None:
        return True
    serving = [key_of(each) for each in plan.routes.backends if each.serving]
    return not serving or track.backend in serving


def _still_answers(state: State, request: Request, track: Track) -> bool:
    """Whether the program at the other end is the one that the flow began with."""
    address, port = track.backend
    owner = owner_of(state, address)
    return owner.up and any(
        ear.hears(address, port, request.protocol) and ear.pod == track.delivery.pod for ear in ears_of(state, address)
    )


def _backends(plan: Plan) -> tuple[Backend, ...]:
    return plan.routes.backends if plan.routes is not None else ()


def reach(state: State, request: Request, times: int) -> tuple[Reach, Flows]:
    """Make many connections one after the other and count how they ended."""
    responders: Counter[str] = Counter()
    pods: Counter[ObjectKey] = Counter()
    failures: Counter[Failure] = Counter()
    sources: dict[str, set[str]] = {}
    for _ in range(times):
        delivery, flows = connect(state, request)
        state = state.with_flows(flows)
        if delivery.failure is not None:
            failures[delivery.failure] += 1
            continue
        responders[delivery.responder] += 1
        sources.setdefault(delivery.responder, set()).add(delivery.source)
        if delivery.pod is not None:
            pods[delivery.pod] += 1
    seen = {name: tuple(sorted(found)) for name, found in sorted(sources.items())}
    return Reach(times, dict(sorted(responders.items())), dict(sorted(pods.items())), dict(failures), seen), state.flows


def possible(state: State, request: Request, *, addresses: tuple[str, ...] | None = None) -> Possible:
    """Every way in which a request can end; the same for each seed and whatever traffic there was before.

    Args:
        addresses: what the host name stands for, where it has been looked up already.
    """
    if addresses is None:
        addresses = resolve(state, request.source, request.host)[0].addresses
    if not addresses:
        return Possible((Delivery(Failure.UNRESOLVED, port=request.port),))
    router = router_of(state)
    # sorted, because a name server turns addresses round
    ends = [list(dict.fromkeys(_ends(router, state, request, address))) for address in sorted(addresses)]
    successes = [each for found in ends for each in found if each.failure is None]
    certain = any(all(each.failure is None for each in found) for found in ends)
    failures = [] if certain else [each for found in ends for each in found if each.failure is not None]
    return Possible(tuple(successes + failures))


def _ends(router: Router, state: State, request: Request, address: str) -> Iterator[Delivery]:
    plan = router.plan(request.source, address, request.port, request.protocol)
    if plan.balance is None:
        yield plan.end().delivery
        return
    indexes = possible_indexes(plan.balance, Flows(), state.settings.seed)
    deliveries = [plan.end(index).delivery for index in indexes]
    yield from _relayed(plan, deliveries) if plan.relayed else deliveries


def _relayed(plan: Plan, deliveries: list[Delivery]) -> Iterator[Delivery]:
    """What a relaying proxy makes of its endpoints, in turn: it fails where as many fail in a row as it tries."""
    tries = 1 if plan.address.protocol == "UDP" else RELAY_TRIES
    in_a_row = (deliveries * (tries + 1))[: len(deliveries) + tries - 1]
    for start, first in enumerate(deliveries):
        if first.failure is None:
            yield first
        elif all(each.failure is not None for each in in_a_row[start : start + tries]):
            yield _unrelayed(plan, first)
