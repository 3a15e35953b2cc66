"""The patch that ``kubectl apply`` sends: what the manifest adds and changes, and what it no longer holds.

Follows ``CreateThreeWayMergePatch`` and ``diffMaps`` of ``k8s.io/apimachinery/pkg/util/strategicpatch/patch.go``:
additions and changes are the difference between the live object and the manifest, deletions the one between
what was applied last and the manifest. What others have set is in neither and stays.
"""

from __future__ import annotations

from typing import Any

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.schema.fields import Struct, struct
from svcquest.schema.json_types import same, shape
from svcquest.schema.merge.strategic import DELETE_FROM, ORDER, PATCH, RETAIN_KEYS, combine, keyless, mixed, show
from svcquest.schema.merge.strategies import PLAIN, Strategy, inside, strategy_of


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which half of a difference is asked for, and whether the order of lists is to be said."""

    changes: bool
    deletions: bool
    order: bool = True


def three_way_patch(kind: Kind, applied: Tree, live: Tree, manifest: Tree) -> Tree:
    """The strategic merge patch that apply sends; empty when there is nothing to do.

    Args:
        applied: what was applied last, ``{}`` when nothing is known about it.
        live: the object as the server has it.
        manifest: what is applied now.

    Raises:
        Refusal: a list has items that cannot be told apart.
    """
    owner = struct(kind.kind)
    changes = _diff_maps(live, manifest, owner, PLAIN, _Wanted(changes=True, deletions=False))
    deletions = _diff_maps(applied, manifest, owner, PLAIN, _Wanted(changes=False, deletions=True))
    return combine(kind, deletions, changes)


def two_way_patch(kind: Kind, old: Tree, new: Tree) -> Tree:
    """The strategic merge patch that turns one object into another, as ``edit`` sends it.

    Raises:
        Refusal: a list has items that cannot be told apart.
    """
    return _diff_maps(old, new, struct(kind.kind), PLAIN, _Wanted(changes=True, deletions=True))


def _diff_maps(old: Tree, new: Tree, owner: Struct | None, how: Strategy, wanted: _Wanted) -> Tree:
    patch: Tree = {}
    for name in sorted(new):
        value = new[name]
        if name not in old or shape(old[name]) != shape(value):
            if wanted.changes:
                patch[name] = value
        elif isinstance(value, dict):
            inner = _diff_maps(old[name], value, inside(owner, name), strategy_of(owner, name), wanted)
            if inner:
                patch[name] = inner
        elif isinstance(value, list) and strategy_of(owner, name).merges:
            _diff_lists(patch, name, old[name], value, owner, wanted)
        elif wanted.changes and not same(old[name], value):
            patch[name] = value
    if wanted.deletions:
        patch.update({name: None for name in sorted(old) if name not in new})
    if how.retain_keys and new and (patch or any(name not in new for name in old)):
        patch[RETAIN_KEYS] = sorted(name for name in new if new[name] is not None)
    return patch


def _diff_lists(patch: Tree, name: str, old: list[Any], new: list[Any], owner: Struct | None, wanted: _Wanted) -> None:
    """Follows ``handleSliceDiff`` and ``diffLists``."""
    if not old:
        if new and wanted.changes:
            patch[name] = new
        return
    key = strategy_of(owner, name).merge_key
    if key:
        _check_items(old, new, key)
        found = _diff_items(old, new, inside(owner, name), strategy_of(owner, name), wanted)
        removed: list[Any] = []
    else:
        found = [item for item in new if item not in old] if wanted.changes else []
        removed = [item for item in old if item not in new] if wanted.deletions else []
    if found:
        patch[name] = found
    if removed:
        patch[DELETE_FROM + name] = removed
    order_changed = wanted.changes and _order(old, key) != _order(new, key)
    if new and (found or removed or order_changed):
        patch[ORDER + name] = [{key: item[key]} if key else item for item in new]


def _check_items(old: list[Any], new: list[Any], key: str) -> None:
    """Items that nothing identifies cannot be compared. Follows ``sliceElementType`` and ``diffListsOfMaps``."""
    if not all(isinstance(item, dict) for item in (*old, *new)):
        raise mixed(old, new)
    for item in (*old, *new):
        if key not in item:
            raise keyless(item, key)


def _diff_items(old: list[Any], new: list[Any], owner: Struct | None, how: Strategy, wanted: _Wanted) -> list[Any]:
    """Changed and added items in the manifest's order, then the deleted ones. Follows ``diffListsOfMaps``."""
    key = how.merge_key
    left, right = _sorted(old, key), _sorted(new, key)
    found: list[Any] = []
    gone: list[Any] = []
    while left or right:
        if left and right and show(left[0].get(key)) == show(right[0].get(key)):
            before, after = left.pop(0), right.pop(0)
            inner = _diff_maps(before, after, owner, how, wanted)
            if inner:
                found.append({**inner, key: after.get(key)})
        elif not left or (right and show(left[0].get(key)) > show(right[0].get(key))):
            added = right.pop(0)
            if wanted.changes:
                found.append(added)
        else:
            removed = left.pop(0)
            if wanted.deletions:
                gone.append({PATCH: "delete", key: removed.get(key)})
    places = _order(new, key)
    found.sort(key=lambda item: places.index(show(item.get(key))))
    return found + gone


def _sorted(items: list[Any], key: str) -> list[Any]:
    return sorted(items, key=lambda item: show(item.get(key)))


def _order(items: list[Any], key: str) -> list[str]:
    return [show(item.get(key) if key else item) for item in items]
