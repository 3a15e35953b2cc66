"""Kinds that a cluster serves besides those that every API server has: custom resources, and whatever a dump holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcquest.engine.state import Reader
from svcquest.model.kinds import KINDS, Kind
from svcquest.model.tree import Tree, dig

DEFINITIONS = "customresourcedefinitions.apiextensions.k8s.io"
"""``Kind.resource`` of what declares custom resources."""


def declared_by(definitions: Iterable[Tree]) -> Iterator[Kind]:
    """The kinds that CustomResourceDefinitions declare, a version each."""
    for tree in definitions:
        names, group = dig(tree, "spec", "names") or {}, dig(tree, "spec", "group")
        kind, plural = names.get("kind"), names.get("plural")
        for version in dig(tree, "spec", "versions") or ():
            if kind and plural and group and version.get("served", True):
                yield Kind(
                    group,
                    version.get("name", ""),
                    kind,
                    plural,
                    tuple(names.get("shortNames") or ()),
                    namespaced=dig(tree, "spec", "scope") != "Cluster",
                    in_all="all" in (names.get("categories") or ()),
                )


def custom_kinds(reader: Reader) -> list[Kind]:
    """Kinds that are declared in a cluster or have objects there, without the modelled ones."""
    definitions = reader.objects.get(DEFINITIONS)
    found = dict.fromkeys(declared_by(each.tree for _, each in sorted(definitions.items())) if definitions else ())
    for resource in sorted(reader.objects):
        table = reader.objects[resource]
        if table:
            found.setdefault(next(iter(table.values())).kind)
    return [kind for kind in found if kind not in KINDS]
