"""Server-side apply: who owns which field, what an apply changes, and where it conflicts with other owners.

Follows ``sigs.k8s.io/structured-merge-diff/merge/update.go`` and ``k8s.io/apimachinery/pkg/util/managedfields``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Literal

from svcquest.model.frozen import dataclass, replace
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree, with_value
from svcquest.schema import field_sets
from svcquest.schema.field_sets import FieldPath, FieldSet
from svcquest.schema.fields import struct
from svcquest.schema.last_applied import LAST_APPLIED

Operation = Literal["Apply", "Update"]

CLIENT_SIDE = "kubectl-client-side-apply"
"""The manager as which ``kubectl apply`` writes."""

CONTROLLERS = "kube-controller-manager"
"""The manager as which all controllers of the control plane write."""

_REPORTERS = {
    **dict.fromkeys(("DaemonSet", "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet"), CONTROLLERS),
    **dict.fromkeys(("Node", "Pod"), "kubelet"),
}
"""Who writes the status of objects of a kind."""

_MADE_BY_CONTROLLERS = frozenset({"endpoints.kubernetes.io/managed-by", "endpointslice.kubernetes.io/managed-by"})
"""Labels of objects that a controller has made."""

_ANNOTATION: FieldPath = ("f:metadata", "f:annotations", f"f:{LAST_APPLIED}")

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

_UNSAID = _EVER | _FILLED_IN
"""Fields that are not owned by being there."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A manager and what it owns through one kind of operation.

    Attributes:
        time: of its last change, as a time stamp.
        subresource: through which part of the object it writes, such as ``scale``; empty for the object itself.
    """

    manager: str
    operation: Operation
    api_version: str
    fields: FieldSet
    time: str = ""
    subresource: str = ""

    def __str__(self) -> str:
        shown = json.dumps(self.manager, ensure_ascii=False)
        if self.subresource:
            shown += f" with subresource {json.dumps(self.subresource)}"
        return shown if self.operation == "Apply" else f"{shown} using {self.api_version}"

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What tells one owner from another: an applier stays the same when it turns to another version."""
        return (self.manager, self.operation, self.subresource, "" if self.operation == "Apply" else self.api_version)


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
    wanted = frozenset(field_sets.paths(config, owner)) - _NOBODYS
    merged = field_sets.merge(live, config, owner)
    held = wanted.union(*(each.fields for each in others))
    given_up = (mine.fields if mine else frozenset()) - held
    if given_up:
        merged = field_sets.pruned(merged, owner, given_up, held)
    changed = field_sets.difference(live, merged, owner).changed
    conflicts = tuple(Conflict(each, path) for each in others for path in sorted(each.fields & changed))
    if conflicts and not force:
        return Applied(live, conflicts)
    left = [replace(each, fields=each.fields - changed) for each in others]
    unchanged = mine is not None and mine.fields == wanted and not changed
    entry = Owner(manager, "Apply", kind.api_version, wanted, mine.time if unchanged and mine else now)
    return Applied(with_owners(merged, [entry, *left]), conflicts)


def updated(kind: Kind, live: Tree, new: Tree, manager: str, *, now: str, subresource: str = "") -> Tree:
    """The new object with owners after an ordinary write: the writer owns what it changed, and nobody else does.

    Args:
        live: as stored, with its owners.
        subresource: through which the manager writes.
    """
    owner = struct(kind.kind)
    found = field_sets.difference(live, new, owner)
    changed = found.changed - _NOBODYS
    made = frozenset(path for path in found.made - _NOBODYS if path[-1] not in _EVER)
    mine = Owner(manager, "Update", kind.api_version, frozenset(), now, subresource)
    left = []
    for each in owners_of(live):
        if each.identity == mine.identity:
            mine = replace(mine, fields=each.fields, time=now if changed else each.time)
        else:
            left.append(replace(each, fields=each.fields - changed - found.gone))
    return with_owners(new, [*left, replace(mine, fields=(mine.fields | changed | made) - found.gone)])


