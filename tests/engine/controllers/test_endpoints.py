"""Which pods are endpoints of a Service, and in which condition."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import change, listed, make, pod, service, subsets
from tests.engine.controllers.endpoints import ip

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import NAMESPACE, NODE, POD, SERVICE

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
