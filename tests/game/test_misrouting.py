"""Requests that are answered, but not as a probe wants: why, and where to look."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.network.scenes import IP, endpoints, node_port, pod, policy, service
from tests.game.rows import ALIAS, COMPANY, DB, WEB, why

from svcquest.model.tree import Tree

WEB_ALIAS = service("alias", ip="", app=None, type="ExternalName", externalName="web.default.svc.cluster.local")
UNREADY = pod("web-9", ready=False)


def balanced() -> Tree:
    """A load balancer's Service, open to pods."""
    return service(
        type="LoadBalancer",
        ports=[{"port": 80, "nodePort": 30080}],
        ingress=[{"ip": "192.168.1.240"}],
        loadBalancerSourceRanges=["10.0.0.0/8"],
    )


def knowing(**hosts: str) -> Tree:
    """The client with names in its /etc/hosts."""
    aliases = [{"ip": address, "hostnames": [name]} for name, address in hosts.items()]
    return pod("client", 3, app="client", ports=(), listen="none", hostAliases=aliases)


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
            [WEB_ALIAS, WEB, DB, service()],
            "http://alias/",
            {"pods": {"app": "db"}},
            "alias-leads-away",
            "Service default/alias is another name for web.default.svc.cluster.local, where web-1 is",
        ),
        (
            [WEB_ALIAS, pod("web-1", listen="none"), DB, service()],
            "http://alias/",
            {"pods": {"app": "db"}},
            "alias-leads-away",
            "Service default/alias is another name for web.default.svc.cluster.local, where web-1 is",
        ),
        (
            [WEB_ALIAS, WEB, DB, service(app=None, selector=COMPANY)],
            "http://alias/",
            {"pods": {"app": "web"}},
            "selects-strangers",
            "Service default/web also selects db-1: it carries company=acme, as the wanted pods do",
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
            [WEB, node_port()],
            "http://{nodeIP:node-2}:30080/",
            {"failure": "timeout"},
            "node-port-open",
            "Service default/web has the node port 30080: each node takes what comes, and sends it to any of the pods",
        ),
        (
            [WEB, balanced()],
            "http://{nodeIP:node-2}:30080/",
            {"failure": "refused"},
            "node-port-open",
            "Service default/web has the node port 30080, and loadBalancerSourceRanges do not guard it",
        ),
        (
            [WEB, balanced()],
            "http://192.168.1.240/",
            {"failure": "timeout"},
            "source-range-open",
            "the address of Service default/web is open to pod/default/client: "
            "its loadBalancerSourceRanges are 10.0.0.0/8",
        ),
        (
            [WEB, UNREADY, service(publishNotReadyAddresses=True)],
            "http://web/",
            {"pods": {"app": "web"}},
            "publishes-unready",
            "Service default/web has publishNotReadyAddresses: it takes pods that are not ready, and web-9 is not",
        ),
        (
            [WEB],
            "http://{clusterIP:default/web}/",
            {"pods": {"app": "web"}},
            "no-target",
            "there is nothing to dial: there is no Service web in default",
        ),
        (
            [WEB],
            "web.shop",
            {"pods": {"app": "web"}},
            "no-target",
            "there is nothing to dial: web.shop is no address to dial; "
            "http://HOST:PORT/, tcp://HOST:PORT or udp://HOST:PORT is",
        ),
        (
            [WEB, service(), policy("elsewhere", pods={"app": "db"})],
            "http://web/",
            {"failure": "timeout"},
            "let-in",
            "no NetworkPolicy selects pod default/web-1 for ingress, so it lets everybody in",
        ),
        (
            [WEB, service(), policy(ingress=[{}])],
            "http://web/",
            {"failure": "timeout"},
            "let-in",
            "NetworkPolicy default/wall of pod default/web-1 lets pod/default/client in",
        ),
    ],
)
def test_requests(trees: list[Tree], request_: str, expect: dict[str, Any], code: str, words: str) -> None:
    assert why(trees, {"request": request_, "expect": expect, "times": 60}) == (code, words)


def test_a_lookup_whose_answer_is_not_known() -> None:
    headless = service(ip="None")
    told = why([WEB, headless], {"lookup": "web", "expect": {"addresses": {"service": "default/web"}}})
    assert told == ("no-target", "there is nothing to find: Service web has no cluster IP")


def test_a_variable_that_nobody_set() -> None:
    told = why([WEB], {"request": "http://$(WEB_SERVICE_HOST)/", "expect": {"pods": {"app": "web"}}})
    assert told == (
        "no-target",
        "there is nothing to dial: http://$(WEB_SERVICE_HOST)/ is dialled as it stands: "
        "no variable WEB_SERVICE_HOST was set when the program started",
    )
