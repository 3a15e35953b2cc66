"""What the player may not touch: everything that the level does not open, compared with the start.

What controllers make and change by themselves is left out: status, endpoints that follow a selector, bookkeeping.
A pod of an open workload is open too.
"""

from __future__ import annotations

from collections.abc import Callable

from svcquest.engine.controllers.backends import TRIGGER_TIME
from svcquest.engine.controllers.deployment_family import REVISION
from svcquest.engine.controllers.endpointslices import is_kept_by_controller
from svcquest.engine.state import State
from svcquest.game.owners import Owners, Root
from svcquest.game.verdict import ProbeResult, Row
from svcquest.levels.level import PROTECTED
from svcquest.model import kinds
from svcquest.model.net import Diagnosis
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig
from svcquest.schema.last_applied import LAST_APPLIED
from svcquest.terminal.kubectl.resource_types import find_type

_UNCOUNTED = {kinds.EVENT.resource}
_BOOKKEEPING = {
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "generation",
    "managedFields",
    "ownerReferences",
    "resourceVersion",
    "uid",
}
_NOTES = {
    LAST_APPLIED,
    REVISION,
    TRIGGER_TIME,
}


class Protection:
    """The protected objects of a level.

    Attributes:
        start: the state with which later ones are compared.
    """

    def __init__(self, start: State, opened: tuple[str, ...], namespace: str = "default") -> None:
        """Take note of what must stay.

        Args:
            start: the level's start.
            opened: kinds (``services``) and objects (``service/web``, ``service/shop/web``) that are free.
            namespace: of opened objects that name none.
        """
        self.start = start
        owners = self._owners = Owners(start)
        is_open = _opened(opened, namespace)
        self._kept = [
            resource
            for resource in start.all()
            if resource.kind.resource not in _UNCOUNTED
            and not _follows(resource, start)
            and not is_open(_root(resource))
            and not is_open(owners.root(resource))
        ]

    def result(self, now: State) -> ProbeResult:
        """Whether everything is as it was; a row for each object that is not, but for what follows from its owner."""
        changed = [(before, observed) for before in self._kept if (observed := self._observed(before, now))]
        told = {_root(before) for before, _ in changed}
        rows = tuple(
            Row("", _shown(before), "as it was", observed, passed=False, evidence=_trespass(before))
            for before, observed in changed
            if (root := self._owners.root(before)) == _root(before) or root not in told
        )
        return ProbeResult(PROTECTED, "Everything else stays as it was", rows)

    def _observed(self, before: Resource, now: State) -> str:
        """What has become of an object, empty where it is as it was."""
        after = now.get(before.kind, before.namespace, before.name)
        return "" if after is before else _difference(before, after)


def _opened(opened: tuple[str, ...], namespace: str) -> Callable[[Root], bool]:
    """Tells what is free, by kind or by object."""
    whole, single = set(), set()
    for text in opened:
        word, _, rest = text.partition("/")
        kind = find_type(word)
        resource = kind.resource if kind else word
        if rest:
            place, _, name = rest.rpartition("/")
            single.add((resource, (place or namespace) if kind is None or kind.namespaced else "", name))
        else:
            whole.add(resource)
    return lambda root: root[0] in whole or root in single


def _root(resource: Resource) -> Root:
    return (resource.kind.resource, resource.namespace, resource.name)


def _follows(resource: Resource, start: State) -> bool:
    """Endpoints and slices that a controller keeps in step with a Service's selector."""
    if resource.kind == kinds.ENDPOINTSLICE:
        return is_kept_by_controller(resource)
    if resource.kind == kinds.ENDPOINTS:
        service = start.get(kinds.SERVICE, resource.namespace, resource.name)
        return service is not None and bool(service.view.selector)
    return False


def _difference(before: Resource, after: Resource | None) -> str:
    if after is None:
        return "deleted"
    if after.terminating and not before.terminating:
        return "being deleted"
    old, new = _essence(before.tree), _essence(after.tree)
    for part in sorted(old.keys() | new.keys()):
        if old.get(part) != new.get(part):
            below = dig(old, part), dig(new, part)
            if isinstance(below[0], dict) and isinstance(below[1], dict):
                name = next(key for key in sorted({*below[0], *below[1]}) if below[0].get(key) != below[1].get(key))
                return f"{part}.{name} changed"
            return f"{part} changed"
    return ""


def _essence(tree: Tree) -> Tree:
    """A tree without status and what the machinery writes."""
    metadata = {name: value for name, value in tree["metadata"].items() if name not in _BOOKKEEPING and value}
    notes = {name: value for name, value in (metadata.get("annotations") or {}).items() if name not in _NOTES}
    metadata["annotations"] = notes
    return {**{name: value for name, value in tree.items() if name != "status"}, "metadata": metadata}


def _trespass(resource: Resource) -> Diagnosis:
    """What to do about an object that was not to be touched."""
    place = f" -n {resource.namespace}" if resource.namespace else ""
    look = f"kubectl get {resource.kind.singular} {resource.name}{place} -o yaml"
    return Diagnosis("protected", f"{_shown(resource)} is not part of this task; undo takes the change back", look)


def _shown(resource: Resource) -> str:
    place = f"{resource.namespace}/" if resource.namespace else ""
    return f"{resource.kind.singular} {place}{resource.name}"
