"""The form that ``kubectl explain`` prints. Follows ``kubectl/pkg/explain/v2/templates/plaintext.tmpl``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from svcquest.schema.descriptions import describe
from svcquest.schema.fields import Field, Struct
from svcquest.terminal.kubectl.explaining.lookup import Found

WIDTH = 80
"""Columns of a line of prose, its indentation included."""

ENUM_SHOWN = 4
"""How many values of an enumeration stand in a list of fields."""


def wrapped(text: str, indent: int) -> list[str]:
    """Prose in lines, broken at blanks only."""
    margin = " " * indent
    return textwrap.wrap(
        text, WIDTH, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )


def lines(found: Found, *, recursive: bool) -> Iterator[str]:
    """The answer below its header, line by line."""
    if found.field:
        yield f"FIELD: {found.field.name} <{found.field.type}>"
        yield from _enumeration(found.field)
        yield ""
    yield "DESCRIPTION:"
    for text in found.descriptions():
        yield from wrapped(text, 4)
    yield "    "
    if found.inner and found.inner.fields:
        yield "FIELDS:"
        yield from _names(found, found.inner, 2, ()) if recursive else _fields(found.inner)
    yield ""


def _enumeration(field: Field) -> Iterator[str]:
    """All values of an enumeration, or the empty line that stands in their place."""
    yield "ENUM:" if field.values else ""
    yield from (f"    {value or NOTHING}" for value in field.values)


NOTHING = '""'
"""How an empty value of an enumeration is shown."""


def _heading(field: Field, indent: int) -> Iterator[str]:
    """The line of a field in a list of fields, and the one of its values."""
    margin = " " * indent
    yield f"{margin}{field.name}\t<{field.type}>" + (" -required-" if field.required else "")
    if field.values:
        more = ", ...." if len(field.values) > ENUM_SHOWN else ""
        yield f"{margin}enum: {', '.join(value or NOTHING for value in field.values[:ENUM_SHOWN])}{more}"


def _fields(owner: Struct) -> Iterator[str]:
    for field in owner.fields.values():
        yield from _heading(field, 2)
        yield from wrapped(describe(owner.name, field.name), 4)
        yield ""


def _names(found: Found, owner: Struct, indent: int, above: tuple[str, ...]) -> Iterator[str]:
    """Names, types and values of all fields below; a struct within itself is not opened again."""
    for field in owner.fields.values():
        yield from _heading(field, indent)
        inner = found.struct(field.item_type)
        if inner and field.item_type not in above:
            yield from _names(found, inner, indent + 2, (*above, field.item_type))
