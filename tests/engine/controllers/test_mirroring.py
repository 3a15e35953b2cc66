"""Endpoints made by hand, mirrored into EndpointSlices."""

from __future__ import annotations

import pytest
from tests.engine.clusters import change, make, pod, service, slices_of
from tests.engine.controllers.endpoints import ip

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import ENDPOINTS, POD, SERVICE
from svcquest.model.tree import Tree

BY_HAND: Tree = {
    "metadata": {"name": "web", "labels": {"by": "hand"}},
    "subsets": [
        {
            "addresses": [{"ip": "192.168.1.20"}],
            "notReadyAddresses": [{"ip": "192.168.1.21"}],
            "ports": [{"name": "db", "port": 5432}],
        }
    ],
}


def test_endpoints_made_by_hand_are_mirrored(cluster: Cluster) -> None:
    make(cluster, ENDPOINTS, BY_HAND)
    assert slices_of(cluster, "web") == []
    make(cluster, SERVICE, service("web", ports=[{"name": "db", "port": 5432}]))
    (mirror,) = slices_of(cluster, "web")
    assert mirror.tree["endpoints"] == [
        {"addresses": ["192.168.1.20"], "conditions": {"ready": True}},
        {"addresses": ["192.168.1.21"], "conditions": {"ready": False}},
    ]
    assert mirror.tree["ports"] == [{"name": "db", "port": 5432, "protocol": "TCP"}]
    assert mirror.labels == {
        "by": "hand",
        "kubernetes.io/service-name": "web",
        "endpointslice.kubernetes.io/managed-by": "endpointslicemirroring-controller.k8s.io",
    }
    assert mirror.metadata["ownerReferences"][0]["kind"] == "Endpoints"
    change(cluster, ENDPOINTS, "web", ("subsets",), [{"addresses": [{"ip": "192.168.1.30"}], "ports": [{"port": 1}]}])
    assert [each.addresses for each in slices_of(cluster, "web")[0].view.endpoints] == [("192.168.1.30",)]
    assert slices_of(cluster, "web")[0].name == mirror.name
    cluster.delete(ENDPOINTS, "default", "web")
    assert slices_of(cluster, "web") == []


@pytest.mark.parametrize(
    "metadata",
    [
        {"labels": {"endpointslice.kubernetes.io/skip-mirror": "true"}},
        {"annotations": {"control-plane.alpha.kubernetes.io/leader": "{}"}},
    ],
)
def test_endpoints_that_are_not_mirrored(cluster: Cluster, metadata: Tree) -> None:
    make(cluster, SERVICE, service("web"))
    make(cluster, ENDPOINTS, {**BY_HAND, "metadata": {"name": "web", **metadata}})
    assert slices_of(cluster, "web") == []


def test_removing_the_selector_leaves_old_slices_and_adds_mirrored_ones(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", "web"))
    make(cluster, SERVICE, service("web", "web"))
    change(cluster, SERVICE, "web", ("spec", "selector"), None)
    assert [each.view.endpoints[0].addresses for each in slices_of(cluster, "web")] == [(ip(cluster, "p"),)] * 2


@pytest.mark.parametrize(("ready", "unready", "skipped"), [(999, 1, 0), (1000, 1, 1), (600, 500, 100)])
def test_a_thousand_addresses_of_a_subset_are_mirrored(
    cluster: Cluster, ready: int, unready: int, skipped: int
) -> None:
    def addresses(count: int, first: int) -> list[Tree]:
        return [{"ip": f"192.{first}.{number // 250}.{number % 250 + 1}"} for number in range(count)]

    subset: Tree = {"addresses": addresses(ready, 168), "notReadyAddresses": addresses(unready, 169)}
    make(cluster, SERVICE, service("web"))
    make(cluster, ENDPOINTS, {"metadata": {"name": "web"}, "subsets": [{**subset, "ports": [{"port": 80}]}]})
    (mirror,) = slices_of(cluster, "web")
    assert len(mirror.tree["endpoints"]) == 1000
    assert sum(each.ready for each in mirror.view.endpoints) == ready
    told = [each.message for each in cluster.state.notes if each.reason == "TooManyAddressesToMirror"]
    words = "A max of 1000 addresses can be mirrored to EndpointSlices per Endpoints subset. {} addresses were skipped"
    assert told == ([words.format(skipped)] if skipped else [])
