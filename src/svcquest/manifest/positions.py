"""Where the parts of a document stand in the text."""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.model.frozen import dataclass, field
from svcquest.model.tree import Path


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text; lines and columns count from 1, columns in characters."""

    line: int
    column: int


@dataclass(slots=True)
class Place:
    """A value's place and those of the parts below it.

    Attributes:
        value: where the value begins.
        key: where its key begins; for list items and the root the value itself.
        children: places of fields by name or of items by index.
        size: how many values it holds, itself and repeated ones (aliases) included.
        height: how many levels it has; a scalar has 1.
    """

    value: Position
    key: Position
    children: dict[str | int, Place] = field(default_factory=dict)
    size: int = 1
    height: int = 1

    def adopt(self, step: str | int, child: Place) -> None:
        """Hangs a part below this one."""
        self.children[step] = child
        self.size += child.size
        self.height = max(self.height, child.height + 1)

    def nearest(self, path: Iterable[str | int]) -> tuple[Place, Path]:
        """The deepest part on ``path`` that exists, and how far of the path that is."""
        here, found = self, []
        for step in path:
            child = here.children.get(step)
            if child is None:
                break
            here = child
            found.append(step)
        return here, tuple(found)


@dataclass(frozen=True, slots=True)
class DuplicateKey:
    """A key that a mapping holds twice; the value of the last one counts.

    Attributes:
        path: of the field.
        first: where the key stands first.
        again: where it stands once more.
    """

    path: Path
    first: Position
    again: Position
