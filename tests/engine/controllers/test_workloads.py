from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import annotate, change, found, make, pod, pods_of, template, workload

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import DAEMONSET, DEPLOYMENT, NODE, POD, REPLICASET, REPLICATIONCONTROLLER, STATEFULSET
from svcquest.model.resource import Resource
from svcquest.model.tree import with_value

IMAGE = ("spec", "template")


def images(cluster: Cluster, app: str) -> list[str]:
    return [each.spec["containers"][0]["image"] for each in pods_of(cluster, app)]


def sizes(cluster: Cluster) -> list[tuple[str, int]]:
    """Revision and size of the ReplicaSets in the default namespace."""
    revision = "deployment.kubernetes.io/revision"
    return sorted(
        (each.annotations.get(revision, ""), each.spec["replicas"]) for each in cluster.select(REPLICASET, "default")
    )


# Deployments


def test_a_deployment_names_its_pods_after_its_replicaset(cluster: Cluster) -> None:
    deployment = make(cluster, DEPLOYMENT, workload("web", 2))
    replicaset = cluster.select(REPLICASET, "default")[0]
    word = replicaset.labels["pod-template-hash"]
    assert replicaset.name == f"web-{word}"
    assert replicaset.spec["selector"]["matchLabels"] == {"app": "web", "pod-template-hash": word}
    for each in pods_of(cluster, "web"):
        assert each.name.startswith(f"web-{word}-")
        assert each.labels["pod-template-hash"] == word
        assert each.metadata["ownerReferences"][0]["uid"] == replicaset.uid
    assert deployment.annotations["deployment.kubernetes.io/revision"] == "1"
    counts = ("replicas", "updatedReplicas", "readyReplicas", "availableReplicas")
    assert [deployment.status[field] for field in counts] == [2, 2, 2, 2]
    reasons = {each["type"]: (each["status"], each["reason"]) for each in deployment.status["conditions"]}
    assert reasons == {
        "Available": ("True", "MinimumReplicasAvailable"),
        "Progressing": ("True", "NewReplicaSetAvailable"),
    }


@pytest.mark.parametrize("strategy", ["RollingUpdate", "Recreate"])
def test_a_new_template_replaces_every_pod_and_keeps_the_old_replicaset(cluster: Cluster, strategy: str) -> None:
    make(cluster, DEPLOYMENT, workload("web", 3, strategy={"type": strategy}))
    change(cluster, DEPLOYMENT, "web", IMAGE, template("web", "nginx:2"))
    assert images(cluster, "web") == ["nginx:2"] * 3
    assert sizes(cluster) == [("1", 0), ("2", 3)]


def test_going_back_to_an_old_template_reuses_its_replicaset(cluster: Cluster) -> None:
    make(cluster, DEPLOYMENT, workload("web"))
    for image in ("nginx:2", "nginx:1"):
        change(cluster, DEPLOYMENT, "web", IMAGE, template("web", image))
    assert sizes(cluster) == [("2", 0), ("3", 2)]


def test_a_rollout_stops_where_new_pods_do_not_become_ready(cluster: Cluster) -> None:
    make(cluster, DEPLOYMENT, workload("web", 4))
    change(cluster, DEPLOYMENT, "web", IMAGE, template("web", "bad", annotations={"svcquest/phase": "Pending"}))
    assert sizes(cluster) == [("1", 3), ("2", 2)]
    stuck = found(cluster, DEPLOYMENT, "web")
    assert stuck.status["availableReplicas"] == 3
    assert stuck.status["unavailableReplicas"] == 2
    cluster.advance(600)
    progressing = found(cluster, DEPLOYMENT, "web").status["conditions"][1]
    assert (progressing["status"], progressing["reason"]) == ("False", "ProgressDeadlineExceeded")
    change(cluster, DEPLOYMENT, "web", IMAGE, template("web", "good"))
    assert images(cluster, "web") == ["good"] * 4


