"""Virtual servers and sets of ipvs mode."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.network.scenes import pod, scene, service

from svcquest.engine.cluster import Cluster
from svcquest.engine.proxy.listing.ipvs import IpSet, VirtualServer, ip_sets, virtual_servers
from svcquest.model import kinds
from svcquest.model.net import Request, Vantage
from svcquest.model.objects import Node

PORTS = [{"port": 80, "nodePort": 30080}]


def served(*pods: dict[str, Any], **spec: Any) -> Cluster:
    return scene(*pods, service(type="LoadBalancer", ports=PORTS, **spec), proxy_mode="ipvs", scheduler="wlc")


def node(cluster: Cluster, name: str = "node-1") -> Node:
    found = cluster.get(kinds.NODE, "", name)
    assert found is not None
    view: Node = found.view
    return view


def servers(cluster: Cluster, name: str = "node-1") -> dict[str, VirtualServer]:
    found = virtual_servers(cluster.state, node(cluster, name), "IPv4")
    return {f"{each.address}:{each.port}": each for each in found if each.port in {80, 30080}}


def sets(cluster: Cluster, name: str = "node-1") -> dict[str, IpSet]:
    return ip_sets(cluster.state, node(cluster, name), "IPv4")


def backends(server: VirtualServer) -> list[str]:
    return [each.address for each in server.servers]


def test_a_service_is_a_virtual_server_at_each_of_its_addresses() -> None:
    cluster = served(pod("web-1"), pod("web-2", 2), ingress=[{"ip": "192.168.1.200"}], externalIPs=["192.168.1.77"])
    found = servers(cluster)
    assert list(found) == [
        "10.96.7.7:80",
        "10.244.1.1:30080",
        "192.168.1.77:80",
        "192.168.1.200:80",
        "192.168.1.243:30080",
    ]
    assert {each.scheduler for each in found.values()} == {"wlc"}
    assert {tuple(backends(each)) for each in found.values()} == {("10.244.1.101", "10.244.2.102")}


def test_without_endpoints_a_virtual_server_is_empty() -> None:
    assert backends(servers(served())["10.96.7.7:80"]) == []


@pytest.mark.parametrize(("name", "outer"), [("node-1", ["10.244.1.101"]), ("node-2", ["10.244.2.102"])])
def test_policy_local_lists_the_nodes_own_endpoints(name: str, outer: list[str]) -> None:
    cluster = served(pod("web-1"), pod("web-2", 2), externalTrafficPolicy="Local")
    found = servers(cluster, name)
    assert backends(found["10.96.7.7:80"]) == ["10.244.1.101", "10.244.2.102"]
    assert all(backends(each) == outer for place, each in found.items() if place.endswith("30080"))


def test_policy_local_without_an_endpoint_here_lists_all_for_the_nodes_own_pods() -> None:
    cluster = served(pod("web-1"), externalTrafficPolicy="Local")
    assert backends(servers(cluster, "node-2")["192.168.1.244:30080"]) == ["10.244.1.101"]


def test_affinity_is_persistence() -> None:
    cluster = served(pod("web-1"), sessionAffinity="ClientIP")
    assert {each.persistent for each in servers(cluster).values()} == {10800}


def test_open_connections_are_counted() -> None:
    cluster = served(pod("web-1"))
    cluster.connect(Request(Vantage("node", "", "node-1"), "10.96.7.7", 80, source_port=40000))
    assert [each.active for each in servers(cluster)["10.96.7.7:80"].servers] == [1]


def test_sets_hold_what_rules_look_up() -> None:
    cluster = served(
        pod("web-1"),
        ingress=[{"ip": "192.168.1.200"}],
        externalTrafficPolicy="Local",
        loadBalancerSourceRanges=["192.168.1.0/24"],
    )
    found = {short: each.members for short, each in sets(cluster).items()}
    assert "10.96.7.7,tcp:80" in found["CLUSTER-IP"]
    assert found["LOAD-BALANCER"] == found["LOAD-BALANCER-LOCAL"] == ("192.168.1.200,tcp:80",)
    assert found["LOAD-BALANCER-SOURCE-CIDR"] == ("192.168.1.200,tcp:80,192.168.1.0/24",)
    assert found["LOAD-BALANCER-SOURCE-IP"] == ("192.168.1.200,tcp:80,192.168.1.200",)
    assert found["NODE-PORT-TCP"] == found["NODE-PORT-LOCAL-TCP"] == ("30080",)
    assert found["NODE-PORT-UDP"] == ()
    assert "10.244.1.101,tcp:80,10.244.1.101" in found["LOOP-BACK"]
    assert len(found["HEALTH-CHECK-NODE-PORT"]) == 1


def test_sets_of_ipv6_have_names_of_their_own() -> None:
    cluster = served()
    assert ip_sets(cluster.state, node(cluster), "IPv6")["CLUSTER-IP"].name == "KUBE-6-CLUSTER-IP"
