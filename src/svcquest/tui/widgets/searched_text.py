"""A text in which a word can be looked for: it is marked wherever it stands, and one place is selected."""

from __future__ import annotations

import re
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from svcquest.tui.themes import DARK, Palette
from svcquest.tui.widgets.editor_colours import editor_theme
from svcquest.tui.widgets.overlay import restyled


class SearchedText(TextArea):
    """A TextArea whose lines are not broken, with our colours and a search."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+a", "select_all", "Select all", show=False),
        Binding("ctrl+home", "start", "Start of the file", show=False),
        Binding("ctrl+end", "end", "End of the file", show=False),
    ]

    def __init__(
        self,
        text: str = "",
        *,
        language: str | None = None,
        read_only: bool = False,
        show_line_numbers: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(
            text,
            language=language,
            tab_behavior="indent",
            soft_wrap=False,
            read_only=read_only,
            show_line_numbers=show_line_numbers,
            id=id,
        )
        self.sought = ""
        self.use_palette(DARK)

    def use_palette(self, palette: Palette) -> None:
        """Take the colours of a palette."""
        self._here = Style(color=palette.background, bgcolor=palette.accent, bold=True)
        self._elsewhere = Style(color=palette.accent, underline=True)
        self.register_theme(editor_theme(palette))
        self.theme = palette.name

    def seek(self, word: str, *, step: int = 0) -> tuple[int, int]:
        """Mark a word wherever it stands, and select one place.

        Args:
            step: 0 the first one at or behind the selection's start, 1 the next, -1 the one before; around the ends.

        Returns:
            Number of the selected place (from 1) and count of places; zeros where there are none.
        """
        self.sought = word
        self.refresh()
        lines = self.text.split("\n") if word else []
        places = [(row, *found.span()) for row, line in enumerate(lines) for found in _matches(word, line)]
        self.scroll_to(x=0, animate=False)  # as much of the lines' starts as the place leaves in sight
        if not places:
            self.scroll_cursor_visible(animate=False)
            return 0, 0
        here = min(self.selection)
        following = next((i for i, (row, start, _) in enumerate(places) if (row, start) >= here), 0)
        if step > 0 and places[following][:2] == here:
            following += 1
        at = (following - (step < 0)) % len(places)
        row, start, end = places[at]
        self.selection = Selection((row, start), (row, end))
        self.scroll_cursor_visible(center=True, animate=False)
        return at + 1, len(places)

    def action_start(self) -> None:
        """Go to the first character."""
        self.move_cursor((0, 0))

    def action_end(self) -> None:
        """Go behind the last character."""
        self.move_cursor(self.document.end)

    def render_line(self, y: int) -> Strip:
        """One line, with the word where it stands there."""
        strip = super().render_line(y)
        row = y + self.scroll_offset.y
        if not self.sought or row >= self.document.line_count:
            return strip
        text = self.document.get_line(row)
        gutter = self.gutter_width
        left = gutter - self.scroll_offset.x
        for found in _matches(self.sought, text):
            start = left + cell_len(text[: found.start()])
            style = self._here if (row, found.start()) == min(self.selection) else self._elsewhere
            strip = restyled(strip, max(start, gutter), start + cell_len(found[0]), style)
        return strip


def _matches(word: str, line: str) -> list[re.Match[str]]:
    """Where a word stands in a line, be its letters capitals or not."""
    return list(re.finditer(re.escape(word), line, re.IGNORECASE))
