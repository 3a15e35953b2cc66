"""What controllers that own pods have in common: making them from a template, counting them, claiming them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from svcquest.engine import deletion
from svcquest.engine.controllers.base import Key, Keys, takes_content
from svcquest.engine.events.notes import OWNERS
from svcquest.engine.indexes import OWNED, POD_LABELS
from svcquest.engine.pod_admission import SERVICE_ACCOUNT, objection
from svcquest.engine.strategy import strategy_of
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import BY_MANIFEST, POD, STATEFULSET, Kind
from svcquest.model.resource import ObjectKey, Resource
from svcquest.model.selectors import Selector
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import Tree, dig
from svcquest.model.views import condition_of
from svcquest.schema.defaults import apply_defaults

_FIRST_RETRY, _LAST_RETRY = 0.005, 1000.0
"""Seconds between two attempts to make a pod that is forbidden."""
_MOST_DOUBLINGS = 18


def controller_reference(owner: Resource) -> Tree:
    """The owner reference of an object that ``owner`` manages."""
    return {
        "apiVersion": owner.kind.api_version,
        "kind": owner.kind.kind,
        "name": owner.name,
        "uid": owner.uid,
        "controller": True,
        "blockOwnerDeletion": True,
    }


def controller_key(resource: Resource, kind: Kind) -> ObjectKey | None:
    """The object of ``kind`` that controls a resource, or None."""
    owner = resource.controller
    same = owner.get("kind") == kind.kind and owner.get("apiVersion") == kind.api_version
    return (resource.namespace, owner["name"]) if same else None


def account_watch(kind: Kind) -> Keys:
    """Owners of ``kind`` whose pods a new ServiceAccount may let in."""

    def keys(transaction: Transaction, change: Change) -> Iterable[Key]:
        is_new = change.old is None and change.resource.kind == SERVICE_ACCOUNT
        return [each.key for each in transaction.select(kind, change.resource.namespace)] if is_new else ()

    return keys


def owner_of(transaction: Transaction, resource: Resource) -> Resource | None:
    """The object that controls a resource, if it is still the same one."""
    owner = resource.controller
    kind = BY_MANIFEST.get((owner.get("apiVersion", ""), owner.get("kind", "")))
    found = transaction.get(kind, resource.namespace, owner["name"]) if kind else None
    return found if found and found.uid == owner.get("uid") else None


def create_pod(
    transaction: Transaction,
    owner: Resource,
    template: Mapping[str, Any],
    *,
    name: str = "",
    labels: Mapping[str, str] | None = None,
    spec: Mapping[str, Any] | None = None,
) -> Resource | None:
    """Make a pod from a template; None where its namespace takes no new content, or the pod is forbidden.

    Args:
        name: of the pod; generated from the owner's when empty.
        labels: added to those of the template.
        spec: fields that override those of the template.
    """
    if not takes_content(transaction, owner.namespace):
        return None
    described = template.get("metadata") or {}
    wrong = objection_to(transaction, owner, name)
    if wrong:
        _fail(transaction, owner, name, wrong)
        return None
    metadata: Tree = {"namespace": owner.namespace, "generation": 1}
    if name:
        metadata["name"] = name
    else:
        metadata["generateName"] = f"{owner.name}-"
        metadata["name"] = transaction.name_from(metadata["generateName"])
    marks = {**(described.get("labels") or {}), **(labels or {})}
    if marks:
        metadata["labels"] = marks
    if described.get("annotations"):
        metadata["annotations"] = described["annotations"]
    metadata["ownerReferences"] = [controller_reference(owner)]
    tree = {"metadata": metadata, "spec": {**(template.get("spec") or {}), **(spec or {})}}
    pod = transaction.create(POD, strategy_of(POD).finish(apply_defaults(POD, tree)))
    _note(transaction, owner, "SuccessfulCreate", ("Created", "create"), pod)
    if transaction.counters.get(_failures(owner)):
        transaction.counters = transaction.counters.set(_failures(owner), 0)
    return pod


def objection_to(transaction: Transaction, owner: Resource, name: str = "") -> str:
    """Why the next pod of an owner is forbidden; empty when it is not."""
    metadata = {"namespace": owner.namespace, **({"name": name} if name else {"generateName": f"{owner.name}-"})}
    return objection(transaction, {"metadata": metadata, "spec": dig(owner.tree, "spec", "template", "spec")})


def _fail(transaction: Transaction, owner: Resource, name: str, why: str) -> None:
    """Say that a pod could not be made, and try again: after five milliseconds, then twice as long each time.

    Follows ``DefaultTypedControllerRateLimiter`` of ``client-go/util/workqueue``.
    """
    text = f"Error creating: {why}"
    if owner.kind == STATEFULSET:
        text = f"create Pod {name} in StatefulSet {owner.name} failed error: {why}"
    transaction.note(owner, "FailedCreate", text, OWNERS[owner.kind.kind], warning=True)
    controller = owner.kind.kind.lower()
    if not any((each.controller, each.key) == (controller, owner.key) for each in transaction.timers):
        tries = transaction.count(_failures(owner))
        transaction.after(min(_FIRST_RETRY * 2 ** min(tries, _MOST_DOUBLINGS), _LAST_RETRY), controller, owner.key)


def _failures(owner: Resource) -> str:
    """The counter of attempts to make a pod for an owner that have failed one after the other."""
    return f"failed-pods/{owner.uid}"


def give_up(transaction: Transaction, owner: Resource, pod: Resource) -> None:
    """Begin the deletion of a pod that its owner does not want any more."""
    deletion.delete(transaction, pod)
    _note(transaction, owner, "SuccessfulDelete", ("Deleted", "delete"), pod)


def _note(transaction: Transaction, owner: Resource, reason: str, words: tuple[str, str], pod: Resource) -> None:
    past, present = words
    text = f"{past} pod: {pod.name}"
    if owner.kind == STATEFULSET:
        text = f"{present} Pod {pod.name} in StatefulSet {owner.name} successful"
    transaction.note(owner, reason, text, OWNERS[owner.kind.kind])


def is_active(pod: Resource) -> bool:
    """Neither ended nor on its way out. Follows ``controller.IsPodActive``."""
    return pod.view.phase not in {"Succeeded", "Failed"} and not pod.view.terminating


def available_at(pod: Resource, min_ready_seconds: int) -> float | None:
    """When a pod counts as available, seconds since 1970; None while it is not ready."""
    if not pod.view.ready:
        return None
    since = from_timestamp(condition_of(pod.status, "Ready").get("lastTransitionTime") or "")
    return (since or 0.0) + min_ready_seconds


@dataclass(frozen=True, slots=True)
class Availability:
    """How many pods are ready, how many of them long enough, and when the next one will be (None: not to come)."""

    ready: int
    available: int
    next_at: float | None


def availability(pods: Iterable[Resource], min_ready_seconds: int, now: float) -> Availability:
    """Count pods by readiness."""
    moments = [moment for pod in pods if (moment := available_at(pod, min_ready_seconds)) is not None]
    later = [moment for moment in moments if moment > now]
    return Availability(len(moments), len(moments) - len(later), min(later, default=None))


def claimed_pods(transaction: Transaction, owner: Resource, selector: Selector) -> list[Resource]:
    """Pods that an owner controls, after adopting matching orphans and releasing what no longer matches.

    Follows ``controller.PodControllerRefManager``.
    """
    claimed = []
    for pod in transaction.find(OWNED, owner.uid):
        if pod.kind != POD or pod.controller_uid != owner.uid:
            continue
        if selector.matches(pod.labels):
            claimed.append(pod)
        elif not pod.terminating:
            _release(transaction, pod, owner)
    if owner.terminating:
        return claimed
    return claimed + [_adopt(transaction, pod, owner) for pod in _orphans(transaction, owner, selector)]


def _orphans(transaction: Transaction, owner: Resource, selector: Selector) -> list[Resource]:
    """Matching pods that nobody controls. A selector without an equality term adopts nothing."""
    for requirement in selector.requirements:
        if requirement.operator == "In":
            found = {
                pod.name: pod
                for value in requirement.values
                for pod in transaction.find(POD_LABELS, (owner.namespace, requirement.key, value))
            }
            return [
                pod
                for _, pod in sorted(found.items())
                if not pod.controller_uid and is_active(pod) and selector.matches(pod.labels)
            ]
    return []


def _adopt(transaction: Transaction, pod: Resource, owner: Resource) -> Resource:
    owners = [*(pod.metadata.get("ownerReferences") or ()), controller_reference(owner)]
    return transaction.update(pod, {**pod.tree, "metadata": {**pod.metadata, "ownerReferences": owners}})


def _release(transaction: Transaction, pod: Resource, owner: Resource) -> None:
    metadata = dict(pod.metadata)
    metadata["ownerReferences"] = [each for each in metadata["ownerReferences"] if each.get("uid") != owner.uid]
    if not metadata["ownerReferences"]:
        del metadata["ownerReferences"]
    transaction.update(pod, {**pod.tree, "metadata": metadata})


def deletion_rank(pod: Resource, together: int) -> tuple[Any, ...]:
    """Sort key of pods to give up, first ones first.

    Follows ``controller.ActivePodsWithRanks``: unplaced, pending, not ready, cheap, doubled up on a node, ready for
    a short time, often restarted, young.

    Args:
        together: how many of the owner's pods are on the same node.
    """
    view = pod.view
    cost = pod.annotations.get("controller.kubernetes.io/pod-deletion-cost", "0")
    restarts = max((each.get("restartCount", 0) for each in pod.status.get("containerStatuses") or ()), default=0)
    return (
        bool(view.node),
        {"Pending": 0, "Unknown": 1}.get(view.phase, 2),
        view.ready,
        int(cost) if cost.lstrip("-").isdigit() else 0,
        -together,
        -(available_at(pod, 0) or 0.0),
        -restarts,
        -(from_timestamp(pod.metadata.get("creationTimestamp", "")) or 0.0),
        pod.name,
    )


def with_status(transaction: Transaction, resource: Resource, status: Tree) -> Resource:
    """Write an object's status; fields that are None are left out."""
    kept = {field: value for field, value in status.items() if value is not None}
    return transaction.update(resource, {**resource.tree, "status": kept})
