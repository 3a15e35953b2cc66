"""A stored object: its JSON tree, its identity, and the narrow view that the engine computes with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree

ObjectKey = tuple[str, str]
"""Namespace (empty for cluster-scoped kinds) and name."""

_EMPTY: dict[str, Any] = {}


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Resource:
    """An object as the API server holds it.

    Compared by identity: a change always makes a new one, so that what is computed from one may be kept beside it
    (weakly) and never grows stale.

    Attributes:
        kind: what it is.
        namespace: empty for cluster-scoped kinds.
        name: unique for its kind in its namespace.
        tree: the whole object; never changed in place.
        view: the typed object of ``model.objects`` for kinds that have one, else None.
    """

    kind: Kind
    namespace: str
    name: str
    tree: Tree
    view: Any = None

    @property
    def key(self) -> ObjectKey:
        """Namespace and name."""
        return (self.namespace, self.name)

    @property
    def metadata(self) -> Mapping[str, Any]:
        """``metadata`` of the object."""
        found: Mapping[str, Any] = self.tree.get("metadata") or _EMPTY
        return found

    @property
    def spec(self) -> Mapping[str, Any]:
        """``spec`` of the object, empty where the kind has none."""
        found: Mapping[str, Any] = self.tree.get("spec") or _EMPTY
        return found

    @property
    def status(self) -> Mapping[str, Any]:
        """``status`` of the object, empty where there is none."""
        found: Mapping[str, Any] = self.tree.get("status") or _EMPTY
        return found

    @property
    def labels(self) -> Mapping[str, str]:
        """``metadata.labels``."""
        found: Mapping[str, str] = self.metadata.get("labels") or _EMPTY
        return found

    @property
    def annotations(self) -> Mapping[str, str]:
        """``metadata.annotations``."""
        found: Mapping[str, str] = self.metadata.get("annotations") or _EMPTY
        return found

    @property
    def uid(self) -> str:
        """``metadata.uid``."""
        found: str = self.metadata.get("uid", "")
        return found

    @property
    def resource_version(self) -> str:
        """``metadata.resourceVersion``."""
        found: str = self.metadata.get("resourceVersion", "")
        return found

    @property
    def terminating(self) -> bool:
        """Whether deletion has begun (``metadata.deletionTimestamp`` is set)."""
        return bool(self.metadata.get("deletionTimestamp"))

    @property
    def controller(self) -> Mapping[str, Any]:
        """The owner reference of what controls it, empty when it stands alone."""
        for owner in self.metadata.get("ownerReferences") or ():
            if owner.get("controller"):
                found: Mapping[str, Any] = owner
                return found
        return _EMPTY

    @property
    def controller_uid(self) -> str:
        """The uid of what controls it, empty when it stands alone."""
        found: str = self.controller.get("uid", "")
        return found
