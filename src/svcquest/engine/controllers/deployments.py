"""Deployments: ReplicaSets for each version of the pod template, and the way from one to the next.

Follows ``pkg/controller/deployment``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from svcquest.engine import deletion
from svcquest.engine.controllers import rollouts
from svcquest.engine.controllers.base import Controller, Key, own_key
from svcquest.engine.controllers.deployment_family import (
    REVISION,
    Family,
    counted,
    family_of,
    is_complete,
    revision_of,
    size_of,
)
from svcquest.engine.controllers.deployment_status import NAME, report
from svcquest.engine.controllers.pods import controller_key, controller_reference, owner_of
from svcquest.engine.events.notes import DEPLOYMENTS as REPORTER
from svcquest.engine.indexes import OWNED
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import DEPLOYMENT, POD, REPLICASET
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, with_value
from svcquest.schema.last_applied import LAST_APPLIED

DESIRED = "deployment.kubernetes.io/desired-replicas"
MOST = "deployment.kubernetes.io/max-replicas"
HISTORY = 10
"""Old ReplicaSets kept by default, ``revisionHistoryLimit``."""


def _replicaset_keys(_transaction: Transaction, change: Change) -> Iterable[Key]:
    key = controller_key(change.resource, DEPLOYMENT)
    return (key,) if key else ()


def _pod_keys(transaction: Transaction, change: Change) -> Iterable[Key]:
    """A pod that vanishes lets a Recreate rollout go on."""
    if change.new is not None:
        return ()
    owner = owner_of(transaction, change.resource)
    key = controller_key(owner, DEPLOYMENT) if owner and owner.kind == REPLICASET else None
    return (key,) if key else ()


def reconcile(transaction: Transaction, key: Key) -> None:
    """Move a Deployment's ReplicaSets one step on; their changes bring us here again."""
    deployment = transaction.get(DEPLOYMENT, *key)
    if deployment is None or deployment.terminating:
        return
    family = family_of(transaction, deployment)
    paused = bool(deployment.spec.get("paused"))
    if paused or _is_scaling(family):
        _scale_all(transaction, family)
    elif (deployment.spec.get("strategy") or {}).get("type") == "Recreate":
        family = _recreate(transaction, family)
    else:
        family = _roll(transaction, family)
    family = family.reread(transaction)
    if not paused and is_complete(family):
        _forget_history(transaction, family)
    report(transaction, family.reread(transaction))


def _with_new(transaction: Transaction, family: Family) -> Family:
    """The family with a ReplicaSet for the present template, of the highest revision."""
    deployment = family.deployment
    revision = str(max([0, *(revision_of(each) for each in family.old)]) + 1)
    if family.new is None:
        new = _create_replicaset(transaction, family, revision)
    else:
        number = revision if revision_of(family.new) < int(revision) else family.new.annotations[REVISION]
        new = _annotate(transaction, family.new, {**_inherited(deployment), REVISION: number})
        new = _min_ready(transaction, new, deployment)
        revision = number
    deployment = _annotate(transaction, deployment, {REVISION: revision})
    return Family(deployment, new, family.old)


def _inherited(deployment: Resource) -> dict[str, str]:
    """Annotations that a ReplicaSet takes over from its Deployment."""
    own = {LAST_APPLIED, REVISION, DESIRED, MOST}
    return {key: value for key, value in deployment.annotations.items() if key not in own}


def _create_replicaset(transaction: Transaction, family: Family, revision: str) -> Resource:
    deployment = family.deployment
    spec = deployment.spec
    template = rollouts.plain_template(spec.get("template") or {})
    word = rollouts.template_hash(template)
    collisions = 0
    while transaction.get(REPLICASET, deployment.namespace, f"{deployment.name}-{word}"):
        collisions += 1
        word = rollouts.template_hash(template, collisions)
    replicas = rollouts.new_replicas(spec, 0, sum(size_of(each) for each in family.old))
    selector = dict(spec.get("selector") or {})
    selector["matchLabels"] = {**(selector.get("matchLabels") or {}), rollouts.HASH: word}
    hashed = rollouts.with_hash(spec.get("template") or {}, word)
    tree: Tree = {
        "metadata": {
            "name": f"{deployment.name}-{word}",
            "namespace": deployment.namespace,
            "generation": 1,
            "labels": hashed["metadata"]["labels"],
            "annotations": {**_inherited(deployment), **_bounds(deployment), REVISION: revision},
            "ownerReferences": [controller_reference(deployment)],
        },
        "spec": {"replicas": replicas, "selector": selector, "template": hashed},
        "status": {"replicas": 0},
    }
    if spec.get("minReadySeconds"):
        tree["spec"]["minReadySeconds"] = spec["minReadySeconds"]
    made = transaction.create(REPLICASET, tree)
    _note_scaling(transaction, deployment, made, 0, replicas)
    return made


def _note_scaling(transaction: Transaction, deployment: Resource, replicaset: Resource, old: int, new: int) -> None:
    if old != new:
        text = f"Scaled {'up' if new > old else 'down'} replica set {replicaset.name} from {old} to {new}"
        transaction.note(deployment, "ScalingReplicaSet", text, REPORTER)


def _bounds(deployment: Resource) -> dict[str, str]:
    replicas = deployment.spec.get("replicas", 1)
    surge, _ = rollouts.limits(deployment.spec)
    return {DESIRED: str(replicas), MOST: str(replicas + surge)}


def _annotate(transaction: Transaction, resource: Resource, annotations: Mapping[str, str]) -> Resource:
    merged = {**resource.annotations, **annotations}
    return transaction.update(resource, with_value(resource.tree, ("metadata", "annotations"), merged))


