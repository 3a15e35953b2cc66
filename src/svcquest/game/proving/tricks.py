"""Answers that make the probes green without solving anything; every level must refuse them.

Addresses of pods written down by hand hold until the pods move; a selector that takes everybody has the right pods
in it, too; deleting or changing whoever is in the way is not what was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.engine.cluster import Accepted
from svcquest.engine.controllers.endpointslices import SERVICE_NAME
from svcquest.engine.state import State
from svcquest.game.proving.changing import drop
from svcquest.game.proving.mutants import Mutant, written_instead
from svcquest.game.proving.written import Written, written
from svcquest.game.stage import fork
from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, with_value

_WORKLOADS: tuple[Kind, ...] = (kinds.DEPLOYMENT, kinds.STATEFULSET, kinds.DAEMONSET)


def tricks_of(start: State, solved: State) -> Iterator[Mutant]:
    """The right answer, reached or spoilt by a trick."""
    for made in written(start, solved):
        if made.kind == kinds.SERVICE:
            yield from _addresses_by_hand(solved, made)
            yield from _everybody(solved, made)
    for resource in _bystanders(start, solved):
        label = f"{resource.kind.singular}/{resource.namespace}/{resource.name}"
        cluster = fork(solved)
        if isinstance(cluster.delete(resource.kind, resource.namespace, resource.name), Accepted):
            yield Mutant(f"{label}: deleted", cluster.state, resource.tree, None)
        cluster = fork(solved)
        marked = with_value(resource.tree, ("metadata", "labels", "trick"), "yes")
        if isinstance(cluster.update(resource.kind, resource.namespace, resource.name, marked), Accepted):
            yield Mutant(f"{label}: labelled", cluster.state, resource.tree, marked)


def _bystanders(start: State, solved: State) -> Iterator[Resource]:
    """Workloads that the answer leaves as they are."""
    for kind in _WORKLOADS:
        for resource in start.select(kind):
            after = solved.get(kind, resource.namespace, resource.name)
            if after is not None and after.spec == resource.spec and resource.namespace != "kube-system":
                yield after


def _addresses_by_hand(solved: State, made: Written) -> Iterator[Mutant]:
    """The Service without a selector, and slices with the addresses that its pods have now."""
    service = solved.get(made.kind, made.namespace, made.name)
    if service is None or not service.view.selector:
        return
    cluster = fork(solved)
    bare = with_value(drop(service.tree, ("spec", "selector")), ("metadata", "managedFields"), None)
    if not isinstance(cluster.update(made.kind, made.namespace, made.name, bare), Accepted):
        return
    copied = 0
    for number, each in enumerate(solved.select(kinds.ENDPOINTSLICE, made.namespace)):
        if each.labels.get(SERVICE_NAME) != made.name or not each.tree.get("endpoints"):
            continue
        cluster.delete(each.kind, each.namespace, each.name)
        answer = cluster.create(kinds.ENDPOINTSLICE, _copied(made, each, number), namespace=made.namespace)
        copied += isinstance(answer, Accepted)
    if copied:
        yield Mutant(f"{made.label}: addresses of pods written down by hand", cluster.state, made.tree, bare)


def _everybody(solved: State, made: Written) -> Iterator[Mutant]:
    """The Service with a selector of labels that all pods of the namespace carry; none where there is no such label."""
    pods = [each.view for each in solved.select(kinds.POD, made.namespace)]
    shared = dict(set.intersection(*({*pod.labels.items()} for pod in pods))) if pods else {}
    chosen = made.tree["spec"].get("selector")
    if not chosen or not shared or shared == chosen:
        return
    wide = with_value(made.tree, ("spec", "selector"), dict(sorted(shared.items())))
    state = written_instead(solved, made, wide)
    if state is not None:
        yield Mutant(f"{made.label}: selects everybody", state, made.tree, wide)


def _copied(made: Written, resource: Resource, number: int) -> Tree:
    """A slice as somebody would write it who has looked at the controller's own."""
    endpoints = [
        {"addresses": each["addresses"], "conditions": {"ready": True}} for each in resource.tree.get("endpoints") or ()
    ]
    return {
        "metadata": {
            "name": f"{made.name}-by-hand-{number}",
            "namespace": made.namespace,
            "labels": {SERVICE_NAME: made.name},
        },
        "addressType": resource.tree["addressType"],
        "endpoints": endpoints,
        "ports": resource.tree.get("ports") or [],
    }
