"""What is reported again and again as long as something is wrong with a pod.

Nobody is told that time passes, so these are read off the pod: since when it has been so, and how often it has been
said since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from svcquest.engine.controllers.image_names import complaint
from svcquest.engine.controllers.probes import READY, failing_probe, has_started, initial_delay, period
from svcquest.engine.events.notes import KUBELET, SCHEDULER, SLICES, Note, container_field
from svcquest.engine.selection import services_selecting
from svcquest.engine.state import Reader
from svcquest.model.frozen import dataclass, replace
from svcquest.model.kinds import NODE, SERVICE
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import dig
from svcquest.model.views import condition_of

SCHEDULING_RETRY = 300.0
"""Seconds after which the scheduler looks again at a pod that fits nowhere."""
SYNC = 15.0
"""Seconds, about, after which a kubelet looks again at a pod that it cannot start."""
FIRST_PULL_RETRY, LAST_PULL_RETRY = 10.0, 300.0
"""Seconds between two attempts to pull an image; each wait is twice as long as the one before."""
LAST_SLICE_RETRY = 1000.0
"""Seconds between two attempts to write a Service's slices, once they have failed often."""


_PROBES = {"livenessProbe": "Liveness", "readinessProbe": "Readiness", "startupProbe": "Startup"}
_ORDER = {"InspectFailed": -8, "Failed": -8, "BackOff": -6, "Unhealthy": -4}
"""``Note.sequence`` of what a kubelet says of a container."""


