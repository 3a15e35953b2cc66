"""Endpoints and EndpointSlices as objects: names, labels, how many, made again and cut off."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import annotate, change, found, listed, make, pod, service, slices_of, subsets, workload
from tests.engine.controllers.endpoints import MANAGED, ip

from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers.endpoints import truncate
from svcquest.engine.settings import Settings
from svcquest.model.kinds import CONFIGMAP, DEPLOYMENT, ENDPOINTS, ENDPOINTSLICE, POD, SERVICE
from svcquest.model.tree import Tree


def test_a_service_without_pods_has_empty_endpoints_and_a_placeholder(cluster: Cluster) -> None:
    made = make(cluster, SERVICE, service("web", "web"))
    (placeholder,) = slices_of(cluster, "web")
    assert (placeholder.tree["endpoints"], placeholder.tree["ports"]) == (None, None)
    assert placeholder.name.startswith("web-")
    assert placeholder.labels == MANAGED
    (owner,) = placeholder.metadata["ownerReferences"]
    assert (owner["kind"], owner["uid"], owner["controller"]) == ("Service", made.uid, True)
    assert found(cluster, ENDPOINTS, "web").labels == {"endpoints.kubernetes.io/managed-by": "endpoint-controller"}
    assert "subsets" not in found(cluster, ENDPOINTS, "web").tree


def test_a_slice_is_kept_while_pods_come_and_go(cluster: Cluster) -> None:
    make(cluster, SERVICE, service("web", "web"))
    name = slices_of(cluster, "web")[0].name
    for present in (True, False):
        if present:
            make(cluster, POD, pod("p", "web"))
        else:
            cluster.delete(POD, "default", "p")
        assert [each.name for each in slices_of(cluster, "web")] == [name]


def test_labels_of_the_service_are_passed_on(cluster: Cluster) -> None:
    tree = service("web", "web")
    tree["metadata"]["labels"] = {"team": "a", "kubernetes.io/service-name": "liar"}
    make(cluster, SERVICE, tree)
    assert slices_of(cluster, "web")[0].labels == {**MANAGED, "team": "a"}
    change(cluster, SERVICE, "web", ("metadata", "labels"), {"team": "b"})
    assert slices_of(cluster, "web")[0].labels == {**MANAGED, "team": "b"}
    assert found(cluster, ENDPOINTS, "web").labels["team"] == "b"


@pytest.mark.parametrize(("subdomain", "expected"), [("web", "h"), ("other", "")])
def test_a_hostname_counts_below_its_own_service_only(cluster: Cluster, subdomain: str, expected: str) -> None:
    make(cluster, POD, pod("p", "web", hostname="h", subdomain=subdomain))
    make(cluster, SERVICE, service("web", "web", clusterIP="None"))
    assert slices_of(cluster, "web")[0].view.endpoints[0].hostname == expected
    assert found(cluster, ENDPOINTS, "web").tree["subsets"][0]["addresses"][0].get("hostname", "") == expected


@pytest.mark.parametrize("spec", [{"ports": [{"port": 80}]}, {"type": "ExternalName", "externalName": "a.example"}])
def test_services_that_have_no_endpoints(cluster: Cluster, spec: dict[str, Any]) -> None:
    make(cluster, SERVICE, {"metadata": {"name": "web"}, "spec": spec})
    assert cluster.get(ENDPOINTS, "default", "web") is None
    assert slices_of(cluster, "web") == []


def test_more_than_a_hundred_endpoints_take_several_slices(cluster: Cluster) -> None:
    make(cluster, SERVICE, service("web", "web"))
    make(cluster, DEPLOYMENT, workload("web", 130))
    assert sorted(len(each.view.endpoints) for each in slices_of(cluster, "web")) == [30, 100]
    change(cluster, DEPLOYMENT, "web", ("spec", "replicas"), 20)
    assert sum(len(each.view.endpoints) for each in slices_of(cluster, "web")) == 20


def test_dual_stack_services_have_slices_of_both_families() -> None:
    cluster = Cluster(
        Settings(service_cidrs=("10.96.0.0/16", "fd00:10:96::/112"), pod_cidrs=("10.244.0.0/16", "fd00:10:244::/56"))
    )
    make(cluster, POD, pod("p", "web"))
    make(cluster, SERVICE, service("web", "web", ipFamilyPolicy="RequireDualStack"))
    types = {each.view.address_type: each.view.endpoints[0].addresses for each in slices_of(cluster, "web")}
    assert types == {"IPv4": (ip(cluster, "p"),), "IPv6": (found(cluster, POD, "p").view.ips[1],)}
    change(cluster, SERVICE, "web", ("spec", "ipFamilyPolicy"), "SingleStack")
    assert [each.view.address_type for each in slices_of(cluster, "web")] == ["IPv4"]


def test_what_somebody_deletes_or_breaks_is_made_again(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", "web"))
    make(cluster, SERVICE, service("web", "web"))
    cluster.delete(ENDPOINTSLICE, "default", slices_of(cluster, "web")[0].name)
    cluster.delete(ENDPOINTS, "default", "web")
    assert set(listed(cluster, "web")) == {"p"}
    assert len(subsets(cluster, "web")) == 1
    change(cluster, ENDPOINTSLICE, slices_of(cluster, "web")[0].name, ("endpoints",), [])
    assert set(listed(cluster, "web")) == {"p"}


def test_a_change_of_something_else_writes_no_endpoints(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", "web"))
    make(cluster, SERVICE, service("web", "web"))
    before = [found(cluster, ENDPOINTS, "web"), *slices_of(cluster, "web")]
    make(cluster, CONFIGMAP, {"metadata": {"name": "c"}})
    annotate(cluster, POD, "p", note="x")
    make(cluster, SERVICE, service("other", "other"))
    assert [found(cluster, ENDPOINTS, "web"), *slices_of(cluster, "web")] == before


@pytest.mark.parametrize(
    ("counts", "kept"),
    [
        ([(1000, 0)], None),
        ([(700, 300)], None),
        ([(900, 300)], [(900, 100)]),
        ([(1000, 1)], [(1000, 0)]),
        ([(1200, 300)], [(1000, 0)]),
        ([(800, 5), (401, 0)], [(667, 0), (333, 0)]),
        ([(300, 200), (300, 200), (300, 1)], [(300, 50), (300, 50), (300, 0)]),
        ([(1500, 0), (0, 7)], [(1000, 0)]),
    ],
)
def test_endpoints_are_cut_off_at_a_thousand_ready_ones_first(
    counts: list[tuple[int, int]], kept: list[tuple[int, int]] | None
) -> None:
    def listed(count: int) -> list[Tree]:
        return [{"ip": str(number)} for number in range(count)]

    whole = [{"addresses": listed(ready), "notReadyAddresses": listed(waiting)} for ready, waiting in counts]
    found, truncated = truncate(whole)
    assert truncated is (kept is not None)
    if kept is None:
        assert found == whole
    else:
        shown = [(len(each.get("addresses", ())), len(each.get("notReadyAddresses", ()))) for each in found]
        assert shown == kept


def test_addresses_are_in_the_order_of_their_text(cluster: Cluster) -> None:
    make(cluster, SERVICE, service("web", "web"))
    for number in range(12):
        make(cluster, POD, pod(f"p-{number}", "web", nodeName="node-1"))
    ((addresses, _, _),) = subsets(cluster, "web")
    assert addresses == sorted(addresses)
    assert addresses[-1].endswith(".9")
