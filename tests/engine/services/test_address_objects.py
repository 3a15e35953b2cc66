"""IPAddress and ServiceCIDR objects follow from Services and ranges."""

from __future__ import annotations

from tests.engine.clusters import make, service

from svcquest.engine.cluster import Cluster
from svcquest.engine.services.address_objects import IP_ADDRESS, SERVICE_CIDR
from svcquest.engine.settings import Settings
from svcquest.model import kinds


def parents(cluster: Cluster) -> dict[str, str]:
    found = {each.name: each.spec["parentRef"] for each in cluster.select(IP_ADDRESS)}
    return {ip: f"{parent['resource']}/{parent['namespace']}/{parent['name']}" for ip, parent in found.items()}


def test_each_cluster_ip_has_an_object_as_long_as_it_is_taken() -> None:
    cluster = Cluster()
    usual = {"10.96.0.1": "services/default/kubernetes", "10.96.0.10": "services/kube-system/kube-dns"}
    assert parents(cluster) == usual
    make(cluster, kinds.SERVICE, service("web", clusterIP="10.96.7.7"))
    make(cluster, kinds.SERVICE, service("headless", "x", clusterIP="None"))
    assert parents(cluster) == {**usual, "10.96.7.7": "services/default/web"}
    cluster.delete(kinds.SERVICE, "default", "web")
    assert parents(cluster) == usual


def test_both_addresses_of_a_dual_stack_service_have_one() -> None:
    cluster = Cluster(Settings(service_cidrs=("10.96.0.0/16", "fd00:10:96::/112")))
    web = make(cluster, kinds.SERVICE, service("web", ipFamilyPolicy="RequireDualStack"))
    families = {
        each.labels["ipaddress.kubernetes.io/ip-family"]
        for each in cluster.select(IP_ADDRESS)
        if each.name in web.view.cluster_ips
    }
    assert families == {"IPv4", "IPv6"}


def test_reading_again_finds_the_same_object() -> None:
    cluster = Cluster()
    first, again = (cluster.get(IP_ADDRESS, "", "10.96.0.1") for _ in range(2))
    assert first is not None
    assert again is not None
    assert first.tree == again.tree
    assert cluster.get(IP_ADDRESS, "", "10.96.0.2") is None


def test_the_range_is_an_object_too() -> None:
    (found,) = Cluster(Settings(service_cidrs=("10.96.0.0/16",))).select(SERVICE_CIDR)
    assert (found.name, found.spec["cidrs"]) == ("kubernetes", ["10.96.0.0/16"])
