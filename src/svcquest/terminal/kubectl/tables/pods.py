"""The table of pods: what state a pod is in, in one word. Follows printPod of ``printers.go``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.engine.controllers.programs import sidecars
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import dig
from svcquest.model.views import condition_of
from svcquest.terminal.kubectl.ages import human
from svcquest.terminal.kubectl.tables import AGE, NAME, Column, plain
from svcquest.terminal.kubectl.tables.cells import NONE


def status_word(resource: Resource) -> str:
    """The STATUS column: the phase, or why containers do not run, or that the pod is on its way out."""
    status = resource.status
    word = status.get("reason") or status.get("phase") or "Unknown"
    if condition_of(resource.status, "PodScheduled").get("reason") == "SchedulingGated":
        word = "SchedulingGated"
    word = _init_word(resource) or _container_word(resource, word)
    if resource.terminating:
        return "Unknown" if status.get("reason") == "NodeLost" else "Terminating"
    return str(word)


def _init_word(resource: Resource) -> str:
    going_on = {each["name"] for each in sidecars(resource.spec)}
    for at, each in enumerate(resource.status.get("initContainerStatuses") or ()):
        ended = dig(each, "state", "terminated")
        waiting = dig(each, "state", "waiting", "reason")
        if ended and ended.get("exitCode", 0) == 0:
            continue
        if each.get("name") in going_on and each.get("started"):
            continue
        if ended:
            return f"Init:{_end_word(ended)}"
        if waiting and waiting != "PodInitializing":
            return f"Init:{waiting}"
        return f"Init:{at}/{len(resource.spec.get('initContainers') or ())}"
    return ""


def _container_word(resource: Resource, word: str) -> str:
    running = False
    for each in reversed(resource.status.get("containerStatuses") or ()):
        waiting = dig(each, "state", "waiting", "reason")
        ended = dig(each, "state", "terminated")
        if waiting:
            word = waiting
        elif ended is not None:
            word = _end_word(ended)
        elif each.get("ready") and dig(each, "state", "running") is not None:
            running = True
    if word == "Completed" and running:
        return "Running" if condition_of(resource.status, "Ready").get("status") == "True" else "NotReady"
    return word


def _end_word(ended: Mapping[str, Any]) -> str:
    if ended.get("reason"):
        return str(ended["reason"])
    return f"Signal:{ended['signal']}" if ended.get("signal") else f"ExitCode:{ended.get('exitCode', 0)}"


def ready_count(resource: Resource) -> str:
    """Ready containers of all, sidecars counted: ``1/2``."""
    going_on = [each["name"] for each in sidecars(resource.spec)]
    total = len(resource.spec.get("containers") or ()) + len(going_on)
    statuses = list(resource.status.get("containerStatuses") or ())
    statuses += [each for each in resource.status.get("initContainerStatuses") or () if each.get("name") in going_on]
    return f"{sum(1 for each in statuses if each.get('ready'))}/{total}"


def restarts(resource: Resource, now: float) -> str:
    """How often containers were started again, and how long ago the last time was."""
    statuses = resource.status.get("containerStatuses") or ()
    count = sum(each.get("restartCount", 0) for each in statuses)
    ends = [from_timestamp(dig(each, "lastState", "terminated", "finishedAt") or "") for each in statuses]
    last = max((end for end in ends if end is not None), default=None)
    return f"{count} ({human(now - last)} ago)" if count and last is not None else str(count)


def _gates(resource: Resource) -> str:
    gates = resource.spec.get("readinessGates") or ()
    if not gates:
        return NONE
    met = {each.get("type") for each in resource.status.get("conditions") or () if each.get("status") == "True"}
    return f"{sum(1 for gate in gates if gate.get('conditionType') in met)}/{len(gates)}"


COLUMNS: dict[str, tuple[Column, ...]] = {
    "Pod": (
        NAME,
        plain("READY", ready_count),
        plain("STATUS", status_word),
        Column("RESTARTS", restarts),
        AGE,
        plain("IP", lambda resource: resource.status.get("podIP") or NONE, wide=True),
        plain("NODE", lambda resource: resource.spec.get("nodeName") or NONE, wide=True),
        plain("NOMINATED NODE", lambda resource: resource.status.get("nominatedNodeName") or NONE, wide=True),
        plain("READINESS GATES", _gates, wide=True),
    ),
}
