"""Which pods a probe means, and where it starts."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.engine.selection import pods_selected
from svcquest.engine.state import State
from svcquest.game.owners import Owners
from svcquest.game.stage import Cast
from svcquest.levels.probe_format import PodSet
from svcquest.model import kinds
from svcquest.model.net import Vantage, parse_vantage
from svcquest.model.objects import Pod
from svcquest.model.resource import Resource


def pods_meant(state: State, cast: Cast, wanted: PodSet, source: Vantage) -> list[Pod]:
    """Living pods of the level that a pod set describes, ready or not, by name.

    Args:
        source: who asks: where to look when the set does not say, and what is near.
    """
    return _near(state, _described(state, cast, wanted, source.namespace or "default"), wanted.near, source)


def pods_serving(state: State, cast: Cast, wanted: PodSet, source: Vantage) -> list[Pod]:
    """The same, without those that are not ready; pods that the set names count ready or not."""
    found = _described(state, cast, wanted, source.namespace or "default")
    return _near(state, [pod for pod in found if pod.ready or pod.name in wanted.names], wanted.near, source)


def _described(state: State, cast: Cast, wanted: PodSet, namespace: str) -> list[Pod]:
    place = wanted.namespace or namespace
    owners = Owners(state)
    found = pods_selected(state, place, wanted.selector) if wanted.selector else state.select(kinds.POD, place)
    return [
        resource.view
        for resource in found
        if resource.view.alive
        and not resource.view.terminating
        and owners.root(resource) in cast.workloads
        and (not wanted.names or _named(resource, wanted.names, owners))
    ]


def _near(state: State, pods: list[Pod], near: str, source: Vantage) -> list[Pod]:
    """The first circle around the source in which there are any: its node, its zone, the whole cluster."""
    if not near:
        return pods
    node = source.name if source.kind == "node" else _node_of(state, source)
    zone = _zone(state, node)
    on_node = [pod for pod in pods if node and pod.node == node]
    in_zone = [pod for pod in pods if zone and _zone(state, pod.node) == zone]
    return (on_node if near == "node" else []) or in_zone or pods


def _node_of(state: State, source: Vantage) -> str:
    pod = state.get(kinds.POD, source.namespace, source.name) if source.kind == "pod" else None
    return str(pod.view.node) if pod is not None else ""


def _zone(state: State, node: str) -> str:
    found = state.get(kinds.NODE, "", node)
    return str(found.view.zone) if found is not None else ""


def _named(resource: Resource, names: tuple[str, ...], owners: Owners) -> bool:
    return resource.name in names or owners.root(resource)[2] in names


def vantage_of(text: str, state: State) -> Vantage | None:
    """Where a probe starts; a pod's name may be that of a workload, then its first living pod is meant.

    Returns:
        None when there is no such pod or node now.
    """
    vantage = parse_vantage(text)
    if vantage is None or vantage.kind == "external":
        return vantage
    if vantage.kind == "node":
        return vantage if state.get(kinds.NODE, "", vantage.name) else None
    named = state.get(kinds.POD, vantage.namespace, vantage.name)
    if named is not None and named.view.alive:
        return vantage
    pods = pods_of_workload(state, vantage.namespace, vantage.name)
    return Vantage("pod", pods[0].namespace, pods[0].name) if pods else None


def vantages(text: str, state: State) -> list[str]:
    """The places that a source means, each as a probe would name it: for ``pods/NAMESPACE/WORKLOAD`` every living pod.

    Returns:
        None at all when there is no such pod or node now.
    """
    if not text.startswith("pods/"):
        return [text] if vantage_of(text, state) is not None else []
    _, namespace, name = text.split("/")
    return [f"pod/{namespace}/{pod.name}" for pod in pods_of_workload(state, namespace, name)]


def pods_of_workload(state: State, namespace: str, name: str) -> list[Pod]:
    """Living pods that a workload of this name has made, or the pod of this name itself."""
    owners = Owners(state)
    return [
        resource.view
        for resource in state.select(kinds.POD, namespace)
        if resource.view.alive and not resource.view.terminating and name in (resource.name, owners.root(resource)[2])
    ]


def places(sources: tuple[str, ...], state: State) -> Iterator[str]:
    """All places of a probe; a source that is not there stands for itself, so that it can be told."""
    for source in sources:
        yield from vantages(source, state) or (source,)
