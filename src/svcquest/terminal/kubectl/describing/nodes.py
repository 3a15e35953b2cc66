"""Descriptions of nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.engine.indexes import POD_NODE
from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import dig
from svcquest.model.views import condition_of
from svcquest.terminal.kubectl.ages import since
from svcquest.terminal.kubectl.describing import amounts
from svcquest.terminal.kubectl.describing.page import Page, moment
from svcquest.terminal.kubectl.tables.nodes import roles

_SIDES: tuple[amounts.Side, ...] = ("requests", "limits")
_INFO = (
    ("Machine ID", "machineID"),
    ("System UUID", "systemUUID"),
    ("Boot ID", "bootID"),
    ("Kernel Version", "kernelVersion"),
    ("OS Image", "osImage"),
    ("Operating System", "operatingSystem"),
    ("Architecture", "architecture"),
    ("Container Runtime Version", "containerRuntimeVersion"),
    ("Kubelet Version", "kubeletVersion"),
)


def describe_node(page: Page, resource: Resource, state: State) -> None:
    """Conditions, addresses, what the machine is, and the pods on it."""
    spec, status = resource.spec, resource.status
    page.identity(resource)
    page.add(f"Roles:\t{roles(resource)}")
    page.labels_and_annotations(resource)
    page.add(f"CreationTimestamp:\t{moment(resource.metadata.get('creationTimestamp'))}")
    taints = sorted(spec.get("taints") or (), key=lambda each: f"{each.get('effect')},{each.get('key')}")
    page.multiline("Taints", [_taint(each) for each in taints])
    page.add(f"Unschedulable:\t{str(bool(spec.get('unschedulable'))).lower()}")
    _lease(page, resource, state)
    _conditions(page, resource)
    page.add("Addresses:")
    for address in status.get("addresses") or ():
        page.add(f"{address.get('type')}:\t{address.get('address')}", 1)
    for title in ("capacity", "allocatable"):
        listed = status.get(title) or {}
        if listed:
            page.add(f"{title.capitalize()}:")
            for name in sorted(listed):
                page.add(f"{name}:\t{listed[name]}", 1)
    page.add("System Info:")
    for title, field in _INFO:
        page.add(f"{title}:\t{dig(status, 'nodeInfo', field) or ''}", 1)
    if spec.get("podCIDR"):
        page.add(f"PodCIDR:\t{spec['podCIDR']}")
    if spec.get("podCIDRs"):
        page.add(f"PodCIDRs:\t{','.join(spec['podCIDRs'])}")
    if spec.get("providerID"):
        page.add(f"ProviderID:\t{spec['providerID']}")
    _pods(page, resource, state)


def _conditions(page: Page, resource: Resource) -> None:
    conditions = resource.status.get("conditions") or ()
    if not conditions:
        return
    page.add("Conditions:")
    page.add("Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage", 1)
    page.add("----\t------\t-----------------\t------------------\t------\t-------", 1)
    for each in conditions:
        times = f"{moment(each.get('lastHeartbeatTime'))} \t{moment(each.get('lastTransitionTime'))}"
        words = f"{each.get('reason', '')} \t{each.get('message', '')}"
        page.add(f"{each.get('type')} \t{each.get('status')} \t{times} \t{words}", 1)


def _taint(taint: Mapping[str, Any]) -> str:
    key, value, effect = taint.get("key", ""), taint.get("value", ""), taint.get("effect", "")
    if not effect:
        return f"{key}={value}:" if value else key
    return f"{key}={value}:{effect}" if value else f"{key}:{effect}"


def _lease(page: Page, resource: Resource, state: State) -> None:
    """The lease by which the kubelet says that it is there; while the node is ready it has just been renewed."""
    ready = condition_of(resource.status, "Ready")
    renewed = to_timestamp(state.now) if ready.get("status") == "True" else ready.get("lastHeartbeatTime")
    page.add("Lease:")
    page.add(f"HolderIdentity:\t{resource.name}", 1)
    page.add("AcquireTime:\t<unset>", 1)
    page.add(f"RenewTime:\t{moment(renewed) if renewed else '<unset>'}", 1)


def _pods(page: Page, resource: Resource, state: State) -> None:
    pods = [each for each in state.find(POD_NODE, resource.name) if each.view.phase not in {"Succeeded", "Failed"}]
    there = resource.status.get("allocatable") or resource.status.get("capacity") or {}
    page.add(f"Non-terminated Pods:\t({len(pods)} in total)")
    page.add("Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge", 1)
    page.add("---------\t----\t\t------------\t----------\t---------------\t-------------\t---", 1)
    for pod in pods:
        cells = [
            amounts.shown(amounts.of_pod(pod, side, name), name, amounts.read(there, name))
            for name in ("cpu", "memory")
            for side in _SIDES
        ]
        age = since(pod.metadata.get("creationTimestamp"), state.now)
        page.add("\t".join([pod.namespace, pod.name, "", *cells, age]), 1)
    page.add("Allocated resources:")
    page.add("(Total limits may be over 100 percent, i.e., overcommitted.)", 1)
    page.add("Resource\tRequests\tLimits", 1)
    page.add("--------\t--------\t------", 1)
    for name in ("cpu", "memory", "ephemeral-storage"):
        sums = [amounts.shown(amounts.total(pods, side, name), name, amounts.read(there, name)) for side in _SIDES]
        page.add("\t".join([name, *sums]), 1)
