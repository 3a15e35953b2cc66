"""Colours of a text's rows, looked for when a row is drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

Span = tuple[int, int | None, str]
"""First column, the one behind the last (None: to the end of the row), and what is there."""

Find = Callable[[tuple[int, int], tuple[int, int]], Mapping[str, Sequence["Node"]]]
"""Nodes by what they are, from a (row, column) to another."""

AT_ONCE = 16
"""Rows looked at together: few enough that little is looked at which the screen does not show."""


class RowColours(dict[int, list[Span]]):
    """What TextArea keeps of a text, but only of those rows that somebody asked for.

    TextArea looks at the whole text after each key, though a screen shows only some dozen rows of it.
    """

    def __init__(self, find: Find) -> None:
        super().__init__()
        self._find = find

    def __bool__(self) -> bool:
        """Whether a row may have colours: TextArea asks before it asks for a row."""
        return True

    def __missing__(self, row: int) -> list[Span]:
        first = row - row % AT_ONCE
        rows = range(first, first + AT_ONCE)
        for each in rows:
            self[each] = []
        for name, nodes in self._find((first, 0), (first + AT_ONCE, 0)).items():
            for node in nodes:
                self._add(name, node, rows)
        return self[row]

    def _add(self, name: str, node: Node, rows: range) -> None:
        (top, left), (bottom, right) = node.start_point, node.end_point
        for row in range(max(top, rows.start), min(bottom + 1, rows.stop)):
            self[row].append((left if row == top else 0, right if row == bottom else None, name))
