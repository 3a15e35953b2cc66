"""What a Deployment says about itself: counts and the conditions Available and Progressing.

Follows ``pkg/controller/deployment/sync.go`` calculateStatus and ``progress.go``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from svcquest.engine.controllers import rollouts
from svcquest.engine.controllers.deployment_family import Family, counted, is_complete, size_of
from svcquest.engine.controllers.pods import with_status
from svcquest.engine.transaction import Transaction
from svcquest.model.timestamps import from_timestamp, to_timestamp
from svcquest.model.tree import Tree
from svcquest.model.views import condition_of

NAME = "deployment"
"""The controller's name, for the timer of the deadline."""
DEADLINE = 600
"""Seconds, ``progressDeadlineSeconds`` by default."""


def report(transaction: Transaction, family: Family) -> None:
    """Write the status of a Deployment, if it says something new."""
    deployment = family.deployment
    total = counted(family.all, "replicas")
    available = counted(family.all, "availableReplicas")
    status: Tree = {
        "observedGeneration": deployment.metadata.get("generation"),
        "replicas": total or None,
        "updatedReplicas": counted([family.new], "replicas") or None,
        "readyReplicas": counted(family.all, "readyReplicas") or None,
        "availableReplicas": available or None,
        "unavailableReplicas": max(sum(size_of(each) for each in family.all) - available, 0) or None,
    }
    before = deployment.status.get("conditions") or ()
    conditions = [_available(transaction, family, before, available)]
    progressing = _progressing(transaction, family, before, status)
    conditions += [progressing] if progressing else []
    status["conditions"] = [*conditions, *_failing(family)]
    with_status(transaction, deployment, status)


def _available(
    transaction: Transaction, family: Family, before: Sequence[Mapping[str, Any]], available: int
) -> Mapping[str, Any]:
    _, unavailable = rollouts.limits(family.deployment.spec)
    enough = available >= family.deployment.spec.get("replicas", 1) - unavailable
    reason = "MinimumReplicasAvailable" if enough else "MinimumReplicasUnavailable"
    does = "has" if enough else "does not have"
    return _condition(
        transaction,
        before,
        ("Available", "True" if enough else "False", reason),
        f"Deployment {does} minimum availability.",
    )


def _failing(family: Family) -> list[Mapping[str, Any]]:
    """What keeps a ReplicaSet from making pods. Follows ``getReplicaFailures``: the new one's word counts first."""
    for replicaset in (family.new, *family.old):
        found = condition_of(replicaset.status, "ReplicaFailure") if replicaset else {}
        if found:
            return [{**found, "lastUpdateTime": found["lastTransitionTime"]}]
    return []


def _progressing(
    transaction: Transaction, family: Family, before: Sequence[Mapping[str, Any]], status: Tree
) -> Mapping[str, Any] | None:
    deployment = family.deployment
    old = condition_of(deployment.status, "Progressing")
    if family.new is None:
        return old or None
    shown = f'ReplicaSet "{family.new.name}"'
    if is_complete(family):
        text = f"{shown} has successfully progressed."
        return _condition(transaction, before, ("Progressing", "True", "NewReplicaSetAvailable"), text)
    if old.get("reason") == "NewReplicaSetAvailable" and status["updatedReplicas"] == deployment.status.get(
        "updatedReplicas"
    ):
        return old
    counters = ("updatedReplicas", "readyReplicas", "availableReplicas", "replicas")
    if not old or any(status[name] != deployment.status.get(name) for name in counters):
        transaction.after(deployment.spec.get("progressDeadlineSeconds", DEADLINE), NAME, deployment.key)
        text = f"{shown} is progressing."
        return _condition(transaction, before, ("Progressing", "True", "ReplicaSetUpdated"), text, renew=True)
    moved = from_timestamp(old.get("lastUpdateTime", "")) or 0.0
    left = moved + deployment.spec.get("progressDeadlineSeconds", DEADLINE) - transaction.now
    if left <= 0 and old.get("status") == "True":
        text = f"{shown} has timed out progressing."
        return _condition(transaction, before, ("Progressing", "False", "ProgressDeadlineExceeded"), text)
    return old


def _condition(
    transaction: Transaction,
    before: Sequence[Mapping[str, Any]],
    wanted: tuple[str, str, str],
    message: str,
    *,
    renew: bool = False,
) -> Mapping[str, Any]:
    """A condition of the wanted type, status and reason; unless renewed, one that says the same stays as it was."""
    name, status, reason = wanted
    old = next((each for each in before if each.get("type") == name), None)
    if old and not renew and (old.get("status"), old.get("reason")) == (status, reason):
        return old
    now = to_timestamp(transaction.now)
    moved = old["lastTransitionTime"] if old and old.get("status") == status and "lastTransitionTime" in old else now
    return {
        "type": name,
        "status": status,
        "lastUpdateTime": now,
        "lastTransitionTime": moved,
        "reason": reason,
        "message": message,
    }
