"""EndpointSlices of every Service with a selector.

Follows ``pkg/controller/endpointslice/endpointslice_controller.go`` and ``staging/src/k8s.io/endpointslice``.
"""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine.controllers.backends import (
    HEADLESS,
    POD_WATCH,
    TRIGGER_TIME,
    backed_service,
    backing_pods,
    find_port,
    has_hostname,
    inherited_labels,
    pod_reference,
)
from svcquest.engine.controllers.base import Controller, Key, own_key, takes_content
from svcquest.engine.controllers.hints import with_hints
from svcquest.engine.controllers.pods import controller_reference
from svcquest.engine.controllers.slice_plan import Slice, plan
from svcquest.engine.indexes import POD_NODE, SLICES_OF_SERVICE, TOPOLOGY_AWARE
from svcquest.engine.ranges import of_family
from svcquest.engine.selection import services_selecting
from svcquest.engine.strategy import counted
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import ENDPOINTSLICE, NODE, POD, SERVICE
from svcquest.model.objects import Pod, Service
from svcquest.model.resource import Resource
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree

SERVICE_NAME = "kubernetes.io/service-name"
MANAGED_BY = "endpointslice.kubernetes.io/managed-by"
CONTROLLER = "endpointslice-controller.k8s.io"


def is_kept_by_controller(resource: Resource) -> bool:
    """Whether a controller writes a slice, this one or that of mirrored Endpoints; else somebody does by hand."""
    return resource.labels.get(MANAGED_BY, "").endswith("-controller.k8s.io")


def _slice_keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    """The Service of a slice of ours that somebody has changed or deleted; one that is new was made by us."""
    old = change.old
    if old is None or old.labels.get(MANAGED_BY) != CONTROLLER:
        return ()
    service = old.labels.get(SERVICE_NAME)
    return ((old.namespace, service),) if service else ()


def _node_keys(transaction: Transaction, change: Change) -> Iterable[Key]:
    """Services with pods on a node that comes, goes or changes its zone; those that look at all nodes besides."""
    old, new = change.old, change.new
    found = [service.key for service in transaction.find(TOPOLOGY_AWARE, True)]  # noqa: FBT003 - a key
    if old is None or new is None or old.view.zone != new.view.zone:
        for pod in transaction.find(POD_NODE, change.resource.name):
            if old is None and transaction.is_new(pod):
                continue  # its own change leads to its Services
            found += services_selecting(transaction, pod.namespace, pod.labels)
    return found


def reconcile(transaction: Transaction, key: Key) -> None:
    """Write one Service's slices, those of each address family on their own."""
    service = backed_service(transaction, key)
    if service is None:
        return
    families = service.view.families or ("IPv4",)
    existing = [each for each in transaction.find(SLICES_OF_SERVICE, key) if each.labels.get(MANAGED_BY) == CONTROLLER]
    pods = _placed(transaction, service.view)
    for family in families:
        _write_family(transaction, service, family, pods, [each for each in existing if _family(each) == family])
    for each in existing:
        if _family(each) not in families:
            transaction.remove(each)


def _family(resource: Resource) -> str:
    found: str = resource.view.address_type
    return found


def _placed(transaction: Transaction, service: Service) -> list[tuple[Pod, str]]:
    """Backing pods with their zones. A pod of a node that does not exist has to wait for it."""
    found = []
    for pod in backing_pods(transaction, service, terminating=True):
        node = transaction.get(NODE, "", pod.view.node) if pod.view.node else None
        if node is not None or not pod.view.node or service.publish_not_ready:
            found.append((pod.view, node.view.zone if node else ""))
    return found


def _write_family(
    transaction: Transaction, service: Resource, family: str, pods: list[tuple[Pod, str]], existing: list[Resource]
) -> None:
    by_name = {each.name: each for each in existing}
    hinted = any("hints" in each for resource in existing for each in resource.tree.get("endpoints") or ())
    planned = plan([_content(each) for each in existing], _groups(transaction, service, family, pods, hinted=hinted))
    labels = _labels(service)
    for each in planned.slices:
        _write(transaction, service, family, each, labels, by_name.get(each.name))
    for name in planned.delete:
        transaction.remove(by_name[name])


