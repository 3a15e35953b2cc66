"""Which pod a command means that takes ``POD`` or ``TYPE/NAME``.

Follows ``k8s.io/kubectl/pkg/polymorphichelpers/attachablepodforobject.go`` and ``helpers.go`` (GetFirstPod).
"""

from __future__ import annotations

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.selectors import Selector, from_label_selector, from_map
from svcquest.terminal.kubectl.client import Client
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.resource_types import type_of

_MATCH_LABELS = frozenset({kinds.DEPLOYMENT, kinds.REPLICASET, kinds.STATEFULSET, kinds.DAEMONSET})


def pod_meant(client: Client, word: str) -> Resource:
    """The pod of that name, or the first one behind ``deploy/web`` or ``svc/web``.

    Raises:
        CommandError: there is no such object, or no pod behind it.
    """
    type_word, slash, name = word.partition("/")
    if not slash:
        return client.must_get(kinds.POD, client.namespace, word)
    kind = type_of(type_word)
    found = client.must_get(kind, client.scope(kind), name)
    if kind == kinds.POD:
        return found
    selector = pod_selector(found)
    if selector is None:
        raise CommandError(f"cannot attach to *v1.{kind}: selector for *v1.{kind} not implemented")
    pods = [pod for pod in client.cluster.select(kinds.POD, found.namespace, selector) if not pod.terminating]
    if not pods:
        raise CommandError("timed out waiting for the condition")
    return min(pods, key=lambda pod: (not pod.view.ready, not pod.view.alive))


def pod_selector(resource: Resource) -> Selector | None:
    """By which labels an object finds its pods; None for kinds that have none."""
    if resource.kind in _MATCH_LABELS:
        return from_label_selector(resource.spec.get("selector"))
    if resource.kind == kinds.REPLICATIONCONTROLLER:
        return from_map(resource.spec.get("selector") or {})
    if resource.kind != kinds.SERVICE:
        return None
    selector = resource.spec.get("selector")
    if not selector:
        raise CommandError(
            f"cannot attach to *v1.Service: invalid service '{resource.name}': Service is defined without a selector"
        )
    return from_map(selector)
