"""Why pods are not ready, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.engine.controllers.probes import asked_inside, failing_probe, has_started_in, longest_delay
from svcquest.engine.network.phrases import listed
from svcquest.engine.state import State
from svcquest.model.kinds import NODE, POD
from svcquest.model.objects import Pod
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import dig

PROBE_FAILS = "its readiness probe fails"

_STATES = {
    "CrashLoopBackOff": "its program keeps ending (CrashLoopBackOff)",
    "ImagePullBackOff": "its image cannot be pulled (ImagePullBackOff)",
    "InvalidImageName": "no image can have the name that it gives (InvalidImageName)",
    "ErrImagePull": "its image cannot be pulled (ErrImagePull)",
}


def why_unready(state: State, pod: Pod) -> str:
    """What keeps a pod from being ready: a clause about it."""
    node = state.get(NODE, "", pod.node)
    if node is not None and not node.view.ready:
        return f"its node {pod.node} is down"
    resource = state.get(POD, pod.namespace, pod.name)
    if resource is None:
        return PROBE_FAILS
    waiting = _waiting(resource)
    if waiting:
        return _STATES.get(waiting, f"its container waits ({waiting})")
    due = (from_timestamp(str(resource.status.get("startTime") or "")) or 0.0) + longest_delay(resource.spec)
    if due > state.now:
        return f"its readiness probe is run for the first time in {round(due - state.now)} s"
    for container in resource.spec.get("containers") or ():
        started = has_started_in(resource.status, container.get("name", ""))
        field = failing_probe(container, pod, started=started)
        if field:
            return _probe(container[field], field.removesuffix("Probe"), pod)
    return PROBE_FAILS


def why_ready(state: State, pod: Pod) -> str:
    """Why a pod that does not listen where it is sent to counts as ready all the same: a clause about it."""
    resource = state.get(POD, pod.namespace, pod.name)
    probes = [
        each["readinessProbe"]
        for each in (resource.spec if resource else {}).get("containers") or ()
        if each.get("readinessProbe")
    ]
    if not probes:
        return "it has no readiness probe"
    port = _port_asked(probes[0])
    return "its readiness probe is content" if port is None else f"its readiness probe asks port {port}"


def why_waiting(state: State, pod: Pod) -> str:
    """What a pod that does not run waits for, in brackets; empty where its phase says it all."""
    resource = state.get(POD, pod.namespace, pod.name)
    if resource is None or pod.phase != "Pending":
        return ""
    if pod.node and state.get(NODE, "", pod.node) is None:
        return f" (bound to {pod.node}, which is no node)"
    waiting = _waiting(resource)
    if waiting:
        return f" ({waiting})"
    return "" if pod.node else " (no node takes it)"


def why_none_is_ready(state: State, pods: Sequence[Pod]) -> str:
    """One clause about some pods, none of which is ready."""
    reasons = {pod.name: why_unready(state, pod) for pod in pods}
    if len(reasons) == 1:
        return next(iter(reasons.values()))
    different = sorted(set(reasons.values()))
    if len(different) == 1:
        return different[0].replace("its ", "their ", 1)
    first = {reason: next(name for name in reasons if reasons[name] == reason) for reason in different}
    return "; ".join(f"{name}: {reason}" for reason, name in sorted(first.items(), key=lambda item: item[1]))


def _waiting(pod: Resource) -> str:
    """Why a container waits, by the word that kubectl shows as the pod's status."""
    for status in pod.status.get("containerStatuses") or ():
        reason = dig(status, "state", "waiting", "reason")
        if reason:
            return str(reason)
    return ""


def _probe(probe: Mapping[str, Any], kind: str, pod: Pod) -> str:
    """A probe that asks where nothing listens."""
    heard = listed(f"{each.port}/{each.protocol}" for each in pod.listeners) or "no port at all"
    return f"its {kind} probe asks port {_port_asked(probe)}, and its program listens on {heard}"


def _port_asked(probe: Mapping[str, Any]) -> Any:
    """The port or its name that a probe asks, None where that cannot be told."""
    ways = (probe[way].get("port") for way in ("httpGet", "tcpSocket", "grpc") if probe.get(way))
    return next(ways, asked_inside(probe))
