"""The manifest editor: what keys do to YAML (indentation, brackets), and completion in a box below the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Blur, Key, MouseDown, Paste
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from svcquest.game.offering import Offer, Offers
from svcquest.model.language import _
from svcquest.tui import yaml_typing
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.themes import DARK, Palette
from svcquest.tui.widgets.manifest_text import ManifestText, Page
from svcquest.tui.widgets.offer_box import OfferBox

PASTE_LIMIT = 1_000_000
"""Characters that the editor takes at once. An API server takes no larger request than three times this."""

Offering = Callable[[str, int, int], Offers | None]
"""What could be typed next in a text, at a row and column from 0."""

_ENOUGH = 5
"""Lines below the cursor that are enough for offers; with fewer they stand above it if there is more room."""


class ManifestEditor(ManifestText):
    """The text with completion and keys that know YAML.

    Escape is left to the screen's own ways around. Offers are shown over the text below the cursor; the list of
    problems belongs to whoever holds the editor.
    """

    BINDING_GROUP_TITLE = "Editor"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+@,ctrl+space", "offer", "Complete", show=False),
        Binding("f6", "next_file", "Next file", show=False),
        Binding("ctrl+n", "new_file", "New file", show=False),
    ]

    class NewFile(Message):
        """A file shall be made."""

    class NextFile(Message):
        """The next file is wanted."""

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
        super().__init__(glyphs, id=id)
        self._glyphs = glyphs
        self._palette = DARK
        self._offering: Offering | None = None
        self._box: OfferBox | None = None
        self._box_place: tuple[int, int, list[Strip]] = (0, 0, [])
        self._typed = False

    def use_palette(self, palette: Palette) -> None:
        """Take the colours of a palette."""
        super().use_palette(palette)
        self._palette = palette

    def offer_from(self, offering: Offering) -> None:
        """Complete with what this function finds."""
        self._offering = offering

    def show(self, text: str, page: Page | None = None) -> None:
        """Replace the whole text as ``ManifestText.show`` does; nothing is offered there yet."""
        self._close_box()
        super().show(text, page)

    def action_next_file(self) -> None:
        """Ask for the next file."""
        self.post_message(self.NextFile())

    def action_new_file(self) -> None:
        """Ask for a new file."""
        self.post_message(self.NewFile())

    # Drawing --------------------------------------------------------------------------------------------------------

    def get_ready_for_lines(self) -> None:
        """Lay out the box of offers, once for all lines."""
        super().get_ready_for_lines()
        if self._box is not None:
            self._box_place = self._placed_box(self._box)

    def line_at(self, y: int) -> Strip:
        """One line, below the box of offers where that is."""
        strip = super().line_at(y)
        if self._box is not None:
            left, top, strips = self._box_place
            if top <= y < top + len(strips):
                over = strips[y - top]
                strip = Strip.join([strip.crop(0, left), over, strip.crop(left + over.cell_length)])
        return strip

    def _placed_box(self, box: OfferBox) -> tuple[int, int, list[Strip]]:
        """Left column, first row and lines of the box of offers: below the cursor, else above it."""
        size = self.scrollable_content_region.size
        cursor = self.cursor_location[0] - self.scroll_offset.y
        below = size.height - cursor - 1
        above = below < min(_ENOUGH, len(box.offers.items)) and cursor > below
        strips = box.strips(size.width - self.gutter_width, cursor if above else below)
        width = strips[0].cell_length if strips else 0
        word = self.gutter_width + box.offers.start - self.scroll_offset.x - 2
        left = max(self.gutter_width, min(word, size.width - width))
        return left, cursor - len(strips) if above else cursor + 1, strips

    # Completion -----------------------------------------------------------------------------------------------------

    @property
    def offered(self) -> tuple[Offer, ...]:
        """What is offered now."""
        return self._box.offers.items if self._box else ()

    def action_offer(self) -> None:
        """Say what fits here."""
        self._open_box(asked=True)

    def _open_box(self, *, asked: bool) -> None:
        """Offer what fits; unasked only where something of it is typed, or a value is awaited."""
        row, column = self.cursor_location
        found = self._offering(self.text, row, column) if self._offering and self.selection.is_empty else None
        if found is None or not (asked or found.typed or found.is_value):
            self._close_box()
            return
        picked = 0 if asked or found.typed else -1
        self._box = OfferBox(found, self._palette, self._glyphs, picked=picked)
        self.refresh()

    def _close_box(self) -> None:
        if self._box is not None:
            self._box = None
            self.refresh()

    def _take_offer(self, box: OfferBox) -> None:
        """Put the picked offer in the place of the word, and offer what follows."""
        row = self.cursor_location[0]
        self._close_box()
        result = self.replace(box.offer.insert, (row, box.offers.start), (row, box.offers.end))
        self.move_cursor(result.end_location)
        if not box.offers.is_value:
            self._open_box(asked=False)

    # Keys -----------------------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """What an editor of YAML does with keys that a plain one does not."""
        self._typed = event.is_printable or event.key == "backspace"
        if self.read_only:
            return
        if (self._box is not None and self._key_in_box(self._box, event.key)) or self._key_in_text(event):
            event.stop()
            event.prevent_default()
        elif not self._typed:
            self._close_box()
        if event.key == "escape":
            event.prevent_default()  # a TextArea would move the focus on; the bottom line promises something else

    def _key_in_box(self, box: OfferBox, key: str) -> bool:
        """What a key does while offers are shown; whether it was for them."""
        match key:
            case "up" | "down" | "ctrl+p" | "ctrl+n":
                box.step(1 if key in {"down", "ctrl+n"} else -1)
                self.refresh()
            case "escape":
                self._close_box()
            case "tab":
                self._take_offer(box)
            case "enter" if box.picked >= 0:
                self._take_offer(box)
            case _:
                return False
        return True

    def _key_in_text(self, event: Key) -> bool:
        """What Enter, Backspace, Tab and brackets do; whether the key was handled."""
        start, end = sorted(self.selection)
        before = self.document.get_line(start[0])[: start[1]]
        after = self.document.get_line(end[0])[end[1] :]
        match event.key:
            case "enter":
                self.replace(yaml_typing.line_break(before), start, end)
                self._close_box()
            case "backspace" if count := yaml_typing.outdent(before, self.selected_text):
                self.delete((start[0], start[1] - count), start)
            case "backspace" if not self.selected_text and yaml_typing.is_empty_pair(before, after):
                self.delete((start[0], start[1] - 1), (start[0], start[1] + 1))
                self.move_cursor((start[0], start[1] - 1))
            case "tab" if before[-1:].isalnum() and self.selection.is_empty:
                self.action_offer()
                return self._box is not None
            case _:
                return self._bracket(event.character, before, after)
        return True

    def _bracket(self, char: str | None, before: str, after: str) -> bool:
        """Close what opens, step over what is closed already; whether that was all there is to do."""
        if char is None or not self.selection.is_empty:
            return False
        if yaml_typing.steps_over(char, after):
            self.move_cursor_relative(columns=1)
            self._close_box()
            return True
        closing = yaml_typing.pair_of(char, before, after)
        if closing:
            self.insert(char + closing)
            self.move_cursor_relative(columns=-1)
        return bool(closing)

    def on_mouse_down(self, event: MouseDown) -> None:
        """A click on an offer takes it; anywhere else it closes the box."""
        if self._box is None:
            return
        left, top, strips = self._box_place
        at = event.get_content_offset(self)
        if at is not None and top <= at.y < top + len(strips) and at.x >= left and self._box.pick(at.y - top):
            event.stop()
            event.prevent_default()
            self._take_offer(self._box)
        else:
            self._close_box()

    def on_blur(self, _event: Blur) -> None:
        """Offers are for whoever types."""
        self._close_box()

    def on_paste(self, event: Paste) -> None:
        """Refuse what no API server would take; it would only slow everything down."""
        self._close_box()
        if len(event.text) > PASTE_LIMIT:
            event.stop()
            event.prevent_default()
            self.notify(
                _("{n} characters are too many for a manifest; nothing was pasted.", n=f"{len(event.text):,}"),
                severity="error",
                markup=False,
            )

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Pass a change on under our own name, so that a screen need not know what an editor is made of."""
        event.stop()
        if self._typed:
            self._open_box(asked=False)
        self.post_message(self.Edited(self, self.text))
