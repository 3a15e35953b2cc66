"""What the editor draws besides the text: signs in the gutter, notes behind lines, underlines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import clean, shorten
from svcquest.tui.themes import Palette
from svcquest.tui.widgets.overlay import overlaid, restyled

Severity = Literal["error", "warning", "note"]

_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
_LEAST_NOTE = 16
"""Cells below which a note behind a line is left out."""
_TOKEN = re.compile(r"[^\s:,{}\[\]]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to say about a line and column, counted from 1. A note is no problem: it only tells."""

    line: int
    column: int
    severity: Severity
    message: str


class Marginalia:
    """Marks of one text, and how they are drawn over its lines."""

    def __init__(self, glyphs: Glyphs, palette: Palette) -> None:
        self._glyphs = glyphs
        self._marks: dict[int, tuple[Mark, ...]] = {}
        self.use_palette(palette)

    def use_palette(self, palette: Palette) -> None:
        """Take the colours of a palette."""
        self._colours: dict[Severity, str] = {"error": palette.bad, "warning": palette.warn, "note": palette.dim}

    def mark(self, marks: Sequence[Mark]) -> bool:
        """Take other marks; whether anything changed."""
        found: dict[int, list[Mark]] = {}
        for each in sorted(marks, key=lambda each: (_RANK[each.severity], each.column)):
            found.setdefault(each.line, []).append(each)
        fresh = {line: tuple(each) for line, each in found.items()}
        changed = fresh != self._marks
        self._marks = fresh
        return changed

    def next_problem(self, line: int) -> Mark | None:
        """The first problem below a line, around the end; None where all is well."""
        problems = [marks[0] for _, marks in sorted(self._marks.items()) if marks[0].severity != "note"]
        return next((each for each in problems if each.line > line), problems[0] if problems else None)

    def draw(self, strip: Strip, line: int, text: str, gutter: int, scrolled: int) -> Strip:
        """A line of the editor with what belongs to it.

        Args:
            strip: the line as it is drawn without.
            line: its number from 1.
            text: all of its text.
            gutter: cells before the text.
            scrolled: cells of text that are scrolled out at the left.
        """
        marks = self._marks.get(line)
        if not marks:
            return strip
        worst = marks[0]
        if gutter and worst.severity != "note":
            sign = self._glyphs.failed if worst.severity == "error" else self._glyphs.warning
            strip = overlaid(strip, gutter - 2, sign, Style(color=self._colours[worst.severity], bold=True))
        for each in marks:
            token = _TOKEN.match(text, each.column - 1) if each.severity != "note" else None
            if token:
                start = cell_len(text[: token.start()]) + gutter - scrolled
                underline = Style(underline=True, color=self._colours[each.severity])
                strip = restyled(strip, max(start, gutter), start + cell_len(token[0]), underline)
        return self._with_note(strip, worst, cell_len(text) + gutter - scrolled)

    def _with_note(self, strip: Strip, mark: Mark, end: int) -> Strip:
        room = strip.cell_length - end - 3
        if room < _LEAST_NOTE or end < 0:
            return strip
        told = shorten(f"{self._glyphs.back} {clean(mark.message)}".replace("\n", " "), room)
        return overlaid(strip, end + 3, told, Style(color=self._colours[mark.severity], italic=True))
