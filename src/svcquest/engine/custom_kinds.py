"""Kinds that a cluster serves besides those that every API server has: custom resources, and whatever a dump holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from svcquest.engine.state import Reader
from svcquest.model.kinds import KINDS, Kind
from svcquest.model.tree import Tree, dig

DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io"
"""``Kind.resource`` of what declares custom resources."""


def declared_by(definitions: Iterable[Tree]) -> Iterator[Kind]:
    """The kinds that CustomResourceDefinitions declare, a version each."""
    for tree in definitions:
        spec = tree.get("spec")
        group, kind, plural = dig(spec, "group"), dig(spec, "names", "kind"), dig(spec, "names", "plural")
        versions = dig(spec, "versions")
        for version in versions if isinstance(versions, list) else ():
            name, served = dig(version, "name"), dig(version, "served") is not False
            if served and all(isinstance(word, str) and word for word in (group, kind, plural, name)):
                short = _words(dig(spec, "names", "shortNames"))
                in_all = "all" in _words(dig(spec, "names", "categories"))
                yield Kind(group, name, kind, plural, short, namespaced=dig(spec, "scope") != "Cluster", in_all=in_all)


def _words(found: Any) -> tuple[str, ...]:
    """The texts of a list; definitions are kept as they come."""
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def custom_kinds(reader: Reader) -> list[Kind]:
    """Kinds that are declared in a cluster or have objects there, without the modelled ones."""
    definitions = reader.objects.get(DEFINITIONS)
    found = dict.fromkeys(declared_by(each.tree for _, each in sorted(definitions.items())) if definitions else ())
    for resource in sorted(reader.objects):
        table = reader.objects[resource]
        if table:
            found.setdefault(next(iter(table.values())).kind)
    return [kind for kind in found if kind not in KINDS]
