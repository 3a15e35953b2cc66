"""What fields are for, in a sentence or two: for ``kubectl explain`` and the editor.

Kept apart from the field table, because only a reader who asks needs it. A text is a line ``Struct.field: …`` with
indented lines that continue it; ``Struct: …`` describes the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

__all__ = ["describe"]


def describe(struct_name: str, field_name: str = "") -> str:
    """The description of a field of a struct, or of the struct or kind itself; empty where there is none."""
    key = f"{struct_name}.{field_name}" if field_name else struct_name
    return _texts().get(key, "") or _common(field_name)


def _common(field_name: str) -> str:
    """What ``apiVersion``, ``kind`` and the like mean in every kind."""
    return _texts().get(f"*.{field_name}", "") if field_name else ""


@cache
def _texts() -> dict[str, str]:
    from svcquest.schema.descriptions import (  # noqa: PLC0415 - prose is read when somebody asks for it
        endpoints,
        metadata,
        others,
        pod,
        service,
        workloads,
    )

    tables = (metadata, service, endpoints, pod, workloads, others)
    return {key: text for table in tables for key, text in _parse(table.TEXTS)}


def _parse(table: str) -> Iterator[tuple[str, str]]:
    for paragraph in table.strip().replace("\n  ", " ").splitlines():
        key, _, text = paragraph.partition(": ")
        yield key, text
