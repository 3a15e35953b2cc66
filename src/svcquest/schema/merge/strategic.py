"""Strategic merge patch: a merge patch that knows by which key the items of a list are found.

Follows ``k8s.io/apimachinery/pkg/util/strategicpatch/patch.go``: ``mergeMap``, ``mergeSlice`` and the order of list
items. Directives: ``$patch: replace|delete`` in maps and list items, ``$retainKeys``, ``$setElementOrder/LIST`` and
``$deleteFromPrimitiveList/LIST``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.status import Refusal, Status, bad_request
from svcquest.model.tree import Tree
from svcquest.schema.fields import Struct, struct
from svcquest.schema.json_types import no_map, same, shape, without_nulls
from svcquest.schema.merge.json_patch import REJECTED
from svcquest.schema.merge.strategies import Strategy, inside, strategy_of

PATCH = "$patch"
RETAIN_KEYS = "$retainKeys"
ORDER = "$setElementOrder/"
DELETE_FROM = "$deleteFromPrimitiveList/"


@dataclass(frozen=True, slots=True)
class _Mode:
    """Whether directives are carried out, or kept because the result is itself a patch."""

    final: bool


def apply_strategic_patch(kind: Kind, tree: Tree, patch: Any) -> Tree:
    """An object after a strategic merge patch; shares with the old one what the patch does not touch.

    Raises:
        Refusal: the patch is no map (400), ``$retainKeys`` is no list (400) or leaves out a key of the
                patch (422), or another directive or a list item cannot be understood (500).
    """
    if patch is None:
        return tree
    if not isinstance(patch, dict):
        raise Refusal(bad_request(no_map(patch)))
    return _merge_map(tree, patch, struct(kind.kind), _Mode(final=True))


def combine(kind: Kind, first: Tree, second: Tree) -> Tree:
    """One patch that does what two patches for the same object do, directives kept."""
    return _merge_map(first, second, struct(kind.kind), _Mode(final=False))


def spent(patch: Any) -> Any:
    """What is left of a patch once the server has carried out its element orders: refusals quote it."""
    if isinstance(patch, list):
        return [spent(item) for item in patch]
    if not isinstance(patch, dict):
        return patch
    ordered = {key.removeprefix(ORDER) for key in patch if key.startswith(ORDER)}
    return {key: spent(value) for key, value in patch.items() if not key.startswith(ORDER) and key not in ordered}


def _merge_map(tree: Tree, patch: Tree, owner: Struct | None, mode: _Mode) -> Tree:
    if PATCH in patch:
        return _replaced_or_deleted(patch)
    merged = dict(tree)
    rest = dict(patch)
    _retain_keys(merged, rest, mode)
    _merge_ordered_lists(merged, rest, owner, mode)
    for key, value in rest.items():
        deleting = key.startswith(DELETE_FROM)
        if deleting and not mode.final:
            merged[key] = _union(merged.get(key) or [], value if isinstance(value, list) else [])
            continue
        name = key.removeprefix(DELETE_FROM)
        if value is None:
            merged.pop(name, None)
            if not mode.final:
                merged[name] = None
        elif name not in merged or (merged[name] is None and not mode.final):
            if not deleting:
                merged[name] = _clean(value) if mode.final else value
        else:
            merged[name] = _merge_value(merged[name], value, owner, name, mode, deleting=deleting)
    return merged


def _replaced_or_deleted(patch: Tree) -> Tree:
    match patch[PATCH]:
        case "replace":
            return {key: value for key, value in patch.items() if key != PATCH}
        case "delete":
            return {}
        case other:
            raise Refusal(_unexplained(f"unknown patch type: {show(other)} in map: {show(patch)}"))


def _unexplained(message: str) -> Status:
    """What the server says of errors that it does not expect there."""
    return Status(500, "", message)


def _retain_keys(merged: Tree, patch: Tree, mode: _Mode) -> None:
    """Drop what ``$retainKeys`` does not name. Follows ``applyRetainKeysDirective``."""
    if RETAIN_KEYS not in patch:
        return
    if not mode.final:
        merged[RETAIN_KEYS] = patch.pop(RETAIN_KEYS)
        return
    retained = patch.pop(RETAIN_KEYS)
    if not isinstance(retained, list):
        raise Refusal(bad_request("invalid patch format of retainKeys"))
    said = (key for key, value in patch.items() if value is not None and not key.startswith((ORDER, DELETE_FROM)))
    if any(key not in retained for key in said):
        raise Refusal(REJECTED)
    for key in [key for key in merged if key not in retained]:
        del merged[key]


def _merge_value(old: Any, new: Any, owner: Struct | None, name: str, mode: _Mode, *, deleting: bool) -> Any:
    if shape(old) != shape(new):
        return old if deleting else _clean(new)
    how = strategy_of(owner, name)
    if isinstance(old, dict):
        return _merge_map(old, new, inside(owner, name), mode)
    if isinstance(old, list) and (how.merges or deleting):
        return _merge_list(old, new, inside(owner, name), how, mode, deleting=deleting)
    return new


def _merge_list(
    old: list[Any], new: list[Any], owner: Struct | None, how: Strategy, mode: _Mode, *, deleting: bool = False
) -> list[Any]:
    """Follows ``mergeSlice``: unite plain values, merge maps by key, then put patched items in the patch's order."""
    if len({shape(item) for item in (*old, *new) if item is not None}) > 1:
        raise mixed(old, new)
    if not all(isinstance(item, dict) for item in (*old, *new)):
        if deleting:
            return [item for item in old if item not in new]
        merged = _union(old, new)
        return _in_order(merged, new, old, "")
    if not how.merge_key:
        raise Refusal(_unexplained("cannot merge lists without merge key for type struct"))
    kept, patch = _carry_out_items(old, new, how.merge_key)
    merged = list(kept)
    for item in patch:
        at = _position(merged, item, how.merge_key)
        if at is None:
            merged.append(_clean(item) if mode.final else item)
        else:
            merged[at] = _merge_map(merged[at], item, owner, mode)
    return _in_order(merged, patch, kept, how.merge_key)


