"""The field table: every field of every modelled kind, its type, whether it is required, what it may hold.

Decoding, ``kubectl explain`` and completion read it. Follows ``kubectl explain --recursive`` of Kubernetes 1.36 and,
for the sizes of integers, the OpenAPI document of that version.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from svcquest.model.kinds import Kind
from svcquest.schema.fields.table import TEXTS, Field, Struct, blocks, read, unqualified

__all__ = ["TEXTS", "Field", "Struct", "field_at", "qualified", "struct", "struct_of", "unqualified"]


@cache
def _texts() -> dict[str, str]:
    from svcquest.schema.fields import (  # noqa: PLC0415 - a thousand fields are read on first use, not at import
        containers,
        endpoints,
        metadata,
        network_policy,
        node,
        plain,
        pod,
        scheduling,
        service,
        volumes,
        workloads,
    )

    tables = (
        metadata,
        service,
        endpoints,
        network_policy,
        node,
        plain,
        pod,
        containers,
        scheduling,
        volumes,
        workloads,
    )
    return {name: lines for table in tables for name, lines in blocks(table.STRUCTS)}


@cache
def _texts_of_unmodelled() -> dict[str, str]:
    from svcquest.schema.fields import unmodelled  # noqa: PLC0415 - only explain asks for them

    return dict(blocks(unmodelled.STRUCTS))


@cache
def struct(name: str) -> Struct | None:
    """The struct of that name, such as ``ServicePort``; None for plain types such as ``string``."""
    lines = _texts().get(name)
    if lines is None and "." in name:
        lines = _texts_of_unmodelled().get(name)
    return None if lines is None else read(name, lines)


def struct_of(kind: Kind) -> Struct:
    """The fields of a whole object of a kind."""
    found = struct(kind.kind)
    assert found is not None, f"the table has no {kind}"
    return found


def qualified(kind: Kind) -> str:
    """The struct of a kind that is not modelled: its name with the group in front, ``networking.Ingress``."""
    return f"{kind.group.partition('.')[0] or 'core'}.{kind.kind}"


def field_at(kind: Kind, path: Iterable[str | int]) -> Field | None:
    """The field at a path such as ``("spec", "ports", "port")``, or None where there is no such field.

    List indexes and keys of maps are stepped over: ``("spec", "selector", "app")`` is the field ``selector``.
    """
    here: Struct | None = struct_of(kind)
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
        here = struct(found.item_type)
    return found
