"""Text in columns, as Go's ``text/tabwriter`` lays it out with blanks for padding."""

from __future__ import annotations

from collections.abc import Sequence


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of ``kubectl get``: columns at least 6 wide and 3 apart, the last one not padded."""
    return align(["\t".join(row) for row in rows], minimum=6, padding=3)


def align(lines: Sequence[str], minimum: int = 0, padding: int = 2) -> str:
    """Lines with cells ended by tabs; a column is as wide as its widest cell among lines that follow each other.

    The defaults are those of ``kubectl describe``.
    """
    cells = [line.split("\t") for line in lines]
    widths: list[list[int]] = [[] for _ in cells]
    _measure(cells, widths, range(len(cells)), minimum, padding)
    return "".join(
        "".join(cell.ljust(width) for cell, width in zip(row, [*wide, 0], strict=True)) + "\n"
        for row, wide in zip(cells, widths, strict=True)
    )


def _measure(cells: list[list[str]], widths: list[list[int]], lines: range, minimum: int, padding: int) -> None:
    """Finds the width of the next column for each block of lines that have it, then of those within the block."""
    at = lines.start
    while at < lines.stop:
        column = len(widths[at])
        end = at
        while end < lines.stop and len(cells[end]) - 1 > column:
            end += 1
        if end == at:
            at += 1
            continue
        width = max(minimum, *(len(cells[line][column]) + padding for line in range(at, end)))
        for line in range(at, end):
            widths[line].append(width)
        _measure(cells, widths, range(at, end), minimum, padding)
        at = end
