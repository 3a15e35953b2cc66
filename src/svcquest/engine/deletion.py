"""Taking objects away: at once, or after the grace that a pod's program gets."""

from __future__ import annotations

from svcquest.engine.indexes import OWNED
from svcquest.engine.transaction import Transaction
from svcquest.model.kinds import ENDPOINTS, NAMESPACE, POD, SERVICE
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp, to_timestamp
from svcquest.model.tree import Tree

DEFAULT_GRACE = 30
"""Seconds, ``terminationGracePeriodSeconds`` where a pod sets none."""


def delete(transaction: Transaction, resource: Resource, grace_seconds: int | None = None) -> Resource:
    """Begin deletion, or finish it where nothing holds the object.

    Args:
        grace_seconds: for pods; None takes the pod's own, 0 removes it at once.

    Returns:
        The object as it is now, or as it last was.
    """
    if resource.kind == POD:
        return _delete_pod(transaction, resource, grace_seconds)
    if resource.kind == NAMESPACE:
        return _delete_namespace(transaction, resource)
    transaction.remove(resource)
    if resource.kind == SERVICE:
        # Follows pkg/registry/core/service/storage/storage.go afterDelete: Endpoints have no owner reference.
        endpoints = transaction.get(ENDPOINTS, resource.namespace, resource.name)
        if endpoints:
            transaction.remove(endpoints)
    return resource


def orphan_dependents(transaction: Transaction, owner: Resource) -> None:
    """Strike an owner out of the owner references of everything that it owns."""
    for dependent in transaction.find(OWNED, owner.uid):
        metadata = dict(dependent.metadata)
        left = [each for each in metadata["ownerReferences"] if each.get("uid") != owner.uid]
        metadata["ownerReferences"] = left
        if not left:
            del metadata["ownerReferences"]
        transaction.update(dependent, {**dependent.tree, "metadata": metadata})


def _delete_pod(transaction: Transaction, pod: Resource, grace_seconds: int | None) -> Resource:
    """Follows ``pkg/registry/core/pod/strategy.go`` CheckGracefulDelete: nothing runs, nothing to wait for."""
    grace = grace_seconds
    if grace is None:
        grace = pod.spec.get("terminationGracePeriodSeconds", DEFAULT_GRACE)
    if not pod.spec.get("nodeName") or pod.status.get("phase") in {"Succeeded", "Failed"}:
        grace = 0
    if grace <= 0:
        transaction.remove(pod)
        return pod
    if pod.terminating and grace >= pod.metadata.get("deletionGracePeriodSeconds", DEFAULT_GRACE):
        return pod
    began = deletion_began(pod.tree) if pod.terminating else transaction.now
    metadata = dict(pod.metadata)
    metadata["deletionTimestamp"] = to_timestamp(began + grace)
    metadata["deletionGracePeriodSeconds"] = grace
    return transaction.update(pod, {**pod.tree, "metadata": metadata})


def deletion_began(tree: Tree) -> float:
    """When a terminating pod's deletion was asked for, seconds since 1970; the time stamp is when it must end."""
    metadata = tree["metadata"]
    ends = from_timestamp(metadata["deletionTimestamp"]) or 0.0
    return ends - float(metadata.get("deletionGracePeriodSeconds", DEFAULT_GRACE))


def _delete_namespace(transaction: Transaction, namespace: Resource) -> Resource:
    """A namespace waits, Terminating, until its content is gone; its controller sees to that."""
    if namespace.terminating:
        return namespace
    metadata = {**namespace.metadata, "deletionTimestamp": to_timestamp(transaction.now)}
    status = {**namespace.status, "phase": "Terminating"}
    return transaction.update(namespace, {**namespace.tree, "metadata": metadata, "status": status})
