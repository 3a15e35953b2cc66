"""What an object tells about a Service for it: selector, ports, protocols.

Follows ``k8s.io/kubectl/pkg/polymorphichelpers``: canbeexposed, mapbasedselectorforobject, portsforobject,
protocolsforobject.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig
from svcquest.terminal.kubectl.errors import CommandError

_EXPOSABLE = frozenset({kinds.POD, kinds.SERVICE, kinds.REPLICATIONCONTROLLER, kinds.DEPLOYMENT, kinds.REPLICASET})


def check(kind: Kind) -> None:
    """Whether objects of a kind can have a Service made for them.

    Raises:
        CommandError: they cannot.
    """
    if kind not in _EXPOSABLE:
        raise CommandError(f"cannot expose a {kind.group_kind}")


def selector(resource: Resource) -> dict[str, str]:
    """The labels by which a Service finds the pods of the object.

    Raises:
        CommandError: it has none, or expressions that a Service cannot have.
    """
    found, problem = _selector(resource)
    if problem or not found:
        raise CommandError(f"couldn't retrieve selectors via --selector flag or introspection: {problem}")
    return found


def _selector(resource: Resource) -> tuple[dict[str, str], str]:
    match resource.kind:
        case kinds.POD:
            found = dict(resource.labels)
            return found, "" if found else "the pod has no labels and cannot be exposed"
        case kinds.SERVICE:
            found = dict(resource.spec.get("selector") or {})
            return found, "" if found else "the service has no pod selector set"
        case kinds.REPLICATIONCONTROLLER:
            found = dict(resource.spec.get("selector") or {})
            return found, "" if found else "invalid replicationcontroller: no selectors, therefore cannot be exposed"
    expressions = dig(resource.tree, "spec", "selector", "matchExpressions") or []
    if expressions:
        shown = " ".join(_expression(each) for each in expressions)
        return {}, f'couldn\'t convert expressions - "[{shown}]" to map-based selector format'
    found = dict(dig(resource.tree, "spec", "selector", "matchLabels") or {})
    return found, "" if found else f"invalid {resource.kind.singular}: no selectors, therefore cannot be exposed"


def _expression(tree: Tree) -> str:
    values = " ".join(tree.get("values") or ())
    return f"{{Key:{tree.get('key', '')} Operator:{tree.get('operator', '')} Values:[{values}]}}"


def ports(resource: Resource) -> tuple[str, ...]:
    """The ports of the object, each number once, in order."""
    return tuple(dict.fromkeys(number for number, _ in _declared(resource)))


def protocols(resource: Resource) -> dict[str, tuple[str, ...]]:
    """The protocols under which the object has each port, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for number, protocol in _declared(resource):
        known = found.get(number, ())
        if protocol not in known:
            found[number] = (*known, protocol)
    return found


def _declared(resource: Resource) -> Iterator[tuple[str, str]]:
    if resource.kind == kinds.SERVICE:
        for port in resource.spec.get("ports") or ():
            yield str(port.get("port", 0)), port.get("protocol") or "TCP"
        return
    spec = resource.spec if resource.kind == kinds.POD else dig(resource.tree, "spec", "template", "spec") or {}
    for container in spec.get("containers") or ():
        for port in container.get("ports") or ():
            yield str(port.get("containerPort", 0)), port.get("protocol") or "TCP"
