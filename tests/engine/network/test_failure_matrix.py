"""Row by row, what a client sees and what is told as the cause, in each proxy mode and by each address of a Service."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from tests.engine.clusters import annotate, make, workload
from tests.engine.network.scenes import (
    IP,
    call,
    cause,
    client,
    endpoints,
    failure,
    pod,
    policy,
    request,
    scene,
    service,
)

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import ProxyMode
from svcquest.model import kinds
from svcquest.model.net import Failure, Request
from svcquest.model.tree import Tree

KERNEL_MODES: tuple[ProxyMode, ...] = ("iptables", "nftables", "ipvs")
EXTERNAL_IP, BALANCER = "192.168.77.5", "192.168.1.200"
ROUTES = {EXTERNAL_IP: "node-2", BALANCER: "node-2"}

WAYS = [
    ("client", IP),
    ("node-3", IP),
    ("client", "web"),
    ("external", "192.168.1.244:30080"),
    ("client", "192.168.1.244:30080"),
    ("external", EXTERNAL_IP),
    ("client", EXTERNAL_IP),
    ("external", BALANCER),
    ("client", BALANCER),
]
"""From where a Service is reached, and by which of its addresses."""


def everywhere(**more: Any) -> Tree:
    """A Service with an address of each kind."""
    port: Tree = {"port": 80, "nodePort": 30080, **more.pop("port", {})}
    return service(type="LoadBalancer", ports=[port], externalIPs=[EXTERNAL_IP], ingress=[{"ip": BALANCER}], **more)


class Row(NamedTuple):
    code: str
    trees: list[Tree]
    refused: bool = True


NOBODY = [
    Row("selector-matches-nothing", [pod("web-1", app="wbe"), everywhere()]),
    Row("pods-not-ready", [pod("web-1", ready=False), pod("web-2", 2, ready=False), everywhere()]),
    Row("target-port-not-named", [pod("web-1"), everywhere(port={"targetPort": "http"})]),
    Row("no-selector-no-endpoints", [everywhere(app=None)]),
    Row("endpoint-port-name-differs", [everywhere(app=None), endpoints("web", "192.168.1.10", port_name="x")]),
    Row("endpoints-not-ready", [everywhere(app=None), endpoints("web", "192.168.1.10", ready=False)]),
]
"""Services without any usable endpoint: rejected at once, whatever the address."""

AT_THE_POD = [
    Row("wrong-target-port", [pod("web-1", ports=(8080,)), everywhere()]),
    Row("listens-on-loopback", [pod("web-1", listen="127.0.0.1:80/tcp"), everywhere()]),
    Row("pod-listens-by-other-protocol", [pod("web-1", listen="80/udp"), everywhere()]),
    Row("network-policy", [pod("web-1"), everywhere(), policy(pods={"app": "web"})], refused=False),
    Row("endpoint-is-nobody", [everywhere(app=None), endpoints("web", "10.244.2.77")], refused=False),
]
"""Services that send to an endpoint which does not take it."""


@pytest.mark.parametrize("mode", KERNEL_MODES)
@pytest.mark.parametrize(("source", "to"), WAYS)
@pytest.mark.parametrize("row", NOBODY + AT_THE_POD, ids=lambda row: row.code)
def test_a_fault_behind_a_service_is_told_the_same_by_every_address(
    mode: ProxyMode, source: str, to: str, row: Row
) -> None:
    cluster = scene(client(), *row.trees, proxy_mode=mode, routes=ROUTES)
    assert failure(cluster, source, to) is (Failure.REFUSED if row.refused else Failure.TIMEOUT)
    assert cause(cluster, source, to)[0] == row.code


@pytest.mark.parametrize(
    ("mode", "expected"), [("iptables", Failure.TIMEOUT), ("nftables", Failure.REFUSED), ("ipvs", Failure.REFUSED)]
)
def test_a_port_that_a_cluster_ip_lacks(mode: ProxyMode, expected: Failure) -> None:
    cluster = scene(client(), pod("web-1"), everywhere(), proxy_mode=mode)
    for protocol in ("TCP", "UDP"):
        code = "no-such-service-port" if protocol == "TCP" else "protocol-differs"
        wanted = Request(request("client", IP).source, IP, 81 if protocol == "TCP" else 80, protocol)
        found = cluster.trace(wanted)
        assert found.delivery.failure is expected
        assert found.diagnosis is not None
        assert found.diagnosis.code == code


@pytest.mark.parametrize(("mode", "expected"), [*((mode, Failure.TIMEOUT) for mode in KERNEL_MODES[:2])])
class TestPolicyLocal:
    """Somebody serves, but not on this node: dropped rather than rejected."""

    def test_of_external_traffic(self, mode: ProxyMode, expected: Failure) -> None:
        cluster = scene(
            client(), pod("web-1"), everywhere(externalTrafficPolicy="Local"), proxy_mode=mode, routes=ROUTES
        )
        for to in ("192.168.1.244:30080", EXTERNAL_IP, BALANCER):
            assert failure(cluster, "external", to) is expected
            assert cause(cluster, "external", to)[0] == "external-policy-local"
        for source, to in (("client", "192.168.1.245:30080"), ("node-3", "192.168.1.245:30080"), ("client", BALANCER)):
            assert failure(cluster, source, to) is None, "who is inside may use every endpoint"
        assert failure(cluster, "external", "192.168.1.243:30080") is None

    def test_of_internal_traffic(self, mode: ProxyMode, expected: Failure) -> None:
        cluster = scene(client(), pod("web-1"), everywhere(internalTrafficPolicy="Local"), proxy_mode=mode)
        assert failure(cluster, "client", IP) is expected
        assert cause(cluster, "client", IP)[0] == "internal-policy-local"
        assert failure(cluster, "node-1", IP) is None
        assert failure(cluster, "client", "192.168.1.244:30080") is None, "it is about the cluster IP alone"

    def test_without_any_endpoint_is_rejected(self, mode: ProxyMode, expected: Failure) -> None:
        assert expected is Failure.TIMEOUT
        local = everywhere(externalTrafficPolicy="Local", internalTrafficPolicy="Local")
        cluster = scene(client(), local, proxy_mode=mode, routes=ROUTES)
        for source, to in WAYS:
            assert failure(cluster, source, to) is Failure.REFUSED
            assert cause(cluster, source, to)[0] == "selector-matches-nothing"


@pytest.mark.parametrize("mode", KERNEL_MODES)
def test_source_ranges_guard_the_balancers_address_only(mode: ProxyMode) -> None:
    cluster = scene(
        client(), pod("web-1"), everywhere(loadBalancerSourceRanges=["10.9.0.0/16"]), proxy_mode=mode, routes=ROUTES
    )
    assert failure(cluster, "external", BALANCER) is Failure.TIMEOUT
    assert cause(cluster, "external", BALANCER)[0] == "source-ranges"
    for source, to in WAYS:
        if to != BALANCER:
            assert failure(cluster, source, to) is None


@pytest.mark.parametrize("mode", KERNEL_MODES)
def test_node_ports_and_nodes(mode: ProxyMode) -> None:
    cluster = scene(client(), pod("web-1"), everywhere(), proxy_mode=mode)
    assert failure(cluster, "external", "192.168.1.244:30081") is Failure.REFUSED
    assert cause(cluster, "external", "192.168.1.244:30081")[0] == "no-such-node-port"
    assert failure(cluster, "external", "192.168.1.244:30080", "UDP") is Failure.REFUSED
    assert cause(cluster, "external", "192.168.1.244:30080", "UDP")[0] == "protocol-differs"
    annotate(cluster, kinds.NODE, "node-2", ready="false")
    assert failure(cluster, "external", "192.168.1.244:30080") is Failure.TIMEOUT
    assert cause(cluster, "external", "192.168.1.244:30080")[0] == "node-down"


@pytest.mark.parametrize("mode", KERNEL_MODES)
def test_a_service_that_is_deleted_keeps_its_connections(mode: ProxyMode) -> None:
    cluster = scene(client(), pod("web-1"), everywhere(), proxy_mode=mode)
    assert call(cluster, "client", IP, source_port=40001).failure is None
    cluster.delete(kinds.SERVICE, "default", "web")
    assert call(cluster, "client", IP, source_port=40001).failure is None
    assert failure(cluster, "client", IP) is Failure.TIMEOUT
    assert cause(cluster, "client", IP)[0] == "nobodys-address"


def _lingering() -> Cluster:
    cluster = scene(client(), service())
    make(cluster, kinds.DEPLOYMENT, workload("web", 1))
    (web,) = [each for each in cluster.select(kinds.POD, "default") if each.name != "client"]
    annotate(cluster, kinds.POD, web.name, linger="20")
    cluster.delete(kinds.DEPLOYMENT, "default", "web")
    return cluster


def test_a_terminating_pod_serves_until_it_is_gone() -> None:
    cluster = _lingering()
    assert failure(cluster, "client", IP) is None
    assert cause(cluster, "client", IP)[0] == "only-terminating-pods"
    cluster.advance(30)
    assert failure(cluster, "client", IP) is Failure.REFUSED
    assert cause(cluster, "client", IP)[0] == "selector-matches-nothing"
