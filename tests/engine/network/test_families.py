"""Clusters with IPv4 and IPv6: each family has addresses, endpoints and rules of its own."""

from __future__ import annotations

import pytest
from tests.engine.network.scenes import IP, call, client, failure, place, pod, scene, service

from svcquest.engine.settings import ProxyMode
from svcquest.model.net import Failure, Request
from svcquest.model.tree import Tree


def both(tree: Tree, number: int) -> Tree:
    """A pod with an IPv6 address of its node's range besides."""
    node = tree["spec"]["nodeName"][-1]
    ips = [*tree["status"]["podIPs"], {"ip": f"fd00:10:244:{node}::{number:x}"}]
    return {**tree, "status": {**tree["status"], "podIPs": ips}}


V6 = "fd00:10:96::7"
FAMILIES = {
    "service_cidrs": ("10.96.0.0/12", "fd00:10:96::/112"),
    "pod_cidrs": ("10.244.0.0/16", "fd00:10:244::/56"),
}
TWO: Tree = {"ipFamilyPolicy": "RequireDualStack", "ipFamilies": ["IPv4", "IPv6"], "clusterIPs": [IP, V6]}


@pytest.mark.parametrize("mode", ["iptables", "ipvs", "nftables", "userspace"])
@pytest.mark.parametrize("to", [V6, IP])
def test_each_family_has_its_own_rules(mode: ProxyMode, to: str) -> None:
    web = [both(pod("web-1", 1), 101), both(pod("web-2", 2), 102), both(client(), 109)]
    cluster = scene(*web, service(**TWO), proxy_mode=mode, **FAMILIES)
    found = cluster.reach(Request(place("client"), to, 80), 20)
    assert {name for _, name in found.pods} == {"web-1", "web-2"}
    seen = {address for addresses in found.sources.values() for address in addresses}
    assert {":" in address for address in seen} == {":" in to}


def test_a_service_of_one_family_has_no_endpoints_of_the_other() -> None:
    """The pods have no IPv6 address, so that the IPv6 half of the Service has nobody behind it."""
    cluster = scene(pod("web-1", 1), both(client(), 109), service(**TWO), **FAMILIES)
    assert cluster.connect(Request(place("client"), V6, 80)).failure is Failure.REFUSED
    assert failure(cluster, "client", IP) is None


def test_a_client_tries_the_other_family_when_one_fails() -> None:
    cluster = scene(pod("web-1", 1), both(client(), 109), service(**TWO), **FAMILIES)
    assert call(cluster, "client", "web").destination == IP


@pytest.mark.parametrize(
    ("listen", "hears"),
    [("80", {IP, V6}), ("[::]:80", {IP, V6}), ("*:80", {IP, V6}), ("0.0.0.0:80", {IP}), ("127.0.0.1:80", set())],
)
def test_a_program_hears_the_families_that_it_is_bound_to(listen: str, hears: set[str]) -> None:
    cluster = scene(both(pod("web-1", 1, listen=listen), 101), both(client(), 109), service(**TWO), **FAMILIES)
    found = {to for to in (IP, V6) if cluster.connect(Request(place("client"), to, 80)).failure is None}
    assert found == hears
    told = cluster.trace(Request(place("client"), V6, 80)).diagnosis
    assert (told is not None and told.code == "listens-on-other-family") == (hears == {IP})
