"""The pod behind an argument of logs, port-forward and their like: ``web-1``, ``svc/web``, ``deploy/web``.

Follows ``kubectl/pkg/polymorphichelpers`` (attachablepodforobject.go, helpers.go).
"""

from __future__ import annotations

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.selectors import Selector, from_label_selector, from_map
from svcquest.terminal.kubectl import deletion
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.resource_types import type_of


def named(call: Call, argument: str) -> Resource:
    """The object that ``TYPE/NAME`` means, or a bare name, which is a pod's.

    Raises:
        CommandError: there is none.
    """
    word, slash, name = argument.partition("/")
    kind = type_of(word) if slash else kinds.POD
    return call.client.must_get(kind, call.client.scope(kind), name if slash else argument)


def selector_of(resource: Resource) -> Selector | None:
    """Which pods belong to an object; None when it has no selector, or is of a kind that has no pods here."""
    tree = resource.spec.get("selector") if resource.kind in _WITH_PODS else None
    if not tree:
        return None
    if resource.kind in {kinds.SERVICE, kinds.REPLICATIONCONTROLLER}:
        return from_map(tree)
    return from_label_selector(tree)


def waited_for(call: Call, resource: Resource, doing: str = "attach to") -> list[Resource]:
    """The pods that belong to an object, once there are any.

    Args:
        doing: what cannot be done with objects that have none.

    Raises:
        CommandError: none came in time, or none ever will.
    """
    cluster = call.client.cluster
    until = cluster.state.now + call.flags.seconds("pod-running-timeout")
    if not deletion.wait_until(cluster, lambda: bool(pods_of(call, resource, doing)), until - cluster.state.now):
        cluster.advance(until - cluster.state.now)
        raise CommandError("timed out waiting for the condition")
    return pods_of(call, resource, doing)


def container_names(pod: Resource) -> str:
    """All containers of a pod, for messages. Follows ``kubectl/pkg/cmd/util/podcmd``."""
    names = {
        part: [each.get("name", "") for each in pod.spec.get(part) or ()]
        for part in ("containers", "ephemeralContainers", "initContainers")
    }
    return ", ".join(
        [
            *names["containers"],
            *(f"{name} (ephem)" for name in names["ephemeralContainers"]),
            *(f"{name} (init)" for name in names["initContainers"]),
        ]
    )


def pods_of(call: Call, resource: Resource, doing: str = "attach to") -> list[Resource]:
    """The pods that belong to an object, those that run and are ready first.

    Raises:
        CommandError: objects of its kind have no pods, or this one does not say which.
    """
    if resource.kind == kinds.POD:
        return [resource]
    if resource.kind not in _WITH_PODS:
        raise CommandError(
            f"cannot {doing} *v1.{resource.kind.kind}: selector for *v1.{resource.kind.kind} not implemented"
        )
    selector = selector_of(resource)
    if selector is None:
        raise CommandError(
            f"cannot {doing} *v1.{resource.kind.kind}: invalid {resource.kind.singular} '{resource.name}': "
            f"{resource.kind.kind} is defined without a selector"
        )
    found = call.client.cluster.select(kinds.POD, resource.namespace, selector)
    return sorted(found, key=by_life)


def by_life(pod: Resource) -> tuple[bool, bool, bool]:
    """Sort key of pods: those that run and are ready come first."""
    return (not pod.view.alive, not pod.view.ready, pod.terminating)


_WITH_PODS = (
    kinds.SERVICE,
    kinds.REPLICATIONCONTROLLER,
    kinds.DEPLOYMENT,
    kinds.REPLICASET,
    kinds.STATEFULSET,
    kinds.DAEMONSET,
)
