from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import (
    annotate,
    change,
    found,
    listed,
    make,
    pod,
    service,
    slices_of,
    subsets,
    workload,
)

from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers.endpoints import truncate
from svcquest.engine.settings import Settings
from svcquest.model.kinds import CONFIGMAP, DEPLOYMENT, ENDPOINTS, ENDPOINTSLICE, NAMESPACE, NODE, POD, SERVICE
from svcquest.model.tree import Tree

MANAGED = {
    "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io",
    "kubernetes.io/service-name": "web",
}


@pytest.fixture
def cluster() -> Cluster:
    return Cluster()


def ip(cluster: Cluster, name: str) -> str:
    found_ip: str = found(cluster, POD, name).view.ip
    return found_ip


# Which pods, in which condition

CONDITIONS: list[tuple[str, dict[str, str], bool, bool, tuple[bool, bool, bool]]] = [
    ("ready", {}, False, False, (True, True, False)),
    ("not ready", {"svcquest/ready": "false"}, False, False, (False, False, False)),
    ("terminating", {"svcquest/linger": "9"}, True, False, (False, True, True)),
    ("terminating, not ready", {"svcquest/linger": "9", "svcquest/ready": "false"}, True, False, (False, False, True)),
    ("published ready", {}, False, True, (True, True, False)),
    ("published not ready", {"svcquest/ready": "false"}, False, True, (True, False, False)),
    ("published terminating", {"svcquest/linger": "9"}, True, True, (True, True, True)),
    (
        "published terminating, not ready",
        {"svcquest/linger": "9", "svcquest/ready": "false"},
        True,
        True,
        (True, False, True),
    ),
]


@pytest.mark.parametrize(
    ("annotations", "deleted", "published", "expected"),
    [row[1:] for row in CONDITIONS],
    ids=[row[0] for row in CONDITIONS],
)
def test_conditions(
    cluster: Cluster,
    annotations: dict[str, str],
    deleted: bool,
    published: bool,
    expected: tuple[bool, bool, bool],
) -> None:
    make(cluster, SERVICE, service("web", "web", publishNotReadyAddresses=published))
    make(cluster, POD, pod("p", "web", annotations=annotations))
    address = ip(cluster, "p")
    if deleted:
        cluster.delete(POD, "default", "p")
    assert listed(cluster, "web") == {"p": expected}
    ready, serving, terminating = expected
    if terminating and not published:
        assert subsets(cluster, "web") == []
    else:
        assert subsets(cluster, "web") == [([address], [], [80]) if ready else ([], [address], [80])]
    assert serving is ("svcquest/ready" not in annotations)


@pytest.mark.parametrize(
    ("annotations", "spec"),
    [
        ({"svcquest/phase": "Succeeded"}, {"restartPolicy": "Never"}),
        ({"svcquest/phase": "Failed"}, {"restartPolicy": "Never"}),
        ({"svcquest/hold": "true"}, {}),
        ({}, {"nodeName": "node-9"}),
    ],
    ids=["completed", "failed", "unplaced", "never-started"],
)
def test_pods_that_are_in_neither(cluster: Cluster, annotations: dict[str, str], spec: dict[str, Any]) -> None:
    make(cluster, SERVICE, service("web", "web"))
    make(cluster, POD, pod("p", "web", annotations=annotations, **spec))
    assert listed(cluster, "web") == {}
    assert subsets(cluster, "web") == []


def test_a_pod_of_another_namespace_or_with_half_the_labels_is_not_selected(cluster: Cluster) -> None:
    make(cluster, NAMESPACE, {"metadata": {"name": "other"}})
    make(cluster, POD, pod("far", "web"), "other")
    make(cluster, POD, pod("half", "web"))
    make(cluster, SERVICE, service("web", selector={"app": "web", "tier": "front"}))
    assert listed(cluster, "web") == {}
    change(cluster, POD, "half", ("metadata", "labels"), {"app": "web", "tier": "front"})
    assert set(listed(cluster, "web")) == {"half"}


def test_a_running_pod_of_a_missing_node_is_in_endpoints_but_waits_for_its_slice(cluster: Cluster) -> None:
    status = {
        "phase": "Running",
        "podIP": "10.9.9.9",
        "podIPs": [{"ip": "10.9.9.9"}],
        "conditions": [{"type": "Ready", "status": "True"}],
    }
    cluster.load([{"apiVersion": "v1", "kind": "Pod", **pod("p", "web", nodeName="node-9"), "status": status}])
    make(cluster, SERVICE, service("web", "web"))
    assert subsets(cluster, "web") == [(["10.9.9.9"], [], [80])]
    assert listed(cluster, "web") == {}
    make(cluster, NODE, {"metadata": {"name": "node-9"}})
    assert set(listed(cluster, "web")) == {"p"}


# Ports


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


# Objects


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


def test_endpoints_are_cut_off_at_a_thousand_ready_ones_first() -> None:
    subset: Tree = {
        "addresses": [{"ip": f"10.0.{number // 250}.{number % 250}"} for number in range(900)],
        "notReadyAddresses": [{"ip": f"10.1.{number // 250}.{number % 250}"} for number in range(300)],
        "ports": [{"port": 80}],
    }
    kept, truncated = truncate([subset])
    assert truncated
    assert [len(kept[0][field]) for field in ("addresses", "notReadyAddresses")] == [900, 100]
    assert truncate([{"addresses": subset["addresses"]}]) == ([{"addresses": subset["addresses"]}], False)


# Hints


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


# Mirroring

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


# Load balancers


def test_a_pool_gives_addresses_to_load_balancers() -> None:
    cluster = Cluster(Settings(load_balancer_ips=("192.168.1.200", "192.168.1.201")))
    for name in ("a", "b", "c"):
        make(cluster, SERVICE, service(name, type="LoadBalancer"))
    other = make(cluster, SERVICE, service("d", type="LoadBalancer", loadBalancerClass="example.com/lb"))
    taken = {name: [each.ip for each in found(cluster, SERVICE, name).view.ingress] for name in ("a", "b", "c")}
    assert taken == {"a": ["192.168.1.200"], "b": ["192.168.1.201"], "c": []}
    assert other.view.ingress == ()
    cluster.delete(SERVICE, "default", "a")
    assert [each.ip for each in found(cluster, SERVICE, "c").view.ingress] == ["192.168.1.200"]
