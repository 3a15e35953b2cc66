"""Server-side apply: who owns which field, what an apply changes, and where it conflicts with other owners.

Follows ``sigs.k8s.io/structured-merge-diff/merge/update.go`` and ``k8s.io/apimachinery/pkg/util/managedfields``. A
field set is a set of paths; a step of a path is a field name, the keys of a list item, or the value of a set's item.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from svcquest.model.frozen import dataclass, replace
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree, with_value
from svcquest.schema.fields import Struct, struct
from svcquest.schema.merge.shapes import same
from svcquest.schema.merge.strategies import ATOMIC_STRUCTS, Strategy, inside, strategy_of

Step = str
"""``f:NAME``, ``k:{"port":80,"protocol":"TCP"}`` or ``v:VALUE``, as ``fieldsV1`` writes them."""

FieldPath = tuple[Step, ...]
FieldSet = frozenset[FieldPath]

Operation = Literal["Apply", "Update"]

LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
"""Annotation in which client-side apply keeps what it was given."""

_NOBODYS: FieldSet = frozenset(
    {
        ("f:apiVersion",),
        ("f:kind",),
        ("f:metadata",),
        *(
            ("f:metadata", f"f:{name}")
            for name in (
                "name",
                "namespace",
                "creationTimestamp",
                "selfLink",
                "uid",
                "generation",
                "managedFields",
                "resourceVersion",
            )
        ),
    }
)
"""What is never owned (stripMeta)."""

_EVER = frozenset({"f:metadata", "f:spec", "f:template", "f:strategy", "f:updateStrategy", "f:containers"})
"""Fields that are there in an object of which nothing has been said yet."""

_FILLED_IN = frozenset({"f:clusterIPs", "f:ipFamilies", "f:ipFamilyPolicy", "f:deployment.kubernetes.io/revision"})
"""What is allotted or computed, not written by whoever creates the object."""

_KEY_DEFAULTS = {"protocol": "TCP"}
"""Keys of list items that the server fills in before it tells items apart."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A manager and what it owns through one kind of operation.

    Attributes:
        time: of its last change, as a time stamp.
    """

    manager: str
    operation: Operation
    api_version: str
    fields: FieldSet
    time: str = ""

    def __str__(self) -> str:
        shown = json.dumps(self.manager, ensure_ascii=False)
        return shown if self.operation == "Apply" else f"{shown} using {self.api_version}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody else owns and that the apply would change."""

    owner: Owner
    path: FieldPath


@dataclass(frozen=True, slots=True)
class Applied:
    """What an apply comes to: the object with its new owners; with conflicts, unless it is forced."""

    tree: Tree
    conflicts: tuple[Conflict, ...] = ()


def apply(kind: Kind, live: Tree, config: Tree, manager: str, *, now: str, force: bool = False) -> Applied:
    """Merge a configuration into a live object and keep account of owners.

    Args:
        live: as stored, owners in ``metadata.managedFields``.
        config: what the manager wants to own.
        now: the time stamp that its entry gets.
        force: take over what others own.
    """
    owner = struct(kind.kind)
    owners = owners_of(live)
    mine = next((each for each in owners if (each.manager, each.operation) == (manager, "Apply")), None)
    others = [each for each in owners if each is not mine]
    wanted = frozenset(_paths(config, owner)) - _NOBODYS
    merged = _merge(live, config, owner)
    held = wanted.union(*(each.fields for each in others))
    given_up = (mine.fields if mine else frozenset()) - held
    if given_up:
        merged = _pruned(merged, owner, given_up, held)
    changed = _changed(live, merged, owner)
    conflicts = tuple(Conflict(each, path) for each in others for path in sorted(each.fields & changed))
    if conflicts and not force:
        return Applied(live, conflicts)
    left = [replace(each, fields=each.fields - changed) for each in others]
    unchanged = mine is not None and mine.fields == wanted and not changed
    entry = Owner(manager, "Apply", kind.api_version, wanted, mine.time if unchanged and mine else now)
    return Applied(with_owners(merged, [entry, *left]), conflicts)


def updated(kind: Kind, live: Tree, new: Tree, manager: str, *, now: str) -> Tree:
    """The new object with owners after an ordinary write: the writer owns what it changed, and nobody else does."""
    owner = struct(kind.kind)
    changed = _changed(live, new, owner) - _NOBODYS
    there = frozenset(_paths(new, owner))
    left = []
    mine: Owner | None = None
    for each in owners_of(live):
        if (each.manager, each.operation) == (manager, "Update"):
            mine = each
        else:
            left.append(replace(each, fields=(each.fields - changed) & there))
    fields = ((mine.fields if mine else frozenset()) | changed) & there
    entry = Owner(manager, "Update", kind.api_version, fields, now if changed or mine is None else mine.time)
    return with_owners(new, [*left, entry])


def created(kind: Kind, tree: Tree, manager: str, *, now: str) -> Tree:
    """The object with the owner that an ordinary creation gives it.

    What is there in an object without any content (``_EVER``) is not owned itself, only what has been put into it.
    What the server fills in after it has noted the owner is left out too.
    """
    fields = {path for path in everything(kind, tree) if path[0] != "f:status" and path[-1] not in _FILLED_IN}
    fields |= {path[:depth] for path in fields for depth in range(1, len(path)) if path[depth - 1] not in _EVER}
    return with_owners(tree, [Owner(manager, "Update", kind.api_version, frozenset(fields), now)])


