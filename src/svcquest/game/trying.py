"""Applying a text to a cluster the way ``kubectl apply`` would, with every objection at its place in the text."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator

from svcquest.engine.cluster import Accepted, Cluster
from svcquest.game.verdict import Diagnostic
from svcquest.manifest import Document, flatten, parse
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import KINDS, Kind
from svcquest.model.resource import Resource
from svcquest.model.status import Refusal, Status, quote
from svcquest.model.tree import Path, Tree, dig, show_path
from svcquest.schema.decode import DecodeError, decode, decode_kept, decode_metadata
from svcquest.schema.field_sets import FieldPath, items_lost
from svcquest.schema.field_sets import show_path as show_item
from svcquest.schema.last_applied import LAST_APPLIED
from svcquest.schema.merge.strategic import apply_strategic_patch
from svcquest.schema.merge.three_way import three_way_patch
from svcquest.terminal.kubectl.manifests import Manifest, from_tree, read_text

_ALIASES: dict[str | int, str] = {
    "clusterIPs": "clusterIP",
    "LoadBalancerSourceRanges": "loadBalancerSourceRanges",
    "SessionAffinity": "sessionAffinity",
}
"""Fields of a Service that the server's causes call by another name than most texts."""

_SHAPE: tuple[tuple[str, Path], ...] = (("no matches for kind", ("kind",)), ("metadata.name", ("metadata",)))
"""Beginnings of what is said of a text that is no object, and the fields that are to blame."""

_MEANT: tuple[tuple[str, Path], ...] = (
    ("HealthCheck NodePort", ("spec", "healthCheckNodePort")),
    ("nodePort", ("spec", "ports")),
    ("serviceIP", ("spec", "clusterIP")),
    ("namespaces ", ("metadata", "namespace")),
)
"""Words of refusals that name no field, and the field that they are about."""

_STEP = r"\[(\d+|[^\]]*)\]|([^.\[\]]+)"


