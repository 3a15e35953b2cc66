"""StatefulSets: numbered pods with lasting names, one after the other.

Follows ``pkg/controller/statefulset``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.engine.controllers import revisions
from svcquest.engine.controllers.base import Controller, Key, own_key
from svcquest.engine.controllers.pods import (
    account_watch,
    available_at,
    claimed_pods,
    create_pod,
    give_up,
    with_status,
)
from svcquest.engine.controllers.replicasets import pod_watch
from svcquest.engine.controllers.revisions import CONTROLLER_REVISION, REVISION_HASH
from svcquest.engine.pod_admission import SERVICE_ACCOUNT
from svcquest.engine.transaction import Transaction
from svcquest.model.kinds import POD, STATEFULSET
from svcquest.model.resource import Resource
from svcquest.model.selectors import from_label_selector
from svcquest.model.tree import Tree
from svcquest.schema.versions import pod_index_labels

NAME = "statefulset"
POD_NAME = "statefulset.kubernetes.io/pod-name"
POD_INDEX = "apps.kubernetes.io/pod-index"


def reconcile(transaction: Transaction, key: Key) -> None:
    """Take the next step: create, wait, replace or give up a pod."""
    owner = transaction.get(STATEFULSET, *key)
    if owner is None or owner.terminating:
        return
    update = revisions.present(transaction, owner, _known_revision(owner))
    current = owner.status.get("currentRevision") or update
    if transaction.get(CONTROLLER_REVISION, owner.namespace, current) is None:
        current = update
    pods = _by_ordinal(transaction, owner)
    _step(transaction, owner, pods, current, update)
    _report(transaction, owner, current, update)
    in_use = {current, update, *(pod.labels.get(REVISION_HASH, "") for pod in pods.values())}
    revisions.forget_old(transaction, owner, in_use)


def _known_revision(owner: Resource) -> str:
    """What the present template's revision is called, as far as the status is of the present specification."""
    seen = owner.status.get("observedGeneration") == owner.metadata.get("generation")
    return owner.status.get("updateRevision", "") if seen else ""


def _by_ordinal(transaction: Transaction, owner: Resource) -> dict[int, Resource]:
    found = {}
    for pod in claimed_pods(transaction, owner, from_label_selector(owner.spec.get("selector"))):
        base, _, number = pod.name.rpartition("-")
        if base == owner.name and number.isdigit():
            found[int(number)] = pod
    return found


def _step(transaction: Transaction, owner: Resource, pods: dict[int, Resource], current: str, update: str) -> None:
    """Follows ``stateful_set_control.go``: in order unless Parallel, each pod waiting for those before it."""
    spec = owner.spec
    ordered = spec.get("podManagementPolicy", "OrderedReady") == "OrderedReady"
    first = (spec.get("ordinals") or {}).get("start", 0)
    wanted = range(first, first + spec.get("replicas", 1))
    for ordinal in wanted:
        pod = pods.get(ordinal)
        if pod is not None and pod.view.phase in {"Succeeded", "Failed"} and not pod.terminating:
            give_up(transaction, owner, pod)
            pod = None
        if pod is None:
            _create(transaction, owner, ordinal, _revision_for(owner, ordinal - first, current, update))
            if ordered:
                return
        elif ordered and not _is_healthy(transaction, owner, pod):
            return
    for ordinal in sorted((each for each in pods if each not in wanted), reverse=True):
        if not pods[ordinal].terminating:
            give_up(transaction, owner, pods[ordinal])
        if ordered:
            return
    _replace(transaction, owner, {ordinal: pods[ordinal] for ordinal in wanted if ordinal in pods}, update)


def _partition(owner: Resource) -> int:
    strategy: Mapping[str, Any] = owner.spec.get("updateStrategy") or {}
    found: int = (strategy.get("rollingUpdate") or {}).get("partition", 0)
    return found


def _revision_for(owner: Resource, index: int, current: str, update: str) -> str:
    """Below the partition a pod comes back as it was. Follows ``newVersionedStatefulSetPod``."""
    return current if index < _partition(owner) else update


def _is_healthy(transaction: Transaction, owner: Resource, pod: Resource) -> bool:
    moment = available_at(pod, owner.spec.get("minReadySeconds", 0))
    if moment is None or pod.terminating or pod.view.phase != "Running":
        return False
    if moment > transaction.now:
        transaction.after(moment - transaction.now, NAME, owner.key)
        return False
    return True


def _replace(transaction: Transaction, owner: Resource, pods: dict[int, Resource], update: str) -> None:
    """Delete the highest pod of an older revision once every one above it is healthy."""
    if (owner.spec.get("updateStrategy") or {}).get("type") == "OnDelete":
        return
    first = (owner.spec.get("ordinals") or {}).get("start", 0)
    for ordinal in sorted(pods, reverse=True):
        pod = pods[ordinal]
        if ordinal - first < _partition(owner):
            return
        if pod.labels.get(REVISION_HASH) != update and not pod.terminating:
            give_up(transaction, owner, pod)
            return
        if not _is_healthy(transaction, owner, pod):
            return


def _create(transaction: Transaction, owner: Resource, ordinal: int, revision: str) -> None:
    kept = transaction.get(CONTROLLER_REVISION, owner.namespace, revision)
    template = revisions.template_of(kept) if kept else owner.spec.get("template") or {}
    name, service = f"{owner.name}-{ordinal}", owner.spec.get("serviceName")
    if transaction.get(POD, owner.namespace, name):
        return
    index = {POD_INDEX: str(ordinal)} if pod_index_labels(transaction.settings.version) else {}
    create_pod(
        transaction,
        owner,
        template,
        name=name,
        labels={**index, REVISION_HASH: revision, POD_NAME: name},
        spec={"hostname": name, **({"subdomain": service} if service else {})},
    )


def _report(transaction: Transaction, owner: Resource, current: str, update: str) -> None:
    pods = [pod for pod in _by_ordinal(transaction, owner).values() if not pod.terminating]
    moments = [available_at(pod, owner.spec.get("minReadySeconds", 0)) for pod in pods]
    updated = sum(pod.labels.get(REVISION_HASH) == update for pod in pods)
    replicas = owner.spec.get("replicas", 1)
    if updated == replicas == len(pods) and all(pod.view.ready for pod in pods):
        current = update
    status: Tree = {
        "observedGeneration": owner.metadata.get("generation"),
        "replicas": len(pods),
        "readyReplicas": sum(pod.view.ready for pod in pods) or None,
        "availableReplicas": sum(moment is not None and moment <= transaction.now for moment in moments),
        "currentReplicas": sum(pod.labels.get(REVISION_HASH) == current for pod in pods) or None,
        "updatedReplicas": updated or None,
        "currentRevision": current,
        "updateRevision": update,
        "collisionCount": 0,
    }
    with_status(transaction, owner, status)


_WATCHES = {
    STATEFULSET.kind: own_key,
    POD.kind: pod_watch(STATEFULSET),
    SERVICE_ACCOUNT.kind: account_watch(STATEFULSET),
}

STATEFULSETS = Controller(NAME, _WATCHES, reconcile)
