"""A text of which only the rows that look different are drawn.

Textual draws all rows of a text area after each key. To compare a row with what was there before is a tenth of the
work of drawing it, and a terminal behind a slow line gets one row instead of forty.
"""

from __future__ import annotations

from collections.abc import Collection

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from svcquest.tui.widgets.searched_text import SearchedText


class RowwiseText(SearchedText):
    """A text area that finds out which of its rows changed when it is about to be drawn."""

    def __init__(self, *, language: str | None = None, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        # what is on the screen once all that is to be repainted is; rows of which that is not certain are missing
        self._known: dict[int, Strip] = {}
        # whether a row may have changed since they were compared; which did then; whether what lines share is known
        self._is_open = False
        self._fresh: dict[int, Strip] = {}
        self._is_ready = False
        super().__init__(language=language, show_line_numbers=True, id=id)

    def get_ready_for_lines(self) -> None:
        """Work out what all lines share before some of them are asked for."""
        if self._theme is not None:
            self._theme.apply_css(self)

    def line_at(self, y: int) -> Strip:
        """The line in this row of the widget."""
        return super().render_line(y)

    def render_line(self, y: int) -> Strip:
        """The line in this row, perhaps for the screen: Textual renders lines too that it does not send."""
        line = self._fresh.get(y)
        if line is None:
            line = self.line_at(y)
            if self._known.get(y) != line:
                self._known.pop(y, None)
        return line

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows as they are now."""
        self._narrow()
        self._prepare()
        return Widget.render_lines(self, crop)

    def notify_style_update(self) -> None:
        """Other styles may change what is behind the lines too."""
        self._known.clear()
        self._forget()
        super().notify_style_update()

    def _set_dirty(self, *regions: Region) -> None:
        """Where anything may have changed, leave it open what did until it is drawn."""
        self._forget()
        if regions or self.gutter.height:
            super()._set_dirty(*regions)
        else:
            self._is_open = True

    def _exchange_repaint_regions(self) -> Collection[Region]:
        """What is to be drawn now."""
        self._narrow()
        return super()._exchange_repaint_regions()

    def _forget(self) -> None:
        self._fresh.clear()
        self._is_ready = False

    def _prepare(self) -> None:
        if not self._is_ready:
            self._is_ready = True
            self.get_ready_for_lines()

    def _narrow(self) -> None:
        """Of a text that is to be drawn as a whole, draw only the rows that look different."""
        if not self._is_open:
            return
        self._is_open = False
        self._prepare()
        width = self.scrollable_content_region.width
        for y in range(self.size.height):
            line = self.line_at(y)
            if self._known.get(y) != line:
                self._known[y] = self._fresh[y] = line
                row = Region(0, y, width, 1)
                self._styles_cache.set_dirty(row)
                self._repaint_regions.add(row)
