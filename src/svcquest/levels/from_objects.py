"""A level's plot out of a cluster's objects: a Service that will be missing, who calls it, what goes on meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from svcquest.engine.controllers.endpointslices import MANAGED_BY
from svcquest.levels.format import Proxy
from svcquest.manifest.dump import dump_yaml
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.selectors import contains
from svcquest.model.tree import Tree, dig, with_value
from svcquest.schema.last_applied import LAST_APPLIED

_SKIPPED_KINDS = frozenset({"Event", "Endpoints", "ControllerRevision", "Lease"})
_SYSTEM = "kube-"
_CALLER = "caller"
"""The pod that is added where nobody is left to call the Service."""


class NothingToAskError(Exception):
    """No Service among the objects can be asked for; the text says what there should be."""


def begun_level(trees: Sequence[Tree], service: str, proxy: Proxy) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What a level is about: words for the template of its ``level.yaml``, and the texts of its other files.

    Args:
        service: the one that will be missing, NAMESPACE/NAME; the first that can be when empty.

    Raises:
        NothingToAskError: there is no such Service with a selector and pods.
    """
    objects = [tree for tree in trees if tree.get("kind") not in _SKIPPED_KINDS]
    plot = next((each for each in _plots(objects) if service in {"", _called(each.service)}), None)
    if plot is None:
        which = service or "Service"
        raise NothingToAskError(
            f"no {which} with a selector and pods stands outside of kube-system; there is nothing to ask for"
        )
    kept = [_clean(tree) for tree in objects if tree is not plot.service and _belongs(tree, plot)]
    if plot.is_alone:
        kept.append(plot.client)
    right = _manifest(plot.service)
    selector: dict[str, str] = right["spec"]["selector"]
    first = next(iter(selector))
    port = right["spec"]["ports"][0]
    wrong_port = {**port, "targetPort": _other_target(plot, port)}
    variants = {
        "start.yaml": with_value(right, ("spec", "selector"), None),
        "solution.yaml": right,
        "wrong-selector.yaml": with_value(right, ("spec", "selector", first), f"{selector[first]}x"),
        "wrong-port.yaml": with_value(right, ("spec", "ports"), [wrong_port, *right["spec"]["ports"][1:]]),
    }
    files = {"cluster.yaml": "---\n".join(map(dump_yaml, kept))}
    files |= {file: dump_yaml(tree) for file, tree in variants.items()}
    return {**_words(plot, right), "PROXY": _proxy_line(proxy)}, files


def services_to_ask(trees: Sequence[Tree]) -> list[str]:
    """The Services that a level can be begun from, NAMESPACE/NAME."""
    return [_called(plot.service) for plot in _plots(trees)]


@dataclass(frozen=True, slots=True)
class _Plot:
    """What a level can be about.

    Attributes:
        service: the Service that will be missing.
        chosen: pods that it selects.
        workload: what makes such pods, None where they stand alone.
        client: a workload or pod that does not belong to them.
        is_alone: nobody was there who could call; ``client`` is made for it.
    """

    service: Tree
    chosen: Sequence[Tree]
    workload: Tree | None
    client: Tree
    is_alone: bool


def _plots(objects: Sequence[Tree]) -> Iterator[_Plot]:
    pods = [tree for tree in objects if tree.get("kind") == "Pod" and dig(tree, "status", "phase") in {None, "Running"}]
    workloads = [tree for tree in objects if tree.get("kind") in {"Deployment", "StatefulSet"}]
    for service in objects:
        selector = dig(service, "spec", "selector")
        if service.get("kind") != "Service" or not selector or not dig(service, "spec", "ports"):
            continue
        place = _namespace(service)
        if place.startswith(_SYSTEM):
            continue
        chosen = [pod for pod in pods if _namespace(pod) == place and contains(selector, _labels(pod))]
        makers = [each for each in workloads if _namespace(each) == place and contains(selector, _template(each))]
        if not chosen and not makers:
            continue
        others = [each for each in workloads if each not in makers] + [pod for pod in pods if pod not in chosen]
        clients = [each for each in others if not _namespace(each).startswith(_SYSTEM)]
        clients.sort(key=lambda each: _namespace(each) != place)
        client = clients[0] if clients else _caller(place)
        yield _Plot(service, chosen, makers[0] if makers else None, client, is_alone=not clients)


def _labels(pod: Tree) -> Mapping[str, str]:
    return dig(pod, "metadata", "labels") or {}


def _template(workload: Tree) -> Mapping[str, str]:
    return dig(workload, "spec", "template", "metadata", "labels") or {}


def _caller(namespace: str) -> Tree:
    metadata = {"name": _CALLER, "namespace": namespace, "labels": {"app": _CALLER}}
    container = {"name": _CALLER, "image": "registry.example/caller:1"}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": {"containers": [container]}}


