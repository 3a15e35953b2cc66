"""What fields are for, in a sentence or three: for ``kubectl explain`` and the editor.

Kept apart from the field table, because only a reader who asks needs it. A text is a line ``Struct.field: …`` with
indented lines that continue it; ``Struct: …`` describes the whole; ``*.field: …`` is for every struct that says
nothing of its own about a field of that name.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from svcquest.model.kinds import Kind
from svcquest.schema.fields import qualified

__all__ = ["describe", "describe_kind"]

_LIKE = {"EphemeralContainer": "Container"}
"""Structs that have the fields of another one: what they do not say themselves is said there."""


def describe(struct_name: str, field_name: str = "") -> str:
    """The description of a field of a struct, or of the struct or kind itself; empty where there is none."""
    texts = _texts()
    if not field_name:
        return texts.get(struct_name, "")
    owners = (struct_name, _LIKE.get(struct_name, "*"), "*")
    return next((texts[key] for owner in owners if (key := f"{owner}.{field_name}") in texts), "")


def describe_kind(kind: Kind) -> str:
    """The description of a kind, modelled or not."""
    return describe(qualified(kind)) or describe(kind.kind)


@cache
def _texts() -> dict[str, str]:
    from svcquest.schema.descriptions import (  # noqa: PLC0415 - prose is read when somebody asks for it
        claims,
        container_status,
        containers,
        endpoints,
        metadata,
        network_policy,
        node,
        plain,
        pod,
        scheduling,
        security,
        service,
        unmodelled,
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
        container_status,
        security,
        scheduling,
        volumes,
        claims,
        workloads,
        unmodelled,
    )
    return {key: text for table in tables for key, text in parse(table.TEXTS)}


def parse(table: str) -> Iterator[tuple[str, str]]:
    """The keys of a table and their texts."""
    for paragraph in table.strip().replace("\n  ", " ").splitlines():
        key, _, text = paragraph.partition(": ")
        yield key, text
