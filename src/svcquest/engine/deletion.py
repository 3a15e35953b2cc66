"""Taking objects away: at once, or after the grace that a pod's program gets."""

from __future__ import annotations

from typing import Any

from svcquest.engine.indexes import OWNED
from svcquest.engine.transaction import Transaction
from svcquest.model.kinds import ENDPOINTS, NAMESPACE, NODE, POD, SERVICE
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp, to_timestamp
from svcquest.model.tree import Tree

DEFAULT_GRACE = 30
"""Seconds, ``terminationGracePeriodSeconds`` where a pod sets none."""


MIRROR = "kubernetes.io/config.mirror"
"""Annotation of the image of a static pod: which version of the kubelet's file it shows."""

_OF_ONE_LIFE = frozenset(
    {"uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "managedFields"}
)
"""Metadata of an object that one of the same name, made later, does not share."""

FOREGROUND = "foregroundDeletion"
"""Finalizer of an owner that goes after what it owns."""


def delete(
    transaction: Transaction, resource: Resource, grace_seconds: int | None = None, *, foreground: bool = False
) -> Resource:
    """Begin deletion, or finish it where nothing holds the object.

    Args:
        grace_seconds: for pods; None takes the pod's own, 0 removes it at once.
        foreground: what the object owns, and would block it, goes first.

    Returns:
        The object as it is now, or as it last was.
    """
    if foreground and not resource.terminating and blocking_dependents(transaction, resource):
        finalizers = [*(resource.metadata.get("finalizers") or ()), FOREGROUND]
        resource = _with_metadata(transaction, resource, finalizers=finalizers)
    if resource.kind == POD:
        return _delete_pod(transaction, resource, grace_seconds)
    if resource.kind == NAMESPACE:
        return _delete_namespace(transaction, resource)
    return _mark_or_remove(transaction, resource)


def finish(transaction: Transaction, resource: Resource) -> None:
    """Take an object away whose time has come, unless a finalizer holds it."""
    if resource.metadata.get("finalizers"):
        return
    transaction.remove(resource)
    if resource.kind == SERVICE:
        # Follows pkg/registry/core/service/storage/storage.go afterDelete: Endpoints have no owner reference.
        endpoints = transaction.get(ENDPOINTS, resource.namespace, resource.name)
        if endpoints:
            _mark_or_remove(transaction, endpoints)
    elif is_static(resource):
        _show_again(transaction, resource)


def is_static(pod: Resource) -> bool:
    """Whether an object is the image of a pod that a kubelet runs from a file of its own."""
    return pod.kind == POD and MIRROR in pod.annotations


def _show_again(transaction: Transaction, pod: Resource) -> None:
    """What a kubelet does about a static pod whose image was deleted: the program has not noticed.

    Follows ``pkg/kubelet/pod/mirror_client.go``.
    """
    node = transaction.get(NODE, "", pod.view.node)
    namespace = transaction.get(NAMESPACE, "", pod.namespace)
    if node is None or not node.view.ready or namespace is None or namespace.terminating:
        return
    metadata = {name: value for name, value in pod.metadata.items() if name not in _OF_ONE_LIFE}
    transaction.create(POD, {**pod.tree, "metadata": metadata})


def is_due(resource: Resource) -> bool:
    """Whether nothing holds a terminating object any more: no finalizer, no grace, not the content of a namespace."""
    metadata = resource.metadata
    held = metadata.get("finalizers") or metadata.get("deletionGracePeriodSeconds") or resource.kind == NAMESPACE
    return resource.terminating and not held


def release(transaction: Transaction, resource: Resource, finalizer: str) -> Resource:
    """Take a finalizer off; an object that waits for nothing else goes."""
    finalizers = [each for each in resource.metadata.get("finalizers") or () if each != finalizer]
    released = _with_metadata(transaction, resource, finalizers=finalizers or None)
    if is_due(released):
        finish(transaction, released)
    return released


def blocking_dependents(transaction: Transaction, owner: Resource) -> list[Resource]:
    """What an owner that is deleted in the foreground waits for."""
    return [
        each
        for each in transaction.find(OWNED, owner.uid)
        if any(
            reference.get("uid") == owner.uid and reference.get("blockOwnerDeletion")
            for reference in each.metadata.get("ownerReferences") or ()
        )
    ]


def _mark_or_remove(transaction: Transaction, resource: Resource) -> Resource:
    """Follows ``registry/rest/delete.go`` BeforeDelete: what has finalizers is only marked."""
    if not resource.metadata.get("finalizers"):
        finish(transaction, resource)
        return resource
    if resource.terminating:
        return resource
    now = to_timestamp(transaction.now)
    return _with_metadata(
        transaction, resource, deletionTimestamp=now, deletionGracePeriodSeconds=0, **_next_generation(resource)
    )


def _next_generation(resource: Resource) -> Tree:
    generation = resource.metadata.get("generation")
    return {"generation": generation + 1} if generation else {}


def _with_metadata(transaction: Transaction, resource: Resource, **fields: Any) -> Resource:
    """The object with other metadata; fields that are None are left out."""
    metadata = {key: value for key, value in {**resource.metadata, **fields}.items() if value is not None}
    return transaction.update(resource, {**resource.tree, "metadata": metadata})


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
        return _mark_or_remove(transaction, pod) if not pod.terminating else end_at_once(transaction, pod)
    if pod.terminating and grace >= pod.metadata.get("deletionGracePeriodSeconds", DEFAULT_GRACE):
        return pod
    began = deletion_began(pod.tree) if pod.terminating else transaction.now
    generation = {} if pod.terminating else _next_generation(pod)
    ends = to_timestamp(began + grace)
    return _with_metadata(transaction, pod, deletionTimestamp=ends, deletionGracePeriodSeconds=grace, **generation)


def end_at_once(transaction: Transaction, pod: Resource) -> Resource:
    """End the grace of a pod that is on its way out already; only finalizers hold it now."""
    now = to_timestamp(transaction.now)
    ended = _with_metadata(transaction, pod, deletionGracePeriodSeconds=0, deletionTimestamp=now)
    finish(transaction, ended)
    return ended


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
