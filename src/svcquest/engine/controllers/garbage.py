"""Garbage collection: what an owner that is gone leaves behind.

Follows ``pkg/controller/garbagecollector`` with background deletion. An owner that has never been seen counts as
being there, since dumps of real clusters name owners of kinds that were not dumped.
"""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine import deletion
from svcquest.engine.controllers.base import ANY, Controller, Key
from svcquest.engine.indexes import OWNED
from svcquest.engine.transaction import Change, Transaction
from svcquest.model.kinds import BY_MANIFEST
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree


def _removed(transaction: Transaction, change: Change) -> Iterable[Key]:
    """The uid of an object that is gone and owned something."""
    uid = change.old.uid if change.new is None and change.old else ""
    return ((uid,),) if uid and transaction.has(OWNED, uid) else ()


def reconcile(transaction: Transaction, key: Key) -> None:
    """Delete what no owner is left of; where another owner lives, strike out the one that is gone."""
    (uid,) = key
    for dependent in transaction.find(OWNED, uid):
        references = dependent.metadata.get("ownerReferences") or ()
        others = [each for each in references if each.get("uid") != uid]
        if any(_lives(transaction, dependent, each) for each in others):
            metadata = {**dependent.metadata, "ownerReferences": others}
            transaction.update(dependent, {**dependent.tree, "metadata": metadata})
        else:
            deletion.delete(transaction, dependent)


def _lives(transaction: Transaction, dependent: Resource, reference: Tree) -> bool:
    kind = BY_MANIFEST.get((reference.get("apiVersion", ""), reference.get("kind", "")))
    if kind is None:
        return True
    owner = transaction.get(kind, dependent.namespace if kind.namespaced else "", reference.get("name", ""))
    return owner is not None and owner.uid == reference.get("uid")


GARBAGE_COLLECTOR = Controller("garbage-collector", {ANY: _removed}, reconcile)
