"""Garbage collection: what an owner that is gone leaves behind.

Follows ``pkg/controller/garbagecollector``. An owner that has never been seen counts as being there, since dumps of
real clusters name owners of kinds that were not dumped.
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


def _keys(transaction: Transaction, change: Change) -> Iterable[Key]:
    """The uid of an object that is gone and owned something; owners that wait for what they own to go."""
    new = change.new
    if new is not None:
        return (_place(new),) if _waits(new) else ()
    found: list[Key] = []
    gone = change.resource
    if gone.uid and transaction.has(OWNED, gone.uid):
        found.append((gone.uid,))
    for reference in gone.metadata.get("ownerReferences") or ():
        owner = _owner(transaction, gone, reference)
        if owner is not None and _waits(owner):
            found.append(_place(owner))
    return found


def _place(resource: Resource) -> Key:
    return (resource.kind.resource, *resource.key)


def _waits(resource: Resource) -> bool:
    return resource.terminating and deletion.FOREGROUND in (resource.metadata.get("finalizers") or ())


def reconcile(transaction: Transaction, key: Key) -> None:
    """Clear up after an owner that is gone, or before one that waits for it."""
    if len(key) == 1:
        _clear_up(transaction, key[0])
        return
    resource, namespace, name = key
    owner = transaction.objects[resource].get((namespace, name))
    if owner is None or not _waits(owner):
        return
    for dependent in deletion.blocking_dependents(transaction, owner):
        if not dependent.terminating:
            deletion.delete(transaction, dependent, foreground=True)
    if not deletion.blocking_dependents(transaction, owner):
        deletion.release(transaction, owner, deletion.FOREGROUND)


def _clear_up(transaction: Transaction, uid: str) -> None:
    """Delete what no owner is left of; where another owner lives, strike out the one that is gone."""
    for dependent in transaction.find(OWNED, uid):
        references = dependent.metadata.get("ownerReferences") or ()
        others = [each for each in references if each.get("uid") != uid]
        if any(_lives(transaction, dependent, each) for each in others):
            metadata = {**dependent.metadata, "ownerReferences": others}
            transaction.update(dependent, {**dependent.tree, "metadata": metadata})
        else:
            deletion.delete(transaction, dependent)


def _lives(transaction: Transaction, dependent: Resource, reference: Tree) -> bool:
    if (reference.get("apiVersion", ""), reference.get("kind", "")) not in BY_MANIFEST:
        return True
    return _owner(transaction, dependent, reference) is not None


def _owner(transaction: Transaction, dependent: Resource, reference: Tree) -> Resource | None:
    """The owner that a reference names, if it is still the same one."""
    kind = BY_MANIFEST.get((reference.get("apiVersion", ""), reference.get("kind", "")))
    if kind is None:
        return None
    owner = transaction.get(kind, dependent.namespace if kind.namespaced else "", reference.get("name", ""))
    return owner if owner is not None and owner.uid == reference.get("uid") else None


GARBAGE_COLLECTOR = Controller("garbage-collector", {ANY: _keys}, reconcile)
