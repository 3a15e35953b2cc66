"""The pod templates that a StatefulSet or DaemonSet has had, each kept in a ControllerRevision.

Follows ``pkg/controller/history/controller_history.go``, and ``pkg/controller/daemon/update.go`` constructHistory.
"""

from __future__ import annotations

from collections.abc import Collection

from svcquest.engine import deletion
from svcquest.engine.controllers import rollouts
from svcquest.engine.controllers.pods import controller_reference
from svcquest.engine.indexes import OWNED
from svcquest.engine.transaction import Transaction
from svcquest.model.kinds import DAEMONSET, STATEFULSET, Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig

REVISION_HASH = "controller-revision-hash"
"""Label of a pod that says of which revision it is."""

CONTROLLER_REVISION = Kind("apps", "v1", "ControllerRevision", "controllerrevisions")

_HASH_LABELS = {STATEFULSET: "controller.kubernetes.io/hash", DAEMONSET: REVISION_HASH}
"""Labels by which revisions themselves are told apart."""

_HISTORY = 10
"""Revisions without pods that are kept, where ``revisionHistoryLimit`` says nothing."""


def present(transaction: Transaction, owner: Resource, known: str = "") -> str:
    """The name of the revision that holds the present template.

    A new template makes one; one that was there before becomes the newest again.

    Args:
        known: what a real cluster has called it, where its dump left the revisions out.
    """
    template = owner.spec.get("template") or {}
    owned = _owned(transaction, owner)
    newest = max((_number(each) for each in owned), default=0)
    for revision in owned:
        if template_of(revision) == template:
            if _number(revision) < newest:
                transaction.update(revision, {**revision.tree, "revision": newest + 1})
            return revision.name
    name = known if known and not owned else f"{owner.name}-{rollouts.template_hash(template)}"
    word = name.removeprefix(f"{owner.name}-")
    metadata: Tree = {
        "name": name,
        "namespace": owner.namespace,
        "labels": {**(dig(template, "metadata", "labels") or {}), _HASH_LABELS[owner.kind]: word},
        "ownerReferences": [controller_reference(owner)],
    }
    if owner.annotations:
        metadata["annotations"] = owner.annotations
    tree: Tree = {"metadata": metadata, "data": {"spec": {"template": template}}, "revision": newest + 1}
    transaction.create(CONTROLLER_REVISION, tree)
    return name


def template_of(revision: Resource) -> Tree:
    """The pod template that a revision holds, without the directive that it shall replace another one."""
    kept = dig(revision.tree, "data", "spec", "template") or {}
    return {field: value for field, value in kept.items() if field != "$patch"}


def forget_old(transaction: Transaction, owner: Resource, in_use: Collection[str]) -> None:
    """Remove the oldest revisions that nobody needs, beyond the ``revisionHistoryLimit``."""
    unused = [each for each in _owned(transaction, owner) if each.name not in in_use]
    surplus = len(unused) - owner.spec.get("revisionHistoryLimit", _HISTORY)
    for revision in unused[: max(surplus, 0)]:
        deletion.delete(transaction, revision)


def _owned(transaction: Transaction, owner: Resource) -> list[Resource]:
    """Revisions of a workload, oldest first."""
    found = [each for each in transaction.find(OWNED, owner.uid) if each.kind == CONTROLLER_REVISION]
    return sorted(found, key=lambda each: (_number(each), each.name))


def _number(revision: Resource) -> int:
    found: int = revision.tree.get("revision", 0)
    return found
