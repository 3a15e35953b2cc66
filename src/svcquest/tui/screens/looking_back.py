"""What the terminal pane has shown, as one text: to read, to search, to copy from with the keyboard."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets.text_area import Selection

from svcquest.model.language import _, ngettext
from svcquest.tui.screens.base import FrontScreen
from svcquest.tui.themes import Palette
from svcquest.tui.widgets.find import FindBar
from svcquest.tui.widgets.searched_text import SearchedText


class LookBackScreen(FrontScreen[None]):
    """Opens at the end of the text, with a word to look for; what is found last is what one meets first."""

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f,slash", "find", "Find"),
        Binding("n", "seek(1)", show=False),
        Binding("N", "seek(-1)", show=False),
        Binding("ctrl+c,y", "copy", "Copy", priority=True),
        Binding("escape,q", "app.pop_screen", "Close"),
    ]

    def __init__(self, text: str, palette: Palette) -> None:
        super().__init__()
        self._text = text
        self._palette = palette
        self._began: tuple[int, int] = (0, 0)

    def compose(self) -> ComposeResult:
        """The text above a word to look for."""
        with Vertical(classes="pager") as pager:
            pager.border_title = _("Terminal")
            pager.border_subtitle = _("/ finds, n and N go on · Shift+arrows select · y copies · Esc closes")
            yield SearchedText(self._text, read_only=True, id="record")
            yield FindBar(id="find")

    def on_mount(self) -> None:
        """Look for a word at once."""
        self._record.use_palette(self._palette)
        self._record.action_end()
        self.action_find()  # at once: what is typed behind Ctrl+F is for the field
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Show lines from their start: the cursor was brought into view before it was known how wide that is."""
        self._record.scroll_to(x=0, animate=False)

    @property
    def _record(self) -> SearchedText:
        return self.query_one(SearchedText)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is typed into the field is for the field."""
        if action in {"copy", "seek"}:
            return self._record.has_focus
        return super().check_action(action, parameters)

    def action_find(self) -> None:
        """Type what to look for."""
        self._began = self._record.selection.end
        self.query_one(FindBar).open(self._record.selected_text)
        self.call_after_refresh(self._record.scroll_cursor_visible)  # the field takes a line of the text's

    def on_find_bar_sought(self, event: FindBar.Sought) -> None:
        """Show where the word stands: while it is typed, the last place before the one where the search began."""
        event.stop()
        if not event.step:
            self._record.selection = Selection.cursor(self._began)
        self.query_one(FindBar).tell(*self._record.seek(event.word, step=event.step or -1))

    def on_find_bar_closed(self, event: FindBar.Closed) -> None:
        """Go on in the text, at the place that was found."""
        event.stop()
        self._record.focus()

    def action_seek(self, step: int) -> None:
        """Another place of the word that was looked for last."""
        self._record.seek(self._record.sought, step=step)

    def action_copy(self) -> None:
        """Copy what is selected, else the line with the cursor."""
        record = self._record
        text = record.selected_text or record.document.get_line(record.cursor_location[0])
        self.app.copy_to_clipboard(text)
        lines = text.count("\n") + 1
        self.notify(ngettext("Copied {n} line.", "Copied {n} lines.", lines))
