"""What text tools read: the files named, or standard input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcquest.model.frozen import dataclass
from svcquest.terminal.process import FileError, Process


@dataclass(slots=True)
class Inputs:
    """The inputs of a tool.

    Attributes:
        process: the tool.
        operands: file names; ``-`` and no names at all mean standard input.
        refusal: how the tool says that it cannot read a file; empty for one that keeps silent.
        failed: whether a file could not be read; it has been told.
    """

    process: Process
    operands: Sequence[str]
    refusal: str = "{path}: {reason}"
    failed: bool = False

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Name and text of each input; those that cannot be read are told and left out."""
        for name in self.operands or ["-"]:
            if name in ("-", "/dev/stdin"):
                yield "-", self.process.stdin
                continue
            try:
                text = self.process.files.read(name)
            except FileError as error:
                self.failed = True
                if self.refusal:
                    self.process.fail(self.refusal.format(path=error.path, reason=error.reason))
            else:
                yield name, text

    def text(self) -> str:
        """All inputs joined."""
        return "".join(text for _, text in self)


def lines_of(text: str) -> list[str]:
    """The lines of a text without their ends; a last line without one counts too."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def write_lines(process: Process, lines: Sequence[str]) -> None:
    """Prints lines, each with an end."""
    if lines:
        process.out.write("\n".join(lines) + "\n")
