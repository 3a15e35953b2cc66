"""Endpoints sorted for a node: the cases of pkg/proxy/topology_test.go's kind, in our own words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.engine.proxy.topology import Backend, Categories, TrafficPolicies, categorize, preference_of

HERE, THERE, YONDER = "node-1", "node-2", "node-3"
ZONE = "zone-a"

CLUSTER = TrafficPolicies()
NODE_PORT = TrafficPolicies(external=True)
INTERNAL_LOCAL = TrafficPolicies(internal_local=True)
EXTERNAL_LOCAL = TrafficPolicies(external_local=True, external=True)
BOTH_LOCAL = TrafficPolicies(internal_local=True, external_local=True, external=True)
EXTERNAL_LOCAL_UNREACHABLE = TrafficPolicies(external_local=True)
INTERNAL_LOCAL_NODE_PORT = TrafficPolicies(internal_local=True, external=True)


def ready(number: int, node: str = "", zones: tuple[str, ...] = (), nodes: tuple[str, ...] = ()) -> Backend:
    return Backend(f"10.0.0.{number}", 80, node=node, zone_hints=zones, node_hints=nodes)


def unready(number: int, node: str = "") -> Backend:
    return Backend(f"10.0.0.{number}", 80, ready=False, serving=False, node=node)


def draining(number: int, node: str = "", *, serving: bool = True) -> Backend:
    return Backend(f"10.0.0.{number}", 80, ready=False, serving=serving, terminating=True, node=node)


def numbers(backends: tuple[Backend, ...]) -> list[int]:
    return [int(each.address.rpartition(".")[2]) for each in backends]


@dataclass(frozen=True)
class Case:
    about: str
    endpoints: list[Backend]
    policies: TrafficPolicies
    cluster: list[int]
    local: list[int]
    preference: str = ""
    usable: bool = True


CASES = [
    Case("nothing at all", [], CLUSTER, [], [], usable=False),
    Case("nothing at all, policy Local", [], BOTH_LOCAL, [], [], usable=False),
    Case("all ready", [ready(1, HERE), ready(2, THERE)], CLUSTER, [1, 2], []),
    Case("policy Cluster has no local list", [ready(1, HERE)], NODE_PORT, [1], []),
    Case("unready ones are left out", [ready(1, HERE), unready(2, THERE)], CLUSTER, [1], []),
    Case("only unready ones", [unready(1, HERE), unready(2, THERE)], CLUSTER, [], [], usable=False),
    Case("ready before terminating", [ready(1, HERE), draining(2, THERE)], CLUSTER, [1], []),
    Case("terminating where none is ready", [draining(1, HERE), draining(2, THERE)], CLUSTER, [1, 2], []),
    Case("terminating but not serving", [draining(1, HERE, serving=False)], CLUSTER, [], [], usable=False),
    Case("fallback skips the silent", [draining(1, HERE), draining(2, HERE, serving=False)], CLUSTER, [1], []),
    Case("unready is no fallback", [unready(1, HERE), draining(2, THERE)], CLUSTER, [2], []),
    Case("internal Local, one here", [ready(1, HERE), ready(2, THERE)], INTERNAL_LOCAL, [], [1]),
    Case("internal Local, none here", [ready(2, THERE)], INTERNAL_LOCAL, [], []),
    Case("internal Local, none anywhere", [unready(1, HERE)], INTERNAL_LOCAL, [], [], usable=False),
    Case("internal Local, terminating here", [draining(1, HERE), ready(2, THERE)], INTERNAL_LOCAL, [], [1]),
    Case("internal Local, only terminating elsewhere", [draining(2, THERE)], INTERNAL_LOCAL, [], []),
    Case("internal Local, silent here", [draining(1, HERE, serving=False)], INTERNAL_LOCAL, [], [], usable=False),
    Case(
        "internal Local with a node port needs both lists",
        [ready(1, HERE), ready(2, THERE)],
        INTERNAL_LOCAL_NODE_PORT,
        [1, 2],
        [1],
    ),
    Case("external Local", [ready(1, HERE), ready(2, THERE)], EXTERNAL_LOCAL, [1, 2], [1]),
    Case("external Local, none here", [ready(2, THERE), ready(3, YONDER)], EXTERNAL_LOCAL, [2, 3], []),
    Case("external Local, nothing ready", [unready(1, HERE)], EXTERNAL_LOCAL, [], [], usable=False),
    Case(
        "external Local, ready elsewhere and terminating here",
        [draining(1, HERE), ready(2, THERE)],
        EXTERNAL_LOCAL,
        [2],
        [1],
    ),
    Case(
        "external Local of a Service that cannot be reached from outside",
        [ready(1, HERE), ready(2, THERE)],
        EXTERNAL_LOCAL_UNREACHABLE,
        [1, 2],
        [],
    ),
    Case("both Local", [ready(1, HERE), ready(2, THERE)], BOTH_LOCAL, [1, 2], [1]),
    Case("both Local, none here", [ready(2, THERE)], BOTH_LOCAL, [2], []),
    Case("an endpoint without node is nowhere local", [ready(1)], EXTERNAL_LOCAL, [1], []),
    Case(
        "hints for this zone",
        [ready(1, HERE, (ZONE,)), ready(2, THERE, ("zone-b",))],
        CLUSTER,
        [1],
        [],
        "SameZone",
    ),
    Case(
        "hints for other zones only",
        [ready(1, HERE, ("zone-b",)), ready(2, THERE, ("zone-c",))],
        CLUSTER,
        [1, 2],
        [],
    ),
    Case("one without hint", [ready(1, HERE, (ZONE,)), ready(2, THERE)], CLUSTER, [1, 2], []),
    Case(
        "hints of several zones",
        [ready(1, HERE, (ZONE, "zone-b")), ready(2, THERE, ("zone-b",))],
        CLUSTER,
        [1],
        [],
        "SameZone",
    ),
    Case(
        "unready ones need no hint",
        [ready(1, HERE, (ZONE,)), unready(2, THERE), draining(3, YONDER)],
        CLUSTER,
        [1],
        [],
        "SameZone",
    ),
    Case(
        "hints do not bind the fallback",
        [replace(draining(1, HERE), zone_hints=("zone-b",)), draining(2, THERE)],
        CLUSTER,
        [1, 2],
        [],
    ),
    Case(
        "node hints before zone hints",
        [ready(1, HERE, (ZONE,), (HERE,)), ready(2, THERE, (ZONE,), (THERE,))],
        CLUSTER,
        [1],
        [],
        "SameNode",
    ),
    Case(
        "zone hints where no node hint fits",
        [ready(2, THERE, (ZONE,), (THERE,)), ready(3, YONDER, ("zone-c",), (YONDER,))],
        CLUSTER,
        [2],
        [],
        "SameZone",
    ),
    Case(
        "the local list knows no hints",
        [ready(1, HERE, ("zone-b",)), ready(2, THERE, (ZONE,))],
        EXTERNAL_LOCAL,
        [2],
        [1],
        "SameZone",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_categorize(case: Case) -> None:
    found = categorize(case.endpoints, case.policies, HERE, ZONE)
    assert (numbers(found.cluster), numbers(found.local), found.any, found.preference) == (
        case.cluster,
        case.local,
        case.usable,
        case.preference,
    )


def test_a_node_without_zone_uses_no_zone_hints() -> None:
    endpoints = [ready(1, HERE, (ZONE,)), ready(2, THERE, ("zone-b",))]
    assert preference_of(endpoints, HERE, "") == ""
    assert numbers(categorize(endpoints, CLUSTER, HERE, "").cluster) == [1, 2]


def test_a_node_without_zone_uses_node_hints() -> None:
    endpoints = [ready(1, HERE, (), (HERE,)), ready(2, THERE, (), (THERE,))]
    assert preference_of(endpoints, HERE, "") == "SameNode"


backends = st.builds(
    Backend,
    address=st.integers(1, 254).map("10.0.0.{}".format),
    port=st.just(80),
    ready=st.booleans(),
    serving=st.booleans(),
    terminating=st.booleans(),
    node=st.sampled_from(["", HERE, THERE, YONDER]),
    zone_hints=st.sampled_from([(), (ZONE,), ("zone-b",), (ZONE, "zone-b")]),
    node_hints=st.sampled_from([(), (HERE,), (THERE,)]),
)
policies = st.builds(
    TrafficPolicies, internal_local=st.booleans(), external_local=st.booleans(), external=st.booleans()
)


def sort(endpoints: list[Backend], wanted: TrafficPolicies) -> Categories:
    return categorize(endpoints, wanted, HERE, ZONE)


@given(st.lists(backends, max_size=8), policies)
def test_what_is_used_can_answer_and_is_ready_where_anything_is(
    endpoints: list[Backend], wanted: TrafficPolicies
) -> None:
    found = sort(endpoints, wanted)
    for chosen, scope in (
        (found.cluster, endpoints),
        (found.local, [each for each in endpoints if each.node == HERE]),
    ):
        assert all(each.ready or each.draining for each in chosen)
        if any(each.ready for each in scope):
            assert all(each.ready for each in chosen)


@given(st.lists(backends, max_size=8), policies)
def test_local_endpoints_are_local_and_hints_never_leave_a_node_without_endpoints(
    endpoints: list[Backend], wanted: TrafficPolicies
) -> None:
    found = sort(endpoints, wanted)
    assert all(each.node == HERE for each in found.local)
    usable = any(each.ready or each.draining for each in endpoints)
    assert bool(found.cluster) == (usable and wanted.uses_cluster)
    assert found.any == usable


@given(st.lists(backends, max_size=8), policies, st.randoms(use_true_random=False))
def test_order_does_not_matter(endpoints: list[Backend], wanted: TrafficPolicies, random: Random) -> None:
    shuffled = list(endpoints)
    random.shuffle(shuffled)
    one, other = sort(endpoints, wanted), sort(shuffled, wanted)
    assert set(one.cluster) == set(other.cluster)
    assert set(one.local) == set(other.local)
    assert (one.any, one.preference) == (other.any, other.preference)
