"""``kubectl explain``: fields, their types and what they are for. Follows ``kubectl/pkg/explain/v2``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from svcquest.model.kinds import KINDS, Kind
from svcquest.schema.descriptions import describe
from svcquest.schema.fields import Field, Struct, struct, struct_of
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.resource_types import find_type

WIDTH = 76
ENUM_SHOWN = 4
"""How many values of an enumeration stand in a list of fields."""


def run(call: Call) -> int:
    """Explain a resource type or one of its fields."""
    if not call.args:
        raise CommandError(
            "You must specify the type of resource to explain. "
            'Use "kubectl api-resources" for a complete list of supported resources.\n'
        )
    if len(call.args) > 1:
        raise CommandError("We accept only this format: explain RESOURCE\n")
    kind, path = _target(call.args[0])
    if kind is None:
        call.error(f'the server doesn\'t have a resource type "{call.args[0].partition(".")[0]}"')
        return 1
    if kind not in KINDS:
        raise CommandError(f'couldn\'t find resource for "{kind.group}/{kind.version}, Resource={kind.plural}"')
    if kind.group:
        call.print(f"GROUP:      {kind.group}")
    call.print(f"KIND:       {kind.kind}\nVERSION:    {kind.version}\n")
    owner, field = _follow(struct_of(kind), path)
    call.print("\n".join(_text(owner, field, recursive=call.flags.on("recursive"))))
    return 0


def _target(text: str) -> tuple[Kind | None, list[str]]:
    """The type and the path of ``svc.spec.ports`` or ``deployments.apps.spec``."""
    words = [word for word in text.split(".") if word]
    for count in range(len(words), 0, -1):
        kind = find_type(".".join(words[:count]))
        if kind is not None:
            return kind, words[count:]
    return None, []


def _follow(root: Struct, path: Sequence[str]) -> tuple[Struct, Field | None]:
    """The field at a path, and the struct that holds it; no field for the whole object."""
    owner, here, field = root, root, None
    for name in path:
        found = here.fields.get(name) if here else None
        if found is None:
            raise CommandError(f'field "{name}" does not exist')
        owner, field = here, found
        here = struct(found.item_type) or Struct(found.item_type, {})
    return owner, field


def _text(owner: Struct, field: Field | None, *, recursive: bool) -> Iterator[str]:
    inner = struct(field.item_type) if field else owner
    if field:
        yield f"FIELD: {field.name} <{field.type}>"
        if field.values:
            yield "ENUM:"
            yield from (f"    {value}" for value in field.values)
        yield ""
        yield ""
    yield "DESCRIPTION:"
    texts = (
        [describe(owner.name, field.name), describe(inner.name) if inner else ""] if field else [describe(owner.name)]
    )
    for text in dict.fromkeys(filter(None, texts)) or [""]:
        yield from _wrapped(text)
    yield "    "
    if inner and inner.fields:
        yield "FIELDS:"
        yield from _names(inner, 1, ()) if recursive else _fields(inner)
        yield ""


def _wrapped(text: str, indent: int = 4) -> list[str]:
    return textwrap.wrap(text or "<empty>", WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _heading(field: Field) -> str:
    return f"{field.name}\t<{field.type}>" + (" -required-" if field.required else "")


def _fields(owner: Struct) -> Iterator[str]:
    for field in owner.fields.values():
        yield f"  {_heading(field)}"
        if field.values:
            more = ", ...." if len(field.values) > ENUM_SHOWN else ""
            yield f"  enum: {', '.join(field.values[:ENUM_SHOWN])}{more}"
        yield from _wrapped(describe(owner.name, field.name))
        yield ""


def _names(owner: Struct, level: int, above: tuple[str, ...]) -> Iterator[str]:
    """Names and types of all fields below; a struct within itself is not opened again."""
    for field in owner.fields.values():
        yield "  " * level + _heading(field)
        inner = struct(field.item_type)
        if inner and field.item_type not in above:
            yield from _names(inner, level + 1, (*above, field.item_type))


EXPLAIN = Command(
    run,
    usage="TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [options]",
    flags=(
        Flag("api-version", "API version to explain"),
        Flag("output", "plaintext or plaintext-openapiv2", default="plaintext", short="o"),
        Flag("recursive", "Names of all fields below, without descriptions", "bool", short="R"),
    ),
    examples=("kubectl explain svc", "kubectl explain svc.spec.ports.targetPort", "kubectl explain pod --recursive"),
)
