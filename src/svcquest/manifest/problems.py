"""Text that cannot be read: what kubectl says, and the place to look at."""

from __future__ import annotations

from svcquest.manifest.positions import Position
from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Why reading stopped.

    Attributes:
        position: the place in the whole text to look at: where the reader gave up, or where a quote opens.
        reason: the bare reason, such as ``did not find expected key``.
        message: kubectl's sentence without its leading ``error: ``.
    """

    position: Position
    reason: str
    message: str

    def __str__(self) -> str:
        return f"error: {self.message}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a text may be. Small for what a learner writes, so that a hostile text costs nothing.

    Attributes:
        characters: length of the whole text.
        values: scalars, mappings and lists of a document, after aliases are followed.
        depth: levels of nesting.
    """

    characters: int = 3_000_000
    values: int = 200_000
    depth: int = 200


class UnreadableError(Exception):
    """Carries a problem of one document out of the reader.

    Attributes:
        reason: bare reason.
        line: 0-based line in the document to look at.
        column: 0-based column.
        said: what kubectl's message says after ``error parsing FILE: ``.
    """

    def __init__(self, reason: str, line: int, column: int, said: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column
        self.said = said
