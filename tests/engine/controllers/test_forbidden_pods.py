"""What controllers say, and do next, when the server does not let their pods in."""

from __future__ import annotations

import pytest
from tests.engine.clusters import change, found, make, pod, pods_of, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.events.listing import about
from svcquest.engine.pod_admission import SERVICE_ACCOUNT
from svcquest.model.kinds import DAEMONSET, DEPLOYMENT, POD, REPLICASET, REPLICATIONCONTROLLER, STATEFULSET, Kind
from svcquest.model.status import Status
from svcquest.model.tree import Tree

WHY = 'pods "{}" is forbidden: error looking up service account default/builder: serviceaccount "builder" not found'


def owner(kind: Kind) -> Tree:
    tree = workload("web", 2)
    spec = tree["spec"]
    spec["template"]["spec"]["serviceAccountName"] = "builder"
    if kind == DAEMONSET:
        del spec["replicas"]
    if kind == STATEFULSET:
        spec["serviceName"] = "web"
    if kind == REPLICATIONCONTROLLER:
        spec["selector"] = spec["selector"]["matchLabels"]
    return tree


def test_a_pod_needs_its_account(cluster: Cluster) -> None:
    refused = cluster.create(POD, pod("web", serviceAccountName="builder"))
    assert isinstance(refused, Status)
    assert (refused.code, refused.reason, refused.message) == (403, "Forbidden", WHY.format("web"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (REPLICASET, f"Error creating: {WHY.format('web-')}"),
        (REPLICATIONCONTROLLER, f"Error creating: {WHY.format('web-')}"),
        (DAEMONSET, f"Error creating: {WHY.format('web-')}"),
        (STATEFULSET, f"create Pod web-0 in StatefulSet web failed error: {WHY.format('web-0')}"),
    ],
    ids=str,
)
def test_an_owner_tries_again_ever_more_slowly_until_it_may(cluster: Cluster, kind: Kind, words: str) -> None:
    made = make(cluster, kind, owner(kind))
    cluster.advance(60)
    (event,) = about(cluster.state, found(cluster, kind, "web"))
    assert (event.tree["type"], event.tree["reason"], event.tree["message"]) == ("Warning", "FailedCreate", words)
    assert 14 <= event.tree["count"] <= 16
    assert pods_of(cluster, "web") == []
    make(cluster, SERVICE_ACCOUNT, {"metadata": {"name": "builder"}})
    assert len(pods_of(cluster, "web")) == made.spec.get("replicas", 3)


def test_a_deployment_passes_on_why_its_rollout_stands_still(cluster: Cluster) -> None:
    make(cluster, DEPLOYMENT, workload("web", 2))
    change(cluster, DEPLOYMENT, "web", ("spec", "template"), owner(DEPLOYMENT)["spec"]["template"])
    assert len(pods_of(cluster, "web")) == 2
    (new,) = [each for each in cluster.select(REPLICASET, "default") if not each.status["replicas"]]
    for each in (new, found(cluster, DEPLOYMENT, "web")):
        condition = each.status["conditions"][-1]
        told = tuple(condition[field] for field in ("type", "status", "reason", "message"))
        assert told == ("ReplicaFailure", "True", "FailedCreate", WHY.format(f"{new.name}-"))
    make(cluster, SERVICE_ACCOUNT, {"metadata": {"name": "builder"}})
    assert "conditions" not in found(cluster, REPLICASET, new.name).status
    types = [each["type"] for each in found(cluster, DEPLOYMENT, "web").status["conditions"]]
    assert types == ["Available", "Progressing"]
