"""Lookups that are answered, but not as a probe wants: why, and where to look."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.network.scenes import IP, endpoints, pod, policy, service
from tests.game.rows import ALIAS, CLIENT, WEB, why

from svcquest.model.tree import Tree


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