def _belongs(tree: Tree, plot: _Plot) -> bool:
    """Whether an object is needed: those of the scene's namespaces, and of the cluster as a whole."""
    metadata = tree.get("metadata") or {}
    if tree.get("kind") == "EndpointSlice" and (metadata.get("labels") or {}).get(MANAGED_BY):
        return False
    places = {_namespace(plot.service), _namespace(plot.client)}
    if tree.get("kind") == "Namespace":
        return metadata.get("name") in places
    if tree.get("kind") == "Node":
        return True
    kind = kinds.BY_MANIFEST.get((str(tree.get("apiVersion")), str(tree.get("kind"))))
    in_some = "namespace" in metadata or (kind is not None and kind.namespaced)
    return in_some and _namespace(tree) in places


def _clean(tree: Tree) -> Tree:
    bare = with_value(tree, ("metadata", "managedFields"), None)
    notes = dict(dig(bare, "metadata", "annotations") or {})
    notes.pop(LAST_APPLIED, None)
    return with_value(bare, ("metadata", "annotations"), notes or None)


def _manifest(service: Tree) -> Tree:
    """A Service as its author would write it."""
    spec = service["spec"]
    ports = [
        {name: value for name, value in port.items() if name in {"name", "port", "targetPort"} or value == "UDP"}
        for port in spec["ports"]
    ]
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": service["metadata"]["name"], "namespace": _namespace(service)},
        "spec": {"selector": dict(spec["selector"]), "ports": ports},
    }


def _other_target(plot: _Plot, port: Mapping[str, object]) -> int:
    """A port on which none of the pods listens."""
    taken = {
        each.get("containerPort")
        for pod in (*plot.chosen, dig(plot.workload or {}, "spec", "template") or {})
        for container in dig(pod, "spec", "containers") or ()
        for each in container.get("ports") or ()
    } | {port.get("targetPort"), port["port"]}
    return next(number for number in range(9000, 10_000) if number not in taken)


def _words(plot: _Plot, right: Tree) -> dict[str, str]:
    selector, port = right["spec"]["selector"], right["spec"]["ports"][0]
    place, stranger = _namespace(plot.service), plot.client["metadata"]["name"]
    return {
        "SERVICE": plot.service["metadata"]["name"],
        "NAMESPACE": place,
        "PORT": str(port["port"]),
        "SCHEME": "udp" if port.get("protocol") == "UDP" else "tcp",
        "SOURCE": f"pod/{_namespace(plot.client)}/{stranger}",
        "SELECTOR": json.dumps(dict(selector)),
        "SELECTOR_WORDS": ",".join(f"{key}={value}" for key, value in selector.items()),
        "STRANGER": stranger,
        "STRANGER_NAMESPACE": _namespace(plot.client),
        "EQUIVALENT": _equivalent(plot, right["spec"]["ports"]),
        "CHANGES": "\n".join(f"  - say: {say}\n    run: {run}" for say, run in _changes(plot, place, selector)),
    }


def _changes(plot: _Plot, place: str, selector: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What an address written down, and a selector that asks for too little, do not survive."""
    if plot.workload is not None:
        kind, owner = plot.workload["kind"].lower(), plot.workload["metadata"]["name"]
        yield "A new version replaces every pod", f"kubectl -n {place} rollout restart {kind} {owner}"
    elif len(selector) == 1:
        yield "Time passes", f"kubectl -n {place} get pods"
    if len(selector) > 1:
        for number, left_out in enumerate(selector, 1):
            labels = ",".join(f"{key}={value}" for key, value in selector.items() if key != left_out)
            image = "--image=registry.example/alike:1"
            yield "A pod of nearly the same labels begins", f"kubectl -n {place} run alike-{number} {image} -l {labels}"


def _equivalent(plot: _Plot, ports: Sequence[Mapping[str, object]]) -> str:
    """The key ``equivalent`` where the name may as well lead to the pods themselves, with its line end."""
    if any(port.get("targetPort", port["port"]) != port["port"] for port in ports):
        return ""
    return (
        f'equivalent:\n  - mutant: "service/{_called(plot.service)}: spec.clusterIP changed to None"\n'
        "    because: port and targetPort are the same here\n"
    )


def _proxy_line(proxy: Proxy) -> str:
    """The key ``proxy`` where it says anything, with its line end."""
    if proxy == Proxy():
        return ""
    return f'proxy: {{mode: {proxy.mode}, scheduler: {proxy.scheduler}, version: "{proxy.version}"}}\n'


def _called(tree: Tree) -> str:
    return f"{_namespace(tree)}/{tree['metadata']['name']}"


def _namespace(tree: Tree) -> str:
    found: str = dig(tree, "metadata", "namespace") or "default"
    return found
