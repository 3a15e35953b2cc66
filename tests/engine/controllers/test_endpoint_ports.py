"""Ports of endpoints: numbers, names that pods give numbers to, and what shares a subset."""

from __future__ import annotations

from tests.engine.clusters import found, listed, make, pod, service, slices_of, subsets
from tests.engine.controllers.endpoints import MANAGED, ip

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import ENDPOINTS, POD, SERVICE
from svcquest.model.tree import Tree


def _ported(name: str, *ports: tuple[str, int, str]) -> Tree:
    declared = [{"name": each, "containerPort": number, "protocol": protocol} for each, number, protocol in ports]
    return pod(name, "web", containers=[{"name": "c", "image": "i", "ports": declared}])


def test_a_number_need_not_be_declared(cluster: Cluster) -> None:
    make(cluster, POD, _ported("p"))
    make(cluster, SERVICE, service("web", "web", ports=[{"port": 80, "targetPort": 9999}]))
    assert subsets(cluster, "web")[0][2] == [9999]


def test_a_name_stands_for_each_pods_own_number(cluster: Cluster) -> None:
    make(cluster, POD, _ported("a", ("http", 8080, "TCP")))
    make(cluster, POD, _ported("b", ("http", 9090, "TCP")))
    make(cluster, POD, _ported("c", ("http", 7070, "UDP")))
    make(cluster, SERVICE, service("web", "web", ports=[{"port": 80, "targetPort": "http"}]))
    by_port = {
        tuple(port.port for port in each.view.ports): sorted(end.pod[1] for end in each.view.endpoints)
        for each in slices_of(cluster, "web")
    }
    assert by_port == {(8080,): ["a"], (9090,): ["b"], (): ["c"]}
    assert sorted(subsets(cluster, "web")) == sorted(
        [
            ([ip(cluster, "a")], [], [8080]),
            ([ip(cluster, "b")], [], [9090]),
        ]
    )


def test_a_name_that_no_pod_has_leaves_addresses_without_ports(cluster: Cluster) -> None:
    make(cluster, POD, _ported("p", ("http", 8080, "TCP")))
    make(cluster, SERVICE, service("web", "web", ports=[{"port": 80, "targetPort": "htpp"}]))
    (only,) = slices_of(cluster, "web")
    assert only.tree["ports"] is None
    assert set(listed(cluster, "web")) == {"p"}
    assert "subsets" not in found(cluster, ENDPOINTS, "web").tree


def test_ports_with_the_same_addresses_share_a_subset(cluster: Cluster) -> None:
    make(cluster, POD, _ported("p", ("http", 8080, "TCP"), ("dns", 53, "UDP")))
    ports = [
        {"name": "web", "port": 80, "targetPort": "http", "appProtocol": "http"},
        {"name": "dns", "port": 53, "protocol": "UDP", "targetPort": "dns"},
        {"name": "none", "port": 1, "targetPort": "missing"},
    ]
    make(cluster, SERVICE, service("web", "web", ports=ports))
    assert found(cluster, ENDPOINTS, "web").tree["subsets"][0]["ports"] == [
        {"name": "dns", "port": 53, "protocol": "UDP"},
        {"name": "web", "port": 8080, "protocol": "TCP", "appProtocol": "http"},
    ]
    assert slices_of(cluster, "web")[0].tree["ports"] == [
        {"name": "web", "port": 8080, "protocol": "TCP", "appProtocol": "http"},
        {"name": "dns", "port": 53, "protocol": "UDP"},
    ]


def test_a_headless_service_may_do_without_ports(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", "web"))
    make(cluster, SERVICE, {"metadata": {"name": "web"}, "spec": {"clusterIP": "None", "selector": {"app": "web"}}})
    assert subsets(cluster, "web") == [([ip(cluster, "p")], [], [])]
    assert slices_of(cluster, "web")[0].tree["ports"] is None
    assert slices_of(cluster, "web")[0].labels == {**MANAGED, "service.kubernetes.io/headless": ""}