def everything(kind: Kind, tree: Tree) -> FieldSet:
    """All fields of an object that can be owned."""
    return frozenset(_paths(tree, struct(kind.kind))) - _NOBODYS


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


# Owners in an object ------------------------------------------------------------------------------------------------


def owners_of(tree: Tree) -> list[Owner]:
    """The owners that an object names."""
    return [
        Owner(
            entry.get("manager", ""),
            entry.get("operation", "Update"),
            entry.get("apiVersion", ""),
            frozenset(_read(entry.get("fieldsV1") or {})),
            entry.get("time", ""),
        )
        for entry in (tree.get("metadata") or {}).get("managedFields") or ()
    ]


def with_owners(tree: Tree, owners: Iterable[Owner]) -> Tree:
    """An object with other owners; those who own nothing are left out."""
    entries = [
        {
            "apiVersion": owner.api_version,
            "fieldsType": "FieldsV1",
            "fieldsV1": _written(owner.fields),
            "manager": owner.manager,
            "operation": owner.operation,
            "time": owner.time,
        }
        for owner in sorted(owners, key=lambda each: (each.operation, each.time, each.manager))
        if owner.fields
    ]
    return with_value(tree, ("metadata", "managedFields"), entries or None)


def _read(fields: Tree, above: FieldPath = ()) -> Iterator[FieldPath]:
    for step, inner in fields.items():
        if step == ".":
            yield above
        elif inner:
            yield from _read(inner, (*above, step))
        else:
            yield (*above, step)


def _written(fields: FieldSet) -> Tree:
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


# Trees as fields ----------------------------------------------------------------------------------------------------


def _paths(value: Any, owner: Struct | None, how: Strategy | None = None, at: FieldPath = ()) -> Iterator[FieldPath]:
    """Every field of a value that can be owned on its own."""
    how = how or Strategy()
    parts = _parts(value, owner, how)
    if not parts:
        yield at
        return
    for step, part, inner, strategy in parts:
        if step.startswith("k:"):
            yield (*at, step)
        yield from _paths(part, inner, strategy, (*at, step))


def _parts(value: Any, owner: Struct | None, how: Strategy) -> list[tuple[Step, Any, Struct | None, Strategy]]:
    """The parts of a value that have owners of their own; none for plain and atomic values."""
    if isinstance(value, dict):
        if how.atomic or (owner is not None and owner.name in ATOMIC_STRUCTS):
            return []
        return [(f"f:{name}", part, inside(owner, name), strategy_of(owner, name)) for name, part in value.items()]
    if isinstance(value, list) and how.keys and all(isinstance(item, dict) for item in value):
        return [(_item_step(item, how.keys), item, owner, Strategy()) for item in value]
    if isinstance(value, list) and how.is_set:
        return [(f"v:{json.dumps(item)}", item, None, Strategy()) for item in value]
    return []


def _item_step(item: Tree, keys: tuple[str, ...]) -> Step:
    values = {key: item.get(key, _KEY_DEFAULTS.get(key)) for key in sorted(keys)}
    return "k:" + json.dumps(values, separators=(",", ":"))


def _changed(old: Any, new: Any, owner: Struct | None) -> FieldSet:
    """Fields that are added, modified or removed from one object to the other."""
    before, after = dict(_leaves(old, owner)), dict(_leaves(new, owner))
    return frozenset(
        path for path in before.keys() | after.keys() if not same(before.get(path, _GONE), after.get(path, _GONE))
    )


_GONE: Any = ["gone"]


def _leaves(
    value: Any, owner: Struct | None, how: Strategy | None = None, at: FieldPath = ()
) -> Iterator[tuple[FieldPath, Any]]:
    parts = _parts(value, owner, how or Strategy())
    if not parts:
        yield at, value
    for step, part, inner, strategy in parts:
        if step.startswith("k:"):
            yield (*at, step), True
        yield from _leaves(part, inner, strategy, (*at, step))


def _merge(old: Any, new: Any, owner: Struct | None, how: Strategy | None = None) -> Any:
    how = how or Strategy()
    if isinstance(old, dict) and isinstance(new, dict) and (_parts(new, owner, how) or not new):
        merged = dict(old)
        for name, value in new.items():
            merged[name] = (
                _merge(old[name], value, inside(owner, name), strategy_of(owner, name)) if name in old else value
            )
        return merged
    if not isinstance(old, list) or not isinstance(new, list) or not (how.keys or how.is_set):
        return new
    theirs = {step: item for step, item, *_ in _parts(old, owner, how)}
    for step, item, *_ in _parts(new, owner, how):
        theirs[step] = _merge(theirs[step], item, owner) if step in theirs else item
    return list(theirs.values())


def _pruned(
    value: Any, owner: Struct | None, gone: FieldSet, held: FieldSet, how: Strategy | None = None, at: FieldPath = ()
) -> Any:
    """A tree without fields that nobody owns any more, and without what becomes empty by that.

    Args:
        gone: fields that their last owner gave up.
        held: fields that somebody owns; what holds them stays, and an item that stays keeps its keys.
    """
    how = how or Strategy()
    kept: dict[Step, Any] = {}
    for step, part, inner, strategy in _parts(value, owner, how):
        path = (*at, step)
        if path in gone and not _reaches(held, path):
            continue
        left = _pruned(part, inner, gone, held, strategy, path) if _reaches(gone, path) else part
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