@dataclass(frozen=True, slots=True)
class Span:
    """The time that is asked about, in seconds since 1970: what was said until ``since`` has been deleted."""

    until: float
    since: float = 0.0

    def repeat(self, note: Note, first: float, period: float) -> Iterator[Note]:
        """A note that is said at first and then once a period; nothing when none of it falls into the span."""
        rounds = int((self.until - first) // period) if first <= self.until else -1
        deleted = int((self.since - first) // period) + 1 if first <= self.since else 0
        if rounds >= deleted:
            times = (first + deleted * period, first + rounds * period)
            yield replace(note, first=times[0], last=times[1], count=rounds - deleted + 1)


def repeated(reader: Reader, pod: Resource, span: Span) -> Iterator[Note]:
    """What is being said about a pod, or about its Services because of it."""
    view = pod.view
    node = reader.get(NODE, "", view.node) if view.node else None
    if view.node and node is None:
        yield from _without_node(reader, pod, span)
    elif view.ready or pod.terminating or view.phase in {"Succeeded", "Failed"}:
        return
    elif node is None:
        yield from _unscheduled(pod, span)
    elif node.view.ready:
        for container in pod.spec.get("containers") or ():
            yield from _troubled(pod, container, span)


def _unscheduled(pod: Resource, span: Span) -> Iterator[Note]:
    condition = condition_of(pod.status, "PodScheduled")
    if condition.get("reason") == "Unschedulable":
        message = condition.get("message") or ""
        note = Note(-10, pod, "FailedScheduling", message, SCHEDULER, 0.0, warning=True)
        yield from span.repeat(note, _moment(condition, "lastTransitionTime", pod), SCHEDULING_RETRY)


def _moment(where: Mapping[str, Any], field: str, pod: Resource) -> float:
    """A time of a pod's status, that of its creation where there is none."""
    for text in (where.get(field), pod.metadata.get("creationTimestamp")):
        found = from_timestamp(text or "")
        if found is not None:
            return found
    return 0.0


def _troubled(pod: Resource, container: Mapping[str, Any], span: Span) -> Iterator[Note]:
    """What a kubelet says about a container that does not run, or is not ready."""
    name = container.get("name", "")
    status = _status(pod, name)
    state = status.get("state") or {}
    waiting = (state.get("waiting") or {}).get("reason")
    began = _moment(pod.status, "startTime", pod)
    if waiting in {"ImagePullBackOff", "ErrImagePull"}:
        yield from _unpulled(pod, container, began, span)
    elif waiting == "InvalidImageName":
        wrong = _warning(pod, container, "InspectFailed", complaint(container.get("image", "")))
        for note in span.repeat(wrong, began, SYNC):
            yield note
            yield replace(note, sequence=-7, reason="Failed", message="Error: InvalidImageName")
    elif waiting == "CrashLoopBackOff":
        yield from backing_off(pod, container, span)
    elif "running" in state and not status.get("ready"):
        unready = _moment(condition_of(pod.status, "Ready"), "lastTransitionTime", pod)
        field = failing_probe(container, pod.view, started=has_started(status)) or "readinessProbe"
        first = max(unready, began + initial_delay(container))
        note = _warning(pod, container, "Unhealthy", complaint_of(pod, container, field))
        yield from span.repeat(note, first, period(container.get(field) or {}))


def backing_off(pod: Resource, container: Mapping[str, Any], span: Span) -> Iterator[Note]:
    """What a kubelet says while it waits before it starts a container again."""
    name = container.get("name", "")
    status = _status(pod, name)
    if dig(status, "state", "waiting", "reason") == "CrashLoopBackOff":
        text = f"Back-off restarting failed container {name} in pod {pod.name}_{pod.namespace}({pod.uid})"
        ended = _moment(dig(status, "lastState", "terminated") or {}, "finishedAt", pod)
        yield from span.repeat(_warning(pod, container, "BackOff", text), ended, SYNC)


def complaint_of(pod: Resource, container: Mapping[str, Any], field: str) -> str:
    """What a kubelet says of a probe that fails.

    Args:
        field: the probe, such as ``livenessProbe``.
    """
    return f"{_PROBES[field]} probe failed: {_probe_failure(pod, container, field)}"


def _status(pod: Resource, name: str) -> Mapping[str, Any]:
    for each in pod.status.get("containerStatuses") or ():
        if each.get("name") == name:
            found: Mapping[str, Any] = each
            return found
    return {}


def _warning(pod: Resource, container: Mapping[str, Any], reason: str, message: str) -> Note:
    """A kubelet's warning about a container; its times are to be filled in."""
    field = container_field(container.get("name", ""))
    return Note(_ORDER[reason], pod, reason, message, KUBELET, 0.0, warning=True, host=pod.view.node, field=field)


def _unpulled(pod: Resource, container: Mapping[str, Any], began: float, span: Span) -> Iterator[Note]:
    """Attempts to pull an image, further and further apart, and what is said in between."""
    image = container.get("image", "")
    failed = (
        f'Failed to pull image "{image}": rpc error: code = NotFound desc = failed to pull and unpack image '
        f'"{image}": failed to resolve reference "{image}": {image}: not found'
    )
    attempts = [moment for moment in _attempts(began, span.until) if moment > span.since]
    if attempts:
        note = _warning(pod, container, "Failed", failed)
        note = replace(note, first=attempts[0], last=attempts[-1], count=len(attempts))
        yield replace(note, sequence=-9, reason="Pulling", message=f'Pulling image "{image}"', warning=False)
        yield note
        yield replace(note, sequence=-7, message="Error: ErrImagePull")
    for note in span.repeat(_warning(pod, container, "BackOff", f'Back-off pulling image "{image}"'), began, SYNC):
        yield replace(note, warning=False)
        yield replace(note, sequence=-5, reason="Failed", message="Error: ImagePullBackOff")


def _attempts(began: float, until: float) -> Iterator[float]:
    """Moments at which a kubelet tries to pull an image that it cannot get."""
    moment, wait = began, FIRST_PULL_RETRY
    while moment <= until:
        yield moment
        moment, wait = moment + wait, min(wait * 2, LAST_PULL_RETRY)


def _probe_failure(pod: Resource, container: Mapping[str, Any], field: str) -> str:
    """Why a probe fails: the program says so, or nothing listens where it is looked for."""
    probe = container.get(field) or {}
    address = next(iter(pod.view.ips), "")
    told = pod.annotations.get(READY) == "false" and field == "readinessProbe"
    for kind in ("httpGet", "tcpSocket", "grpc"):
        target = probe.get(kind)
        if not target:
            continue
        port = _number(container, target.get("port"))
        refused = f"dial tcp {address}:{port}: connect: connection refused"
        if kind == "httpGet" and not told:
            scheme = str(target.get("scheme") or "HTTP").lower()
            return f'Get "{scheme}://{address}:{port}{target.get("path") or "/"}": {refused}'
        return "HTTP probe failed with statuscode: 503" if kind == "httpGet" else refused
    return "" if probe.get("exec") else "HTTP probe failed with statuscode: 503"


def _number(container: Mapping[str, Any], port: Any) -> Any:
    if not isinstance(port, str):
        return port
    named = (each.get("containerPort") for each in container.get("ports") or () if each.get("name") == port)
    return next(named, port)


def _without_node(reader: Reader, pod: Resource, span: Span) -> Iterator[Note]:
    """Follows ``endpointslice/reconciler.go``: a pod of an unknown node is left out, and the Service tried again."""
    if not pod.view.ips or pod.view.phase in {"Succeeded", "Failed"}:
        return
    for key in services_selecting(reader, pod.namespace, pod.labels):
        service = reader.get(SERVICE, *key)
        if service is None or service.view.publish_not_ready or service.view.type == "ExternalName":
            continue
        place = f"{service.namespace}/{service.name}"
        text = (
            f"Error updating Endpoint Slices for Service {place}: skipping Pod {pod.name} for Service {place}: "
            f"Node {pod.view.node} Not Found"
        )
        note = Note(-3, service, "FailedToUpdateEndpointSlices", text, SLICES, 0.0, warning=True)
        first = max(_moment({}, "", pod), _moment({}, "", service))
        yield from span.repeat(note, first, LAST_SLICE_RETRY)
