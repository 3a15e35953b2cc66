"""One YAML file of a pack: read within limits, with the places of its parts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from svcquest.levels.problems import Fault, LevelError
from svcquest.levels.reading import Notes, Reader
from svcquest.manifest import Document, Limits, parse
from svcquest.model.frozen import dataclass
from svcquest.model.tree import Path as TreePath
from svcquest.model.tree import Tree

SIZE_LIMIT = 1_000_000
"""Bytes that a file of a pack may have."""

_LIMITS = Limits(characters=SIZE_LIMIT, values=100_000, depth=60)


def read_text(path: Path, limit: int = SIZE_LIMIT) -> str:
    """A text file, with line ends as newlines and without a byte order mark.

    Raises:
        LevelError: it is missing, no plain file, too large, or not UTF-8.
    """
    try:
        if not path.is_file():
            raise LevelError([Fault(str(path), 0, 0, "is not a file" if path.exists() else "no such file")])
        if path.stat().st_size > limit:
            raise LevelError([Fault(str(path), 0, 0, f"is larger than {limit:,} bytes")])
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise LevelError([Fault(str(path), 0, 0, f"is not UTF-8 text (byte {error.start})")]) from error
    except OSError as error:
        raise LevelError([Fault(str(path), 0, 0, f"cannot be read: {error.strerror or error}")]) from error


@dataclass(frozen=True, slots=True)
class Sheet:
    """One YAML file with the places of its parts."""

    path: Path
    document: Document
    lines: tuple[str, ...]

    @classmethod
    def of(cls, path: Path, text: str) -> Sheet:
        """Read a file's text.

        Raises:
            LevelError: it is no YAML, or not one mapping.
        """
        parsed = parse(text, path.name, _LIMITS)
        if parsed.problem is not None:
            at = parsed.problem.position
            raise LevelError([Fault(str(path), at.line, at.column, f"cannot be read as YAML: {parsed.problem.reason}")])
        if len(parsed.documents) != 1 or not isinstance(parsed.documents[0].tree, dict):
            raise LevelError([Fault(str(path), 1, 1, "must hold one YAML document with keys and values")])
        duplicates = [
            Fault(str(path), key.again.line, key.again.column, f'key "{key.path[-1]}" stands here for the second time')
            for key in parsed.duplicates
        ]
        if duplicates:
            raise LevelError(duplicates)
        return cls(path, parsed.documents[0], tuple(text.splitlines()))

    @property
    def tree(self) -> Tree:
        """What it holds."""
        found: Tree = self.document.tree
        return found

    def part(self, belongs: Callable[[str], bool]) -> Tree:
        """The keys that belong to something."""
        return {name: value for name, value in self.tree.items() if belongs(name)}

    def fault(self, path: TreePath, text: str) -> Fault:
        """Something wrong at a place in it."""
        at = self.document.locate(path)
        return Fault(
            str(self.path),
            at.line,
            at.column,
            f"{path[-1]}: {text}" if path and isinstance(path[-1], str) and text[:7] != "unknown" else text,
        )

    def about(self, path: TreePath, words: str, text: str) -> Fault:
        """Something wrong with words of a text: at the line on which they stand."""
        at = self.document.locate_value(path)
        for number, line in enumerate(self.lines[at.line - 1 :], at.line):
            if words in line:
                return Fault(str(self.path), number, line.index(words) + 1, f'"{words}": {text}')
        return Fault(str(self.path), at.line, at.column, f'"{words}": {text}')

    def require_none(self, notes: Notes) -> None:
        """Stop at faults.

        Raises:
            LevelError: there are some.
        """
        if notes.found:
            faults = [self.fault(path, text) for path, text in notes.found]
            raise LevelError(sorted(faults, key=lambda fault: (fault.line, fault.column)))

    def read(self, reader: Reader, tree: Tree) -> Any:
        """What a reader makes of a part.

        Raises:
            LevelError: it has faults.
        """
        notes = Notes()
        value = reader(tree, (), notes)
        self.require_none(notes)
        return value
