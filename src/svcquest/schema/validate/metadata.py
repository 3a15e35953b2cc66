"""Rules for ``metadata``. Follows ``k8s.io/apimachinery/pkg/api/validation/objectmeta.go``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from svcquest.model.status import Cause, quote
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.validate.syntax import IMMUTABLE, invalid

NameRule = Callable[[str], list[str]]
"""Says what is wrong with a name, nothing when it is right."""

ANNOTATION_BYTES = 256 * 1024

STANDARD_FINALIZERS = ("kubernetes", "orphan", "foregroundDeletion")
"""Finalizers without a domain."""


def object_meta(tree: Tree, name_rule: NameRule, *, namespaced: bool = True) -> Iterator[Cause]:
    """Rules for the metadata of a new object."""
    metadata = tree.get("metadata") or {}
    prefix = metadata.get("generateName", "")
    if prefix:
        yield from invalid("metadata.generateName", prefix, name_rule(_without_trailing_dash(prefix)))
    name = metadata.get("name", "")
    if name:
        yield from invalid("metadata.name", name, name_rule(name))
    else:
        yield Cause.required("metadata.name", "name or generateName is required")
    yield from _namespace(metadata.get("namespace", ""), namespaced=namespaced)
    yield from _loose_parts(metadata)


def object_meta_update(new: Tree, old: Tree) -> Iterator[Cause]:
    """Rules for the metadata of an object that takes another's place."""
    metadata, before = new.get("metadata") or {}, old.get("metadata") or {}
    if before.get("deletionTimestamp"):
        yield from _no_new_finalizers(metadata.get("finalizers") or (), before.get("finalizers") or ())
    for field in ("name", "namespace", "uid", "creationTimestamp"):
        value = metadata.get(field)
        if value is not None and field in before and value != before[field]:
            yield Cause.invalid(f"metadata.{field}", value, IMMUTABLE)
    yield from _loose_parts(metadata)


def label_map(found: Mapping[str, str] | None, field: str) -> Iterator[Cause]:
    """Rules for keys and values of labels, also of a selector. Every cause names the whole map."""
    for key, value in sorted((found or {}).items()):
        yield from invalid(field, key, names.qualified_name(key))
        yield from invalid(field, value, names.label_value(value))


def annotation_map(found: Mapping[str, str] | None, field: str) -> Iterator[Cause]:
    """Rules for annotations: keys like those of labels but in any case, and a limit for all of them together."""
    found = found or {}
    for key in sorted(found):
        yield from invalid(field, key, names.qualified_name(key.lower()))
    if sum(len(key.encode()) + len(value.encode()) for key, value in found.items()) > ANNOTATION_BYTES:
        yield Cause.too_long(field, ANNOTATION_BYTES)


def _loose_parts(metadata: Mapping[str, Any]) -> Iterator[Cause]:
    yield from label_map(metadata.get("labels"), "metadata.labels")
    yield from annotation_map(metadata.get("annotations"), "metadata.annotations")
    yield from _owner_references(metadata.get("ownerReferences") or ())
    yield from _finalizers(metadata.get("finalizers") or ())


def _owner_references(references: Sequence[Tree]) -> Iterator[Cause]:
    field = "metadata.ownerReferences"
    controller = ""
    for each in references:
        if not each.get("apiVersion", "").rpartition("/")[2]:
            yield Cause.invalid(f"{field}.apiVersion", each.get("apiVersion", ""), "version must not be empty")
        for name in ("kind", "name", "uid"):
            if not each.get(name):
                yield Cause.invalid(f"{field}.{name}", "", f"{name} must not be empty")
        if (each.get("apiVersion"), each.get("kind")) == ("v1", "Event"):
            yield Cause.invalid(field, each, "/v1, Kind=Event is disallowed from being an owner")
        if each.get("controller") and controller:
            both = f'Found "true" in references for {controller} and {each.get("name")}'
            yield Cause.invalid(field, references, f"Only one reference can have Controller set to true. {both}")
        elif each.get("controller"):
            controller = each.get("name", "")


def _finalizers(finalizers: Sequence[str]) -> Iterator[Cause]:
    """Follows ``ValidateFinalizers`` and, for names without a domain, ``validateKubeFinalizerName``."""
    for each in finalizers:
        yield from invalid("metadata.finalizers", each, names.qualified_name(each))
    if {"orphan", "foregroundDeletion"} <= set(finalizers):
        text = "finalizer orphan and foregroundDeletion cannot be both set"
        yield Cause.invalid("metadata.finalizers", finalizers, text)
    for index, each in enumerate(finalizers):
        if "/" not in each and each not in STANDARD_FINALIZERS:
            text = "name is neither a standard finalizer name nor is it fully qualified"
            yield Cause.invalid(f"metadata.finalizers[{index}]", each, text)


def _no_new_finalizers(new: Sequence[str], old: Sequence[str]) -> Iterator[Cause]:
    added = sorted(set(new) - set(old))
    if added:
        shown = ", ".join(quote(each) for each in added)
        text = "no new finalizers can be added if the object is being deleted, found new finalizers"
        yield Cause.forbidden("metadata.finalizers", f"{text} []string{{{shown}}}")


def _namespace(namespace: str, *, namespaced: bool) -> Iterator[Cause]:
    if not namespaced:
        if namespace:
            yield Cause.forbidden("metadata.namespace", "not allowed on this type")
    elif not namespace:
        yield Cause.required("metadata.namespace")
    else:
        yield from invalid("metadata.namespace", namespace, names.dns_label(namespace))


def _without_trailing_dash(prefix: str) -> str:
    """A prefix may end with a dash, because a suffix follows it."""
    return prefix[:-2] + "a" if len(prefix) > 1 and prefix.endswith("-") else prefix
