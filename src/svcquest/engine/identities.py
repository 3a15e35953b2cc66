"""Uids of loaded objects beside those of a cluster, so that no object is ever taken for another's owner.

A real cluster draws uids at random. Ours are drawn from a seed: the dump of one simulated cluster holds the very uids
that another one has given, or will give, to other objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from svcquest.engine.transaction import Transaction
from svcquest.model.kinds import Kind
from svcquest.model.resource import ObjectKey
from svcquest.model.tree import Tree, dig, with_value

Batches = list[tuple[Kind, list[tuple[ObjectKey, Tree]]]]

_STREAM_BITS = 20
"""How many uids a cluster draws before the next stream begins."""


def kept_apart(transaction: Transaction, batches: Batches) -> Batches:
    """The same objects, those with another uid whose own is taken by somebody else; owners are named accordingly."""
    loaded = list(_holders(batches))
    if not loaded:
        return batches
    here = (resource for found in transaction.objects.values() for resource in found.values())
    holders = {resource.uid: (resource.kind.resource, resource.key) for resource in here}
    _draw_elsewhere(transaction, [uid for uid, _ in loaded])
    taken = [(uid, owner) for uid, owner in loaded if uid in holders] if holders else ()
    fresh = {uid: transaction.uid() for uid, owner in taken if holders[uid] != owner}
    if not fresh:
        return batches
    return [(kind, [(key, _renamed(tree, fresh)) for key, tree in batch]) for kind, batch in batches]


def _holders(batches: Batches) -> Iterator[tuple[str, tuple[str, ObjectKey]]]:
    """The uids that objects bring along, and whose each is: the kind's resource and the object's key."""
    for kind, batch in batches:
        for key, tree in batch:
            uid = _uid(tree)
            if uid:
                yield uid, (kind.resource, key)


def _uid(tree: Tree) -> str:
    metadata = tree.get("metadata")
    found = metadata.get("uid") if isinstance(metadata, dict) else None
    return found if isinstance(found, str) else ""


def _draw_elsewhere(transaction: Transaction, uids: Iterable[str]) -> None:
    """Let the uids that are drawn from now on be others than any cluster draws that has not loaded the same."""
    mixed = 0
    for uid in uids:
        digits = uid.replace("-", "")[:12]
        mixed ^= int(digits, 16) if digits and not digits.strip("0123456789abcdefABCDEF") else len(uid)
    drawn = transaction.counters.get("uids", 0)
    transaction.counters = transaction.counters.set("uids", (mixed << _STREAM_BITS) + drawn)


def _renamed(tree: Tree, fresh: Mapping[str, str]) -> Tree:
    uid = _uid(tree)
    owners = dig(tree, "metadata", "ownerReferences")
    if isinstance(owners, list):
        owners = [
            {**owner, "uid": fresh.get(owner.get("uid", ""), owner.get("uid"))} if isinstance(owner, dict) else owner
            for owner in owners
        ]
        tree = with_value(tree, ("metadata", "ownerReferences"), owners)
    return with_value(tree, ("metadata", "uid"), fresh[uid]) if uid in fresh else tree
