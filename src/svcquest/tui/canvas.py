"""A grid of styled cells to draw the cluster picture on; lines that meet join by themselves."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import shorten

UP, RIGHT, DOWN, LEFT = 1, 2, 4, 8


class Canvas:
    """Cells addressed by column and row from the upper left. What falls outside of the grid is not drawn."""

    def __init__(self, width: int, height: int, glyphs: Glyphs, base: Style) -> None:
        self.width = width
        self.height = height
        self._glyphs = glyphs
        self._base = base
        self._text: list[list[str]] = [[" "] * width for _ in range(height)]
        self._style: list[list[Style]] = [[base] * width for _ in range(height)]
        self._lines: list[list[int]] = [[0] * width for _ in range(height)]
        self._owner: list[list[int]] = [[0] * width for _ in range(height)]

    def write(self, x: int, y: int, text: str, style: Style, limit: int | None = None) -> int:
        """Write text to the right, cut with an ellipsis after ``limit`` cells.

        Returns:
            The column after the text.
        """
        if limit is not None and cell_len(text) > limit:
            text = shorten(text, limit)
        style = self._base + style
        if text.isascii() and text.isprintable() and 0 <= y < self.height and 0 <= x <= self.width - len(text):
            cells = slice(x, x + len(text))
            self._text[y][cells] = text
            self._style[y][cells] = [style] * len(text)
            self._lines[y][cells] = [0] * len(text)
            return x + len(text)
        for char in text:
            wide = cell_len(char)
            if 0 <= y < self.height and x >= 0 and x + wide <= self.width and wide:
                self._text[y][x] = char
                self._style[y][x] = style
                self._lines[y][x] = 0
                if wide == 2:
                    self._text[y][x + 1] = ""
            x += wide
        return x

    def across(self, x: int, to: int, y: int, style: Style, owner: int) -> None:
        """A horizontal line from ``x`` to ``to`` on its right. It passes under vertical lines of other owners."""
        style = self._base + style
        for column in range(x, to + 1):
            self._join(column, y, (LEFT if column > x else 0) | (RIGHT if column < to else 0), style, owner)

    def down(self, x: int, y: int, to: int, style: Style, owner: int) -> None:
        """A vertical line, both ends included. It passes over horizontal lines of other owners."""
        first, last = min(y, to), max(y, to)
        style = self._base + style
        for row in range(first, last + 1):
            self._join(x, row, (UP if row > first else 0) | (DOWN if row < last else 0), style, owner)

    def strip(self, y: int) -> Strip:
        """One row, ready to be shown."""
        if not 0 <= y < self.height:
            return Strip.blank(self.width, self._base)
        segments = []
        run, style = "", self._base
        for text, cell in zip(self._text[y], self._style[y], strict=True):
            if cell is style or cell == style:
                run += text
                continue
            if run:
                segments.append(Segment(run, style))
            run, style = text, cell
        if run:
            segments.append(Segment(run, style))
        return Strip(segments, self.width)

    def rows_unlike(self, other: Canvas) -> list[int]:
        """Rows that look otherwise than on another canvas of the same size."""
        return [y for y in range(self.height) if self._text[y] != other._text[y] or self._style[y] != other._style[y]]

    def row_text(self, y: int) -> str:
        """One row without styles, for tests."""
        return "".join(self._text[y]).rstrip()

    def _join(self, x: int, y: int, directions: int, style: Style, owner: int) -> None:
        if not (0 <= x < self.width and 0 <= y < self.height):
            return
        known = self._lines[y][x]
        if self._text[y][x] != " " and not known:
            return  # text lies above lines
        if known and self._owner[y][x] != owner:
            if not directions & (UP | DOWN):
                return
            known = 0
        self._lines[y][x] = known | directions
        self._owner[y][x] = owner
        self._text[y][x] = self._glyphs.lines[known | directions]
        self._style[y][x] = style
