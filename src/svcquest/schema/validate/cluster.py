"""Rules for Namespace, Node, ConfigMap and Event. Follows ``pkg/apis/core/validation``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.addresses import cidr_messages, family_of
from svcquest.schema.validate.metadata import object_meta, object_meta_update
from svcquest.schema.validate.syntax import invalid
from svcquest.schema.versions import Version, strict_addresses

_CONFIG_KEY = re.compile("[-._a-zA-Z0-9]+")
_CONFIG_KEY_MESSAGE = (
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' "
    "(e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
)
_TAINT_EFFECTS = ("NoSchedule", "PreferNoSchedule", "NoExecute")


def validate_namespace(namespace: Tree, _version: Version) -> Iterator[Cause]:
    """A namespace's name is part of DNS names."""
    return object_meta(namespace, names.dns_label, namespaced=False)


def validate_node(node: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse a new node."""
    yield from object_meta(node, names.dns_subdomain, namespaced=False)
    yield from _taints(node)
    yield from _pod_ranges(node, version)


def validate_node_update(new: Tree, old: Tree, version: Version) -> Iterator[Cause]:
    """Every cause to refuse a changed node."""
    yield from validate_metadata_update(new, old, version)
    yield from _taints(new)
    for field in ("podCIDRs", "providerID"):
        before = (old.get("spec") or {}).get(field)
        if before and before != (new.get("spec") or {}).get(field):
            named = field.removesuffix("s")
            yield Cause.forbidden(f"spec.{field}", f'node updates may not change {named} except from "" to valid')


def validate_config_map(config_map: Tree, _version: Version) -> Iterator[Cause]:
    """Every cause to refuse a ConfigMap."""
    yield from object_meta(config_map, names.dns_subdomain)
    for field in ("data", "binaryData"):
        for key in sorted(config_map.get(field) or ()):
            if len(key) > 253:
                yield Cause.invalid(f"{field}[{key}]", key, "must be no more than 253 characters")
            if not _CONFIG_KEY.fullmatch(key):
                yield Cause.invalid(f"{field}[{key}]", key, _CONFIG_KEY_MESSAGE)


def validate_config_map_update(new: Tree, old: Tree, version: Version) -> Iterator[Cause]:
    """An immutable ConfigMap stays as it is."""
    yield from object_meta_update(new, old)
    if old.get("immutable"):
        detail = "field is immutable when `immutable` is set"
        if not new.get("immutable"):
            yield Cause.forbidden("immutable", detail)
        for field in ("data", "binaryData"):
            if (new.get(field) or {}) != (old.get(field) or {}):
                yield Cause.forbidden(field, detail)
    yield from validate_config_map(new, version)


def validate_event(event: Tree, _version: Version) -> Iterator[Cause]:
    """Only the metadata of an event is checked."""
    return object_meta(event, names.dns_subdomain)


def validate_unmodelled(tree: Tree, _version: Version) -> Iterator[Cause]:
    """What holds for every object: its metadata. Only kinds inside of namespaces have one there by now."""
    yield from object_meta(tree, names.dns_subdomain, namespaced="namespace" in tree["metadata"])


def validate_metadata_update(new: Tree, old: Tree, _version: Version) -> Iterator[Cause]:
    """Kinds of which an update changes nothing but metadata that matters."""
    yield from object_meta_update(new, old)


def _pod_ranges(node: Tree, version: Version) -> Iterator[Cause]:
    spec = node.get("spec") or {}
    ranges = spec.get("podCIDRs") or ([spec["podCIDR"]] if spec.get("podCIDR") else [])
    well_formed = True
    for index, cidr in enumerate(ranges):
        for cause in invalid(f"spec.podCIDRs[{index}]", cidr, cidr_messages(cidr, strict=strict_addresses(version))):
            well_formed = False
            yield cause
    families = {family_of(cidr.partition("/")[0]) for cidr in ranges}
    if well_formed and len(families) < len(ranges):
        yield Cause.invalid("spec.podCIDRs", ranges, "may specify no more than one CIDR for each IP family")


def _taints(node: Tree) -> Iterator[Cause]:
    for index, taint in enumerate((node.get("spec") or {}).get("taints") or ()):
        field = f"metadata.taints[{index}]"
        yield from invalid(f"{field}.key", taint.get("key", ""), names.qualified_name(taint.get("key", "")))
        yield from invalid(f"{field}.value", taint.get("value", ""), names.label_value(taint.get("value", "")))
        effect = taint.get("effect", "")
        if not effect:
            yield Cause.required(f"{field}.effect")
        elif effect not in _TAINT_EFFECTS:
            yield Cause.unsupported(f"{field}.effect", effect, _TAINT_EFFECTS, ordered=False)