@pytest.mark.parametrize(
    ("surge", "unavailable", "expected"),
    [(1, 0, [("1", 4), ("2", 1)]), (0, 1, [("1", 3), ("2", 1)]), ("50%", "50%", [("1", 2), ("2", 4)])],
)
def test_surge_and_unavailable_bound_a_rollout(
    cluster: Cluster, surge: int | str, unavailable: int | str, expected: list[tuple[str, int]]
) -> None:
    rolling = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": surge, "maxUnavailable": unavailable}}
    make(cluster, DEPLOYMENT, workload("web", 4, strategy=rolling))
    change(cluster, DEPLOYMENT, "web", IMAGE, template("web", "x", annotations={"svcquest/ready": "false"}))
    assert sizes(cluster) == expected


def test_scaling_in_mid_rollout_is_shared(cluster: Cluster) -> None:
    make(cluster, DEPLOYMENT, workload("web", 4))
    change(cluster, DEPLOYMENT, "web", IMAGE, template("web", "x", annotations={"svcquest/ready": "false"}))
    change(cluster, DEPLOYMENT, "web", ("spec", "replicas"), 8)
    assert sum(size for _, size in sizes(cluster)) == 10
    assert all(size > 0 for _, size in sizes(cluster))


def test_a_paused_deployment_scales_but_does_not_roll(cluster: Cluster) -> None:
    make(cluster, DEPLOYMENT, workload("web", 2))
    change(cluster, DEPLOYMENT, "web", ("spec", "paused"), True)  # noqa: FBT003 - a value of the manifest
    change(cluster, DEPLOYMENT, "web", IMAGE, template("web", "nginx:2"))
    change(cluster, DEPLOYMENT, "web", ("spec", "replicas"), 3)
    assert images(cluster, "web") == ["nginx:1"] * 3
    change(cluster, DEPLOYMENT, "web", ("spec", "paused"), None)
    assert images(cluster, "web") == ["nginx:2"] * 3


def test_history_is_limited(cluster: Cluster) -> None:
    make(cluster, DEPLOYMENT, workload("web", 1, revisionHistoryLimit=1))
    for number in range(2, 5):
        change(cluster, DEPLOYMENT, "web", IMAGE, template("web", f"nginx:{number}"))
    assert sizes(cluster) == [("3", 0), ("4", 1)]


def test_minimum_ready_time_delays_availability(cluster: Cluster) -> None:
    make(cluster, DEPLOYMENT, workload("web", 1, minReadySeconds=10))
    assert "availableReplicas" not in found(cluster, DEPLOYMENT, "web").status
    cluster.advance(10)
    assert found(cluster, DEPLOYMENT, "web").status["availableReplicas"] == 1


# ReplicaSets and ReplicationControllers


def _controller(kind: Any, name: str, replicas: int) -> dict[str, Any]:
    tree = workload(name, replicas)
    return with_value(tree, ("spec", "selector"), {"app": name}) if kind == REPLICATIONCONTROLLER else tree


