"""Hints in EndpointSlices: for which zones and nodes an endpoint is."""

from __future__ import annotations

import pytest
from tests.engine.clusters import annotate, change, found, make, pod, service, slices_of

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import NODE, POD, SERVICE


@pytest.mark.parametrize(
    ("distribution", "zones", "nodes"),
    [
        (None, (), ()),
        ("PreferClose", ("zone-a",), ()),
        ("PreferSameZone", ("zone-a",), ()),
        ("PreferSameNode", ("zone-a",), ("node-1",)),
    ],
)
def test_traffic_distribution_hints(
    cluster: Cluster, distribution: str | None, zones: tuple[str, ...], nodes: tuple[str, ...]
) -> None:
    make(cluster, SERVICE, service("web", "web", trafficDistribution=distribution))
    make(cluster, POD, pod("p", "web", nodeName="node-1"))
    hinted = slices_of(cluster, "web")[0].view.endpoints[0]
    assert (hinted.zone_hints, hinted.node_hints) == (zones, nodes)
    annotate(cluster, POD, "p", ready="false")
    assert slices_of(cluster, "web")[0].view.endpoints[0].zone_hints == ()


@pytest.mark.parametrize(
    ("per_node", "expected"),
    [
        ((1, 1, 1), {"zone-a": 1, "zone-b": 1, "zone-c": 1}),
        ((4, 1, 1), {"zone-a": 2, "zone-b": 2, "zone-c": 2}),
        ((2, 0, 0), {}),
    ],
    ids=["even", "moved-to-poor-zones", "too-few"],
)
def test_topology_aware_routing_shares_endpoints_by_cpu(
    cluster: Cluster, per_node: tuple[int, ...], expected: dict[str, int]
) -> None:
    tree = service("web", "web")
    tree["metadata"]["annotations"] = {"service.kubernetes.io/topology-mode": "Auto"}
    make(cluster, SERVICE, tree)
    for number, count in enumerate(per_node, 1):
        for index in range(count):
            make(cluster, POD, pod(f"p{number}-{index}", "web", nodeName=f"node-{number}"))
    hints = [hint for each in slices_of(cluster, "web")[0].view.endpoints for hint in each.zone_hints]
    assert {zone: hints.count(zone) for zone in hints} == expected


def test_a_node_that_changes_zone_changes_endpoints(cluster: Cluster) -> None:
    make(cluster, SERVICE, service("web", "web", trafficDistribution="PreferSameZone"))
    make(cluster, POD, pod("p", "web", nodeName="node-1"))
    labels = found(cluster, NODE, "node-1").labels
    change(cluster, NODE, "node-1", ("metadata", "labels"), {**labels, "topology.kubernetes.io/zone": "zone-z"})
    assert slices_of(cluster, "web")[0].view.endpoints[0].zone_hints == ("zone-z",)
