"""ReplicaSets and ReplicationControllers: as many pods as asked for.

Follows ``pkg/controller/replicaset/replica_set.go``, which runs both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from svcquest.engine.controllers.base import Controller, Key, Keys, own_key
from svcquest.engine.controllers.pods import (
    account_watch,
    availability,
    claimed_pods,
    controller_key,
    create_pod,
    deletion_rank,
    give_up,
    is_active,
    objection_to,
    with_status,
)
from svcquest.engine.indexes import OWNER_SELECTORS
from svcquest.engine.pod_admission import SERVICE_ACCOUNT
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import POD, REPLICASET, REPLICATIONCONTROLLER, Kind
from svcquest.model.resource import Resource
from svcquest.model.selectors import Selector, contains, from_label_selector, from_map
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree
from svcquest.model.views import condition_of


def selector_of(resource: Resource) -> Selector:
    """The pods that a ReplicaSet or ReplicationController counts."""
    spec = resource.spec
    if resource.kind == REPLICATIONCONTROLLER:
        return from_map(spec.get("selector") or {})
    return from_label_selector(spec.get("selector"))


def pod_watch(kind: Kind) -> Keys:
    """Owners of ``kind`` that a pod's change concerns: its controller, or for orphans those that could adopt it."""

    def keys(transaction: Transaction, change: Change) -> Iterable[Key]:
        if kind.resource not in transaction.objects:
            return ()
        old, new = change.old, change.new
        found = []
        for each in (old, new):
            if each is not None and "ownerReferences" in each.metadata:
                key = controller_key(each, kind)
                if key:
                    found.append(key)
        if found or new is None or new.controller_uid:
            return found
        if old is not None and old.labels == new.labels and not old.controller_uid:
            return ()
        return _adopters(transaction, kind, new)

    return keys


def _adopters(transaction: Transaction, kind: Kind, pod: Resource) -> list[Key]:
    """Owners whose selector takes an orphan."""
    index = OWNER_SELECTORS[kind.kind]
    if index.name not in transaction.indexes:
        return []
    return [
        owner.key
        for pair in pod.labels.items()
        for owner in transaction.find(index, (pod.namespace, *pair))
        if selector_of(owner).matches(pod.labels)
    ]


def _reconciler(kind: Kind, name: str) -> Controller:
    def reconcile(transaction: Transaction, key: Key) -> None:
        owner = transaction.get(kind, *key)
        if owner is not None and not owner.terminating:
            _sync(transaction, owner, name)

    watches = {kind.kind: own_key, POD.kind: pod_watch(kind), SERVICE_ACCOUNT.kind: account_watch(kind)}
    return Controller(name, watches, reconcile)


def _sync(transaction: Transaction, owner: Resource, name: str) -> None:
    pods = [pod for pod in claimed_pods(transaction, owner, selector_of(owner)) if is_active(pod)]
    missing = owner.spec.get("replicas", 1) - len(pods)
    for _ in range(missing):
        created = create_pod(transaction, owner, owner.spec.get("template") or {})
        if created is None:
            break  # as slowStartBatch: the others would fare no better
        pods.append(created)
    if missing < 0:
        pods = _give_up(transaction, owner, pods, -missing)
    _report(transaction, owner, pods, name)


def _give_up(transaction: Transaction, owner: Resource, pods: list[Resource], surplus: int) -> list[Resource]:
    """Delete the least valuable pods; the others are returned."""
    together = Counter(pod.view.node for pod in pods)
    ranked = sorted(pods, key=lambda pod: deletion_rank(pod, together[pod.view.node]))
    for pod in ranked[:surplus]:
        give_up(transaction, owner, pod)
    return ranked[surplus:]


def _report(transaction: Transaction, owner: Resource, pods: list[Resource], name: str) -> None:
    """Follows ``pkg/controller/replicaset/replica_set_utils.go`` calculateStatus."""
    counted = availability(pods, owner.spec.get("minReadySeconds", 0), transaction.now)
    labels = (owner.spec.get("template") or {}).get("metadata", {}).get("labels") or {}
    status: Tree = {
        "replicas": len(pods),
        "fullyLabeledReplicas": sum(contains(labels, pod.labels) for pod in pods) or None,
        "readyReplicas": counted.ready or None,
        "availableReplicas": counted.available or None,
        "observedGeneration": owner.metadata.get("generation"),
    }
    status["conditions"] = _failure(transaction, owner, len(pods)) or None
    with_status(transaction, owner, {**owner.status, **status})
    if counted.next_at is not None:
        transaction.after(counted.next_at - transaction.now, name, owner.key)


def _failure(transaction: Transaction, owner: Resource, pods: int) -> list[Tree]:
    """The condition of an owner that cannot have the pods that it needs."""
    why = objection_to(transaction, owner) if pods < owner.spec.get("replicas", 1) else ""
    if not why:
        return []
    kept = condition_of(owner.status, "ReplicaFailure")
    since = {"lastTransitionTime": to_timestamp(transaction.now), "reason": "FailedCreate", "message": why}
    return [dict(kept) or {"type": "ReplicaFailure", "status": "True", **since}]


REPLICASETS = _reconciler(REPLICASET, "replicaset")
REPLICATIONCONTROLLERS = _reconciler(REPLICATIONCONTROLLER, "replicationcontroller")