@pytest.mark.parametrize("kind", [REPLICASET, REPLICATIONCONTROLLER])
class TestOwnersOfPods:
    def test_keeps_as_many_pods_as_asked_for(self, cluster: Cluster, kind: Any) -> None:
        make(cluster, kind, _controller(kind, "web", 3))
        cluster.delete(POD, "default", pods_of(cluster, "web")[0].name)
        assert len(pods_of(cluster, "web")) == 3
        change(cluster, kind, "web", ("spec", "replicas"), 1)
        assert len(pods_of(cluster, "web")) == 1
        assert found(cluster, kind, "web").status["readyReplicas"] == 1

    def test_releases_a_relabelled_pod_and_makes_another(self, cluster: Cluster, kind: Any) -> None:
        make(cluster, kind, _controller(kind, "web", 2))
        first = pods_of(cluster, "web")[0].name
        change(cluster, POD, first, ("metadata", "labels"), {"app": "quarantine"})
        assert len(pods_of(cluster, "web")) == 2
        assert found(cluster, POD, first).controller_uid == ""

    def test_adopts_a_matching_orphan(self, cluster: Cluster, kind: Any) -> None:
        make(cluster, POD, pod("orphan", "web"))
        owner = make(cluster, kind, _controller(kind, "web", 2))
        assert found(cluster, POD, "orphan").controller_uid == owner.uid
        assert len(pods_of(cluster, "web")) == 2
        make(cluster, POD, pod("late", "other"))
        change(cluster, POD, "late", ("metadata", "labels"), {"app": "web"})
        assert len(pods_of(cluster, "web")) == 2

    def test_gives_up_pods_that_are_not_ready_first(self, cluster: Cluster, kind: Any) -> None:
        make(cluster, kind, _controller(kind, "web", 3))
        sick = pods_of(cluster, "web")[1].name
        annotate(cluster, POD, sick, ready="false")
        change(cluster, kind, "web", ("spec", "replicas"), 2)
        assert sick not in {each.name for each in pods_of(cluster, "web")}

    def test_replaces_a_failed_pod(self, cluster: Cluster, kind: Any) -> None:
        make(cluster, kind, _controller(kind, "web", 1))
        name = pods_of(cluster, "web")[0].name
        failed = found(cluster, POD, name)
        cluster.update(POD, "default", name, {**failed.tree, "status": {"phase": "Failed"}}, subresource="status")
        assert [each.view.phase for each in pods_of(cluster, "web") if each.name != name] == ["Running"]


def test_an_ended_container_that_is_always_restarted_is_no_reason_for_another_pod(cluster: Cluster) -> None:
    tree = workload("web", 1)
    tree["spec"]["template"] = template("web", annotations={"svcquest/phase": "Failed"})
    make(cluster, REPLICASET, tree)
    (only,) = pods_of(cluster, "web")
    assert only.view.phase == "Running"
    assert only.status["containerStatuses"][0]["state"]["waiting"]["reason"] == "CrashLoopBackOff"


# StatefulSets


def test_statefulset_pods_have_numbers_hostnames_and_labels(cluster: Cluster) -> None:
    owner = make(cluster, STATEFULSET, workload("db", 2, serviceName="dbs"))
    assert [each.name for each in pods_of(cluster, "db")] == ["db-0", "db-1"]
    second = found(cluster, POD, "db-1")
    assert (second.view.hostname, second.view.subdomain) == ("db-1", "dbs")
    expected = {
        "statefulset.kubernetes.io/pod-name": "db-1",
        "apps.kubernetes.io/pod-index": "1",
        "controller-revision-hash": owner.status["currentRevision"],
    }
    assert expected.items() <= second.labels.items()


@pytest.mark.parametrize(("policy", "names"), [("OrderedReady", ["db-0"]), ("Parallel", ["db-0", "db-1", "db-2"])])
def test_an_unready_pod_holds_up_those_after_it_unless_parallel(
    cluster: Cluster, policy: str, names: list[str]
) -> None:
    tree = workload("db", 3, serviceName="db", podManagementPolicy=policy)
    tree["spec"]["template"] = template("db", annotations={"svcquest/ready": "false"})
    make(cluster, STATEFULSET, tree)
    assert [each.name for each in pods_of(cluster, "db")] == names
    for number in range(3):
        if cluster.get(POD, "default", f"db-{number}"):
            annotate(cluster, POD, f"db-{number}", ready="true")
    assert "db-1" in {each.name for each in pods_of(cluster, "db")}


def test_statefulset_scales_down_from_the_top(cluster: Cluster) -> None:
    make(cluster, STATEFULSET, workload("db", 3, serviceName="db"))
    change(cluster, STATEFULSET, "db", ("spec", "replicas"), 1)
    assert [each.name for each in pods_of(cluster, "db")] == ["db-0"]


