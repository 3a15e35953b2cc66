"""Descriptions of pods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.engine.state import State
from svcquest.engine.strategy import quality_of_service
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl.ages import since
from svcquest.terminal.kubectl.describing.containers import describe_containers, describe_seccomp, describe_tolerations
from svcquest.terminal.kubectl.describing.page import Page, controller, moment
from svcquest.terminal.kubectl.describing.templates import describe_spreading
from svcquest.terminal.kubectl.describing.volumes import describe_volumes

_CONTAINERS = (
    ("Init Containers", "initContainers", "initContainerStatuses"),
    ("Containers", "containers", "containerStatuses"),
    ("Ephemeral Containers", "ephemeralContainers", "ephemeralContainerStatuses"),
)


def describe_pod(page: Page, resource: Resource, state: State) -> None:
    """Everything about a pod."""
    spec, status = resource.spec, resource.status
    _head(page, resource, state.now)
    page.add(f"IP:\t{status.get('podIP', '')}")
    _ips(page, status.get("podIPs") or ())
    owner = controller(resource)
    if owner:
        page.add(f"Controlled By:\t{owner}")
    if status.get("nominatedNodeName"):
        page.add(f"NominatedNodeName:\t{status['nominatedNodeName']}")
    for title, field, statuses in _CONTAINERS:
        if spec.get(field) or field == "containers":
            found = spec.get(field) or ()
            describe_containers(page, title, found, status.get(statuses) or (), pod=resource.tree)
    _conditions(page, spec.get("readinessGates") or (), status.get("conditions") or ())
    describe_volumes(page, spec.get("volumes") or ())
    page.add(f"QoS Class:\t{status.get('qosClass') or quality_of_service(spec)}")
    page.labels("Node-Selectors", spec.get("nodeSelector"))
    describe_tolerations(page, "Tolerations", spec.get("tolerations") or ())
    describe_spreading(page, spec.get("topologySpreadConstraints") or ())


def _head(page: Page, resource: Resource, now: float) -> None:
    spec, status = resource.spec, resource.status
    page.identity(resource)
    if spec.get("priority") is not None:
        page.add(f"Priority:\t{spec['priority']}")
    if spec.get("priorityClassName"):
        page.add(f"Priority Class Name:\t{spec['priorityClassName']}")
    if spec.get("runtimeClassName"):
        page.add(f"Runtime Class Name:\t{spec['runtimeClassName']}")
    if spec.get("serviceAccountName"):
        page.add(f"Service Account:\t{spec['serviceAccountName']}")
    node = f"{spec['nodeName']}/{status.get('hostIP', '')}" if spec.get("nodeName") else "<none>"
    page.add(f"Node:\t{node}")
    if status.get("startTime"):
        page.add(f"Start Time:\t{moment(status['startTime'])}")
    page.labels_and_annotations(resource)
    if resource.terminating and status.get("phase") not in {"Failed", "Succeeded"}:
        page.add(f"Status:\tTerminating (lasts {since(resource.metadata['deletionTimestamp'], now)})")
        page.add(f"Termination Grace Period:\t{resource.metadata.get('deletionGracePeriodSeconds', 0)}s")
    else:
        page.add(f"Status:\t{status.get('phase', '')}")
    for title in ("Reason", "Message"):
        if status.get(title.lower()):
            page.add(f"{title}:\t{status[title.lower()]}")
    describe_seccomp(page, spec)


def _ips(page: Page, entries: Sequence[Mapping[str, Any]]) -> None:
    page.add("IPs:" if entries else "IPs:\t<none>")
    for entry in entries:
        page.add(f"IP:\t{entry.get('ip', '')}", 1)


def _conditions(page: Page, gates: Sequence[Mapping[str, Any]], conditions: Sequence[Mapping[str, Any]]) -> None:
    states = {each.get("type"): each.get("status") for each in conditions}
    if gates:
        page.add("Readiness Gates:")
        page.add("Type\tStatus", 1)
        for gate in gates:
            kind = gate.get("conditionType")
            page.add(f"{kind} \t{states.get(kind, '<none>')} ", 1)
    if conditions:
        page.add("Conditions:")
        page.add("Type\tStatus", 1)
        for condition in conditions:
            page.add(f"{condition.get('type')} \t{condition.get('status')} ", 1)
