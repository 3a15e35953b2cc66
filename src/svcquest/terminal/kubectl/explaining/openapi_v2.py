"""The older form, ``--output=plaintext-openapiv2``. Follows ``kubectl/pkg/explain/model_printer.go``."""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.schema.descriptions import describe
from svcquest.schema.fields import Field, Struct, struct
from svcquest.terminal.kubectl.explaining.lookup import Found
from svcquest.terminal.kubectl.explaining.plaintext import wrapped

_OF_NO_STRUCT = {"IntOrString": "string", "Quantity": "string", "FieldsV1": "Object"}
"""Types that have a name of their own in the newer form only."""


def lines(found: Found, *, recursive: bool) -> Iterator[str]:
    """The whole answer, line by line."""
    yield f"KIND:     {found.kind.kind}"
    yield f"VERSION:  {found.kind.api_version}"
    yield ""
    if found.field:
        yield f"{'RESOURCE:' if found.inner else 'FIELD:   '} {found.field.name} <{_type(found.field)}>"
        yield ""
    yield "DESCRIPTION:"
    for index, text in enumerate(found.descriptions()):
        if index:
            yield ""
        yield from wrapped(text, 5)
    if found.inner and found.inner.fields:
        yield ""
        yield "FIELDS:"
        yield from _names(found, found.inner, 3, ()) if recursive else _fields(found.inner)


def _type(field: Field) -> str:
    if struct(field.item_type):
        return f"{field.shape}Object"
    return f"{field.shape}{_OF_NO_STRUCT[field.item_type]}" if field.item_type in _OF_NO_STRUCT else field.type


def _fields(owner: Struct) -> Iterator[str]:
    for field in owner.fields.values():
        yield f"   {field.name}\t<{_type(field)}>" + (" -required-" if field.required else "")
        yield from wrapped(describe(owner.name, field.name), 5)
        yield ""


def _names(found: Found, owner: Struct, indent: int, above: tuple[str, ...]) -> Iterator[str]:
    for field in owner.fields.values():
        yield f"{' ' * indent}{field.name}\t<{_type(field)}>"
        inner = found.struct(field.item_type)
        if inner and field.item_type not in above:
            yield from _names(found, inner, indent + 3, (*above, field.item_type))
