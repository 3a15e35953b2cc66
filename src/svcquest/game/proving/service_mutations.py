"""Wrong Services out of a right one: each is right but for one thing that people really get wrong."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.engine.controllers.rollouts import HASH
from svcquest.engine.state import State
from svcquest.game.proving.changing import drop, put
from svcquest.game.proving.written import Written
from svcquest.model import kinds
from svcquest.model.objects import Pod
from svcquest.model.tree import Tree

Mutation = tuple[str, Tree]
"""What was done, such as ``spec.selector.app dropped``, and what came of it."""

_DEFAULTS: dict[str, object] = {
    "sessionAffinity": "None",
    "externalTrafficPolicy": "Cluster",
    "internalTrafficPolicy": "Cluster",
    "publishNotReadyAddresses": False,
    "allocateLoadBalancerNodePorts": True,
    "ipFamilyPolicy": "SingleStack",
}
"""Fields that an author sets to get something else than this; going back to it must be noticed."""

_LISTS = ("externalIPs", "loadBalancerSourceRanges")
_WEAKER_TYPES = {
    "NodePort": ("ClusterIP",),
    "LoadBalancer": ("ClusterIP",),
    "ClusterIP": ("ExternalName",),
    "ExternalName": (),
}


def service_mutations(made: Written, state: State, *, names_matter: bool) -> Iterator[Mutation]:
    """Every mutation of a Service.

    Args:
        state: with the right answer in it; says which pods and containers there are.
        names_matter: some probe looks port names up.
    """
    tree = made.tree
    pods = [each.view for each in state.select(kinds.POD, made.namespace)]
    yield from _selectors(tree, pods)
    chosen = _chosen(tree, pods)
    for index in range(len(tree["spec"].get("ports") or ())):
        yield from _ports(tree, index, chosen, names_matter=names_matter)
    yield from _types(tree)
    yield from _aliases(tree)
    yield from _policies(tree)
    yield from _external(tree)


def _chosen(tree: Tree, pods: list[Pod]) -> list[Pod]:
    wanted = tree["spec"].get("selector") or {}
    return [pod for pod in pods if wanted and wanted.items() <= pod.labels.items()]


def _selectors(tree: Tree, pods: list[Pod]) -> Iterator[Mutation]:
    selector: dict[str, str] = tree["spec"].get("selector") or {}
    for key, value in selector.items():
        path = ("spec", "selector", key)
        yield f"spec.selector.{key} dropped", drop(tree, path)
        yield f"spec.selector.{key} changed to {value}x", put(tree, path, f"{value}x")
        others = sorted({pod.labels[key] for pod in pods if key in pod.labels} - {value})
        for other in others[:3]:
            yield f"spec.selector.{key} changed to {other}", put(tree, path, other)
    chosen = _chosen(tree, pods)
    for key in sorted({key for pod in chosen for key in pod.labels} - selector.keys()):
        for value in sorted({pod.labels[key] for pod in chosen if key in pod.labels})[:2]:
            if key == HASH or any(pod.labels.get(key) != value for pod in chosen):
                yield f"spec.selector.{key} added as {value}", put(tree, ("spec", "selector", key), value)


def _ports(tree: Tree, index: int, chosen: list[Pod], *, names_matter: bool) -> Iterator[Mutation]:
    port = tree["spec"]["ports"][index]
    base, shown = ("spec", "ports", index), f"spec.ports[{index}]"
    if len(tree["spec"]["ports"]) > 1:
        yield f"{shown} dropped", drop(tree, base)
    target = port.get("targetPort", port["port"])
    yield f"{shown}.port changed to {port['port'] + 1}", put(tree, (*base, "port"), port["port"] + 1)
    if isinstance(target, int) and target != port["port"]:
        yield f"{shown}.port changed to {target}", put(tree, (*base, "port"), target)
        yield f"{shown}.targetPort changed to {port['port']}", put(tree, (*base, "targetPort"), port["port"])
    yield from _targets(tree, index, target, chosen)
    protocol = "UDP" if port.get("protocol", "TCP") == "TCP" else "TCP"
    yield f"{shown}.protocol changed to {protocol}", put(tree, (*base, "protocol"), protocol)
    if port.get("nodePort"):
        yield (
            f"{shown}.nodePort changed to {port['nodePort'] + 1}",
            put(tree, (*base, "nodePort"), port["nodePort"] + 1),
        )
        yield f"{shown}.nodePort dropped", drop(tree, (*base, "nodePort"))
    if port.get("name") and names_matter:
        yield f"{shown}.name changed to {port['name']}x", put(tree, (*base, "name"), f"{port['name']}x")


def _targets(tree: Tree, index: int, target: int | str, chosen: list[Pod]) -> Iterator[Mutation]:
    path, shown = ("spec", "ports", index, "targetPort"), f"spec.ports[{index}].targetPort"
    if tree["spec"].get("type") == "ExternalName" or not tree["spec"].get("selector"):
        return
    listened = sorted({each.port for pod in chosen for each in pod.ports})
    if isinstance(target, int):
        others = [number for number in listened if number != target]
        for number in [target + 1, *others[:3]]:
            yield f"{shown} changed to {number}", put(tree, path, number)
        return
    yield f"{shown} changed to {target}x", put(tree, path, f"{target}x")
    meanings = {each.port for pod in chosen for each in pod.ports if each.name == target}
    for number in sorted(meanings) if len(meanings) > 1 else ():
        yield f"{shown} changed to {number}", put(tree, path, number)
    for number in sorted(set(listened) - meanings)[:3]:
        yield f"{shown} changed to {number}", put(tree, path, number)


def _types(tree: Tree) -> Iterator[Mutation]:
    spec = tree["spec"]
    kind = spec.get("type", "ClusterIP")
    if spec.get("clusterIP") == "None":
        yield "spec.clusterIP dropped", drop(drop(tree, ("spec", "clusterIP")), ("spec", "clusterIPs"))
    elif kind == "ClusterIP":
        yield "spec.clusterIP changed to None", put(drop(tree, ("spec", "clusterIPs")), ("spec", "clusterIP"), "None")
    for other in _WEAKER_TYPES[kind]:
        yield f"spec.type changed to {other}", _as_type(tree, other)


def _as_type(tree: Tree, other: str) -> Tree:
    found: Tree = put(tree, ("spec", "type"), other)
    for name in ("externalTrafficPolicy", "healthCheckNodePort", "allocateLoadBalancerNodePorts", "loadBalancerClass"):
        found = drop(found, ("spec", name))
    found = drop(found, ("spec", "loadBalancerSourceRanges"))
    for index in range(len(tree["spec"].get("ports") or ())):
        found = drop(found, ("spec", "ports", index, "nodePort"))
    if other == "ExternalName":
        found = put(found, ("spec", "externalName"), "example.com")
        for name in ("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"):
            found = drop(found, ("spec", name))
    return found


def _aliases(tree: Tree) -> Iterator[Mutation]:
    name = tree["spec"].get("externalName") if tree["spec"].get("type") == "ExternalName" else None
    if name:
        short = name.partition(".svc.")[0]
        for other in dict.fromkeys((f"x{name}", short)):
            yield f"spec.externalName changed to {other}", put(tree, ("spec", "externalName"), other)


def _policies(tree: Tree) -> Iterator[Mutation]:
    for name, default in _DEFAULTS.items():
        value = tree["spec"].get(name, default)
        if value != default:
            without = drop(tree, ("spec", "sessionAffinityConfig")) if name == "sessionAffinity" else tree
            if name == "ipFamilyPolicy":
                without = drop(drop(without, ("spec", "ipFamilies")), ("spec", "clusterIPs"))
            yield f"spec.{name} changed to {default}", put(without, ("spec", name), default)
    yield from _wishes(tree)
    if "sessionAffinityConfig" in tree["spec"]:
        yield "spec.sessionAffinityConfig dropped", drop(tree, ("spec", "sessionAffinityConfig"))


def _wishes(tree: Tree) -> Iterator[Mutation]:
    """Where traffic should rather go: nowhere in particular, or another circle."""
    chosen = tree["spec"].get("trafficDistribution")
    if chosen is None:
        return
    yield "spec.trafficDistribution dropped", drop(tree, ("spec", "trafficDistribution"))
    other = "PreferSameZone" if chosen == "PreferSameNode" else "PreferSameNode"
    yield f"spec.trafficDistribution changed to {other}", put(tree, ("spec", "trafficDistribution"), other)


def _external(tree: Tree) -> Iterator[Mutation]:
    spec = tree["spec"]
    if spec.get("externalName"):
        name = spec["externalName"]
        yield f"spec.externalName changed to x{name}", put(tree, ("spec", "externalName"), f"x{name}")
    for field in _LISTS:
        for index, value in enumerate(spec.get(field) or ()):
            yield f"spec.{field}: {value} dropped", drop(tree, ("spec", field, index))
