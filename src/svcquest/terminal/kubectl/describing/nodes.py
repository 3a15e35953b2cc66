"""Descriptions of nodes."""

from __future__ import annotations

from svcquest.engine.indexes import POD_NODE
from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.ages import since
from svcquest.terminal.kubectl.describing.page import Page, moment
from svcquest.terminal.kubectl.tables.nodes import roles

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
    ("Kube-Proxy Version", "kubeProxyVersion"),
)


def describe_node(page: Page, resource: Resource, state: State) -> None:
    """Conditions, addresses, what the machine is, and the pods on it."""
    spec, status = resource.spec, resource.status
    page.identity(resource)
    page.add(f"Roles:\t{roles(resource)}")
    page.labels("Labels", resource.labels)
    page.annotations("Annotations", resource.annotations)
    page.add(f"CreationTimestamp:\t{moment(resource.metadata.get('creationTimestamp'))}")
    taints = [
        f"{each.get('key')}{'=' + each['value'] if each.get('value') else ''}:{each.get('effect')}"
        for each in spec.get("taints") or ()
    ]
    page.multiline("Taints", taints)
    page.add(f"Unschedulable:\t{str(bool(spec.get('unschedulable'))).lower()}")
    _conditions(page, resource)
    page.add("Addresses:")
    for address in status.get("addresses") or ():
        page.add(f"{address.get('type')}:\t{address.get('address')}", 1)
    for title in ("capacity", "allocatable"):
        amounts = status.get(title) or {}
        if amounts:
            page.add(f"{title.capitalize()}:")
            for name in sorted(amounts):
                page.add(f"{name}:\t{amounts[name]}", 1)
    page.add("System Info:")
    for title, field in _INFO:
        page.add(f"{title}:\t{dig(status, 'nodeInfo', field) or ''}", 1)
    if spec.get("podCIDR"):
        page.add(f"PodCIDR:\t{spec['podCIDR']}")
    if spec.get("podCIDRs"):
        page.add(f"PodCIDRs:\t{','.join(spec['podCIDRs'])}")
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


def _pods(page: Page, resource: Resource, state: State) -> None:
    pods = [each for each in state.find(POD_NODE, resource.name) if each.view.phase not in {"Succeeded", "Failed"}]
    page.add(f"Non-terminated Pods:\t({len(pods)} in total)")
    page.add("Namespace\tName\t\tAge", 1)
    page.add("---------\t----\t\t---", 1)
    for pod in pods:
        page.add(f"{pod.namespace}\t{pod.name}\t\t{since(pod.metadata.get('creationTimestamp'), state.now)}", 1)