@dataclass(frozen=True, slots=True)
class Stored:
    """An object that was taken, and the document that it is from."""

    resource: Resource
    document: Document


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a text.

    Attributes:
        diagnostics: in the order of the text.
        objects: those that were stored.
    """

    diagnostics: tuple[Diagnostic, ...]
    objects: tuple[Stored, ...]


def field_path(text: str) -> Path:
    """A field as the API server names it, ``spec.ports[0].port``, as steps into a tree."""
    return tuple(int(m[1]) if (m[1] or "").isdigit() else m[1] or m[2] for m in re.finditer(_STEP, text))


def try_text(cluster: Cluster, name: str, text: str, namespace: str) -> Tried:
    """Apply a text. Hand in a fork where the cluster shall stay as it is.

    Args:
        name: the file's.
        namespace: of objects that name none.
    """
    parsed = parse(text, name)
    diagnostics = [
        Diagnostic(each.again.line, each.again.column, "warning", _twice(each.path), name) for each in parsed.duplicates
    ]
    objects = []
    for document in flatten(parsed.documents):
        attempt = _Attempt(cluster, name, document, namespace)
        diagnostics += attempt.diagnostics()
        objects += [Stored(attempt.stored, document)] if attempt.stored else []
    if parsed.problem is not None:
        from svcquest.game.slips import likely_slip  # noqa: PLC0415 - most texts can be read

        at = parsed.problem.position
        slip = likely_slip(text, at.line)
        reason = f"{parsed.problem.reason} ({slip})" if slip else parsed.problem.reason
        diagnostics.append(Diagnostic(at.line, at.column, "error", reason, name))
    diagnostics.sort(key=lambda each: (each.line, each.column))
    return Tried(tuple(diagnostics), tuple(objects))


def named_in(name: str, text: str, namespace: str) -> Iterator[tuple[Kind, str, str]]:
    """Kind, namespace and name of the objects of a text, whether a cluster would take them or not."""
    for found in read_text(name, text):
        label = dig(found.tree, "metadata", "name") if isinstance(found, Manifest) else None
        if isinstance(found, Manifest) and isinstance(label, str):
            placed = dig(found.tree, "metadata", "namespace") or namespace
            yield found.kind, str(placed) if found.kind.namespaced else "", label


def _twice(path: Path) -> str:
    return f"{show_path(path)} stands here for the second time; the last one counts"


class _Attempt:
    """One document on its way into the cluster."""

    def __init__(self, cluster: Cluster, name: str, document: Document, namespace: str) -> None:
        self._cluster = cluster
        self._name = name
        self._document = document
        self._namespace = namespace
        self.stored: Resource | None = None
        self._lost: tuple[FieldPath, ...] = ()

    def diagnostics(self) -> Iterator[Diagnostic]:
        found = self._shape_problem() or from_tree(self._name, self._document.tree)
        if not isinstance(found, Manifest):
            yield self._no_manifest(found if isinstance(found, str) else found.message)
            return
        problems = list(self._type_problems(found))
        yield from problems
        if problems:
            return
        answer = self._write(found.kind, found.tree)
        yield from map(self._fallen_together, self._lost)
        if isinstance(answer, Status):
            yield from self._refused(answer)
            return
        self.stored = answer.resource
        for warning in answer.warnings:
            yield self._at(self._field_in(warning), warning, "warning")

    def _no_manifest(self, message: str) -> Diagnostic:
        """Why a document is no object that could be sent."""
        reason = message.partition(f'"{self._name}": ')[2] or message
        if isinstance(self._document.tree, dict):
            try:
                decode_metadata(self._document.tree)
            except DecodeError as error:
                return self._at(error.path, reason, value=True)
        return self._at(next((path for words, path in _SHAPE if reason.startswith(words)), ()), reason)

    def _shape_problem(self) -> str:
        """What ``apply`` objects to before it looks at the kind."""
        tree = self._document.tree
        if not isinstance(tree, dict):
            return "this is no object; one begins with apiVersion and kind"
        for part in ("apiVersion", "kind"):
            if not tree.get(part):
                return f"{part} not set"
        metadata = tree.get("metadata")
        if not isinstance(metadata, dict) or not metadata.get("name"):
            return "metadata.name: Required value: name or generateName is required"
        return ""

    def _type_problems(self, manifest: Manifest) -> Iterator[Diagnostic]:
        """Values of the wrong type and fields that do not exist, at their place."""
        try:
            read = decode if manifest.kind in KINDS else decode_kept
            unknown = read(manifest.tree, manifest.kind, self._cluster.state.settings.version).unknown
        except DecodeError as error:
            yield self._at(error.path, f"{show_path(error.path)}: {error.message}", value=True)
            return
        for each in unknown:
            yield self._at(each.path, str(each))

    def _write(self, kind: Kind, tree: Tree) -> Accepted | Status:
        metadata = tree["metadata"]
        namespace = (metadata.get("namespace") or self._namespace) if kind.namespaced else ""
        live = self._cluster.get(kind, namespace, metadata["name"])
        if live is None:
            return self._cluster.create(kind, tree, namespace=namespace)
        try:
            patch = three_way_patch(kind, _last_applied(live), live.tree, tree)
            merged = apply_strategic_patch(kind, live.tree, patch)
        except Refusal as refusal:
            return refusal.status
        self._lost = items_lost(kind, tree, merged)
        return self._cluster.update(kind, namespace, live.name, merged)

    def _fallen_together(self, item: FieldPath) -> Diagnostic:
        """Why an item of the text is not in the cluster: ``apply`` finds it by less than tells it apart."""
        names = itertools.takewhile(lambda step: step.startswith("f:"), item)
        told = f"apply merges what is there already and has lost {show_item(item)}"
        advice = f"kubectl replace -f {self._name} writes the list as it stands"
        return self._at(tuple(name.removeprefix("f:") for name in names), f"{told}; {advice}", "warning")

    def _refused(self, status: Status) -> Iterator[Diagnostic]:
        for cause in dict.fromkeys(status.causes):  # some rules are checked twice on an update
            path = self._written(field_path(cause.field))
            message = str(cause) if cause.field else cause.message
            entry, value = self._entry(path, cause.message) or (path, cause.reason != "FieldValueRequired")
            yield self._at(entry, message, value=value)
        if not status.causes:
            yield self._at(self._field_in(status.message), status.message)

    def _written(self, path: Path) -> Path:
        """A field by the name under which the text has it, where the server calls it otherwise."""
        if path[:1] != ("spec",) or len(path) < 2 or path[1] not in _ALIASES:
            return path
        spec, alias = dig(self._document.tree, "spec") or {}, _ALIASES[path[1]]
        if path[1] in spec or alias not in spec:
            return path
        return ("spec", alias, *(path[2:] if isinstance(spec[alias], list) else ()))

    def _entry(self, path: Path, message: str) -> tuple[Path, bool] | None:
        """The pair of a map that is meant when the server names the whole map: the one whose key or value it quotes.

        Returns:
            The pair, and whether it is its value.
        """
        pairs = dig(self._document.tree, *path)
        quoted = re.match(r'Invalid value: ("(?:[^"\\]|\\.)*"):', message)
        if not isinstance(pairs, dict) or quoted is None:
            return None
        parts = [(key, key, False) for key in pairs] + [(key, str(value), True) for key, value in pairs.items()]
        return next((((*path, key), is_value) for key, part, is_value in parts if quote(part) == quoted[1]), None)

    def _field_in(self, message: str) -> Path:
        """The field that a message begins with, or quotes as unknown."""
        named = re.search(r'unknown field "([^"]+)"', message) or re.match(r"((?:spec|metadata)[\w.\[\]]*)", message)
        if named:
            return self._written(field_path(named[1]))
        annotation = re.match(r"annotation (\S+) ", message)
        if annotation:
            return ("metadata", "annotations", annotation[1])
        return next((path for word, path in _MEANT if word in message), ())

    def _at(self, path: Path, message: str, severity: str = "error", *, value: bool = False) -> Diagnostic:
        place, found = self._document.place.nearest(path)
        at = place.value if value and found == path and not place.children else place.key
        return Diagnostic(at.line, at.column, severity, message, self._name)


def _last_applied(live: Resource) -> Tree:
    text = live.annotations.get(LAST_APPLIED, "")
    try:
        found = json.loads(text) if text else {}
    except ValueError:
        return {}
    # what apply recorded holds no annotation of its own, the manifest neither: nothing to take away there
    return found if isinstance(found, dict) and dig(found, "metadata") else {}
