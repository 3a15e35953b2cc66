"""Load balancers that end connections and make their own (ipMode Proxy)."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.network.scenes import call, cause, client, failure, pod, pods, policy, scene, service, sources, trace

from svcquest.engine.settings import ProxyMode
from svcquest.model import kinds
from svcquest.model.net import AddressHop, Failure, RuleHop
from svcquest.model.tree import Tree

MODES: tuple[ProxyMode, ...] = ("iptables", "ipvs", "nftables", "userspace")
WEB = (pod("web-1", 1), pod("web-2", 2), client())
BALANCER = "192.168.1.200"


def proxied(**spec: Any) -> Tree:
    """A load balancer that ends connections and makes its own to node port 30080."""
    ports = [{"port": 80, "nodePort": 30080}]
    return service(type="LoadBalancer", ports=ports, ingress=[{"ip": BALANCER, "ipMode": "Proxy"}], **spec)


@pytest.mark.parametrize("source", ["external", "client", "node-2"])
@pytest.mark.parametrize("mode", MODES)
def test_a_balancer_with_ip_mode_proxy_makes_its_own_connections(mode: ProxyMode, source: str) -> None:
    cluster = scene(*WEB, proxied(), proxy_mode=mode, load_balancer_ips=(BALANCER,))
    assert pods(cluster, source, BALANCER) == {"web-1", "web-2"}
    assert sources(cluster, source, BALANCER) == {"10.244.1.1", "192.168.1.243"}
    assert call(cluster, source, BALANCER).destination == BALANCER
    assert failure(cluster, source, f"{BALANCER}:81") is Failure.TIMEOUT


@pytest.mark.parametrize("mode", MODES[:3])
def test_such_a_balancer_is_the_client_that_policy_local_shows(mode: ProxyMode) -> None:
    balanced = proxied(externalTrafficPolicy="Local", healthCheckNodePort=31000)
    cluster = scene(pod("web-2", 2), client(), balanced, proxy_mode=mode, load_balancer_ips=(BALANCER,))
    for source in ("external", "client"):
        assert pods(cluster, source, BALANCER) == {"web-2"}
        assert sources(cluster, source, BALANCER) == {BALANCER}


@pytest.mark.parametrize("mode", MODES)
def test_such_a_balancer_keeps_source_ranges_itself(mode: ProxyMode) -> None:
    cluster = scene(
        *WEB, proxied(loadBalancerSourceRanges=["192.168.1.10/32"]), proxy_mode=mode, load_balancer_ips=(BALANCER,)
    )
    assert failure(cluster, "external", BALANCER) is None
    assert failure(cluster, "client", BALANCER) is Failure.TIMEOUT
    assert cause(cluster, "client", BALANCER)[0] == "source-ranges"


def test_a_balancer_prefers_nodes_whose_health_check_succeeds_to_those_that_only_drain() -> None:
    draining = pod("web-1", 1)
    draining["metadata"]["annotations"] = {"svcquest/linger": "20"}
    local = service(type="LoadBalancer", externalTrafficPolicy="Local", ingress=[{"ip": BALANCER}])
    cluster = scene(draining, pod("web-2", 2), local, load_balancer_ips=(BALANCER,))
    cluster.delete(kinds.POD, "default", "web-1")
    assert pods(cluster, "external", BALANCER) == {"web-2"}
    cluster.delete(kinds.POD, "default", "web-2")
    assert pods(cluster, "external", BALANCER) == {"web-1"}
    cluster.advance(30)
    assert failure(cluster, "external", BALANCER) is Failure.REFUSED


def test_such_a_balancer_needs_a_node_port() -> None:
    bare = service(
        type="LoadBalancer", allocateLoadBalancerNodePorts=False, ingress=[{"ip": BALANCER, "ipMode": "Proxy"}]
    )
    cluster = scene(*WEB, bare, load_balancer_ips=(BALANCER,))
    assert failure(cluster, "external", BALANCER) is Failure.TIMEOUT
    assert cause(cluster, "client", BALANCER)[0] == "load-balancer-bypassed"


def test_a_policy_of_the_client_stands_before_such_a_balancer() -> None:
    cluster = scene(
        *WEB, proxied(), policy(pods={"app": "client"}, policyTypes=["Egress"]), load_balancer_ips=(BALANCER,)
    )
    assert cause(cluster, "client", BALANCER)[0] == "network-policy"
    assert failure(cluster, "external", BALANCER) is None


def test_a_trace_tells_of_the_balancers_own_connection() -> None:
    found = trace(scene(*WEB, proxied(), load_balancer_ips=(BALANCER,)), "external", BALANCER)
    address, rule = found.hops[:2]
    assert isinstance(address, AddressHop)
    assert address.meaning == (
        "load balancer address of default/web, which has its own connection to node-1, port 30080"
    )
    assert isinstance(rule, RuleHop)
    assert (rule.node, rule.action) == ("node-1", "DNAT")
