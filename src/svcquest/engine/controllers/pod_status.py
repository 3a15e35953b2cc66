"""What a kubelet reports about a pod: phase, conditions, containers.

Follows ``pkg/kubelet/status/generate.go`` and ``pkg/kubelet/kubelet_pods.go`` as far as a user sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from svcquest.engine.controllers.container_runs import Life
from svcquest.engine.controllers.container_status import container_statuses, init_statuses
from svcquest.engine.controllers.programs import Program, program_of, sidecars
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree
from svcquest.schema.versions import Version, sandbox_condition

SANDBOX = "PodReadyToStartContainers"
"""Condition: the pod has its network."""

_PHASES: dict[Program, str] = {
    "running": "Running",
    "unpulled": "Pending",
    "completed": "Succeeded",
    "failed": "Failed",
    "crashing": "Running",
}


def status_of(
    tree: Tree,
    host_ips: Sequence[str],
    ips: Sequence[str],
    lives: Mapping[str, Life],
    ready: Collection[str],
    begun: Collection[str],
    now: float,
    version: Version,
) -> Tree:
    """The whole status of a pod that has been placed on a node.

    Args:
        tree: the pod; times of conditions that do not change are taken from its status.
        host_ips: addresses of its node.
        ips: its own addresses.
        lives: the runs of its containers, as far as they run or are started again, by name.
        ready: names of the containers that are ready.
        begun: names of those whose startup probe has succeeded.
        now: seconds since 1970.
        version: of the kubelet.
    """
    before = tree.get("status") or {}
    program = program_of(tree)
    started = before.get("startTime") or to_timestamp(now)
    conditions = _conditions(before.get("conditions") or (), program, _unready(tree, ready), now)
    status = {
        "phase": _PHASES[program],
        "conditions": [each for each in conditions if each["type"] != SANDBOX or sandbox_condition(version)],
        "hostIP": host_ips[0] if host_ips else None,
        "hostIPs": [{"ip": ip} for ip in host_ips] or None,
        "podIP": ips[0] if ips else None,
        "podIPs": [{"ip": ip} for ip in ips] or None,
        "startTime": started,
        "initContainerStatuses": init_statuses(tree, program, ready, started),
        "containerStatuses": container_statuses(tree, program, lives, ready, begun, started),
    }
    return {**before, **{field: value for field, value in status.items() if value is not None}}


def _unready(tree: Tree, ready: Collection[str]) -> list[str]:
    spec = tree.get("spec") or {}
    names = [each.get("name", "") for each in (*sidecars(spec), *(spec.get("containers") or ()))]
    return [name for name in names if name not in ready]


def _conditions(
    before: Sequence[Mapping[str, Any]], program: Program, waiting_for: Sequence[str], now: float
) -> list[Tree]:
    ended = program in {"completed", "failed"}
    stopped = "PodFailed" if program == "failed" else "PodCompleted"
    why: Tree = {"reason": stopped} if ended else {}
    ready, unready = not ended and not waiting_for, dict(why)
    if not ended and not ready:
        names = " ".join(waiting_for)
        unready = {"reason": "ContainersNotReady", "message": f"containers with unready status: [{names}]"}
    wanted: list[tuple[str, bool, Tree]] = [
        (SANDBOX, not ended, {}),
        ("Initialized", True, {"reason": "PodCompleted"} if program == "completed" else {}),
        ("Ready", ready, unready),
        ("ContainersReady", ready, unready),
        ("PodScheduled", True, {}),
    ]
    return [condition(before, name, "True" if holds else "False", now, detail) for name, holds, detail in wanted]


def condition(
    before: Sequence[Mapping[str, Any]], name: str, status: str, now: float, detail: Mapping[str, Any]
) -> Tree:
    """A condition; its time is that of the last change of its status."""
    old = next((each for each in before if each.get("type") == name), None)
    if old and old.get("status") == status:
        since = {"lastTransitionTime": old["lastTransitionTime"]} if old.get("lastTransitionTime") else {}
    else:
        since = {"lastTransitionTime": to_timestamp(now)}
    return {"type": name, "status": status, "lastProbeTime": None, **since, **detail}


def ended(status: Mapping[str, Any], now: float) -> Tree:
    """The status of a pod whose program has ended because the pod is to go."""
    why = {"reason": "PodCompleted"}
    conditions = [
        condition((each,), each["type"], "False", now, why)
        if each.get("type") in {"Ready", "ContainersReady"}
        else each
        for each in status.get("conditions") or ()
    ]
    stopped = {"exitCode": 0, "reason": "Completed", "finishedAt": to_timestamp(now)}
    containers = [
        {**each, "ready": False, "started": False, "state": {"terminated": stopped}}
        for each in status.get("containerStatuses") or ()
    ]
    return {**status, "phase": "Succeeded", "conditions": conditions, "containerStatuses": containers}
