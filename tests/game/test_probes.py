"""Probes of every kind against a small cluster: what holds, what does not, and in which words."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.game.casting import pods_serving
from svcquest.game.evidence import RequestEvidence
from svcquest.game.grading import probe_result
from svcquest.game.owners import Owners
from svcquest.game.scene import Scene
from svcquest.game.stage import Cast
from svcquest.game.verdict import Row
from svcquest.levels.probe_format import PROBES, PodSet
from svcquest.levels.reading import Notes, record_by_key
from svcquest.model.net import Vantage
from svcquest.model.tree import Tree


def pod(name: str, ip: str, node: str, *, ready: str = "True", **labels: str) -> Tree:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "shop", "labels": labels},
        "spec": {"nodeName": node, "containers": [{"name": "a", "image": "a", "ports": [{"containerPort": 8080}]}]},
        "status": {
            "phase": "Running",
            "podIP": ip,
            "podIPs": [{"ip": ip}],
            "conditions": [{"type": "Ready", "status": ready}],
        },
    }


def service(name: str, **spec: Any) -> Tree:
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name, "namespace": "shop"}, "spec": spec}


PORTS = [{"port": 80, "targetPort": 8080}]
OBJECTS = [
    {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": "node-4", "labels": {"topology.kubernetes.io/zone": "zone-b"}},
        "spec": {},
    },
    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}},
    service("web", clusterIP="10.96.7.7", selector={"app": "web"}, ports=PORTS, type="NodePort"),
    service("sticky", selector={"app": "web"}, ports=PORTS, sessionAffinity="ClientIP"),
    service("anybody", selector={"tier": "front"}, ports=PORTS),
    service("near-node", selector={"app": "web"}, ports=PORTS, trafficDistribution="PreferSameNode"),
    service("all", clusterIP="None", selector={"app": "web"}, ports=[{"name": "http", "port": 8080}]),
    service("legacy", type="ExternalName", externalName="db.example.com"),
    service("typo", selector={"app": "wbe"}, ports=PORTS),
    pod("web-1", "10.244.1.21", "node-1", app="web", tier="front"),
    pod("web-2", "10.244.2.22", "node-2", app="web"),
    pod("web-3", "10.244.3.23", "node-3", ready="False", app="web"),
    pod("db", "10.244.3.24", "node-3", app="db"),
    pod("client", "10.244.1.25", "node-1", app="client", tier="front"),
]


@cache
def scene() -> Scene:
    cluster = Cluster()
    assert cluster.load(OBJECTS) == []
    return Scene(cluster.state, Cast(Owners(cluster.state).workloads()), cluster.state, "shop")


def row_of(text: dict[str, Any]) -> Row:
    notes = Notes()
    probe = record_by_key(PROBES)({"say": "it holds", **text}, (), notes)
    assert notes.found == []
    return probe_result(probe, scene()).rows[0]


def result(text: dict[str, Any]) -> tuple[bool, str]:
    row = row_of(text)
    return row.passed, row.observed


def code_of(row: Row) -> str | None:
    """Why a row failed."""
    if row.passed:
        return None
    assert isinstance(row.evidence, RequestEvidence)
    diagnosis = row.evidence.trace().diagnosis
    return diagnosis.code if diagnosis is not None else ""


CLIENT = {"from": "pod/shop/client"}


@pytest.mark.parametrize(
    ("request_", "expect", "held", "observed"),
    [
        ("http://web/", {"pods": {"app": "web"}}, True, "reached web-1 and web-2"),
        ("http://web/", {"pods": {"names": ["web-1"]}}, False, "reached web-1 and web-2"),
        ("http://web/", {"pods": {"app": "db"}}, False, "reached web-1 and web-2"),
        ("http://web/", {"pods": {"app": "nobody"}}, False, "reached web-1 and web-2"),
        ("http://web/", {"not_pods": {"app": "db"}}, True, "reached web-1 and web-2"),
        ("http://web/", {"not_pods": {"app": "web"}}, False, "reached web-1 and web-2"),
        ("http://{clusterIP:shop/web}/", {"failures": 0}, True, "reached web-1 and web-2"),
        ("http://{nodeIP:node-3}:{nodePort:shop/web}/", {"pods": {"app": "web"}}, True, "reached web-1 and web-2"),
        ("http://{podIP:shop/db}:8080/", {"pods": {"names": ["db"]}}, True, "reached db"),
        ("tcp://typo:80", {"failure": "refused"}, True, "all refused"),
        ("tcp://typo:80", {"failure": "timeout"}, False, "all refused"),
        ("http://nothing/", {"failure": "unresolved"}, True, "all left without an address"),
        ("http://web/", {"failure": "refused"}, False, "reached web-1 and web-2"),
        ("http://web/", {"sticky": True}, False, "reached web-1 and web-2"),
        ("http://sticky/", {"sticky": True}, True, "reached web-1 and web-2"),
        ("http://sticky/", {"pods": {"app": "web"}}, True, "reached web-1 and web-2"),
        ("http://web/", {"share": {"min": 0.2, "max": 0.8}}, True, "reached web-1 and web-2"),
        ("http://web/", {"share": {"min": 0.9}}, False, "reached web-1 and web-2"),
        ("http://web/", {"sources": ["10.244.1.25"]}, True, "reached web-1 and web-2, which saw 10.244.1.25"),
        ("http://web/", {"sources": ["10.244.9.9"]}, False, "reached web-1 and web-2, which saw 10.244.1.25"),
        ("http://legacy/", {"answered_by": "external"}, True, "answered by external"),
        ("http://legacy/", {"answered_by": "level"}, True, "answered by external"),
        ("http://web/", {"answered_by": "level"}, True, "reached web-1 and web-2"),
        ("http://web/", {"answered_by": "external"}, False, "reached web-1 and web-2"),
        ("http://near-node/", {"pods": {"selector": {"app": "web"}, "near": "node"}}, True, "reached web-1"),
        ("http://web/", {"pods": {"selector": {"app": "web"}, "near": "zone"}}, False, "reached web-1 and web-2"),
        ("http://web/", {"not_pods": {"selector": {"app": "web"}, "near": "node"}}, False, "reached web-1 and web-2"),
        ("http://{nodeIP:node-1}:{nodePort:shop/typo}/", {"failures": 0}, False, "Service typo has no node port"),
        ("http://{clusterIP:shop/none}/", {"failures": 0}, False, "there is no Service none in shop"),
        ("gopher://web/", {"failures": 0}, False, "gopher://web/ is no address to dial"),
    ],
)
def test_requests(request_: str, expect: dict[str, Any], held: bool, observed: str) -> None:
    found = result({**CLIENT, "request": request_, "expect": expect, "times": 60})
    assert (found[0], found[1][: len(observed)]) == (held, observed)


@pytest.mark.parametrize(
    ("pace", "expect", "held", "code"),
    [
        ({"every": 10_000}, {"sticky": True}, True, None),
        ({"every": 11_000}, {"sticky": True}, False, "no-affinity"),
        ({"every": 11_000}, {"share": {"max": 0.9}}, True, None),
        ({"every": 10_000}, {"share": {"max": 0.9}}, False, "affinity"),
    ],
)
def test_requests_with_pauses(pace: dict[str, Any], expect: dict[str, Any], held: bool, code: str | None) -> None:
    """A client is remembered for three hours (10,800 s) after its latest connection."""
    row = row_of({**CLIENT, "request": "http://sticky/", "times": 30, **pace, "expect": expect})
    assert (row.passed, code_of(row)) == (held, code)


def test_connections_that_are_kept_are_the_cause_of_an_uneven_share() -> None:
    probe = {**CLIENT, "request": "http://web/", "times": 20, "connections": 1, "expect": {"share": {"max": 0.9}}}
    row = row_of(probe)
    assert (row.passed, code_of(row)) == (False, "connections-kept")
    assert row.observed == "reached web-1 and web-2, one of them with all of the answers"
    assert row.expected == "no pod with more than 90% of the answers"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ({"max": 0.8}, "no pod with more than 80% of the answers"),
        ({"min": 0.2}, "each pod at least 20% of the answers"),
        ({"min": 0.2, "max": 0.8}, "each pod 20% to 80% of the answers"),
    ],
)
def test_a_share_is_told_by_the_bounds_that_it_has(share: dict[str, float], words: str) -> None:
    assert row_of({**CLIENT, "request": "http://web/", "expect": {"share": share}, "times": 60}).expected == words


def test_one_pod_of_several_has_all_answers_where_the_rest_is_kept_for_others() -> None:
    probe = {**CLIENT, "request": "http://near-node/", "times": 20, "expect": {"share": {"max": 0.9}}}
    assert code_of(row_of(probe)) == "kept-near"
    assert code_of(row_of({**probe, "expect": {"pods": {"app": "web"}}})) == "endpoints-unused"


def test_who_prefers_its_own_node_goes_elsewhere_where_it_has_none() -> None:
    probe = {**CLIENT, "request": "http://near-node/", "expect": {"failure": "timeout"}}
    assert code_of(row_of(probe)) == "leads-there"
    assert code_of(row_of({**probe, "from": "pod/shop/db"})) == "only-a-wish"


def test_pods_that_are_right_but_far_are_told_from_strangers() -> None:
    probe = {**CLIENT, "expect": {"pods": {"selector": {"app": "web"}, "near": "node"}}}
    assert code_of(row_of({**probe, "request": "http://web/"})) == "from-afar"
    assert code_of(row_of({**probe, "request": "http://anybody/"})) == "selects-strangers"


@pytest.mark.parametrize(
    ("node", "near", "meant"),
    [
        ("node-1", "node", {"web-1"}),
        ("node-3", "node", {"web-1", "web-2"}),
        ("node-2", "zone", {"web-2"}),
        ("node-3", "zone", {"web-1", "web-2"}),
        ("node-4", "node", {"web-2"}),
    ],
)
def test_pods_near_a_place_are_those_of_the_first_circle_that_has_any(node: str, near: str, meant: set[str]) -> None:
    wanted = PodSet(selector={"app": "web"}, namespace="shop", near=near)
    found = pods_serving(scene().state, scene().cast, wanted, Vantage("node", "", node))
    assert {pod.name for pod in found} == meant


@pytest.mark.parametrize(
    ("lookup", "type_", "expect", "held"),
    [
        ("web", "A", {"addresses": {"service": "shop/web"}}, True),
        ("web", "A", {"addresses": ["10.96.7.7"]}, True),
        ("web", "A", {"addresses": {"pods": {"app": "web"}}}, False),
        ("all", "A", {"addresses": {"pods": {"app": "web"}}}, True),
        ("all.shop.svc.cluster.local.", "A", {"addresses": {"pods": {"app": "web"}}, "queries": 1}, True),
        ("web.shop", "A", {"queries": 2}, True),
        ("web.shop", "A", {"queries": 1}, False),
        ("nothing", "A", {"rcode": "NXDOMAIN"}, True),
        ("legacy", "CNAME", {"cname": "db.example.com"}, True),
        ("legacy", "CNAME", {"cname": "www.example.com"}, False),
        ("_http._tcp.all", "SRV", {"srv": []}, True),
    ],
)
def test_lookups(lookup: str, type_: str, expect: dict[str, Any], held: bool) -> None:
    if expect == {"srv": []}:
        expect = {
            "srv": [
                "8080 10-244-1-21.all.shop.svc.cluster.local",
                "8080 10-244-2-22.all.shop.svc.cluster.local",
            ]
        }
    assert result({**CLIENT, "lookup": lookup, "type": type_, "expect": expect})[0] == held


def test_a_count_of_questions_is_told_where_one_is_wanted() -> None:
    asked = {**CLIENT, "lookup": "web.shop"}
    assert result({**asked, "expect": {"queries": 1}})[1].endswith(", after 2 questions")
    assert "question" not in result({**asked, "expect": {"rcode": "NOERROR"}})[1]


def test_a_name_that_cannot_be_filled_in_is_told_without_braces() -> None:
    row = row_of({"from": "pod/gone/client", "lookup": "{podHost:gone/web-1}.web.gone", "expect": {"queries": 1}})
    assert (row.target, row.observed) == ("A <host name of web-1>.web.gone", "pod/gone/client is not there")


@pytest.mark.parametrize(
    ("object_", "expect", "held"),
    [
        ("service/web", {"unchanged": ["spec.clusterIP", "spec.ports[0].port"]}, True),
        ("svc/shop/web", {"matches": {"spec": {"type": "NodePort"}}}, True),
        ("service/web", {"matches": {"spec": {"type": "ClusterIP"}}}, False),
        ("service/web", {"matches": {"spec.ports[0].port": 80, "spec.selector": {"app": "web"}}}, True),
        ("service/web", {"matches": {"spec.ports[0].port": 81}}, False),
        ("service/gone", {"unchanged": ["spec.clusterIP"]}, False),
        ("service/gone", {"absent": True}, True),
        ("service/web", {"absent": True}, False),
        ("node/node-1", {"matches": {"kind": "Node"}}, True),
    ],
)
def test_objects(object_: str, expect: dict[str, Any], held: bool) -> None:
    assert result({"object": object_, "expect": expect})[0] == held


@pytest.mark.parametrize(
    ("env", "expect", "held"),
    [
        ("KUBERNETES_SERVICE_HOST", {"value": "10.96.0.1"}, True),
        ("KUBERNETES_SERVICE_HOST", {"value": "{clusterIP:shop/web}"}, False),
        ("NOTHING_SERVICE_HOST", {"set": False}, True),
        ("KUBERNETES_SERVICE_HOST", {}, True),
    ],
)
def test_environment(env: str, expect: dict[str, Any], held: bool) -> None:
    assert result({**CLIENT, "env": env, "expect": expect})[0] == held


def test_source_that_is_gone_fails() -> None:
    told = {"from": "pod/shop/nobody", "request": "{env:shop/nobody:WEB_URL}", "expect": {"failures": 0}}
    assert result(told) == (False, "pod/shop/nobody is not there")
    assert row_of(told).target == "<WEB_URL>"
