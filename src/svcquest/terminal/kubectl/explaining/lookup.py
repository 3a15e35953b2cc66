"""Fields of a type and what they are for, by a path such as ``spec.ports.port``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import KINDS, Kind
from svcquest.schema.descriptions import describe, describe_kind
from svcquest.schema.fields import Field, Struct, qualified, struct, struct_of
from svcquest.terminal.kubectl.errors import CommandError

NOT_MODELLED = "This cluster keeps such objects as they are written, and acts on none of them."


@dataclass(frozen=True, slots=True)
class Found:
    """What a path leads to.

    Attributes:
        kind: the type that the path begins with.
        owner: the struct that holds the field; the whole object where the path is empty.
        field: the field; None for the whole object.
    """

    kind: Kind
    owner: Struct
    field: Field | None

    @property
    def inner(self) -> Struct | None:
        """The struct that the field, or an item of it, is made of; None for a plain value."""
        return struct(self.field.item_type) if self.field else self.owner

    def descriptions(self) -> Iterator[str]:
        """What the field is for and, if that adds anything, its type is; of a whole object, what its kind is."""
        if self.field is None:
            yield describe_kind(self.kind)
            if self.kind not in KINDS:
                yield NOT_MODELLED
            return
        of_field, of_type = describe(self.owner.name, self.field.name), describe(self.inner.name) if self.inner else ""
        yield of_field
        if not of_field.startswith(of_type.removesuffix(".")):
            yield of_type


def look_up(kind: Kind, path: Sequence[str]) -> Found:
    """Follow a path, through items of lists and values of maps.

    Raises:
        CommandError: there is no such field. kubectl names the last step, whichever the wrong one is.
    """
    root = _fields(kind)
    if path and not root.fields:
        raise CommandError(f"the fields of {kind.kind} are not described here")
    found, here = Found(kind, root, None), root
    for name in path:
        field = here.fields.get(name)
        if field is None:
            raise CommandError(f'field "{path[-1]}" does not exist')
        found = Found(kind, here, field)
        here = struct(field.item_type) or Struct(field.item_type, {})
    return found


def _fields(kind: Kind) -> Struct:
    """The fields of a type; none where the table has none."""
    if kind in KINDS:
        return struct_of(kind)
    return struct(qualified(kind)) or Struct(kind.kind, {})
