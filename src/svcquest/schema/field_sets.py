"""Trees as sets of fields that can be owned one by one.

Follows ``sigs.k8s.io/structured-merge-diff/typed``. A field set is a set of paths; a step of a path is a field name,
the keys of a list item, or the value of a set's item.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.schema.fields import Struct, struct
from svcquest.schema.merge.strategies import ATOMIC_STRUCTS, PLAIN, Strategy, inside, strategy_of

Step = str
"""``f:NAME``, ``k:{"port":80,"protocol":"TCP"}`` or ``v:VALUE``, as ``fieldsV1`` writes them."""

FieldPath = tuple[Step, ...]
FieldSet = frozenset[FieldPath]

_KEY_DEFAULTS = {"protocol": "TCP"}
"""Keys of list items that the server fills in before it tells items apart."""


def show_path(path: FieldPath) -> str:
    """A path as conflicts name it: ``.spec.ports[port=80,protocol="TCP"].targetPort``."""
    text = ""
    for step in path:
        kind, _, value = step.partition(":")
        if kind == "f":
            text += f".{value}"
        elif kind == "k":
            keys = json.loads(value)
            text += f"[{','.join(f'{key}={json.dumps(keys[key])}' for key in sorted(keys))}]"
        else:
            text += f"[={value}]"
    return text


def read(fields: Tree, above: FieldPath = ()) -> Iterator[FieldPath]:
    """The paths that ``fieldsV1`` of an entry of ``managedFields`` names."""
    for step, inner in fields.items():
        if step == ".":
            yield above
        elif inner:
            yield from read(inner, (*above, step))
        else:
            yield (*above, step)


def written(fields: FieldSet) -> Tree:
    """A field set as ``fieldsV1``."""
    root: Tree = {}
    for path in sorted(fields):
        here = root
        for step in path:
            here = here.setdefault(step, {})
    for path in fields:
        here = root
        for step in path:
            here = here[step]
        if here:
            here["."] = {}
    return root


def present(value: Any, owner: Struct | None, how: Strategy = PLAIN, at: FieldPath = ()) -> FieldSet:
    """Every field in a value, and what holds it: a map that is there can be owned itself, whatever is in it."""
    found: list[FieldPath] = []
    left: list[tuple[FieldPath, Any, Struct | None, Strategy]] = [(at, value, owner, how)]
    for above, whole, its_owner, its_strategy in left:
        for step, part, inner, strategy in _parts(whole, its_owner, its_strategy):
            path = (*above, step)
            found.append(path)
            if isinstance(part, dict | list):
                left.append((path, part, inner, strategy))
    return frozenset(found)


def items_lost(kind: Kind, text: Tree, merged: Tree) -> tuple[FieldPath, ...]:
    """List items of a text that are not in what a strategic merge has made of it, in order.

    That merge finds a Service's ports by number, so that ``53/UDP`` and ``53/TCP`` fall into one.
    """
    owner = struct(kind.kind)
    missing = present(text, owner) - present(merged, owner)
    return tuple(sorted(path for path in missing if path[-1].startswith("k:") and path[:-1] not in missing))


def paths(value: Any, owner: Struct | None, how: Strategy = PLAIN, at: FieldPath = ()) -> Iterator[FieldPath]:
    """Every field of a value that can be owned on its own."""
    parts = _parts(value, owner, how)
    if not parts:
        yield at
        return
    for step, part, inner, strategy in parts:
        if step.startswith("k:"):
            yield (*at, step)
        yield from paths(part, inner, strategy, (*at, step))


def _parts(value: Any, owner: Struct | None, how: Strategy) -> list[tuple[Step, Any, Struct | None, Strategy]]:
    """The parts of a value that have owners of their own; none for plain and atomic values."""
    if isinstance(value, dict):
        if how.atomic or (owner is not None and owner.name in ATOMIC_STRUCTS):
            return []
        return [(f"f:{name}", part, inside(owner, name), strategy_of(owner, name)) for name, part in value.items()]
    if isinstance(value, list) and how.keys and all(isinstance(item, dict) for item in value):
        return [(_item_step(item, how.keys), item, owner, PLAIN) for item in value]
    if isinstance(value, list) and how.is_set:
        return [(f"v:{json.dumps(item)}", item, None, PLAIN) for item in value]
    return []


def _item_step(item: Tree, keys: tuple[str, ...]) -> Step:
    values = {key: item.get(key, _KEY_DEFAULTS.get(key)) for key in sorted(keys)}
    return "k:" + json.dumps(values, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Difference:
    """What a write does to an object's fields.

    Attributes:
        changed: fields that can be owned on their own and that are added, modified or removed.
        made: fields that were not there, with all that is in them.
        gone: fields that are there no more, with all that was in them.
    """

    changed: FieldSet
    made: FieldSet
    gone: FieldSet


def difference(old: Tree, new: Tree, owner: Struct | None) -> Difference:
    """What is different from one object to the other."""
    changed: set[FieldPath] = set()
    made: set[FieldPath] = set()
    gone: set[FieldPath] = set()
    left: list[tuple[FieldPath, Any, Any, Struct | None, Strategy]] = [((), old, new, owner, PLAIN)]
    for at, one, other, its_owner, how in left:
        if one is other or one == other:  # quick, and most of an object is equal
            continue
        before = {part[0]: part for part in _parts(one, its_owner, how)}
        after = {part[0]: part for part in _parts(other, its_owner, how)}
        if not before or not after:
            changed.update(paths(one, its_owner, how, at))
            changed.update(paths(other, its_owner, how, at))
        for step, (_, part, inner, strategy) in before.items():
            if step in after:
                left.append(((*at, step), part, after[step][1], inner, strategy))
        for parts, missing_in, found in ((before, after, gone), (after, before, made)):
            for step, (_, part, inner, strategy) in parts.items():
                if step not in missing_in:
                    path = (*at, step)
                    found.update((path, *present(part, inner, strategy, path)))
                    changed.update(paths(part, inner, strategy, path))
                    if step.startswith("k:"):
                        changed.add(path)
    return Difference(frozenset(changed - {()}), frozenset(made), frozenset(gone))


def merge(old: Any, new: Any, owner: Struct | None, how: Strategy = PLAIN) -> Any:
    """The old value with what the new one says: maps and lists with keys field by field, all else as a whole."""
    if isinstance(old, dict) and isinstance(new, dict) and (_parts(new, owner, how) or not new):
        merged = dict(old)
        for name, value in new.items():
            merged[name] = (
                merge(old[name], value, inside(owner, name), strategy_of(owner, name)) if name in old else value
            )
        return merged
    if not isinstance(old, list) or not isinstance(new, list) or not (how.keys or how.is_set):
        return new
    theirs = {step: item for step, item, *_ in _parts(old, owner, how)}
    for step, item, *_ in _parts(new, owner, how):
        theirs[step] = merge(theirs[step], item, owner) if step in theirs else item
    return list(theirs.values())


def pruned(
    value: Any, owner: Struct | None, gone: FieldSet, held: FieldSet, how: Strategy = PLAIN, at: FieldPath = ()
) -> Any:
    """A tree without fields that nobody owns any more, and without what becomes empty by that.

    Args:
        gone: fields that their last owner gave up.
        held: fields that somebody owns; what holds them stays, and an item that stays keeps its keys. What a map
            holds besides, owned by nobody, stays too; what a list item holds goes with it.
    """
    kept: dict[Step, Any] = {}
    for step, part, inner, strategy in _parts(value, owner, how):
        path = (*at, step)
        whole = step.startswith("k:") or not _parts(part, inner, strategy)
        if path in gone and whole and not _reaches(held, path):
            continue
        left = pruned(part, inner, gone, held, strategy, path) if _reaches(gone, path) else part
        if how.keys:
            left = {**{key: part[key] for key in how.keys if key in part}, **left}
        if left or left is part or not isinstance(left, dict | list):
            kept[step] = left
    if not kept and not _parts(value, owner, how):
        return value
    return list(kept.values()) if isinstance(value, list) else {step[2:]: part for step, part in kept.items()}


def _reaches(fields: FieldSet, path: FieldPath) -> bool:
    """Whether any of the fields is at a path or below it."""
    return any(each[: len(path)] == path for each in fields)
