"""DaemonSets on their way from one template to the next."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import annotate, change, found, make, pods_of, template

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import DAEMONSET, NODE, POD
from svcquest.model.tree import Tree

PROBE: dict[str, Any] = {"readinessProbe": {"httpGet": {"port": 80}, "initialDelaySeconds": 10}}


def daemons(image: str = "nginx:1", **spec: Any) -> Tree:
    wanted = {"selector": {"matchLabels": {"app": "agent"}}, "template": template("agent", image, **PROBE), **spec}
    return {"metadata": {"name": "agent"}, "spec": wanted}


def shown(cluster: Cluster) -> list[str]:
    """For each node, in no order, the versions of its pods, oldest first; those that are not ready in brackets."""
    by_node: dict[str, list[str]] = {}
    for pod in sorted(pods_of(cluster, "agent"), key=lambda each: each.metadata["creationTimestamp"]):
        version = pod.spec["containers"][0]["image"].partition(":")[2]
        by_node.setdefault(pod.view.node, []).append(version if pod.view.ready else f"({version})")
    return sorted(map("".join, by_node.values()))


@pytest.mark.parametrize(
    ("rolling", "steps"),
    [
        ({"maxUnavailable": 1}, [["(2)", "1", "1"], ["2", "(2)", "1"], ["2", "2", "(2)"], ["2", "2", "2"]]),
        ({"maxUnavailable": "50%"}, [["(2)", "(2)", "1"], ["2", "2", "(2)"], ["2", "2", "2"]]),
        ({"maxUnavailable": "100%"}, [["(2)", "(2)", "(2)"], ["2", "2", "2"]]),
        (
            {"maxUnavailable": 0, "maxSurge": 1},
            [["1(2)", "1", "1"], ["2", "1(2)", "1"], ["2", "2", "1(2)"], ["2", "2", "2"]],
        ),
        ({"maxUnavailable": 0, "maxSurge": "60%"}, [["1(2)", "1(2)", "1"], ["2", "2", "1(2)"], ["2", "2", "2"]]),
    ],
)
def test_a_rollout_goes_node_by_node(cluster: Cluster, rolling: Tree, steps: list[list[str]]) -> None:
    make(cluster, DAEMONSET, daemons(updateStrategy={"type": "RollingUpdate", "rollingUpdate": rolling}))
    cluster.advance(20)
    change(cluster, DAEMONSET, "agent", ("spec", "template"), template("agent", "nginx:2", **PROBE))
    for step in steps:
        assert shown(cluster) == sorted(step)
        cluster.advance(10)
    assert found(cluster, DAEMONSET, "agent").status["updatedNumberScheduled"] == 3


def test_on_delete_waits_for_somebody(cluster: Cluster) -> None:
    make(cluster, DAEMONSET, daemons(updateStrategy={"type": "OnDelete"}))
    change(cluster, DAEMONSET, "agent", ("spec", "template"), template("agent", "nginx:2", **PROBE))
    cluster.advance(60)
    assert shown(cluster) == ["1", "1", "1"]
    cluster.delete(POD, "default", pods_of(cluster, "agent")[0].name)
    cluster.advance(60)
    assert shown(cluster) == ["1", "1", "2"]


def test_a_pod_has_to_be_ready_for_a_while_before_the_next_one_goes(cluster: Cluster) -> None:
    make(cluster, DAEMONSET, daemons(minReadySeconds=30))
    cluster.advance(60)
    change(cluster, DAEMONSET, "agent", ("spec", "template"), template("agent", "nginx:2", **PROBE))
    cluster.advance(35)
    assert shown(cluster) == ["1", "1", "2"]
    status = found(cluster, DAEMONSET, "agent").status
    assert (status["numberReady"], status["numberAvailable"]) == (3, 2)
    cluster.advance(6)
    assert shown(cluster) == ["(2)", "1", "2"]


def test_pods_that_do_not_work_are_replaced_beside_those_that_the_limit_allows(cluster: Cluster) -> None:
    make(cluster, DAEMONSET, daemons())
    cluster.advance(20)
    for pod in pods_of(cluster, "agent")[:1]:
        annotate(cluster, POD, pod.name, ready="false")
    change(cluster, DAEMONSET, "agent", ("spec", "template"), template("agent", "nginx:2", **PROBE))
    assert shown(cluster) == ["(2)", "(2)", "1"]


def test_no_second_pod_stands_beside_one_that_is_going(cluster: Cluster) -> None:
    make(cluster, DAEMONSET, daemons())
    (first, *_) = pods_of(cluster, "agent")
    annotate(cluster, POD, first.name, linger="20")
    cluster.delete(POD, "default", first.name)
    assert len(pods_of(cluster, "agent")) == 3
    cluster.advance(21)
    assert first.name not in [pod.name for pod in pods_of(cluster, "agent")]
    assert len(shown(cluster)) == 3


def test_a_pod_where_none_belongs_any_more_stays_and_is_counted_apart(cluster: Cluster) -> None:
    make(cluster, DAEMONSET, daemons())
    change(cluster, NODE, "node-1", ("spec", "taints"), [{"key": "own", "effect": "NoSchedule"}], "")
    cluster.advance(20)
    status = found(cluster, DAEMONSET, "agent").status
    assert len(shown(cluster)) == 3
    assert (status["desiredNumberScheduled"], status["numberMisscheduled"], status["numberReady"]) == (2, 1, 2)
