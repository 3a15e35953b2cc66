"""Which nodes take a pod, and what is said of one that none takes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import change, found, make, pod

from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers.node_fit import failure, obstacles
from svcquest.model import kinds
from svcquest.model.tree import Tree

HOST = "kubernetes.io/hostname"
ZONE = "topology.kubernetes.io/zone"
WANTED = "requiredDuringSchedulingIgnoredDuringExecution"

UNWANTED = "node(s) didn't match Pod's node affinity/selector"


def node_affinity(*terms: Tree) -> Tree:
    return {"affinity": {"nodeAffinity": {WANTED: {"nodeSelectorTerms": list(terms)}}}}


def beside(kind: str, app: str, key: str = HOST) -> Tree:
    return {"affinity": {kind: {WANTED: [{"labelSelector": {"matchLabels": {"app": app}}, "topologyKey": key}]}}}


def asking(**amounts: str) -> Tree:
    return {"containers": [{"name": "c", "image": "x", "resources": {"requests": amounts}}]}


def on_port(number: int, address: str = "") -> Tree:
    port = {"containerPort": 80, "hostPort": number, **({"hostIP": address} if address else {})}
    return {"containers": [{"name": "c", "image": "x", "ports": [port]}]}


def expression(key: str, operator: str, *values: str) -> Tree:
    return {"matchExpressions": [{"key": key, "operator": operator, **({"values": list(values)} if values else {})}]}


@pytest.fixture
def cluster() -> Cluster:
    """Three nodes of three zones; a pod ``db`` on node-1, and one on node-2 that takes 3 of 4 CPUs and port 8080."""
    cluster = Cluster()
    make(cluster, kinds.POD, pod("db", "db", nodeName="node-1"))
    busy = on_port(8080)
    busy["containers"][0]["resources"] = {"requests": {"cpu": "3"}}
    make(cluster, kinds.POD, {"metadata": {"name": "busy"}, "spec": {**busy, "nodeName": "node-2"}})
    return cluster


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({}, ["", "", ""]),
        ({"nodeSelector": {ZONE: "zone-b"}}, [UNWANTED, "", UNWANTED]),
        (node_affinity(expression(ZONE, "In", "zone-a", "zone-c")), ["", UNWANTED, ""]),
        (node_affinity(expression(ZONE, "NotIn", "zone-a")), [UNWANTED, "", ""]),
        (node_affinity(expression("gpu", "Exists")), [UNWANTED] * 3),
        (node_affinity(expression("gpu", "DoesNotExist")), [""] * 3),
        (node_affinity({}), [UNWANTED] * 3),
        (node_affinity({"matchExpressions": [{"operator": "DoesNotExist"}]}), [""] * 3),
        (node_affinity({"matchExpressions": [{"key": "gpu"}]}), [UNWANTED] * 3),
        (node_affinity(expression(HOST, "Gt", "x"), expression(HOST, "Lt")), [UNWANTED] * 3),
        (node_affinity({"matchFields": expression("metadata.name", "In", "node-3")["matchExpressions"]}),
         [UNWANTED, UNWANTED, ""]),
        (node_affinity(expression(ZONE, "In", "zone-a"), expression(ZONE, "In", "zone-b")), ["", "", UNWANTED]),
        (asking(cpu="2"), ["", "Insufficient cpu", ""]),
        (asking(cpu="1"), ["", "", ""]),
        (asking(memory="9Gi"), ["Insufficient memory"] * 3),
        (asking(**{"example.com/gpu": "1"}), ["Insufficient example.com/gpu"] * 3),
        (on_port(8080), ["", "node(s) didn't have free ports for the requested pod ports", ""]),
        (on_port(8081), ["", "", ""]),
        (on_port(8080, "192.168.1.1"), ["", "node(s) didn't have free ports for the requested pod ports", ""]),
        (beside("podAffinity", "db"), ["", *["node(s) didn't match pod affinity rules"] * 2]),
        (beside("podAffinity", "db", "topology.kubernetes.io/region"), ["", "", ""]),
        (beside("podAffinity", "me"), ["", "", ""]),
        (beside("podAffinity", "nobody"), ["node(s) didn't match pod affinity rules"] * 3),
        (beside("podAntiAffinity", "db"), ["node(s) didn't match pod anti-affinity rules", "", ""]),
    ],
)  # fmt: skip
def test_obstacles_on_each_node(cluster: Cluster, spec: dict[str, Any], expected: list[str]) -> None:
    tree = pod("me", "me", annotations={"svcquest/hold": "true"})
    tree["spec"].update(spec)
    resource = make(cluster, kinds.POD, tree)
    told = [obstacles(cluster.state, resource, node) for node in cluster.select(kinds.NODE)]
    assert [" ".join(obstacle.reason for obstacle in each) for each in told] == expected


TAINT = {"key": "only", "value": "db", "effect": "NoSchedule"}


@pytest.mark.parametrize(
    ("tolerations", "fits"),
    [
        ([], False),
        ([{"key": "only", "value": "db", "effect": "NoSchedule"}], True),
        ([{"key": "only", "value": "web"}], False),
        ([{"key": "only", "operator": "Exists"}], True),
        ([{"operator": "Exists"}], True),
        ([{"key": "only", "value": "db", "effect": "NoExecute"}], False),
    ],
)
def test_taints_and_tolerations(cluster: Cluster, tolerations: list[Tree], fits: bool) -> None:
    for name in ("node-1", "node-2", "node-3"):
        change(cluster, kinds.NODE, name, ("spec", "taints"), [TAINT])
    placed = make(cluster, kinds.POD, pod("me", tolerations=tolerations))
    assert bool(placed.view.node) is fits


def test_a_mere_preference_keeps_nobody_away(cluster: Cluster) -> None:
    change(cluster, kinds.NODE, "node-1", ("spec", "taints"), [{**TAINT, "effect": "PreferNoSchedule"}])
    resource = make(cluster, kinds.POD, pod("me"))
    assert obstacles(cluster.state, resource, found(cluster, kinds.NODE, "node-1", "")) == []


def test_pods_are_spread_no_more_unevenly_than_allowed(cluster: Cluster) -> None:
    spread = [
        {
            "maxSkew": 1,
            "topologyKey": ZONE,
            "whenUnsatisfiable": "DoNotSchedule",
            "labelSelector": {"matchLabels": {"app": "db"}},
        }
    ]
    tree = pod("me", "db", annotations={"svcquest/hold": "true"}, topologySpreadConstraints=spread)
    resource = make(cluster, kinds.POD, tree)
    told = [[each.reason for each in obstacles(cluster.state, resource, node)] for node in cluster.select(kinds.NODE)]
    assert told == [["node(s) didn't match pod topology spread constraints"], [], []]


def test_the_scheduler_counts_reasons_and_says_whether_preemption_could_help(cluster: Cluster) -> None:
    change(
        cluster, kinds.NODE, "node-1", ("spec",), {**found(cluster, kinds.NODE, "node-1").spec, "unschedulable": True}
    )
    change(cluster, kinds.NODE, "node-3", ("spec", "taints"), [TAINT])
    tree = pod("me")
    tree["spec"].update(asking(cpu="2"))
    resource = make(cluster, kinds.POD, tree)
    assert failure(cluster.state, resource) == (
        "0/3 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint(s), "
        "1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/3 nodes are available: "
        "1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling."
    )
    (condition,) = resource.status["conditions"]
    assert (condition["reason"], condition["message"]) == ("Unschedulable", failure(cluster.state, resource))


def test_more_than_a_node_has_at_all_is_beyond_help(cluster: Cluster) -> None:
    tree = pod("me")
    tree["spec"].update(asking(cpu="5"))
    resource = make(cluster, kinds.POD, tree)
    assert failure(cluster.state, resource).endswith(": 3 Preemption is not helpful for scheduling.")


def test_without_nodes_there_is_nothing_to_say_of_them() -> None:
    cluster = Cluster(empty=True)
    cluster.load([{"apiVersion": "v1", "kind": "Pod", **pod("me")}])
    assert failure(cluster.state, found(cluster, kinds.POD, "me")) == "no nodes available to schedule pods"


def test_a_pod_gets_its_place_when_another_makes_room(cluster: Cluster) -> None:
    tree = pod("me", nodeSelector={ZONE: "zone-b"})
    tree["spec"].update(asking(cpu="2"))
    assert not make(cluster, kinds.POD, tree).view.node
    cluster.delete(kinds.POD, "default", "busy")
    assert found(cluster, kinds.POD, "me").view.node == "node-2"
