"""What an answer has written: the objects that differ from the start, each as its author meant it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from svcquest.engine.state import State
from svcquest.game.owners import Owners
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import Path, Tree, dig, with_value
from svcquest.schema.last_applied import LAST_APPLIED

_MADE_BY_CONTROLLERS = {kinds.ENDPOINTS, kinds.ENDPOINTSLICE}
_SERVER_FIELDS = ("uid", "resourceVersion", "creationTimestamp", "generation", "managedFields", "ownerReferences")
_ALLOCATED = ("clusterIP", "clusterIPs", "ipFamilies", "healthCheckNodePort")
_DEFAULTS = {
    "type": "ClusterIP",
    "externalTrafficPolicy": "Cluster",
    "internalTrafficPolicy": "Cluster",
    "sessionAffinity": "None",
    "ipFamilyPolicy": "SingleStack",
}


@dataclass(frozen=True, slots=True)
class Written:
    """An object that an answer made or changed.

    Attributes:
        tree: the object without what the server filled in; it can be sent again.
        before: the same object at the start, None for one that the answer made.
    """

    kind: Kind
    namespace: str
    name: str
    tree: Tree
    before: Tree | None

    @property
    def label(self) -> str:
        """``service/shop/web``."""
        place = f"{self.namespace}/" if self.namespace else ""
        return f"{self.kind.singular}/{place}{self.name}"


def written(start: State, after: State) -> Iterator[Written]:
    """What stands in ``after`` that does not stand so at the start, in the order of kind, namespace and name."""
    owners = Owners(after)
    for resource in after.all():
        before = start.get(resource.kind, resource.namespace, resource.name)
        if resource is before or resource.kind == kinds.EVENT or _follows(resource, owners):
            continue
        tree = meant(resource)
        earlier = meant(before) if before is not None else None
        if earlier is None or dig(earlier, "spec") != dig(tree, "spec") or _rest(earlier) != _rest(tree):
            yield Written(resource.kind, resource.namespace, resource.name, tree, earlier)


def removed(start: State, after: State) -> Iterator[Resource]:
    """Objects of the start that an answer has deleted, without those that went along with their owner."""
    owners = Owners(start)
    for resource in start.all():
        gone = after.get(resource.kind, resource.namespace, resource.name) is None
        if gone and resource.kind != kinds.EVENT and not _follows(resource, owners):
            yield resource


def _follows(resource: Resource, owners: Owners) -> bool:
    """Whether a controller made it."""
    if resource.kind in _MADE_BY_CONTROLLERS:
        return resource.kind == kinds.ENDPOINTS or bool(resource.controller_uid)
    return owners.root(resource) != (resource.kind.resource, resource.namespace, resource.name)


def meant(resource: Resource) -> Tree:
    """An object without status and without what the server gave it."""
    tree = {name: value for name, value in resource.tree.items() if name != "status"}
    tree["metadata"] = {
        name: value for name, value in tree["metadata"].items() if name not in _SERVER_FIELDS and name != "annotations"
    }
    return _without_allocated(resource, tree) if resource.kind == kinds.SERVICE else tree


def _without_allocated(resource: Resource, tree: Tree) -> Tree:
    """A Service without the addresses, node ports and defaults that its author left to the server."""
    asked = _asked_for(resource)
    left = {name for name, value in _DEFAULTS.items() if tree["spec"].get(name) == value}
    if tree["spec"].get("clusterIP") != "None":
        left.update(_ALLOCATED)
    for name in sorted(left):
        if dig(asked, "spec", name) is None:
            tree = with_value(tree, ("spec", name), None)
    ports = []
    for index, port in enumerate(tree["spec"].get("ports") or ()):
        given = dig(asked, "spec", "ports", index, "nodePort")
        ports.append(port if given else {key: value for key, value in port.items() if key != "nodePort"})
    return with_value(tree, ("spec", "ports"), ports or None)


def _asked_for(resource: Resource) -> Tree:
    try:
        found = json.loads(resource.annotations.get(LAST_APPLIED, "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _rest(tree: Tree) -> Tree:
    metadata = tree["metadata"]
    return {**{name: value for name, value in tree.items() if name != "metadata"}, "labels": metadata.get("labels")}


def leaves(tree: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value in a tree that holds no others, with its path."""
    if isinstance(tree, dict) and tree:
        for name, value in tree.items():
            yield from leaves(value, (*path, name))
    elif isinstance(tree, list) and tree:
        for index, value in enumerate(tree):
            yield from leaves(value, (*path, index))
    else:
        yield path, tree
