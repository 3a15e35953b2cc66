"""A load balancer controller, for clusters that have a pool of addresses: what a cloud or MetalLB does.

Follows ``staging/src/k8s.io/cloud-provider/controllers/service`` as far as status shows it.
"""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine import deletion
from svcquest.engine.controllers.base import Controller, Key
from svcquest.engine.events.notes import LOAD_BALANCERS as REPORTER
from svcquest.engine.indexes import SERVICE_ADDRESSES
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import SERVICE
from svcquest.model.resource import Resource
from svcquest.schema.versions import balancer_modes

CLEANUP = "service.kubernetes.io/load-balancer-cleanup"
"""Finalizer of a Service that has a load balancer."""

WAITING = "load-balancers-waiting"
"""Counter of Services that found the pool empty: only then a freed address makes others worth a look."""


def _keys(transaction: Transaction, change: Change) -> Iterable[Key]:
    if change.new is not None and _has_to_go(change.new):
        return (change.new.key,)  # also where the controller that made it is not there any more
    if not transaction.settings.load_balancer_ips:
        return ()
    freed = change.old is not None and change.old.view.ingress
    if freed and (change.new is None or not change.new.view.ingress) and transaction.counters.get(WAITING):
        return [each.key for each in transaction.select(SERVICE) if _waits(each)]
    return (change.new.key,) if change.new is not None and _waits(change.new) else ()


def _waits(service: Resource) -> bool:
    """Whether a Service wants an address from us: another class is for another controller."""
    return (
        service.view.type == "LoadBalancer"
        and not service.view.ingress
        and not service.spec.get("loadBalancerClass")
        and not service.terminating
    )


def _has_to_go(service: Resource) -> bool:
    """Whether a Service has a load balancer and wants none any more."""
    return CLEANUP in (service.metadata.get("finalizers") or ()) and (
        service.terminating or service.view.type != "LoadBalancer"
    )


def reconcile(transaction: Transaction, key: Key) -> None:
    """Give one Service an address: the one that it asks for if it is free, else the first free one; or let it go."""
    service = transaction.get(SERVICE, *key)
    if service is None:
        return
    if _has_to_go(service):
        transaction.note(service, "DeletingLoadBalancer", "Deleting load balancer", REPORTER)
        transaction.note(service, "DeletedLoadBalancer", "Deleted load balancer", REPORTER)
        deletion.release(transaction, service, CLEANUP)
        return
    if not _waits(service):
        return
    pool = transaction.settings.load_balancer_ips
    asked = service.spec.get("loadBalancerIP")
    free = [ip for ip in pool if asked in {None, "", ip} and not transaction.has(SERVICE_ADDRESSES, ip)]
    if not free:
        transaction.count(WAITING)
        return
    transaction.note(service, "EnsuringLoadBalancer", "Ensuring load balancer", REPORTER)
    mode = {"ipMode": "VIP"} if balancer_modes(transaction.settings.version) else {}
    status = {**service.status, "loadBalancer": {"ingress": [{"ip": free[0], **mode}]}}
    finalizers = service.metadata.get("finalizers") or ()
    metadata = {**service.metadata, "finalizers": [*(each for each in finalizers if each != CLEANUP), CLEANUP]}
    transaction.update(service, {**service.tree, "metadata": metadata, "status": status})
    transaction.note(service, "EnsuredLoadBalancer", "Ensured load balancer", REPORTER)


LOAD_BALANCERS = Controller("load-balancer", {SERVICE.kind: _keys}, reconcile)
