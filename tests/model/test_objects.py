"""The typed objects that routing computes with, read from trees."""

from __future__ import annotations

import pytest

from svcquest.model import kinds
from svcquest.model.objects import EndpointSlice, Node, Pod, Service
from svcquest.model.views import view_of


@pytest.mark.parametrize(
    ("spelt", "carried"),
    [
        ("10.1.0.1", "10.1.0.1"),
        ("010.1.0.001", "10.1.0.1"),
        ("FD00:0::A", "fd00::a"),
        ("fd00:0:0:0:0:0:0:a", "fd00::a"),
        ("None", "None"),
        ("", ""),
    ],
)
def test_an_address_is_one_address_however_a_manifest_spells_it(spelt: str, carried: str) -> None:
    tree = {
        "spec": {"clusterIPs": [spelt], "externalIPs": [spelt]},
        "status": {"loadBalancer": {"ingress": [{"ip": spelt}]}},
    }
    found: Service = view_of(kinds.SERVICE, "default", "web", tree)
    assert (found.cluster_ips, found.external_ips, found.ingress[0].ip) == ((carried,), (carried,), carried)


def test_a_program_that_listens_on_localhost_listens_on_the_loopback_address() -> None:
    tree = {"metadata": {"annotations": {"svcquest/listen": "*:6379, localhost:6380"}}}
    pod: Pod = view_of(kinds.POD, "default", "cache", tree)
    assert list(map(str, pod.listeners)) == ["*:6379/TCP", "127.0.0.1:6380/TCP"]


@pytest.mark.parametrize(
    ("spec", "ranges", "gateways"),
    [
        ({"podCIDR": "10.9.0.7/24"}, ("10.9.0.0/24",), ("10.9.0.1",)),
        ({"podCIDR": "10.9.0.0/24", "podCIDRs": ["fd00::/64"]}, ("fd00::/64",), ("fd00::1",)),
        ({"podCIDRs": ["50%", "10.9.0.1/32", "10.9.1.0/24"]}, ("10.9.1.0/24",), ("10.9.1.1",)),
        ({}, (), ()),
    ],
)
def test_ranges_of_a_node_are_those_that_are_of_use(
    spec: dict[str, object], ranges: tuple[str, ...], gateways: tuple[str, ...]
) -> None:
    node: Node = view_of(kinds.NODE, "", "n", {"spec": spec})
    assert (node.pod_cidrs, node.gateways) == (ranges, gateways)


def test_a_hint_may_lack_its_name() -> None:
    tree = {"endpoints": [{"addresses": ["10.0.0.1"], "hints": {"forZones": [{}], "forNodes": [{"name": "n"}, {}]}}]}
    found: EndpointSlice = view_of(kinds.ENDPOINTSLICE, "default", "web", {**tree, "addressType": "IPv4"})
    assert (found.endpoints[0].zone_hints, found.endpoints[0].node_hints) == (("",), ("n", ""))