def _min_ready(transaction: Transaction, replicaset: Resource, deployment: Resource) -> Resource:
    wanted = deployment.spec.get("minReadySeconds", 0)
    if replicaset.spec.get("minReadySeconds", 0) == wanted:
        return replicaset
    return transaction.update(replicaset, with_value(replicaset.tree, ("spec", "minReadySeconds"), wanted or None))


def _resize(transaction: Transaction, replicaset: Resource, replicas: int, deployment: Resource) -> Resource:
    annotated = _annotate(transaction, replicaset, _bounds(deployment))
    if size_of(annotated) == replicas:
        return annotated
    _note_scaling(transaction, deployment, annotated, size_of(annotated), replicas)
    metadata = {**annotated.metadata, "generation": annotated.metadata.get("generation", 0) + 1}
    spec = {**annotated.spec, "replicas": replicas}
    return transaction.update(annotated, {**annotated.tree, "metadata": metadata, "spec": spec})


# Scaling ----------------------------------------------------------------------------------------------------------


def _is_scaling(family: Family) -> bool:
    wanted = str(family.deployment.spec.get("replicas", 1))
    return any(size_of(each) > 0 and each.annotations.get(DESIRED, wanted) != wanted for each in family.all)


def _scale_all(transaction: Transaction, family: Family) -> None:
    """Follows ``sync.go`` scale: the only active one takes all; in mid-rollout each takes its share."""
    deployment = family.deployment
    replicas = deployment.spec.get("replicas", 1)
    active = [each for each in family.all if size_of(each) > 0]
    if len(active) <= 1:
        target = active[0] if active else family.new or (family.old[-1] if family.old else None)
        if target is not None and (active or family.new):
            _resize(transaction, target, replicas, deployment)
        return
    if family.new and _is_saturated(family.new, replicas):
        for each in family.old:
            _resize(transaction, each, 0, deployment)
        return
    surge, _ = rollouts.limits(deployment.spec)
    total = replicas + surge if replicas else 0
    sizes = rollouts.proportional({each.name: size_of(each) for each in active}, total)
    for each in active:
        _resize(transaction, each, sizes[each.name], deployment)


def _is_saturated(replicaset: Resource, replicas: int) -> bool:
    desired = replicaset.annotations.get(DESIRED)
    return (
        size_of(replicaset) == replicas
        and desired == str(replicas)
        and (replicaset.status.get("availableReplicas") or 0) == replicas
    )


# Rollouts ---------------------------------------------------------------------------------------------------------


def _recreate(transaction: Transaction, family: Family) -> Family:
    for each in family.old:
        _resize(transaction, each, 0, family.deployment)
    if any(pod.kind == POD for each in family.old for pod in transaction.find(OWNED, each.uid) if _runs(pod)):
        return family
    family = _with_new(transaction, family)
    assert family.new is not None
    _resize(transaction, family.new, family.deployment.spec.get("replicas", 1), family.deployment)
    return family


def _runs(pod: Resource) -> bool:
    return pod.kind == POD and pod.view.phase not in {"Succeeded", "Failed"}


def _roll(transaction: Transaction, family: Family) -> Family:
    """Follows ``rolling.go`` rolloutRolling: up first; if that changed nothing, down."""
    family = _with_new(transaction, family)
    new, deployment = family.new, family.deployment
    assert new is not None
    total = sum(size_of(each) for each in family.all)
    replicas = deployment.spec.get("replicas", 1)
    wanted = replicas if size_of(new) > replicas else rollouts.new_replicas(deployment.spec, size_of(new), total)
    resized = _resize(transaction, new, wanted, deployment)
    if size_of(resized) == size_of(new):
        _shrink_old(transaction, family)
    return family


def _shrink_old(transaction: Transaction, family: Family) -> None:
    """Follows ``rolling.go`` reconcileOldReplicaSets: unhealthy pods first, then as many as may be missing."""
    deployment, new = family.deployment, family.new
    assert new is not None
    if not any(size_of(each) for each in family.old):
        return
    replicas = deployment.spec.get("replicas", 1)
    _, unavailable = rollouts.limits(deployment.spec)
    total = sum(size_of(each) for each in family.all)
    new_missing = size_of(new) - (new.status.get("availableReplicas") or 0)
    budget = total - (replicas - unavailable) - new_missing
    if budget <= 0:
        return
    sizes = {each.name: size_of(each) for each in family.old}
    for each in family.old:
        unhealthy = sizes[each.name] - (each.status.get("availableReplicas") or 0)
        cut = max(min(unhealthy, budget), 0)
        sizes[each.name] -= cut
        budget -= cut
    spare = counted(family.all, "availableReplicas") - (replicas - unavailable)
    for each in family.old:
        cut = max(min(sizes[each.name], spare), 0)
        sizes[each.name] -= cut
        spare -= cut
    for each in family.old:
        _resize(transaction, each, sizes[each.name], deployment)


def _forget_history(transaction: Transaction, family: Family) -> None:
    limit = family.deployment.spec.get("revisionHistoryLimit", HISTORY)
    idle = [each for each in family.old if not size_of(each) and not each.status.get("replicas")]
    for each in idle[: max(len(idle) - limit, 0)]:
        deletion.delete(transaction, each)


DEPLOYMENTS = Controller(
    NAME, {DEPLOYMENT.kind: own_key, REPLICASET.kind: _replicaset_keys, POD.kind: _pod_keys}, reconcile
)
