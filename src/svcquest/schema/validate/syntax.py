"""Rules that many kinds share for one value: messages of ``names`` and ``addresses`` as causes of a field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from svcquest.model.status import Cause
from svcquest.schema import names

PROTOCOLS = ("SCTP", "TCP", "UDP")
NOT_NEGATIVE = "must be greater than or equal to 0"
IMMUTABLE = "field is immutable"


def invalid(field: str, value: Any, messages: Iterable[str]) -> Iterator[Cause]:
    """A cause for each message about a value."""
    return (Cause.invalid(field, value, message) for message in messages)


def not_negative(field: str, value: int | None) -> Iterator[Cause]:
    """A count; a missing one is right."""
    if value is not None and value < 0:
        yield Cause.invalid(field, value, NOT_NEGATIVE)


def count_or_percent(field: str, value: int | str | None) -> Iterator[Cause]:
    """A count, or a share such as ``25%``; a missing one is right."""
    if isinstance(value, str):
        yield from invalid(field, value, names.percent(value))
    else:
        yield from not_negative(field, value)


def protocol(field: str, value: str) -> Iterator[Cause]:
    """A transport protocol."""
    if value not in PROTOCOLS:
        yield Cause.unsupported(field, value, PROTOCOLS)


def port_number_or_name(field: str, value: int | str) -> Iterator[Cause]:
    """A port of a container, by number or by name."""
    return invalid(field, value, names.port_name(value) if isinstance(value, str) else names.port_number(value))


def too_many(field: str, count: int, limit: int) -> Cause:
    """A list that is longer than the server takes."""
    return Cause("FieldValueTooMany", field, f"Too many: {count}: must have at most {limit} items")


def unchanged(field: str, new: Any, old: Any) -> Iterator[Cause]:
    """A field that keeps its value as long as the object lives."""
    if new != old:
        yield Cause.invalid(field, new, IMMUTABLE)
