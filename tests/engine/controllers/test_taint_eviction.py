"""Pods leave nodes whose taints they do not tolerate, or not for ever."""

from __future__ import annotations

import pytest
from tests.engine.clusters import annotate, change, found, make, pod, template

from svcquest.engine.cluster import Cluster
from svcquest.model import kinds
from svcquest.model.tree import Tree

TAINT = {"key": "broken", "effect": "NoExecute"}
UNREACHABLE = "node.kubernetes.io/unreachable"


def tolerating(**fields: object) -> list[Tree]:
    return [{"key": "broken", "operator": "Exists", **fields}]


def stays_for(cluster: Cluster, limit: int = 1000) -> int | None:
    """Seconds after which the deletion of the pod begins, None if it never does."""
    for second in range(0, limit, 10):
        left = cluster.get(kinds.POD, "default", "web")
        if left is None or left.terminating:
            return second
        cluster.advance(10)
    return None


@pytest.mark.parametrize(
    ("tolerations", "seconds"),
    [
        ([], 0),
        (tolerating(), None),
        (tolerating(tolerationSeconds=60), 60),
        (tolerating(tolerationSeconds=-5), 0),
        ([*tolerating(), *tolerating(tolerationSeconds=30)], 30),
        (tolerating(effect="NoSchedule"), 0),
    ],
)
def test_a_taint_drives_pods_away(cluster: Cluster, tolerations: list[Tree], seconds: int | None) -> None:
    make(cluster, kinds.POD, pod("web", nodeName="node-1", tolerations=tolerations))
    change(cluster, kinds.NODE, "node-1", ("spec", "taints"), [TAINT], "")
    assert stays_for(cluster) == seconds


def test_a_taint_that_goes_in_time_drives_nobody_away(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web", nodeName="node-1", tolerations=tolerating(tolerationSeconds=60)))
    change(cluster, kinds.NODE, "node-1", ("spec", "taints"), [TAINT], "")
    cluster.advance(50)
    change(cluster, kinds.NODE, "node-1", ("spec", "taints"), None, "")
    assert stays_for(cluster) is None


def test_a_pod_that_is_bound_to_a_tainted_node_goes_at_once(cluster: Cluster) -> None:
    change(cluster, kinds.NODE, "node-1", ("spec", "taints"), [TAINT], "")
    cluster.create(kinds.POD, pod("web", nodeName="node-1"))
    assert stays_for(cluster) == 0


@pytest.mark.parametrize(
    ("tolerations", "seconds"),
    [
        ([], 300),
        ([{"key": UNREACHABLE, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 30}], 30),
        ([{"operator": "Exists"}], None),
    ],
)
def test_pods_leave_a_silent_node_after_what_they_tolerate(
    cluster: Cluster, tolerations: list[Tree], seconds: int | None
) -> None:
    make(cluster, kinds.POD, pod("web", nodeName="node-1", tolerations=tolerations))
    annotate(cluster, kinds.NODE, "node-1", ready="false")
    assert stays_for(cluster) == seconds


def test_time_begins_anew_when_a_node_falls_silent_again(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web", nodeName="node-1"))
    annotate(cluster, kinds.NODE, "node-1", ready="false")
    cluster.advance(200)
    annotate(cluster, kinds.NODE, "node-1", ready="true")
    annotate(cluster, kinds.NODE, "node-1", ready="false")
    assert stays_for(cluster) == 300


def test_an_evicted_pod_of_a_silent_node_stays_terminating(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web", nodeName="node-1"))
    annotate(cluster, kinds.NODE, "node-1", ready="false")
    cluster.advance(3600)
    assert found(cluster, kinds.POD, "web").terminating


def test_daemons_stay_on_a_silent_node(cluster: Cluster) -> None:
    tree = {"metadata": {"name": "ds"}, "spec": {"selector": {"matchLabels": {"app": "x"}}, "template": template("x")}}
    make(cluster, kinds.DAEMONSET, tree)
    annotate(cluster, kinds.NODE, "node-1", ready="false")
    cluster.advance(3600)
    assert not any(each.terminating for each in cluster.select(kinds.POD, "default"))


def test_a_node_stays_as_it_was_loaded_whatever_its_name(cluster: Cluster) -> None:
    for name in ("other", "told"):
        conditions = [{"type": "Ready", "status": "False"}]
        tree: Tree = {
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {"name": name},
            "status": {"conditions": conditions},
        }
        assert not cluster.load([tree])
        assert not found(cluster, kinds.NODE, name, "").view.ready


@pytest.mark.parametrize(
    ("status", "key"), [("Unknown", UNREACHABLE), ("False", "node.kubernetes.io/not-ready"), ("True", "")]
)
def test_a_node_is_tainted_as_its_condition_has_it(cluster: Cluster, status: str, key: str) -> None:
    def report(ready: str) -> None:
        conditions = [{"type": "Ready", "status": ready}]
        tree = {**found(cluster, kinds.NODE, "node-1", "").tree, "status": {"conditions": conditions}}
        cluster.update(kinds.NODE, "", "node-1", tree, subresource="status")

    def keys() -> list[tuple[str, str]]:
        return [
            (each["key"], each["effect"]) for each in found(cluster, kinds.NODE, "node-1", "").spec.get("taints", ())
        ]

    make(cluster, kinds.POD, pod("web", nodeName="node-1"))
    change(cluster, kinds.NODE, "node-1", ("spec", "taints"), [{"key": "own", "effect": "NoSchedule"}], "")
    report("False" if status == "Unknown" else "Unknown")
    report(status)
    assert keys() == [("own", "NoSchedule"), *([(key, "NoSchedule"), (key, "NoExecute")] if key else [])]
    assert stays_for(cluster) == (300 if key else None)
    report("True")
    assert keys() == [("own", "NoSchedule")]