def test_a_partition_keeps_the_lower_pods_as_they_were(cluster: Cluster) -> None:
    rolling = {"type": "RollingUpdate", "rollingUpdate": {"partition": 2}}
    make(cluster, STATEFULSET, workload("db", 3, serviceName="db", updateStrategy=rolling))
    change(cluster, STATEFULSET, "db", IMAGE, template("db", "nginx:2"))
    assert images(cluster, "db") == ["nginx:1", "nginx:1", "nginx:2"]
    cluster.delete(POD, "default", "db-0")
    assert images(cluster, "db") == ["nginx:1", "nginx:1", "nginx:2"]


def test_statefulset_rolls_every_pod(cluster: Cluster) -> None:
    make(cluster, STATEFULSET, workload("db", 3, serviceName="db"))
    change(cluster, STATEFULSET, "db", IMAGE, template("db", "nginx:2"))
    assert images(cluster, "db") == ["nginx:2"] * 3
    status = found(cluster, STATEFULSET, "db").status
    assert status["currentRevision"] == status["updateRevision"]


# DaemonSets and scheduling


def _daemons(**spec: Any) -> dict[str, Any]:
    tree = workload("agent", **spec)
    del tree["spec"]["replicas"]
    return tree


def test_a_daemonset_runs_once_on_every_node(cluster: Cluster) -> None:
    make(cluster, DAEMONSET, _daemons())
    assert sorted(each.view.node for each in pods_of(cluster, "agent")) == ["node-1", "node-2", "node-3"]
    assert found(cluster, DAEMONSET, "agent").status["numberReady"] == 3
    change(cluster, DAEMONSET, "agent", IMAGE, template("agent", "nginx:2"))
    assert images(cluster, "agent") == ["nginx:2"] * 3


def test_a_daemonset_follows_node_labels(cluster: Cluster) -> None:
    tree = _daemons()
    tree["spec"]["template"]["spec"]["nodeSelector"] = {"disk": "ssd"}
    make(cluster, DAEMONSET, tree)
    assert pods_of(cluster, "agent") == []
    node = found(cluster, NODE, "node-2")
    change(cluster, NODE, "node-2", ("metadata", "labels"), {**node.labels, "disk": "ssd"})
    assert [each.view.node for each in pods_of(cluster, "agent")] == ["node-2"]


def _nodes_of(pods: list[Resource]) -> list[str]:
    return sorted(each.view.node for each in pods)


def test_pods_of_an_owner_are_spread(cluster: Cluster) -> None:
    make(cluster, DEPLOYMENT, workload("web", 6))
    assert _nodes_of(pods_of(cluster, "web")) == ["node-1"] * 2 + ["node-2"] * 2 + ["node-3"] * 2


@pytest.mark.parametrize(
    ("spec", "annotations", "node"),
    [
        ({"nodeName": "node-3"}, {}, "node-3"),
        ({"nodeSelector": {"topology.kubernetes.io/zone": "zone-b"}}, {}, "node-2"),
        ({"nodeSelector": {"no": "such"}}, {}, ""),
        ({}, {"svcquest/hold": "true"}, ""),
    ],
)
def test_where_a_pod_goes(cluster: Cluster, spec: dict[str, Any], annotations: dict[str, str], node: str) -> None:
    made = make(cluster, POD, pod("p", annotations=annotations, **spec))
    assert made.view.node == node
    assert made.view.phase == ("Running" if node else "Pending")


def test_a_held_pod_starts_when_it_is_let_go(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", annotations={"svcquest/hold": "true"}))
    annotate(cluster, POD, "p", hold="false")
    assert found(cluster, POD, "p").view.ready


def test_a_cordoned_or_tainted_node_gets_no_new_pods(cluster: Cluster) -> None:
    change(cluster, NODE, "node-1", ("spec", "unschedulable"), True)  # noqa: FBT003 - a value of the manifest
    change(cluster, NODE, "node-2", ("spec", "taints"), [{"key": "gpu", "effect": "NoSchedule"}])
    make(cluster, DEPLOYMENT, workload("web", 3))
    assert _nodes_of(pods_of(cluster, "web")) == ["node-3"] * 3
    made = make(cluster, POD, pod("p", tolerations=[{"key": "gpu", "operator": "Exists"}]))
    assert made.view.node == "node-2"
