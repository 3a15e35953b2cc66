"""What a kubelet reports about a pod: phase, conditions, containers.

Follows ``pkg/kubelet/status/generate.go`` and ``pkg/kubelet/kubelet_pods.go`` as far as a user sees it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from svcquest.engine.controllers import image_names
from svcquest.model.objects import Pod
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree

READY = "svcquest/ready"
"""Annotation: ``"false"`` makes a readiness probe fail, and a node's kubelet go silent."""
PHASE = "svcquest/phase"
"""Annotation: ``Pending`` (image cannot be pulled), ``Succeeded`` or ``Failed`` (the container has ended)."""

Program = Literal["running", "unpulled", "completed", "failed", "crashing"]
"""What has become of a pod's containers."""

_PHASES: dict[Program, str] = {
    "running": "Running",
    "unpulled": "Pending",
    "completed": "Succeeded",
    "failed": "Failed",
    "crashing": "Running",
}


def program_of(tree: Tree) -> Program:
    """What a pod's containers do, by its annotations. A container that ended is started again where allowed."""
    spec = tree.get("spec") or {}
    if any(image_names.complaint(each.get("image") or "") for each in spec.get("containers") or ()):
        return "unpulled"
    wanted = (tree["metadata"].get("annotations") or {}).get(PHASE)
    policy = spec.get("restartPolicy", "Always")
    if wanted == "Pending":
        return "unpulled"
    if wanted == "Succeeded":
        return "crashing" if policy == "Always" else "completed"
    if wanted == "Failed":
        return "failed" if policy == "Never" else "crashing"
    return "running"


def failing_probe(container: Mapping[str, Any], pod: Pod) -> str:
    """The field of the probe that keeps a container from being ready, empty when none does."""
    fields = ("startupProbe", "readinessProbe")
    return next((field for field in fields if not _passes(container.get(field) or {}, container, pod)), "")


def _passes(probe: Mapping[str, Any], container: Mapping[str, Any], pod: Pod) -> bool:
    """Whether a probe succeeds against what the pod listens on."""
    target = next((probe[kind] for kind in ("httpGet", "tcpSocket", "grpc") if probe.get(kind)), None)
    if target is None:
        return True
    wanted = target.get("port")
    if isinstance(wanted, str):
        named = (port.get("containerPort") for port in container.get("ports") or () if port.get("name") == wanted)
        wanted = next(named, None)
    bound = {"", *pod.ips, target.get("host") or ""}
    return any(each.port == wanted and each.protocol == "TCP" and each.address in bound for each in pod.listeners)


def initial_delay(spec: Mapping[str, Any]) -> float:
    """Seconds after its start at which a pod's last readiness probe is run for the first time."""
    containers = (*(spec.get("containers") or ()), *_sidecars(spec))
    return float(
        max(((each.get("readinessProbe") or {}).get("initialDelaySeconds", 0) for each in containers), default=0)
    )


def is_ready(tree: Tree, pod: Pod) -> bool:
    """Whether every startup and readiness probe of a running pod succeeds, initial delays aside."""
    if (tree["metadata"].get("annotations") or {}).get(READY) == "false":
        return False
    spec = tree.get("spec") or {}
    return not any(failing_probe(each, pod) for each in (*(spec.get("containers") or ()), *_sidecars(spec)))


