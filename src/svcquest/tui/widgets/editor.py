"""The manifest editor: YAML colours, auto-indentation, marks at lines with problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from svcquest.tui.glyphs import Glyphs
from svcquest.tui.themes import DARK, Palette

Severity = Literal["error", "warning"]

PASTE_LIMIT = 2_000_000
"""Characters that the editor takes; the evaluation refuses far less, with a reason."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem, at a line and column counted from 1."""

    line: int
    column: int
    severity: Severity
    message: str


def editor_theme(palette: Palette) -> TextAreaTheme:
    """Colours of YAML and of the editor's own parts in one of our palettes."""
    return TextAreaTheme(
        name=palette.name,
        base_style=Style(color=palette.text, bgcolor=palette.background),
        gutter_style=Style(color=palette.dim, bgcolor=palette.background),
        cursor_style=Style(color=palette.background, bgcolor=palette.text),
        cursor_line_style=Style(bgcolor=palette.surface),
        cursor_line_gutter_style=Style(color=palette.accent, bgcolor=palette.surface),
        bracket_matching_style=Style(bgcolor=palette.panel, bold=True),
        selection_style=Style(bgcolor=palette.panel),
        syntax_styles={
            "string": Style(color=palette.ok),
            "comment": Style(color=palette.dim, italic=True),
            "number": Style(color=palette.accent),
            "boolean": Style(color=palette.warn),
            "constant.builtin": Style(color=palette.warn),
            "type": Style(color=palette.primary),
            "property": Style(color=palette.primary),
            "yaml.field": Style(color=palette.primary, bold=True),
            "punctuation.delimiter": Style(color=palette.dim),
            "punctuation.bracket": Style(color=palette.dim),
            "punctuation.special": Style(color=palette.dim),
        },
    )


class ManifestEditor(TextArea):
    """A TextArea for one file.

    It leaves Tab and Escape to the screen's own ways around and shows a mark in the gutter of each line that
    has a problem; the list of problems belongs to whoever holds the editor.
    """

    BINDING_GROUP_TITLE = "Editor"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "start", "Start of the file", show=False),
        Binding("ctrl+end", "end", "End of the file", show=False),
    ]

    class Edited(Message):
        """The text has changed."""

        def __init__(self, editor: ManifestEditor, text: str) -> None:
            super().__init__()
            self.editor = editor
            self.text = text

        @property
        def control(self) -> ManifestEditor:
            """The editor that was typed into."""
            return self.editor

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__("", language="yaml", tab_behavior="indent", soft_wrap=False, show_line_numbers=True, id=id)
        self._glyphs = glyphs
        self._marks: dict[int, Mark] = {}
        self._mark_styles: dict[str, Style] = {}
        self.indent_width = 2
        self.use_palette(DARK)

    def use_palette(self, palette: Palette) -> None:
        """Take the colours of a palette."""
        self.register_theme(editor_theme(palette))
        self.theme = palette.name
        self._mark_styles = {
            "error": Style(color=palette.bad, bold=True),
            "warning": Style(color=palette.warn, bold=True),
        }

    def show(self, text: str) -> None:
        """Replace the whole text without telling anybody; undo starts anew."""
        with self.prevent(TextArea.Changed):
            self.load_text(text)
        self.mark(())

    def mark(self, marks: Sequence[Mark]) -> None:
        """Show marks; the worst of a line wins."""
        found: dict[int, Mark] = {}
        for each in marks:
            known = found.get(each.line)
            if known is None or (known.severity == "warning" and each.severity == "error"):
                found[each.line] = each
        if found != self._marks:
            self._marks = found
            self.refresh()

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor at a place counted from 1, in view."""
        row = min(max(line - 1, 0), self.document.line_count - 1)
        self.move_cursor((row, max(column - 1, 0)), center=True)
        self.focus()

    def action_start(self) -> None:
        """Go to the first character."""
        self.move_cursor((0, 0))

    def action_end(self) -> None:
        """Go behind the last character."""
        self.move_cursor(self.document.end)

    @property
    def mark_here(self) -> Mark | None:
        """The problem at the cursor's line."""
        return self._marks.get(self.cursor_location[0] + 1)

    def render_line(self, y: int) -> Strip:
        """One line, with its mark in the gutter's right margin."""
        strip = super().render_line(y)
        mark = self._marks.get(y + self.scroll_offset.y + 1)
        if mark is None or not self.show_line_numbers:
            return strip
        at = self.gutter_width - 2
        sign = self._glyphs.failed if mark.severity == "error" else self._glyphs.warning
        style = self._mark_styles[mark.severity]
        background = next(iter(strip.crop(0, 1)), Segment(" ")).style
        return Strip.join(
            [
                strip.crop(0, at),
                Strip([Segment(sign, (background + style) if background else style)], 1),
                strip.crop(at + 1),
            ]
        )

    def on_key(self, event: Key) -> None:
        """What YAML wants of Enter and Backspace: keep the indentation, take back a whole step of it."""
        if self.read_only:
            return
        handled = (event.key == "enter" and self._new_line()) or (event.key == "backspace" and self._outdent())
        if handled:
            event.stop()
            event.prevent_default()

    def _new_line(self) -> bool:
        """A line break with the indentation so far, one level more after a key, under the key after a dash."""
        row, column = self.selection.start if self.selection.is_empty else min(self.selection)
        line = self.document.get_line(row)[:column]
        indent = len(line) - len(line.lstrip(" "))
        body = line.strip()
        if body.endswith(":"):
            indent += self.indent_width
        elif body.startswith("- ") and ":" in body:
            indent += len(body) - len(body[1:].lstrip(" "))
        self.insert("\n" + " " * indent)
        return True

    def _outdent(self) -> bool:
        """Remove one step of indentation when nothing but blanks stands before the cursor."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        if not self.selection.is_empty or not before or before.strip(" "):
            return False
        keep = (column - 1) // self.indent_width * self.indent_width
        self.delete((row, keep), (row, column))
        return True

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Pass a change on under our own name, so that a screen need not know what an editor is made of."""
        event.stop()
        self.post_message(self.Edited(self, self.text))
