"""The typed objects that routing computes with, read from trees."""

from __future__ import annotations

import pytest

from svcquest.model import kinds
from svcquest.model.objects import Pod, Service
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
