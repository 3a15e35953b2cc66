"""What is wrong with a level or pack: the tree of errors, and the place of each fault."""

from __future__ import annotations

from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file.

    Attributes:
        file: path as the reader knows it.
        line, column: from 1; 0 when the file as a whole is meant.
        text: what is wrong and what would be right.
    """

    file: str
    line: int
    column: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.text}" if self.line else f"{self.file}: {self.text}"


class LevelError(Exception):
    """A level or pack that cannot be used; ``faults`` are all that were found, in the order of the file."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class UnknownLevelError(Exception):
    """No level has that id; the text says which the learner may have meant, if there are ``similar`` ones."""

    def __init__(self, wanted: str, similar: tuple[str, ...]) -> None:
        meant = f"; did you mean {' or '.join(similar)}?" if similar else "; `svcquest levels` lists them"
        super().__init__(f"there is no level {wanted!r}{meant}")