def _carry_out_items(old: list[Any], patch: list[Any], key: str) -> tuple[list[Any], list[Any]]:
    """Deletes and replacements among a patch's list items. Follows ``mergeSliceWithSpecialElements``."""
    rest = []
    replace = False
    for item in patch:
        match item.get(PATCH):
            case None:
                rest.append(item)
            case "delete":
                if key not in item:
                    raise Refusal(_unexplained("delete patch type with no merge key defined"))
                old = [each for each in old if not same(each.get(key), item[key])]
            case "replace":
                replace = True
            case "merge":
                raise Refusal(_unexplained("merging lists cannot yet be specified in the patch"))
            case other:
                raise Refusal(_unexplained(f"unknown patch type: {show(other)} in map: {show(item)}"))
    return (rest, []) if replace else (old, rest)


def _merge_ordered_lists(merged: Tree, patch: Tree, owner: Struct | None, mode: _Mode) -> None:
    """Carry out ``$setElementOrder``, taking it and its list out of the patch. Follows ``mergePatchIntoOriginal``."""
    for directive in [key for key in patch if key.startswith(ORDER)]:
        order = patch.pop(directive)
        name = directive.removeprefix(ORDER)
        if not mode.final:
            merged[directive] = order
            continue
        how = strategy_of(owner, name)
        old, new = merged.get(name), patch.pop(name, None)
        if not isinstance(order, list) or not isinstance(new or [], list) or (old is None and new is None):
            continue
        both = _merge_list(old or [], new or [], inside(owner, name), how, mode) if new else (old or [])
        merged[name] = _in_order(both, order, old or [], how.merge_key)


def _in_order(items: list[Any], order: list[Any], before: list[Any], key: str) -> list[Any]:
    """Items named in ``order`` as it has them, the others as they stood, woven by where they stood before.

    Follows ``normalizeElementOrder`` and ``mergeSortedSlice``: an item that was not there before goes first.
    """
    named = [item for item in items if _position(order, item, key) is not None]
    others = [item for item in items if _position(order, item, key) is None]
    named.sort(key=lambda item: _position(order, item, key) or 0)
    others.sort(key=lambda item: _rank(before, item, key))
    woven = []
    while named and others:
        left, right = _position(before, others[0], key), _position(before, named[0], key)
        first = others if left is not None and right is not None and left < right else named
        woven.append(first.pop(0))
    return woven + named + others


def _rank(items: list[Any], item: Any, key: str) -> int:
    at = _position(items, item, key)
    return len(items) if at is None else at


def _position(items: list[Any], item: Any, key: str) -> int | None:
    wanted = _key_of(item, key) if key else item
    for at, each in enumerate(items):
        if same(each.get(key) if key and isinstance(each, dict) else each, wanted):
            return at
    return None


def _key_of(item: Any, key: str) -> Any:
    if not isinstance(item, dict):
        raise Refusal(_unexplained("invalid type in a list of maps"))
    if key not in item:
        raise keyless(item, key)
    return item[key]


def mixed(old: list[Any], new: list[Any]) -> Refusal:
    """What is said of lists whose items are not all of one JSON type."""
    return Refusal(_unexplained(f"list element types are not identical: [{show(old)} {show(new)}]"))


def keyless(item: Tree, key: str) -> Refusal:
    """What is said of an item without the field that tells it from the others of its list."""
    return Refusal(_unexplained(f"map: {show(item)} does not contain declared merge key: {key}"))


def _union(old: Iterable[Any], new: Iterable[Any]) -> list[Any]:
    merged: list[Any] = []
    for item in (*old, *new):
        if not any(same(item, each) for each in merged):
            merged.append(item)
    return merged


def _clean(value: Any) -> Any:
    """A part of a patch that meets nothing to merge with: without directives and nulls. Follows ``dropDirectives``."""
    if isinstance(value, list):
        return [_clean(item) for item in value if not (isinstance(item, dict) and item.get(PATCH) == "delete")]
    if not isinstance(value, dict):
        return value
    return {key: _clean(each) for key, each in without_nulls(value).items() if not key.startswith("$")}


def show(value: Any) -> str:
    """A tree as Go's ``%v`` prints it: ``map[a:1 b:[x y]]``."""
    match value:
        case None:
            return "<nil>"
        case bool():
            return str(value).lower()
        case dict():
            return f"map[{' '.join(f'{key}:{show(value[key])}' for key in sorted(value))}]"
        case list():
            return f"[{' '.join(map(show, value))}]"
        case _:
            return str(value)
