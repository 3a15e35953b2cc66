"""Containers that keep ending: when they are started again, what is told of them, and what clients meet meanwhile."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import annotate, found, make, pod

from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers.container_runs import Life, life_of, wait_after
from svcquest.model.kinds import EVENT, POD
from svcquest.model.net import Failure, Request, Vantage
from svcquest.model.tree import Tree

LIVENESS: dict[str, Any] = {"livenessProbe": {"httpGet": {"port": 81}, "periodSeconds": 5, "initialDelaySeconds": 20}}
"""Asks where nothing listens: three failures, the last after 30 seconds."""


def test_the_wait_doubles_up_to_five_minutes() -> None:
    waits = [wait_after(restarts, 0.0) for restarts in range(9)]
    assert waits == [0, 10, 20, 40, 80, 160, 300, 300, 300]
    assert wait_after(7, 600.0) == 0


@pytest.mark.parametrize(
    ("lasts", "now", "restarts", "running", "due"),
    [
        (None, 1000.0, 0, True, None),
        (0.0, 0.0, 1, False, 10.0),
        (0.0, 9.9, 1, False, 10.0),
        (0.0, 10.0, 2, False, 30.0),
        (0.0, 75.0, 4, False, 150.0),
        (0.0, 3600.0, 16, False, 3610.0),
        (30.0, 29.0, 0, True, 30.0),
        (30.0, 30.0, 1, True, 60.0),
        (30.0, 61.0, 1, False, 70.0),
        (30.0, 70.0, 2, True, 100.0),
        (700.0, 701.0, 1, True, 1400.0),
        (700.0, 1401.0, 2, True, 2100.0),
    ],
)
def test_runs_of_a_container(lasts: float | None, now: float, restarts: int, running: bool, due: float | None) -> None:
    life = life_of({}, lasts, 0.0, now)
    assert (life.restarts, life.running, life.due) == (restarts, running, due)


def test_a_program_that_has_come_to_its_senses_is_started_at_once() -> None:
    status = {
        "restartCount": 4,
        "state": {"waiting": {"reason": "CrashLoopBackOff"}},
        "lastState": {"terminated": {"finishedAt": "1970-01-01T00:01:00Z"}},
    }
    assert life_of(status, None, 0.0, 61.0) == Life(5, 61.0, started=1)


def container(cluster: Cluster, name: str = "p") -> Tree:
    status: Tree = found(cluster, POD, name).status["containerStatuses"][0]
    return status


def told(cluster: Cluster, reason: str) -> list[tuple[str, int]]:
    events = [each.tree for each in cluster.select(EVENT, "default") if each.tree["reason"] == reason]
    return [(each["message"], each["count"]) for each in events]


def call(cluster: Cluster, port: int = 80) -> Failure | None:
    return cluster.connect(Request(Vantage("node", "", "node-1"), found(cluster, POD, "p").view.ip, port)).failure


def test_restarts_are_counted_and_the_wait_is_told(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", annotations={"svcquest/phase": "Failed"}))
    cluster.advance(160)
    status = container(cluster)
    uid = found(cluster, POD, "p").uid
    assert status["restartCount"] == 5
    assert status["state"]["waiting"] == {
        "reason": "CrashLoopBackOff",
        "message": f"back-off 2m40s restarting failed container=c pod=p_default({uid})",
    }
    last = status["lastState"]["terminated"]
    assert (last["exitCode"], last["reason"]) == (1, "Error")
    assert last["finishedAt"] > found(cluster, POD, "p").status["startTime"]
    assert told(cluster, "Started") == [("Container started", 6)]
    assert call(cluster) is Failure.REFUSED
    annotate(cluster, POD, "p", phase="Running")
    assert container(cluster)["restartCount"] == 6
    assert call(cluster) is None


def test_a_failing_liveness_probe_has_a_container_killed(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", containers=[{"name": "c", "image": "i", **LIVENESS}]))
    cluster.advance(29)
    assert container(cluster)["restartCount"] == 0
    assert found(cluster, POD, "p").view.ready
    cluster.advance(1)
    assert container(cluster)["restartCount"] == 1
    assert found(cluster, POD, "p").view.ready
    cluster.advance(30)
    assert not found(cluster, POD, "p").view.ready
    assert container(cluster)["state"]["waiting"]["reason"] == "CrashLoopBackOff"
    assert call(cluster) is Failure.REFUSED
    cluster.advance(10)
    assert found(cluster, POD, "p").view.ready
    assert container(cluster)["restartCount"] == 2
    assert call(cluster) is None
    ip = found(cluster, POD, "p").view.ip
    why = f'Liveness probe failed: Get "http://{ip}:81/": dial tcp {ip}:81: connect: connection refused'
    assert told(cluster, "Unhealthy") == [(why, 6)]
    assert told(cluster, "Killing") == [("Container c failed liveness probe, will be restarted", 2)]
    assert told(cluster, "BackOff")[0][1] == 1


def test_the_other_containers_of_a_pod_go_on(cluster: Cluster) -> None:
    flaky = {"name": "flaky", "image": "i", "ports": [{"containerPort": 90}], **LIVENESS}
    make(cluster, POD, pod("p", containers=[{"name": "c", "image": "i", "ports": [{"containerPort": 80}]}, flaky]))
    cluster.advance(60)
    shown = found(cluster, POD, "p").status
    assert [each["ready"] for each in shown["containerStatuses"]] == [True, False]
    ready = next(each for each in shown["conditions"] if each["type"] == "Ready")
    assert ready["message"] == "containers with unready status: [flaky]"
    assert (call(cluster), call(cluster, 90)) == (None, Failure.REFUSED)


def test_a_container_that_is_never_started_again_is_left_alone(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", restartPolicy="Never", containers=[{"name": "c", "image": "i", **LIVENESS}]))
    cluster.advance(300)
    assert container(cluster)["restartCount"] == 0


def test_a_touched_pod_is_looked_at_once_when_it_is_due(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", annotations={"svcquest/phase": "Failed"}))
    for value in ("false", "true", "false"):
        annotate(cluster, POD, "p", ready=value)
    assert [each.controller for each in cluster.state.timers if each.key == ("default", "p")] == ["kubelet"]
