"""What every new pod gets without asking for it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import make, pod, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.pod_admission import TOKEN_PATH, admitted
from svcquest.model import kinds

CONTAINER = {"name": "c", "image": "x"}
NOT_READY, UNREACHABLE = "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"


def spec_of(**spec: Any) -> dict[str, Any]:
    found: dict[str, Any] = admitted({"metadata": {"name": "web"}, "spec": {"containers": [CONTAINER], **spec}})["spec"]
    return found


def test_a_pod_runs_as_the_default_account_and_can_read_its_token() -> None:
    spec = spec_of(initContainers=[CONTAINER])
    (volume,) = spec["volumes"]
    assert volume["name"].startswith("kube-api-access-")
    assert (spec["serviceAccountName"], spec["serviceAccount"]) == ("default", "default")
    assert (spec["priority"], spec["preemptionPolicy"]) == (0, "PreemptLowerPriority")
    for container in (*spec["initContainers"], *spec["containers"]):
        assert container["volumeMounts"] == [{"mountPath": TOKEN_PATH, "name": volume["name"], "readOnly": True}]


def test_a_pod_that_wants_no_token_gets_none() -> None:
    assert "volumes" not in spec_of(automountServiceAccountToken=False)


def test_what_is_there_is_not_added_again() -> None:
    once = spec_of(serviceAccountName="web")
    assert admitted({"metadata": {"name": "web"}, "spec": once})["spec"] == once
    assert once["serviceAccount"] == "web"


@pytest.mark.parametrize(
    ("tolerations", "added"),
    [
        ([], [NOT_READY, UNREACHABLE]),
        ([{"operator": "Exists"}], []),
        ([{"key": NOT_READY, "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 5}], [UNREACHABLE]),
        ([{"key": UNREACHABLE, "operator": "Exists", "effect": "NoSchedule"}], [NOT_READY, UNREACHABLE]),
        ([{"key": "other", "operator": "Exists"}], [NOT_READY, UNREACHABLE]),
    ],
)
def test_patience_with_nodes_in_trouble(tolerations: list[dict[str, Any]], added: list[str]) -> None:
    found = spec_of(tolerations=tolerations)["tolerations"]
    assert found[: len(tolerations)] == tolerations
    assert [each["key"] for each in found[len(tolerations) :]] == added
    assert all(each["tolerationSeconds"] == 300 for each in found[len(tolerations) :])


def test_pods_of_controllers_get_it_too_and_templates_stay_as_they_are() -> None:
    cluster = Cluster()
    make(cluster, kinds.DEPLOYMENT, workload("web", 1))
    (made,) = cluster.select(kinds.POD, "default")
    (replicaset,) = cluster.select(kinds.REPLICASET, "default")
    assert made.spec["serviceAccountName"] == "default"
    assert "serviceAccountName" not in replicaset.spec["template"]["spec"]


def test_pods_that_are_loaded_as_they_run_stay_as_they_are() -> None:
    cluster = Cluster()
    cluster.load([{"apiVersion": "v1", "kind": "Pod", **pod("web"), "status": {"phase": "Running"}}])
    (loaded,) = cluster.select(kinds.POD, "default")
    assert "serviceAccountName" not in loaded.spec
