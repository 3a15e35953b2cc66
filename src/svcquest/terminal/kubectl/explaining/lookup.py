"""Fields of a type and what they are for, by a path such as ``spec.ports.port``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import KINDS, Kind
from svcquest.schema.descriptions import describe, describe_kind
from svcquest.schema.fields import Field, Struct, qualified, structs
from svcquest.schema.versions import Version
from svcquest.terminal.kubectl.errors import CommandError

NOT_MODELLED = "This cluster keeps such objects as they are written, and acts on none of them."


@dataclass(frozen=True, slots=True)
class Found:
    """What a path leads to.

    Attributes:
        kind: the type that the path begins with.
        owner: the struct that holds the field; the whole object where the path is empty.
        field: the field; None for the whole object.
        inner: the struct that the field, or an item of it, is made of; None for a plain value.
        struct: what gives the structs of the server's version by name.
    """

    kind: Kind
    owner: Struct
    field: Field | None
    inner: Struct | None
    struct: Callable[[str], Struct | None]

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


def look_up(kind: Kind, path: Sequence[str], version: Version) -> Found:
    """Follow a path, through items of lists and values of maps.

    Args:
        version: of the server, which decides what fields there are.

    Raises:
        CommandError: there is no such field. kubectl names the last step, whichever the wrong one is.
    """
    struct = structs(version)
    root = struct(kind.kind if kind in KINDS else qualified(kind)) or Struct(kind.kind, {})
    if path and not root.fields:
        raise CommandError(f"the fields of {kind.kind} are not described here")
    found = Found(kind, root, None, root, struct)
    for name in path:
        owner = found.inner
        field = owner.fields.get(name) if owner else None
        if owner is None or field is None:
            raise CommandError(f'field "{path[-1]}" does not exist')
        found = Found(kind, owner, field, struct(field.item_type), struct)
    return found
