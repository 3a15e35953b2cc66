"""Endpoints of Service ports as they come from slices, and that they are kept as long as nothing of theirs changes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import annotate, change, found
from tests.engine.network.scenes import node_port, pod, scene, service

from svcquest.engine.cluster import Cluster
from svcquest.engine.proxy.health import health_check
from svcquest.engine.proxy.routes import ServiceRoutes, backends_of, routes_of, served, virtual_ips
from svcquest.engine.proxy.rules import port_name, rule_name
from svcquest.engine.proxy.topology import Backend
from svcquest.model import kinds
from svcquest.model.objects import EndpointSlice, Service, ServicePort
from svcquest.model.tree import Tree
from svcquest.model.views import view_of

PORT = ServicePort("http", "TCP", 80, 8080)
TERMINATING = {"ready": False, "serving": True, "terminating": True}


def slice_of(
    *addresses: str,
    name: str | None = "http",
    number: int | None = 8080,
    protocol: str = "TCP",
    conditions: Tree | None = None,
    labels: Tree | None = None,
    address_type: str = "IPv4",
) -> EndpointSlice:
    tree = {
        "metadata": {"labels": labels or {}},
        "addressType": address_type,
        "ports": [{"name": name, "port": number, "protocol": protocol}],
        "endpoints": [{"addresses": [address], "conditions": conditions or {}} for address in addresses],
    }
    view: EndpointSlice = view_of(kinds.ENDPOINTSLICE, "default", "web-1", tree)
    return view


def places(*slices: EndpointSlice, port: ServicePort = PORT, family: str = "IPv4") -> list[str]:
    return [f"{each.address}:{each.port}" for each in backends_of(port, slices, family)]


@pytest.mark.parametrize(
    ("slices", "expected"),
    [
        pytest.param([], [], id="no slice"),
        pytest.param([slice_of("10.0.0.1")], ["10.0.0.1:8080"], id="name and protocol fit"),
        pytest.param([slice_of("10.0.0.1", name="web")], [], id="another name"),
        pytest.param([slice_of("10.0.0.1", name="")], [], id="no name"),
        pytest.param([slice_of("10.0.0.1", protocol="UDP")], [], id="another protocol"),
        pytest.param([slice_of("10.0.0.1", number=None)], [], id="no number"),
        pytest.param([slice_of("10.0.0.1", number=0)], [], id="number zero"),
        pytest.param([slice_of("10.0.0.1", number=9)], ["10.0.0.1:9"], id="the slice's number counts, not targetPort"),
        pytest.param(
            [slice_of("10.0.0.1", labels={"service.kubernetes.io/headless": ""})], [], id="a headless Service's slice"
        ),
        pytest.param([slice_of("fd00::1", address_type="IPv6")], [], id="another family"),
        pytest.param([slice_of("db.example.com", address_type="FQDN")], [], id="names are no addresses"),
        pytest.param([slice_of("nonsense")], [], id="text that is no address"),
        pytest.param([slice_of("10.0.0.1"), slice_of("10.0.0.1")], ["10.0.0.1:8080"], id="listed twice"),
        pytest.param(
            [slice_of("10.0.0.10", "10.0.0.9"), slice_of("10.0.0.1")],
            ["10.0.0.1:8080", "10.0.0.9:8080", "10.0.0.10:8080"],
            id="in the order of the numbers",
        ),
        pytest.param(
            [slice_of("10.0.0.1"), slice_of("10.0.0.1", number=9)],
            ["10.0.0.1:9", "10.0.0.1:8080"],
            id="one address with two ports",
        ),
    ],
)
def test_backends_of_a_port(slices: list[EndpointSlice], expected: list[str]) -> None:
    assert places(*slices) == expected


def test_an_unnamed_port_is_matched_by_an_unnamed_one() -> None:
    unnamed = ServicePort("", "TCP", 80, 80)
    assert places(slice_of("10.0.0.1", name=""), port=unnamed) == ["10.0.0.1:8080"]


def test_families_are_apart() -> None:
    assert places(slice_of("fd00::1", address_type="IPv6"), family="IPv6") == ["fd00::1:8080"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_a_repeated_endpoint_the_one_that_stays_wins(order: tuple[int, int]) -> None:
    slices = [slice_of("10.0.0.1", conditions=TERMINATING), slice_of("10.0.0.1")]
    (kept,) = backends_of(PORT, [slices[index] for index in order], "IPv4")
    assert kept.ready


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({}, (True, True, False)),
        ({"ready": True}, (True, True, False)),
        ({"ready": False}, (False, True, False)),
        (TERMINATING, (False, True, True)),
    ],
)
def test_conditions_that_are_left_out(conditions: Tree, expected: tuple[bool, bool, bool]) -> None:
    (backend,) = backends_of(PORT, [slice_of("10.0.0.1", conditions=conditions)], "IPv4")
    assert (backend.ready, backend.serving, backend.terminating) == expected


# Kept as long as it may be --------------------------------------------------------------------------------------------


def routes(cluster: Cluster, name: str = "web") -> ServiceRoutes:
    return routes_of(cluster.state, found(cluster, kinds.SERVICE, name), "IPv4")


def test_routes_survive_every_change_that_is_not_theirs() -> None:
    cluster = scene(pod("web-1"), pod("db-1", app="db"), service(), service("db", app="db", ip="10.96.7.8"))
    before = routes(cluster)
    change(cluster, kinds.SERVICE, "db", ("metadata", "labels"), {"a": "b"})
    annotate(cluster, kinds.POD, "db-1", ready="false")
    assert routes(cluster) is before
    assert routes(cluster.fork()) is before


def test_routes_follow_their_own_slices_and_their_service() -> None:
    cluster = scene(pod("web-1"), pod("web-2", 2), service())
    before = routes(cluster)
    annotate(cluster, kinds.POD, "web-1", ready="false")
    after = routes(cluster)
    assert [each.ready for each in before.ports[0].backends] == [True, True]
    assert [each.ready for each in after.ports[0].backends] == [False, True]
    change(cluster, kinds.SERVICE, "web", ("spec", "internalTrafficPolicy"), "Local")
    assert routes(cluster).ports[0].policies.internal_local
    assert not after.ports[0].policies.internal_local


def test_an_undone_change_is_undone_for_routes_as_well() -> None:
    cluster = scene(pod("web-1"), service())
    kept, before = cluster.state, routes(cluster).ports[0].backends
    cluster.delete(kinds.POD, "default", "web-1", grace_seconds=0)
    assert routes(cluster).ports[0].backends == ()
    cluster.restore(kept)
    assert routes(cluster).ports[0].backends == before


def test_a_port_is_found_by_number_and_protocol() -> None:
    ports = [{"name": "t", "port": 53, "nodePort": 30053}, {"name": "u", "port": 53, "protocol": "UDP"}]
    found_routes = routes(scene(service(type="NodePort", ports=ports)))
    by_port = found_routes.by_port(53, "UDP")
    by_node_port = found_routes.by_node_port(30053, "TCP")
    assert by_port is not None
    assert by_node_port is not None
    assert (by_port.port.name, by_node_port.port.name) == ("u", "t")
    assert found_routes.by_port(53, "SCTP") is None
    assert found_routes.by_node_port(53, "TCP") is None


def test_health_counts_each_ready_local_endpoint_once() -> None:
    ports = [{"name": "a", "port": 80}, {"name": "b", "port": 81, "targetPort": 80}]
    cluster = scene(pod("web-1"), pod("web-2"), pod("web-3", ready=False), pod("web-4", 2), service(ports=ports))
    resource = found(cluster, kinds.SERVICE, "web")
    counts = [health_check(cluster.state, resource, f"node-{number}").local_endpoints for number in (1, 2, 3)]
    assert counts == [2, 1, 0]


# Which Services, which addresses, which rules -------------------------------------------------------------------------


def view(**spec: Any) -> Service:
    found_view: Service = found(scene(service(**spec)), kinds.SERVICE, "web").view
    return found_view


def test_services_without_an_address_of_their_own_have_no_rules() -> None:
    assert served(view())
    assert not served(view(ip="None"))
    assert not served(view(ip="", app=None, type="ExternalName", externalName="example.com"))


def test_only_virtual_ips_of_a_load_balancer_are_the_nodes_business() -> None:
    ingress = [{"ip": "192.0.2.1"}, {"ip": "192.0.2.2", "ipMode": "Proxy"}, {"hostname": "lb.example.com"}]
    assert virtual_ips(view(type="LoadBalancer", ingress=ingress)) == ("192.0.2.1",)


def test_rules_are_named_as_each_mode_names_them() -> None:
    (port,) = routes(scene(node_port())).ports
    assert port_name(port) == "default/web"
    names = {
        mode: rule_name(mode, port, "clusterIP", "10.96.7.7", 80, local=False)
        for mode in ("iptables", "ipvs", "nftables", "userspace")
    }
    assert names["iptables"].startswith("KUBE-SVC-")
    assert names["iptables"].endswith(" default/web")
    assert names["ipvs"] == "TCP 10.96.7.7:80 default/web"
    assert names["nftables"].startswith("service-")
    assert names["userspace"] == "KUBE-PORTALS default/web"
    assert rule_name("iptables", port, "nodePort", "192.168.1.243", 30080, local=False).startswith("KUBE-EXT-")
    assert rule_name("iptables", port, "nodePort", "192.168.1.243", 30080, local=True).startswith("KUBE-SVL-")


def test_a_chains_letters_are_those_that_a_real_node_shows() -> None:
    """kube-dns has the same chains on every cluster in the world."""
    cluster = scene()
    dns = routes_of(cluster.state, found(cluster, kinds.SERVICE, "kube-dns", "kube-system"), "IPv4")
    names = {each.port.name: rule_name("iptables", each, "clusterIP", "", 0, local=False) for each in dns.ports}
    assert names["dns"] == "KUBE-SVC-TCOU7JCQXEZGVUNU kube-system/kube-dns:dns"
    assert names["dns-tcp"] == "KUBE-SVC-ERIFXISQEP7F7OF4 kube-system/kube-dns:dns-tcp"
    assert names["metrics"] == "KUBE-SVC-JD5MR3NA4I4DYORP kube-system/kube-dns:metrics"


def test_backends_remember_their_pods() -> None:
    (port,) = routes(scene(pod("web-1"), service())).ports
    assert port.backends == (Backend("10.244.1.101", 80, node="node-1", pod=("default", "web-1")),)
