"""The Endpoints object of every Service with a selector.

Follows ``pkg/controller/endpoint/endpoints_controller.go`` and ``pkg/api/v1/endpoints/util.go``.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from operator import itemgetter

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
from svcquest.engine.ranges import family_of, of_family
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import ENDPOINTS, POD, SERVICE
from svcquest.model.objects import Pod, Service
from svcquest.model.resource import Resource
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree
from svcquest.schema.versions import endpoints_deprecated

MANAGED_BY = "endpoints.kubernetes.io/managed-by"
OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity"
CAPACITY = 1000
"""Addresses that an Endpoints object holds at most."""

_Port = tuple[str, str, int, str]
"""Name, protocol, number, appProtocol; an empty tuple stands for an endpoint without ports."""


def _deleted(_transaction: Transaction, change: Change) -> Iterable[Key]:
    """Deleted Endpoints come back; edited ones stay as somebody made them until the next change of a pod."""
    return () if change.new else (change.resource.key,)


def reconcile(transaction: Transaction, key: Key) -> None:
    """Write one Service's Endpoints."""
    service = backed_service(transaction, key)
    if service is None:
        return
    subsets, truncated = truncate(subsets_of(service.view, _pods(transaction, service.view)))
    labels = inherited_labels(service, (HEADLESS, MANAGED_BY))
    if endpoints_deprecated(transaction.settings.version):
        labels[MANAGED_BY] = "endpoint-controller"
    if service.view.headless or not service.view.cluster_ips:
        labels[HEADLESS] = ""
    old = transaction.get(ENDPOINTS, *key)
    marks = _annotations(old, truncated=truncated)
    if old and (old.tree.get("subsets") or []) == subsets and dict(old.labels) == labels and old.annotations == marks:
        return
    marks[TRIGGER_TIME] = to_timestamp(transaction.now)
    metadata: Tree = {"name": service.name, "namespace": service.namespace, "labels": labels, "annotations": marks}
    if old:
        metadata = {**old.metadata, **metadata}
    tree: Tree = {"metadata": metadata, "subsets": subsets} if subsets else {"metadata": metadata}
    if old:
        transaction.update(old, {"apiVersion": "v1", "kind": "Endpoints", **tree})
    elif takes_content(transaction, service.namespace):
        transaction.create(ENDPOINTS, tree)


def _pods(transaction: Transaction, service: Service) -> list[Pod]:
    found = backing_pods(transaction, service, terminating=service.publish_not_ready)
    return [pod.view for pod in found]


def _annotations(old: Resource | None, *, truncated: bool) -> dict[str, str]:
    marks = dict(old.annotations) if old else {}
    marks.pop(OVER_CAPACITY, None)
    if truncated:
        marks[OVER_CAPACITY] = "truncated"
    return marks


def subsets_of(service: Service, pods: Iterable[Pod]) -> list[Tree]:
    """Addresses by the ports they have: ports with the same addresses share a subset. Follows ``RepackSubsets``."""
    family = service.families[0] if service.families else family_of(service.cluster_ip)
    by_port: dict[tuple[_Port, ...], dict[tuple[str, str], tuple[Pod, bool]]] = {}
    for pod in pods:
        address = of_family(pod.ips, family)
        if not address:
            continue
        ready = service.publish_not_ready or pod.ready
        for port in _ports(service, pod):
            by_port.setdefault(port, {})[address, pod.uid] = (pod, ready)
    shared: dict[tuple[tuple[tuple[str, str], bool], ...], list[_Port]] = {}
    members: dict[tuple[tuple[tuple[str, str], bool], ...], dict[tuple[str, str], tuple[Pod, bool]]] = {}
    for port, addresses in by_port.items():
        same = tuple(sorted((place, ready) for place, (_, ready) in addresses.items()))
        shared.setdefault(same, []).extend(port)
        members[same] = addresses
    subsets = [_subset(service, members[same], ports) for same, ports in shared.items()]
    return sorted(subsets, key=lambda subset: [_port_order(port) for port in subset.get("ports") or ()])


def _ports(service: Service, pod: Pod) -> Iterable[tuple[_Port, ...]]:
    """Ports of one pod, each on its own; one empty tuple for a headless Service without ports."""
    if not service.ports:
        if service.headless:
            yield ()
        return
    for port in service.ports:
        number = find_port(pod, port)
        if number is not None:
            yield ((port.name, port.protocol, number, port.app_protocol),)


def _subset(service: Service, addresses: dict[tuple[str, str], tuple[Pod, bool]], ports: list[_Port]) -> Tree:
    ordered = sorted(addresses.items(), key=itemgetter(0))  # by the address as text, then by the uid
    ready = [_address(service, ip, pod) for (ip, _), (pod, is_ready) in ordered if is_ready]
    waiting = [_address(service, ip, pod) for (ip, _), (pod, is_ready) in ordered if not is_ready]
    subset: Tree = {
        "addresses": ready,
        "notReadyAddresses": waiting,
        "ports": sorted(map(_port, ports), key=_port_order),
    }
    return {field: value for field, value in subset.items() if value}


def _address(service: Service, ip: str, pod: Pod) -> Tree:
    address: Tree = {"ip": ip}
    if has_hostname(pod, service):
        address["hostname"] = pod.hostname
    if pod.node:
        address["nodeName"] = pod.node
    return {**address, "targetRef": pod_reference(pod)}


def _port(port: _Port) -> Tree:
    name, protocol, number, app_protocol = port
    shown: Tree = {"name": name} if name else {}
    shown |= {"port": number, "protocol": protocol}
    return shown | {"appProtocol": app_protocol} if app_protocol else shown


def _port_order(port: Tree) -> tuple[int, str, str]:
    return port["port"], port["protocol"], port.get("name", "")


def truncate(subsets: list[Tree]) -> tuple[list[Tree], bool]:
    """At most ``CAPACITY`` addresses in all, ready ones first, each subset its share. Follows ``truncateEndpoints``.

    Shares are rounded up, so that the last subsets get what is left; one that nothing is left of goes.
    """
    ready = sum(len(subset.get("addresses") or ()) for subset in subsets)
    waiting = sum(len(subset.get("notReadyAddresses") or ()) for subset in subsets)
    if ready + waiting <= CAPACITY:
        return subsets, False
    room = CAPACITY if ready > CAPACITY else CAPACITY - ready
    field, total = ("addresses", ready) if ready > CAPACITY else ("notReadyAddresses", waiting)
    left, kept = room, []
    for subset in subsets:
        entries = subset.get(field) or []
        share = min(ceil(len(entries) * room / total), left)
        left -= share
        cut = {**subset, field: entries[:share]}
        if ready > CAPACITY:
            cut["notReadyAddresses"] = []
        kept.append({name: value for name, value in cut.items() if value})
    return [subset for subset in kept if "addresses" in subset or "notReadyAddresses" in subset], True


ENDPOINTS_CONTROLLER = Controller(
    "endpoints", {SERVICE.kind: own_key, POD.kind: POD_WATCH, ENDPOINTS.kind: _deleted}, reconcile
)
