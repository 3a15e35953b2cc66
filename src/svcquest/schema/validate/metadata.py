"""Rules for ``metadata``. Follows ``k8s.io/apimachinery/pkg/api/validation/objectmeta.go``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.validate.syntax import IMMUTABLE, invalid

NameRule = Callable[[str], list[str]]
"""Says what is wrong with a name, nothing when it is right."""

ANNOTATION_BYTES = 256 * 1024


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


def _loose_parts(metadata: Mapping[str, Mapping[str, str] | None]) -> Iterator[Cause]:
    yield from label_map(metadata.get("labels"), "metadata.labels")
    yield from annotation_map(metadata.get("annotations"), "metadata.annotations")


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