def _content(resource: Resource) -> Slice:
    return Slice(resource.name, tuple(resource.tree.get("ports") or ()), tuple(resource.tree.get("endpoints") or ()))


def _groups(
    transaction: Transaction, service: Resource, family: str, pods: list[tuple[Pod, str]], *, hinted: bool
) -> list[tuple[tuple[Tree, ...], list[Tree]]]:
    """Endpoints of a family by the ports that their pods have."""
    chosen = [(pod, zone, address) for pod, zone in pods if (address := of_family(pod.ips, family))]
    endpoints = [endpoint(service.view, pod, zone, address) for pod, zone, address in chosen]
    groups: dict[tuple[int | None, ...], tuple[tuple[Tree, ...], list[Tree]]] = {}
    with_zones = with_hints(transaction, service, family, endpoints, hinted=hinted)
    for (pod, _, _), each in zip(chosen, with_zones, strict=True):
        numbers = tuple(find_port(pod, port) for port in service.view.ports)
        if numbers not in groups:
            groups[numbers] = (_ports(service.view, numbers), [])
        groups[numbers][1].append(each)
    return list(groups.values())


def _ports(service: Service, numbers: tuple[int | None, ...]) -> tuple[Tree, ...]:
    """Endpoint ports of a slice; a port that the pods do not have is left out."""
    found = []
    for port, number in zip(service.ports, numbers, strict=True):
        if number is not None:
            shown: Tree = {"name": port.name, "port": number, "protocol": port.protocol}
            found.append(shown | {"appProtocol": port.app_protocol} if port.app_protocol else shown)
    return tuple(found)


def endpoint(service: Service, pod: Pod, zone: str, address: str) -> Tree:
    """One endpoint. Follows ``podToEndpoint``."""
    found: Tree = {
        "addresses": [address],
        "conditions": {
            "ready": service.publish_not_ready or (pod.ready and not pod.terminating),
            "serving": pod.ready,
            "terminating": pod.terminating,
        },
    }
    if has_hostname(pod, service):
        found["hostname"] = pod.hostname
    if pod.node:
        found["nodeName"] = pod.node
    found["targetRef"] = pod_reference(pod)
    if zone:
        found["zone"] = zone
    return found


def _labels(service: Resource) -> dict[str, str]:
    labels = inherited_labels(service, (HEADLESS, MANAGED_BY, SERVICE_NAME))
    labels |= {MANAGED_BY: CONTROLLER, SERVICE_NAME: service.name}
    if service.view.headless or not service.view.cluster_ips:
        labels[HEADLESS] = ""
    return labels


def _write(
    transaction: Transaction,
    service: Resource,
    family: str,
    content: Slice,
    labels: dict[str, str],
    old: Resource | None,
) -> None:
    body: Tree = {"endpoints": list(content.endpoints) or None, "ports": list(content.ports) or None}
    if old and all(old.tree.get(field) == value for field, value in body.items()) and dict(old.labels) == labels:
        return
    trigger = {TRIGGER_TIME: to_timestamp(transaction.now)}
    if old:
        metadata: Tree = {**old.metadata, "labels": labels, "annotations": {**old.annotations, **trigger}}
        transaction.update(old, counted(old, {**old.tree, "metadata": metadata, **body}))
        return
    if service.terminating or not takes_content(transaction, service.namespace):
        return
    metadata = {
        "name": transaction.name_from(f"{service.name}-"),
        "generateName": f"{service.name}-",
        "namespace": service.namespace,
        "generation": 1,
        "labels": labels,
        "annotations": trigger,
        "ownerReferences": [controller_reference(service)],
    }
    transaction.create(ENDPOINTSLICE, {"metadata": metadata, "addressType": family, **body})


ENDPOINTSLICES = Controller(
    "endpointslice",
    {SERVICE.kind: own_key, POD.kind: POD_WATCH, NODE.kind: _node_keys, ENDPOINTSLICE.kind: _slice_keys},
    reconcile,
)
