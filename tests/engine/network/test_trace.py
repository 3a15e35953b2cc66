"""Hops of a request: in the order in which the packet meets them, up to the one where it stops."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.engine.network.random_scenes import requests, states
from tests.engine.network.scenes import IP, client, node_port, pod, policy, request, scene, service, trace

from svcquest.engine.cluster import Cluster
from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.net import (
    AddressHop,
    Candidate,
    EndpointHop,
    Failure,
    Hop,
    ListenerHop,
    NameHop,
    PolicyHop,
    Request,
    RuleHop,
    Trace,
)

WEB = (pod("web-1", 1), pod("web-2", 2))


def kinds_of(found: Trace) -> list[type[Hop]]:
    return [type(hop) for hop in found.hops]


def endpoint_hop(found: Trace) -> EndpointHop:
    return next(hop for hop in found.hops if isinstance(hop, EndpointHop))


def test_a_request_by_name_goes_all_the_way() -> None:
    found = trace(scene(*WEB, client(), service()), "client", "web")
    assert kinds_of(found) == [NameHop, AddressHop, RuleHop, EndpointHop, ListenerHop]
    assert found.failing is None
    name, address, rule, endpoint, listener = found.hops
    assert isinstance(name, NameHop)
    assert (name.addresses, name.nameservers) == ((IP,), ("10.96.0.10",))
    assert name.asked[0].question.name == "web.default.svc.cluster.local."
    assert isinstance(address, AddressHop)
    assert (address.meaning, address.via, address.service) == (
        "cluster IP of default/web",
        "clusterIP",
        ("default", "web"),
    )
    assert isinstance(rule, RuleHop)
    assert (rule.node, rule.mode, rule.action, rule.policy) == ("node-3", "iptables", "DNAT", "Cluster")
    assert isinstance(endpoint, EndpointHop)
    assert endpoint.why == "chosen at random"
    assert endpoint.chosen in endpoint.candidates
    assert isinstance(listener, ListenerHop)
    assert (listener.accepted, listener.source) == (True, "10.244.3.109")
    assert endpoint.chosen is not None
    assert found.delivery.pod == endpoint.chosen.pod


@pytest.mark.parametrize(
    ("source", "to", "hops", "failure"),
    [
        ("client", "nowhere", [NameHop], Failure.UNRESOLVED),
        ("client", IP, [AddressHop, RuleHop, EndpointHop], Failure.REFUSED),
        ("client", "10.244.1.109", [AddressHop, ListenerHop], Failure.TIMEOUT),
        ("external", "192.168.1.243:31000", [AddressHop, ListenerHop], Failure.REFUSED),
        ("external", IP, [AddressHop], Failure.TIMEOUT),
    ],
)
def test_the_last_hop_is_the_one_that_stops_it(source: str, to: str, hops: list[type[Hop]], failure: Failure) -> None:
    found = trace(scene(client(), service()), source, to)
    assert kinds_of(found) == hops
    assert found.failing == len(hops) - 1
    assert found.delivery.failure is failure
    assert found.diagnosis is not None


def test_policies_of_both_ends_are_told_before_the_listener() -> None:
    both = policy(policyTypes=["Ingress", "Egress"], ingress=[{}], egress=[{}])
    found = trace(scene(*WEB, client(), node_port(), both), "client", IP)
    assert [hop.direction for hop in found.hops if isinstance(hop, PolicyHop)] == ["egress", "ingress"]
    assert kinds_of(found)[-1] is ListenerHop


def test_a_pod_that_leaves_for_another_node_is_judged_before_that_nodes_rules() -> None:
    out = policy(pods={"app": "client"}, policyTypes=["Egress"], egress=[{}])
    found = trace(scene(*WEB, client(), node_port(), out), "client", "192.168.1.243:30080")
    assert kinds_of(found) == [AddressHop, PolicyHop, RuleHop, EndpointHop, ListenerHop]
    assert found.hops[0] == AddressHop(
        "192.168.1.243", 30080, "TCP", "node port of default/web, on node-1", "nodePort", ("default", "web")
    )


def test_candidates_tell_why_they_are_not_used() -> None:
    lingering = pod("web-3", 3)
    lingering["metadata"]["annotations"]["svcquest/linger"] = "28"
    cluster = scene(*WEB, lingering, pod("web-4", 3, ready=False), client(), service())
    cluster.delete(kinds.POD, "default", "web-3")
    hop = endpoint_hop(trace(cluster, "client", IP))
    assert {each.pod[1]: each.unused for each in hop.candidates if each.pod} == {
        "web-1": "",
        "web-2": "",
        "web-3": "terminating",
        "web-4": "not ready",
    }


def test_candidates_on_other_nodes_and_in_other_zones() -> None:
    local = trace(scene(*WEB, service(internalTrafficPolicy="Local")), "web-1", IP)
    assert [each.unused for each in endpoint_hop(local).candidates] == ["", "on another node"]
    assert endpoint_hop(local).why == "the only one that can be used"
    zoned = trace(scene(*WEB, service(trafficDistribution="PreferSameZone")), "web-2", IP)
    assert [each.unused for each in endpoint_hop(zoned).candidates] == ["hinted to clients elsewhere", ""]


def test_a_local_policy_without_local_endpoint_has_candidates_but_no_choice() -> None:
    hop = endpoint_hop(trace(scene(*WEB, client(), service(internalTrafficPolicy="Local")), "client", IP))
    assert hop.chosen is None
    assert hop.why == "no endpoint on this node, and the policy allows no other"
    assert hop.candidates[0] == Candidate("10.244.1.101", 80, ("default", "web-1"), "node-1", "on another node")


def test_affinity_and_lasting_connections_are_named_as_reasons() -> None:
    cluster = scene(*WEB, client(), service(sessionAffinity="ClientIP"))
    assert endpoint_hop(trace(cluster, "client", IP)).why == "session affinity ties this client to it"
    lasting = request("client", IP, source_port=40001)
    cluster.connect(lasting)
    assert endpoint_hop(cluster.trace(lasting)).why == "this connection began there"


def test_source_ranges_stop_a_request_at_the_rule() -> None:
    fenced = service(type="LoadBalancer", loadBalancerSourceRanges=["10.50.0.0/16"], ingress=[{"ip": "192.168.1.200"}])
    found = trace(scene(*WEB, client(), fenced), "client", "192.168.1.200")
    assert kinds_of(found) == [AddressHop, RuleHop]


def test_a_trace_is_a_request_like_any_other() -> None:
    """It takes its turn: what is traced is what would have happened."""
    cluster = scene(*WEB, client(), service(), proxy_mode="ipvs")
    wanted = request("client", IP)
    turns = [cluster.connect(wanted), cluster.trace(wanted).delivery, cluster.connect(wanted)]
    assert turns[0].pod == turns[2].pod != turns[1].pod


@settings(max_examples=80, deadline=None)
@given(states, requests)
def test_a_trace_tells_what_a_connection_meets_and_why_it_fails(state: State, wanted: Request) -> None:
    cluster = Cluster(state.settings, empty=True)
    cluster.restore(state)
    for _ in range(3):
        told, made = cluster.fork().trace(wanted), cluster.fork().connect(wanted)
        assert told.delivery == made
        cluster.connect(wanted)
        if made.failure is None:
            assert told.failing is None
            continue
        assert told.failing == len(told.hops) - 1
        assert told.diagnosis is not None
        assert told.diagnosis.code not in {"no-endpoints", "no-route"}, "words for when nothing better is known"