def created(kind: Kind, tree: Tree, manager: str, *, now: str) -> Tree:
    """The object with the owner that an ordinary creation gives it.

    What is there in an object without any content (``_EVER``) is not owned itself, only what has been put into it.
    What the server fills in after it has noted the owner is left out too.
    """
    written = {name: value for name, value in tree.items() if name != "status"}
    there = field_sets.present(written, struct(kind.kind)) - _NOBODYS
    fields = frozenset(path for path in there if path[-1] not in _UNSAID)
    return with_owners(tree, [Owner(manager, "Update", kind.api_version, fields, now)])


def with_presumed_owner(kind: Kind, tree: Tree) -> Tree:
    """The object with owners of its fields: where none are noted, with whoever must have created it."""
    metadata = tree.get("metadata") or {}
    if "managedFields" in metadata:
        return tree
    manager = CLIENT_SIDE if LAST_APPLIED in (metadata.get("annotations") or {}) else "kubectl-create"
    if metadata.get("ownerReferences") or _MADE_BY_CONTROLLERS.intersection(metadata.get("labels") or ()):
        manager = CONTROLLERS
    return created(kind, tree, manager, now=metadata.get("creationTimestamp", ""))


def with_reporter(kind: Kind, tree: Tree) -> Tree:
    """The object with an owner of its status.

    Statuses are written too often to keep account of, and by nobody else: who owns them, and since when, is seen when
    somebody asks.
    """
    manager, status = _REPORTERS.get(kind.kind), tree.get("status")
    owners = owners_of(tree)
    if manager is None or not status or any(each.subresource == "status" for each in owners):
        return tree
    fields = field_sets.present({"status": status}, struct(kind.kind))
    times = [
        str(each.get(field) or "")
        for each in status.get("conditions") or ()
        for field in ("lastUpdateTime", "lastTransitionTime")
    ]
    time = max(times, default="") or str((tree.get("metadata") or {}).get("creationTimestamp", ""))
    told = frozenset(path for path in fields if path != ("f:status",))
    return with_owners(tree, [*owners, Owner(manager, "Update", kind.api_version, told, time, "status")])


def handed_over(tree: Tree, manager: str) -> Tree:
    """The object with all that client-side apply owns given to an applier.

    Follows ``k8s.io/client-go/util/csaupgrade``: who writes the annotation of what was last applied, is that.
    """
    owners = owners_of(tree)
    old = [each for each in owners if each.operation == "Update" and _ANNOTATION in each.fields]
    mine = next((each for each in owners if (each.manager, each.operation) == (manager, "Apply")), None)
    if not old or mine is None:
        return tree
    fields = mine.fields.union(*(each.fields for each in old)) - {_ANNOTATION}
    kept = [each for each in owners if each is not mine and each not in old]
    return with_owners(tree, [*kept, replace(mine, fields=fields)])


def everything(kind: Kind, tree: Tree) -> FieldSet:
    """All fields of an object that can be owned."""
    return frozenset(field_sets.paths(tree, struct(kind.kind))) - _NOBODYS


# Owners in an object ------------------------------------------------------------------------------------------------


def owners_of(tree: Tree) -> list[Owner]:
    """The owners that an object names."""
    return [
        Owner(
            entry.get("manager", ""),
            entry.get("operation", "Update"),
            entry.get("apiVersion", ""),
            frozenset(field_sets.read(entry.get("fieldsV1") or {})),
            entry.get("time", ""),
            entry.get("subresource", ""),
        )
        for entry in (tree.get("metadata") or {}).get("managedFields") or ()
    ]


def with_owners(tree: Tree, owners: Iterable[Owner]) -> Tree:
    """An object with other owners; those who own nothing are left out."""
    entries = [
        {
            "apiVersion": owner.api_version,
            "fieldsType": "FieldsV1",
            "fieldsV1": field_sets.written(owner.fields),
            "manager": owner.manager,
            "operation": owner.operation,
            **({"subresource": owner.subresource} if owner.subresource else {}),
            "time": owner.time,
        }
        for owner in sorted(owners, key=lambda each: (each.operation, each.time, each.manager))
        if owner.fields
    ]
    return with_value(tree, ("metadata", "managedFields"), entries or None)