def _sidecars(spec: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [each for each in spec.get("initContainers") or () if each.get("restartPolicy") == "Always"]


def status_of(tree: Tree, host_ips: Sequence[str], ips: Sequence[str], ready: bool, now: float) -> Tree:
    """The whole status of a pod that has been placed on a node.

    Args:
        tree: the pod; times of conditions that do not change are taken from its status.
        host_ips: addresses of its node.
        ips: its own addresses.
        ready: its readiness probes succeed.
        now: seconds since 1970.
    """
    before = tree.get("status") or {}
    program = program_of(tree)
    ready = ready and program == "running"
    started = before.get("startTime") or to_timestamp(now)
    status = {
        "phase": _PHASES[program],
        "conditions": _conditions(before.get("conditions") or (), program, ready, tree, now),
        "hostIP": host_ips[0] if host_ips else None,
        "hostIPs": [{"ip": ip} for ip in host_ips] or None,
        "podIP": ips[0] if ips else None,
        "podIPs": [{"ip": ip} for ip in ips] or None,
        "startTime": started,
        "initContainerStatuses": _init_statuses(tree, program, started),
        "containerStatuses": _container_statuses(tree, program, ready, started),
    }
    return {**before, **{field: value for field, value in status.items() if value is not None}}


def _conditions(
    before: Sequence[Mapping[str, Any]], program: Program, ready: bool, tree: Tree, now: float
) -> list[Tree]:
    ended = program in {"completed", "failed"}
    stopped = "PodFailed" if program == "failed" else "PodCompleted"
    why: Tree = {"reason": stopped} if ended else {}
    unready = dict(why)
    if not ended and not ready:
        names = " ".join(each.get("name", "") for each in (tree.get("spec") or {}).get("containers") or ())
        unready = {"reason": "ContainersNotReady", "message": f"containers with unready status: [{names}]"}
    wanted: list[tuple[str, bool, Tree]] = [
        ("PodReadyToStartContainers", not ended, {}),
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


def _container_statuses(tree: Tree, program: Program, ready: bool, started: str) -> list[Tree]:
    found = []
    for container in (tree.get("spec") or {}).get("containers") or ():
        own = _own_program(tree, program, container)
        state, restarts = _state(own, container, started)
        found.append(
            {
                "name": container.get("name", ""),
                "image": container.get("image", ""),
                "imageID": "",
                "ready": ready or own != program,
                "started": own == "running",
                "restartCount": restarts,
                "state": state,
                "lastState": {} if program != "crashing" else {"terminated": _terminated(tree, started)},
            }
        )
    return found


def _own_program(tree: Tree, program: Program, container: Mapping[str, Any]) -> Program:
    """What one container does: it can run beside another whose image has an impossible name."""
    told = (tree["metadata"].get("annotations") or {}).get(PHASE) == "Pending"
    if program == "unpulled" and not told and not image_names.complaint(container.get("image") or ""):
        return "running"
    return program


def _terminated(tree: Tree, started: str) -> Tree:
    failed = (tree["metadata"].get("annotations") or {}).get(PHASE) == "Failed"
    return {
        "exitCode": 1 if failed else 0,
        "reason": "Error" if failed else "Completed",
        "startedAt": started,
        "finishedAt": started,
    }


def _state(program: Program, container: Mapping[str, Any], started: str) -> tuple[Tree, int]:
    """A container's state and how often it was restarted."""
    name, image = container.get("name", ""), container.get("image", "")
    match program:
        case "running":
            return {"running": {"startedAt": started}}, 0
        case "unpulled":
            wrong = image_names.complaint(image)
            message = wrong or f'Back-off pulling image "{image}"'
            return {"waiting": {"reason": "InvalidImageName" if wrong else "ImagePullBackOff", "message": message}}, 0
        case "crashing":
            message = f"back-off 10s restarting failed container={name}"
            return {"waiting": {"reason": "CrashLoopBackOff", "message": message}}, 1
        case "completed":
            ended = {"exitCode": 0, "reason": "Completed", "startedAt": started, "finishedAt": started}
        case "failed":
            ended = {"exitCode": 1, "reason": "Error", "startedAt": started, "finishedAt": started}
    return {"terminated": ended}, 0


def _init_statuses(tree: Tree, program: Program, started: str) -> list[Tree] | None:
    found = []
    for container in (tree.get("spec") or {}).get("initContainers") or ():
        sidecar = container.get("restartPolicy") == "Always"
        done = {"exitCode": 0, "reason": "Completed", "startedAt": started, "finishedAt": started}
        running = sidecar and program in {"running", "crashing"}
        found.append(
            {
                "name": container.get("name", ""),
                "image": container.get("image", ""),
                "imageID": "",
                "ready": not sidecar or running,
                "started": running,
                "restartCount": 0,
                "state": {"running": {"startedAt": started}} if running else {"terminated": done},
                "lastState": {},
            }
        )
    return found or None
