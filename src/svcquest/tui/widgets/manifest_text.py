"""A manifest's text as a widget: YAML colours, marks at lines, one file after another with its own undo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from textual._tree_sitter import get_language
from textual.cache import LRUCache
from textual.document._history import EditHistory
from textual.geometry import Offset, Size
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection
from tree_sitter import Query

from svcquest.tui import yaml_typing
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.themes import DARK, Palette
from svcquest.tui.widgets.marginalia import Marginalia, Mark
from svcquest.tui.widgets.row_colours import RowColours
from svcquest.tui.widgets.rowwise_text import RowwiseText

COLOUR_LIMIT = 100_000
"""Characters above which the text is shown without colours: to colour it takes longer than a keystroke may."""

WIDTH_STEP = 8
"""Cells by which the text grows wider: the whole screen is laid out anew whenever it does."""


@dataclass(frozen=True, slots=True)
class Page:
    """A file as it was left: text, cursor, what can be undone."""

    text: str
    selection: Selection
    scroll: Offset
    history: EditHistory


class ManifestText(RowwiseText):
    """A text that shows one file at a time and what is to say about its lines."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        self._margin = Marginalia(glyphs, DARK)
        super().__init__(language="yaml", id=id)
        self._view: tuple[Size, int, str, int, str] = (Size(), 0, "", 0, "")
        self._rendered: LRUCache[tuple[object, ...], Strip] = LRUCache(512)
        self.indent_width = yaml_typing.STEP

    def use_palette(self, palette: Palette) -> None:
        """Take the colours of a palette."""
        super().use_palette(palette)
        self._margin.use_palette(palette)

    # Text -----------------------------------------------------------------------------------------------------------

    def show(self, text: str, page: Page | None = None) -> None:
        """Replace the whole text without telling anybody; as it was left where ``page`` still says the same."""
        self.history = EditHistory(max_checkpoints=50, checkpoint_timer=2.0, checkpoint_max_characters=100)
        with self.prevent(TextArea.Changed):
            self._colour(text)
            self.load_text(text)
        self.mark(())
        if page is not None and page.text == text:
            self.history = page.history
            self.selection = page.selection
            self.scroll_to(page.scroll.x, page.scroll.y, animate=False)

    def page(self) -> Page:
        """The text as it is left."""
        return Page(self.text, self.selection, self.scroll_offset, self.history)

    def rewrite(self, text: str) -> None:
        """Replace the whole text in one step that can be undone; the cursor stays at its line."""
        if text == self.text:
            return
        row, column = self.cursor_location
        self.history.checkpoint()
        self.replace(text, (0, 0), self.document.end)
        self.history.checkpoint()
        row = min(row, self.document.line_count - 1)
        self.move_cursor((row, min(column, len(self.document.get_line(row)))))

    def on_text_area_changed(self, _event: TextArea.Changed) -> None:
        """Stop colouring a text that has grown too long."""
        self._colour(self.text)

    def validate_virtual_size(self, size: Size) -> Size:
        """Keep some room behind the longest line, but none that would need a scroll bar."""
        room = self.scrollable_content_region.width
        roomy = -(-size.width // WIDTH_STEP) * WIDTH_STEP
        return size.with_width(room if size.width <= room < roomy else roomy)

    def _colour(self, text: str) -> None:
        language = "yaml" if len(text) <= COLOUR_LIMIT else None
        if self.language != language:
            self.language = language

    def _set_document(self, text: str, language: str | None) -> None:
        """Take a text; the query is the same for every text, and to prepare it takes longer than to read most."""
        super()._set_document(text, language)
        if self._highlight_query is not None:
            self._highlight_query = _prepared_query()
            self._build_highlight_map()

    @staticmethod
    def _get_builtin_highlight_query(language_name: str) -> str:
        """Nothing that Textual would have to prepare for each text."""
        return ""

    def _build_highlight_map(self) -> None:
        self._line_cache.clear()
        query = self._highlight_query
        self._highlights = (
            defaultdict(list)
            if query is None
            else RowColours(lambda start, end: self.document.query_syntax_tree(query, start, end))
        )

    # Places ---------------------------------------------------------------------------------------------------------

    def mark(self, marks: Sequence[Mark]) -> None:
        """Show marks; the worst of a line wins."""
        if self._margin.mark(marks):
            self.refresh()

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor at a place counted from 1, in view."""
        row = min(max(line - 1, 0), self.document.line_count - 1)
        self.move_cursor((row, max(column - 1, 0)), center=True)
        self.focus()

    def next_problem(self) -> bool:
        """Go to the next line with a problem, around the end; False where there is none."""
        problem = self._margin.next_problem(self.cursor_location[0] + 1)
        if problem is not None:
            self.go_to(problem.line, problem.column)
        return problem is not None

    def on_resize(self) -> None:
        """Keep the line that is being typed in view when what is said below takes room from the text."""
        if self.has_focus:
            self.scroll_cursor_visible()

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor, unless an undo has just removed its line: Textual moves the cursor after that."""
        if self.cursor_location[0] >= self.document.line_count:
            return Offset()
        return super().scroll_cursor_visible(center, animate)

    # Drawing --------------------------------------------------------------------------------------------------------

    def get_ready_for_lines(self) -> None:
        """Note what lines depend on besides their text."""
        super().get_ready_for_lines()
        self._view = (self.size, self.scroll_offset.x, self.theme, self.gutter_width, self.sought)

    def line_at(self, y: int) -> Strip:
        """One line with its marks."""
        row = y + self.scroll_offset.y
        if row >= self.document.line_count:
            return super().line_at(y)
        text = self.document.get_line(row)
        strip = self._text_line(y, row, text)
        _, scrolled, _, gutter, _ = self._view
        return self._margin.draw(strip, row + 1, text, gutter, scrolled)

    def _text_line(self, y: int, row: int, text: str) -> Strip:
        """A line without what is drawn over it.

        TextArea forgets all lines at each edit; one that reads and is coloured as before is not rendered again.
        """
        bracket = self._matching_bracket_location
        if self.selection.contains_line(row) or (bracket is not None and bracket[0] == row):
            return super().line_at(y)
        key = (row, text, tuple(self._highlights[row]), self._view)
        strip = self._rendered.get(key)
        if strip is None:
            strip = self._rendered[key] = super().line_at(y)
        return strip


@cache
def _prepared_query() -> Query | None:
    """What tells the parts of YAML apart, ready for any text; None where its parser is missing."""
    language = get_language("yaml")
    source = TextArea._get_builtin_highlight_query("yaml")  # noqa: SLF001 - what Textual would prepare each time
    return Query(language, source) if language else None
