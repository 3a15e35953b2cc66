"""Requests and lookups that are answered, but not as a probe wants: why, and where to look."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.network.scenes import IP, client, endpoints, node_port, pod, policy, scene, service

from svcquest.game.evidence import LookupEvidence, RequestEvidence
from svcquest.game.grading import probe_result
from svcquest.game.observing import Observation
from svcquest.game.owners import Owners
from svcquest.game.request_probes import in_words
from svcquest.game.scene import Scene, pod_names, told_apart
from svcquest.game.stage import Cast
from svcquest.game.verdict import Row
from svcquest.game.words import account, row_lines
from svcquest.levels.probe_format import PROBES
from svcquest.levels.reading import Notes, record_by_key
from svcquest.model.net import EXTERNAL, Failure, Request
from svcquest.model.tree import Tree

CLIENT = "pod/default/client"
COMPANY = {"company": "acme"}
WEB, DB = pod("web-1", labels=COMPANY), pod("db-1", 2, app="db", labels=COMPANY)
ALIAS = service("alias", ip="", app=None, type="ExternalName", externalName="db.example.com")


def row(trees: list[Tree], probe: dict[str, Any]) -> Row:
    cluster = scene(client(), *trees)
    notes = Notes()
    wanted = record_by_key(PROBES)({"say": "it holds", "from": CLIENT, **probe}, (), notes)
    assert notes.found == []
    moment = Scene(cluster.state, Cast(Owners(cluster.state).workloads()), cluster.state, "default")
    return probe_result(wanted, moment).rows[0]


def knowing(**hosts: str) -> Tree:
    """The client with names in its /etc/hosts."""
    aliases = [{"ip": address, "hostnames": [name]} for name, address in hosts.items()]
    return pod("client", 3, app="client", ports=(), listen="none", hostAliases=aliases)


def why(trees: list[Tree], probe: dict[str, Any]) -> tuple[str, str]:
    failed = row(trees, probe)
    assert not failed.passed
    told = account(failed)
    assert told is not None
    assert told.diagnosis is not None
    assert told.diagnosis.look.split()[0] in {"kubectl", "nslookup"}
    return told.diagnosis.code, told.diagnosis.why


@pytest.mark.parametrize(
    ("trees", "request_", "expect", "code", "words"),
    [
        (
            [WEB, DB, service(app=None, selector=COMPANY)],
            "http://web/",
            {"pods": {"app": "web"}},
            "selects-strangers",
            "Service default/web also selects db-1: it carries company=acme, as the wanted pods do",
        ),
        (
            [WEB, DB, service(app="db")],
            "http://web/",
            {"pods": {"app": "web"}},
            "selects-strangers",
            "Service default/web selects db-1, not the wanted pods: pod web-1 has app=web, not app=db",
        ),
        (
            [WEB, DB, service(app=None, selector=COMPANY)],
            "http://web/",
            {"not_pods": {"app": "db"}},
            "selects-strangers",
            "Service default/web selects db-1: it carries company=acme",
        ),
        (
            [WEB, pod("db-1", listen="none", labels=COMPANY, app="db"), service(app=None, selector=COMPANY)],
            "http://web/",
            {"pods": {"app": "web"}},
            "selects-strangers",
            "Service default/web also selects db-1: it carries company=acme, as the wanted pods do",
        ),
        (
            [WEB, service(), service(namespace="pay", ip="10.96.7.8")],
            "http://web/",
            {"not_pods": {"app": "web"}},
            "name-means-another-service",
            "the name web means Service default/web, the one in the client's own namespace; "
            "there is one in each of default and pay",
        ),
        (
            [WEB, service(app=None), endpoints("web", "10.244.1.101")],
            "http://web/",
            {"not_pods": {"app": "web"}},
            "endpoints-list-strangers",
            "Service default/web has no selector; its EndpointSlices list web-1",
        ),
        (
            [pod("web-1", namespace="pay"), pod("web-2"), service(), service(namespace="pay", ip="10.96.7.8")],
            "http://web/",
            {"pods": {"selector": {"app": "web"}, "namespace": "pay"}},
            "name-means-another-service",
            "the name web means Service default/web, the one in the client's own namespace; "
            "the wanted pods are in namespace pay",
        ),
        (
            [pod("web-1"), pod("web-2", labels={"track": "a"}), service(app=None, selector={"track": "a"})],
            "http://web/",
            {"pods": {"app": "web"}},
            "selects-too-few",
            "Service default/web selects only 1 of 2 wanted pods: pod web-1 has no label track",
        ),
        (
            [pod("web-1", 3), pod("web-2", 2), service(internalTrafficPolicy="Local")],
            "http://web/",
            {"pods": {"app": "web"}},
            "endpoints-unused",
            "Service default/web has web-2 among its endpoints, but unused: on another node, "
            "and its traffic policy is Local",
        ),
        (
            [pod("web-1"), pod("web-2")],
            "http://{podIP:default/web-1}/",
            {"pods": {"app": "web"}},
            "pod-dialled",
            "10.244.1.101 is pod default/web-1 on node-1: one pod's own address, and no Service stands before it",
        ),
        (
            [WEB, pod("web-2"), pod("web-3"), service(app=None), endpoints("web", "10.244.1.101")],
            "http://web/",
            {"pods": {"app": "web"}},
            "endpoints-listed-by-hand",
            "Service default/web has no selector: its endpoints are listed by hand, "
            "and web-2 and web-3 are not among them",
        ),
        (
            [pod("web-1", ports=(8080,), hostNetwork=True), pod("web-2")],
            "http://192.168.1.243:8080/",
            {"pods": {"names": ["web-2"]}},
            "host-network-dialled",
            "192.168.1.243 is node node-1, and its port 8080 is that of pod default/web-1, "
            "which is on the host network; no Service stands before it",
        ),
        (
            [WEB, service(), knowing(web="192.168.1.10")],
            "http://web/",
            {"pods": {"app": "web"}},
            "name-from-hosts-file",
            "pod/default/client has hostAliases: web is 192.168.1.10 by its /etc/hosts, and no name server is asked",
        ),
        (
            [pod("web-1", labels={"v": "1"}), pod("web-2"), service(app=None, selector={"v": "1"}), knowing(web=IP)],
            "http://web/",
            {"pods": {"app": "web"}},
            "selects-too-few",
            "Service default/web selects only 1 of 2 wanted pods: pod web-2 has no label v",
        ),
        (
            [WEB, service()],
            "http://web/",
            {"answered_by": "external"},
            "selects-strangers",
            "Service default/web selects web-1: it carries app=web",
        ),
        (
            [WEB, service(app=None), endpoints("web", "10.244.1.101")],
            "http://web/",
            {"answered_by": "external"},
            "endpoints-list-strangers",
            "Service default/web has no selector; its EndpointSlices list web-1",
        ),
        (
            [ALIAS, WEB],
            "http://alias/",
            {"pods": {"app": "web"}},
            "alias-leads-away",
            "Service default/alias is another name for db.example.com, where external answers",
        ),
        (
            [WEB, pod("web-2"), service()],
            "http://web/",
            {"sticky": True},
            "no-affinity",
            "Service default/web has sessionAffinity None: each connection may go to another of its pods",
        ),
        (
            [WEB, service()],
            "http://web/",
            {"failure": "refused"},
            "leads-there",
            "Service default/web takes what comes for port 80/TCP and sends it to pod default/web-1",
        ),
        (
            [pod("web-1", ports=(80, 9090)), service(ports=[{"port": 80, "targetPort": 9090}])],
            "http://web/",
            {"pods": {"app": "web"}, "port": 80},
            "another-port",
            "Service default/web sends what comes for port 80 to port 9090 of its pods",
        ),
        (
            [pod("web-1", ports=(80, 9090)), service(ip="None")],
            "http://web:9090/",
            {"port": 80},
            "another-port",
            "Service default/web is headless: its name stands for the pods, and their port 9090 is dialled",
        ),
        (
            [WEB, node_port()],
            "http://{nodeIP:node-2}:30080/",
            {"sources": ["10.244.3.109"]},
            "source-address",
            "Service default/web has externalTrafficPolicy Cluster: a node puts its own address in the client's place",
        ),
        (
            [WEB],
            "http://{clusterIP:default/web}/",
            {"pods": {"app": "web"}},
            "no-target",
            "there is nothing to dial: there is no Service web in default",
        ),
    ],
)
def test_requests(trees: list[Tree], request_: str, expect: dict[str, Any], code: str, words: str) -> None:
    assert why(trees, {"request": request_, "expect": expect, "times": 60}) == (code, words)


@pytest.mark.parametrize(
    ("trees", "lookup", "kind", "expect", "code"),
    [
        ([WEB, service()], "web", "A", {"addresses": {"pods": {"app": "web"}}}, "name-of-cluster-ip"),
        ([WEB, service(ip="None")], "web", "A", {"addresses": ["10.96.0.1"]}, "name-of-headless"),
        ([ALIAS], "alias", "CNAME", {"cname": "x.example.com"}, "name-of-alias"),
        ([WEB, service()], "wbe", "A", {"addresses": {"service": "default/web"}}, "service-name-differs"),
        ([WEB, service()], "_http._tcp.web", "SRV", {"srv": ["80 web.default.svc.cluster.local"]}, "no-such-port-name"),
        ([WEB, service()], "web.default", "A", {"queries": 1}, "number-of-questions"),
        ([WEB, service()], "web.default", "A", {"queries": 1, "addresses": ["10.96.0.1"]}, "name-of-cluster-ip"),
        ([WEB, service()], "wbe", "A", {"queries": 1}, "service-name-differs"),
    ],
)
def test_lookups(trees: list[Tree], lookup: str, kind: str, expect: dict[str, Any], code: str) -> None:
    assert why(trees, {"lookup": lookup, "type": kind, "expect": expect})[0] == code


UNREADY = pod("web-2", ready=False)
TRACKED = pod("db-1", 2, app="db", labels={"track": "a"})


@pytest.mark.parametrize(
    ("trees", "expect", "code", "words"),
    [
        (
            [WEB, pod("db-1", 2), service(ip="None")],
            {"addresses": ["10.244.1.101"]},
            "name-of-strangers",
            "its name stands for db-1 too: it carries app=web, as the wanted pods do",
        ),
        (
            [WEB, TRACKED, service(ip="None", app=None, selector={"track": "a"})],
            {"addresses": {"pods": {"app": "web"}}},
            "name-of-strangers",
            "its name stands for db-1, not for the wanted pods: it carries track=a",
        ),
        (
            [WEB, TRACKED, service(ip="None", app=None), endpoints("web", "10.244.1.101", "10.244.2.101")],
            {"addresses": {"pods": {"app": "web"}}},
            "name-of-strangers",
            "its name stands for db-1 too: its EndpointSlices list it",
        ),
        (
            [WEB, UNREADY, service(ip="None", publishNotReadyAddresses=True)],
            {"addresses": {"pods": {"app": "web"}}},
            "name-of-unready-pods",
            "its name stands for web-2 too, which is not ready: publishNotReadyAddresses is set",
        ),
        (
            [WEB, pod("web-2", labels={"track": "a"}), service(ip="None", app=None, selector={"track": "a"})],
            {"addresses": {"pods": {"app": "web"}}},
            "name-lacks-pods",
            "its name does not stand for web-1: pod web-1 has no label track",
        ),
        (
            [WEB, UNREADY, service(ip="None")],
            {"addresses": ["10.244.1.101", "10.244.1.102"]},
            "name-lacks-pods",
            "its name does not stand for web-2: it is not among its ready endpoints",
        ),
    ],
)
def test_names_of_headless_services(trees: list[Tree], expect: dict[str, Any], code: str, words: str) -> None:
    told = why(trees, {"lookup": "web", "type": "A", "expect": expect})
    assert told == (code, f"Service default/web is headless, and {words}")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("web.default", "with 1 dot, fewer than ndots 5, it is tried along the search list first"),
        (
            "web.default.svc.cluster.local.",
            "it ends in a dot: it is asked for as it stands, and nothing is added",
        ),
    ],
)
def test_numbers_of_questions(name: str, words: str) -> None:
    told = why([WEB, service()], {"lookup": name, "type": "A", "expect": {"queries": 9}})
    assert told == ("number-of-questions", f"asked from {CLIENT}, {name} is looked up like this: {words}")


def test_a_port_of_a_name_that_leads_nowhere() -> None:
    wall = policy(pods={"app": "client"}, policyTypes=["Egress"])
    told = why([WEB, service(), wall], {"lookup": "_http._tcp.web", "type": "SRV", "expect": {"srv": ["80 web"]}})
    assert told[0] == "name-server-unreachable"


NAMED = [{"name": "http", "port": 80}]


@pytest.mark.parametrize(
    ("ip", "name", "code", "words"),
    [
        (IP, "_web._tcp.web", "no-such-port-name", "Service default/web has no port named web; it has http"),
        (
            IP,
            "_http._udp.web",
            "port-name-other-protocol",
            "port http of Service default/web is for TCP, the question for UDP",
        ),
        (
            IP,
            "_http._tcp.web",
            "srv-of-port",
            "Service default/web has a port named http, 80/TCP: SRV records tell just that",
        ),
        (
            "None",
            "_http._tcp.web",
            "srv-of-headless",
            "Service default/web is headless: the SRV records of its port http name each ready pod, "
            "with the pod's port",
        ),
    ],
)
def test_names_of_ports(ip: str, name: str, code: str, words: str) -> None:
    trees = [WEB, service(ip=ip, ports=NAMED)]
    told = why(trees, {"lookup": name, "type": "SRV", "expect": {"srv": ["81 web.default.svc.cluster.local"]}})
    assert told == (code, words)


def test_a_variable_that_nobody_set() -> None:
    told = why([WEB], {"request": "http://$(WEB_SERVICE_HOST)/", "expect": {"pods": {"app": "web"}}})
    assert told == (
        "no-target",
        "there is nothing to dial: http://$(WEB_SERVICE_HOST)/ is dialled as it stands: "
        "no variable WEB_SERVICE_HOST was set when the program started",
    )


@pytest.mark.parametrize(
    ("pods", "others", "failed", "words"),
    [
        (0, 0, 3, "all refused; others would reach web-1; others would be answered by external"),
        (1, 0, 2, "reached web-1; answered by external; 2 of 3 refused"),
        (0, 1, 2, "reached web-1; answered by external; 2 of 3 refused"),
        (3, 0, 0, "reached web-1; answered by external; others would be refused"),
    ],
)
def test_what_others_would_meet(pods: int, others: int, failed: int, words: str) -> None:
    seen = Observation(Request(EXTERNAL, "web", 80), sent=3)
    seen.pods["default", "web-1"], seen.others["external"], seen.failures[Failure.REFUSED] = pods, others, failed
    assert in_words(seen) == words


def test_rows_that_passed_can_be_told_too() -> None:
    answered = row([WEB, service()], {"request": "http://web/", "expect": {"pods": {"app": "web"}}})
    assert isinstance(answered.evidence, RequestEvidence)
    assert answered.trace is not None
    assert answered.trace.delivery.pod == ("default", "web-1")
    assert answered.reached == {("default", "web-1")}
    assert any(line.startswith("    listener") for line in row_lines(answered))
    found = row([WEB, service()], {"lookup": "web", "type": "A", "expect": {"addresses": {"service": "default/web"}}})
    assert isinstance(found.evidence, LookupEvidence)
    assert list(row_lines(found))[2:] == [
        f"the lookup, from {CLIENT}:",
        "    resolver  A web, asked of 10.96.0.10",
        "    question  A web.default.svc.cluster.local.: A 10.96.7.7",
        "    outcome   A 10.96.7.7",
    ]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({("a", "web-1")}, {("a", "db-1")}, ("web-1", "db-1")),
        ({("a", "web-0")}, {("b", "web-0")}, ("web-0 of namespace a", "web-0 of namespace b")),
        (
            {("a", "web-bcdfg"), ("a", "web-hhhhh"), ("a", "web-zzzzz")},
            {("a", "web-bcdfg"), ("a", "web-hhhhh"), ("a", "web-xxxxx")},
            ("web-zzzzz, web-bcdfg and web-hhhhh", "web-xxxxx, web-bcdfg and web-hhhhh"),
        ),
    ],
)
def test_different_pods_never_read_alike(
    one: set[tuple[str, str]], other: set[tuple[str, str]], told: tuple[str, str]
) -> None:
    assert told_apart(one, other) == told


def test_equal_pods_read_alike() -> None:
    pods = {("a", "web-0"), ("b", "web-0")}
    assert told_apart(pods, pods) == (pod_names(pods),) * 2
