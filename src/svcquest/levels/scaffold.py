"""New packs and levels to begin with: whole, so that lint and test pass before the author writes a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from svcquest import __version__
from svcquest.levels.data import data_folder
from svcquest.manifest import dump_yaml
from svcquest.model.frozen import dataclass
from svcquest.model.selectors import contains
from svcquest.model.tree import Tree, dig, with_value

Files = Mapping[str, bytes]

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SKIPPED_KINDS = frozenset({"Event", "Endpoints", "ControllerRevision", "Lease"})
_SYSTEM = "kube-"
_OWNED_BY_SERVICE = "endpointslice.kubernetes.io/managed-by"


class ScaffoldError(Exception):
    """Nothing can be begun so; the text says why, and what would do."""


def new_pack(name: str) -> Files:
    """A pack with one commented level.

    Raises:
        ScaffoldError: the name cannot be an id.
    """
    words = {"ID": _checked(name), "TITLE": _title(name), "VERSION": __version__}
    folder = data_folder("assets") / "templates" / "pack"
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.yaml"))}
    return {name: _filled(path.read_text(encoding="utf-8"), words).encode() for name, path in found.items()}


def pack_from_objects(name: str, trees: Iterable[Tree]) -> Files:
    """A pack whose only level is begun from a cluster's objects.

    Raises:
        ScaffoldError: the name cannot be an id, or no Service among the objects has pods.
    """
    level = "from-a-dump"
    pack = _filled(new_pack(name)["pack.yaml"].decode(), {}).replace("first-level", level)
    return {"pack.yaml": pack.encode()} | {
        f"{level}/{file}": data for file, data in level_from_objects(level, trees).items()
    }


def level_from_objects(name: str, trees: Iterable[Tree]) -> Files:
    """A level begun from a cluster's objects: one of its Services is missing, and has to be written again.

    Raises:
        ScaffoldError: the name cannot be an id, or no Service among the objects has pods.
    """
    _checked(name)
    objects = [tree for tree in trees if tree.get("kind") not in _SKIPPED_KINDS]
    plot = _plot(objects)
    kept = [_clean(tree) for tree in objects if tree is not plot.service and _belongs(tree, plot)]
    right = _manifest(plot.service)
    selector: dict[str, str] = right["spec"]["selector"]
    first = next(iter(selector))
    port = right["spec"]["ports"][0]
    words = _words(name, plot, selector, port)
    template = (data_folder("assets") / "templates" / "dump" / "level.yaml").read_text(encoding="utf-8")
    wrong_port = {**port, "targetPort": _other_target(plot, port)}
    variants = {
        "start.yaml": with_value(right, ("spec", "selector"), None),
        "solution.yaml": right,
        "wrong-selector.yaml": with_value(right, ("spec", "selector", first), f"{selector[first]}x"),
        "wrong-port.yaml": with_value(right, ("spec", "ports"), [wrong_port, *right["spec"]["ports"][1:]]),
    }
    files = {"level.yaml": _filled(template, words), "cluster.yaml": "---\n".join(map(dump_yaml, kept))}
    files |= {file: dump_yaml(tree) for file, tree in variants.items()}
    return {file: text.encode() for file, text in files.items()}


@dataclass(frozen=True, slots=True)
class _Plot:
    """What a level can be about.

    Attributes:
        service: the Service that will be missing.
        chosen: pods that it selects.
        client: a pod that does not belong to them, None where there is no other.
    """

    service: Tree
    chosen: Sequence[Tree]
    client: Tree | None
    workload: Tree | None


def _plot(objects: Sequence[Tree]) -> _Plot:
    pods = [tree for tree in objects if tree.get("kind") == "Pod" and dig(tree, "status", "phase") in {None, "Running"}]
    workloads = [tree for tree in objects if tree.get("kind") in {"Deployment", "StatefulSet"}]
    for service in objects:
        selector = dig(service, "spec", "selector")
        if service.get("kind") != "Service" or not selector or not dig(service, "spec", "ports"):
            continue
        place = _namespace(service)
        if place.startswith(_SYSTEM):
            continue
        chosen = [pod for pod in pods if _namespace(pod) == place and _selected(pod, selector)]
        workload = next((each for each in workloads if _namespace(each) == place and _makes(each, selector)), None)
        if not chosen and workload is None:
            continue
        others = [pod for pod in pods if pod not in chosen and not _namespace(pod).startswith(_SYSTEM)]
        others.sort(key=lambda pod: _namespace(pod) != place)
        return _Plot(service, chosen, others[0] if others else None, workload)
    raise ScaffoldError(
        "no Service with a selector and pods stands outside of kube-system; there is nothing to ask for"
    )


def _selected(pod: Tree, selector: Mapping[str, str]) -> bool:
    return contains(selector, dig(pod, "metadata", "labels") or {})


def _makes(workload: Tree, selector: Mapping[str, str]) -> bool:
    return contains(selector, dig(workload, "spec", "template", "metadata", "labels") or {})


def _belongs(tree: Tree, plot: _Plot) -> bool:
    """Whether an object is needed: those of the scene's namespaces, and of the cluster as a whole."""
    metadata = tree.get("metadata") or {}
    if tree.get("kind") == "EndpointSlice" and (metadata.get("labels") or {}).get(_OWNED_BY_SERVICE):
        return False
    namespace = metadata.get("namespace")
    places = {_namespace(plot.service)} | ({_namespace(plot.client)} if plot.client else set())
    if tree.get("kind") == "Namespace":
        return metadata.get("name") in places
    return tree.get("kind") in {"Node"} if namespace is None else namespace in places


def _clean(tree: Tree) -> Tree:
    bare = with_value(tree, ("metadata", "managedFields"), None)
    notes = dict(dig(bare, "metadata", "annotations") or {})
    notes.pop("kubectl.kubernetes.io/last-applied-configuration", None)
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


def _words(name: str, plot: _Plot, selector: Mapping[str, str], port: Mapping[str, object]) -> dict[str, str]:
    place, service = _namespace(plot.service), plot.service["metadata"]["name"]
    client = plot.client
    source = f"pod/{_namespace(client)}/{client['metadata']['name']}" if client else "node/node-1"
    stranger = client["metadata"]["name"] if client else "nobody"
    if plot.workload is not None:
        kind, owner = plot.workload["kind"].lower(), plot.workload["metadata"]["name"]
        change = ("A new version replaces every pod", f"kubectl -n {place} rollout restart {kind} {owner}")
    else:
        change = ("Time passes", f"kubectl -n {place} get pods")
    return {
        "ID": name,
        "TITLE": _title(name),
        "SERVICE": service,
        "NAMESPACE": place,
        "PORT": str(port["port"]),
        "SCHEME": "udp" if port.get("protocol") == "UDP" else "tcp",
        "SOURCE": source,
        "SELECTOR": json.dumps(dict(selector)),
        "SELECTOR_WORDS": ",".join(f"{key}={value}" for key, value in selector.items()),
        "STRANGER": stranger,
        "STRANGER_NAMESPACE": _namespace(client) if client else place,
        "CHANGE_SAYS": change[0],
        "CHANGE": change[1],
    }


def _namespace(tree: Tree) -> str:
    found: str = dig(tree, "metadata", "namespace") or "default"
    return found


def _checked(name: str) -> str:
    if not _ID.fullmatch(name) or len(name) > 63:
        raise ScaffoldError(f"{name!r} cannot be an id: lower-case words joined by hyphens, at most 63 characters")
    return name


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _filled(text: str, words: Mapping[str, str]) -> str:
    for name, value in words.items():
        text = text.replace(f"@{name}@", value)
    return text
