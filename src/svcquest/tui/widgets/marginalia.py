"""What the editor draws besides the text: signs in the gutter, notes behind lines, underlines, words that are found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import clean, shorten
from svcquest.tui.themes import Palette

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
        self.sought = ""
        self.use_palette(palette)

    def use_palette(self, palette: Palette) -> None:
        """Take the colours of a palette."""
        self._colours: dict[Severity, str] = {"error": palette.bad, "warning": palette.warn, "note": palette.dim}
        self._found = Style(color=palette.background, bgcolor=palette.accent)

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
        if self.sought:
            strip = self._with_found(strip, text, gutter, scrolled)
        marks = self._marks.get(line)
        if not marks:
            return strip
        worst = marks[0]
        if gutter and worst.severity != "note":
            sign = self._glyphs.failed if worst.severity == "error" else self._glyphs.warning
            strip = _overlay(strip, gutter - 2, sign, Style(color=self._colours[worst.severity], bold=True))
        for each in marks:
            token = _TOKEN.match(text, each.column - 1) if each.severity != "note" else None
            if token:
                start = cell_len(text[: token.start()]) + gutter - scrolled
                underline = Style(underline=True, color=self._colours[each.severity])
                strip = _restyle(strip, max(start, gutter), start + cell_len(token[0]), underline)
        return self._with_note(strip, worst, cell_len(text) + gutter - scrolled)

    def _with_note(self, strip: Strip, mark: Mark, end: int) -> Strip:
        room = strip.cell_length - end - 3
        if room < _LEAST_NOTE or end < 0:
            return strip
        told = shorten(f"{self._glyphs.back} {clean(mark.message)}".replace("\n", " "), room)
        return _overlay(strip, end + 3, told, Style(color=self._colours[mark.severity], italic=True))

    def _with_found(self, strip: Strip, text: str, gutter: int, scrolled: int) -> Strip:
        for match in re.finditer(re.escape(self.sought), text, re.IGNORECASE):
            start = cell_len(text[: match.start()]) + gutter - scrolled
            strip = _restyle(strip, max(start, gutter), start + cell_len(match[0]), self._found)
        return strip


def _restyle(strip: Strip, start: int, end: int, style: Style) -> Strip:
    """A strip with a style laid over some of its cells."""
    if end <= start or start >= strip.cell_length:
        return strip
    middle = Strip(Segment.apply_style(strip.crop(start, end), post_style=style))
    return Strip.join([strip.crop(0, start), middle, strip.crop(end)])


def _overlay(strip: Strip, at: int, text: str, style: Style) -> Strip:
    """A strip with other text in some of its cells, on the background that they have."""
    end = at + cell_len(text)
    under = next(iter(strip.crop(at, at + 1)), Segment(" ")).style
    background = Style(bgcolor=under.bgcolor) if under else Style()
    return Strip.join([strip.crop(0, at), Strip([Segment(text, background + style)]), strip.crop(end)])
