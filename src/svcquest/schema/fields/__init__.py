"""The field table: every field of every modelled kind, its type, whether it is required, what it may hold.

Decoding, ``kubectl explain`` and completion read it. It is that of the newest version; what an older one lacks is
taken away when somebody asks for its table (``late_fields``). Follows ``kubectl explain --recursive`` of Kubernetes
1.36 and, for the sizes of integers, the OpenAPI document of that version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module

from svcquest.model.kinds import Kind
from svcquest.schema.fields.table import TEXTS, Field, Struct, blocks, read, unqualified
from svcquest.schema.versions import CURRENT, Version

__all__ = ["TEXTS", "Field", "Struct", "field_at", "qualified", "struct", "struct_of", "structs", "unqualified"]


_TABLES = (
    "metadata",
    "service",
    "workloads",
    "pod",
    "containers",
    "endpoints",
    "volumes",
    "scheduling",
    "node",
    "network_policy",
    "plain",
)
_PLAIN = TEXTS | {"bool", "int32", "int64", "Quantity", "IntOrString", "FieldsV1"}


@cache
def _texts(table: str) -> dict[str, str]:
    """A table's structs, each as its lines; a table is read when a struct of it is first asked for."""
    return dict(blocks(import_module(f"svcquest.schema.fields.{table}").STRUCTS))


@cache
def struct(name: str) -> Struct | None:
    """The struct of that name, such as ``ServicePort``; None for plain types such as ``string``."""
    if name in _PLAIN:
        return None
    # kinds that are not modelled have a dot in their names; only explain asks for them
    tables = (*_TABLES, "unmodelled") if "." in name else _TABLES
    lines = next((found[name] for table in tables if name in (found := _texts(table))), None)
    return None if lines is None else read(name, lines)


def structs(version: Version) -> Callable[[str], Struct | None]:
    """What gives structs by name (``struct``) as a version has them."""
    return struct if version >= CURRENT else _older(version)


@cache
def _older(version: Version) -> Callable[[str], Struct | None]:
    from svcquest.schema.late_fields import emptied, missing  # noqa: PLC0415 - few clusters are of an older version

    unknown, closed = missing(version), emptied(version)

    @cache
    def older(name: str) -> Struct | None:
        found = struct(name)
        if found is None or not (name in unknown or name in closed):
            return found
        return found.without(unknown.get(name, frozenset()), closed.get(name, frozenset()))

    return older


def struct_of(kind: Kind, version: Version = CURRENT) -> Struct:
    """The fields of a whole object of a kind."""
    found = structs(version)(kind.kind)
    assert found is not None, f"the table has no {kind}"
    return found


def qualified(kind: Kind) -> str:
    """A kind as the API server calls its own type, ``networking.Ingress``; structs that are not modelled bear it."""
    return f"{kind.group.partition('.')[0] or 'core'}.{kind.kind}"


def field_at(kind: Kind, path: Iterable[str | int], version: Version = CURRENT) -> Field | None:
    """The field at a path such as ``("spec", "ports", "port")``, or None where there is no such field.

    List indexes and keys of maps are stepped over: ``("spec", "selector", "app")`` is the field ``selector``.
    """
    find = structs(version)
    here = find(kind.kind)
    found: Field | None = None
    for step in path:
        if isinstance(step, int):
            continue
        if here is None:
            if found is not None and found.shape == "map[string]":
                continue
            return None
        found = here.fields.get(step)
        if found is None:
            return None
        here = find(found.item_type)
    return found
