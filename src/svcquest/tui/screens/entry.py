"""A line to type, above another screen."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from svcquest.model.language import _
from svcquest.tui.screens.base import FrontScreen
from svcquest.tui.text import plain


class EntryScreen(FrontScreen[str | None]):
    """Asks for one line; Escape gives none."""

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False)]

    def __init__(self, question: str, about: str, value: str = "") -> None:
        super().__init__()
        self._question = question
        self._about = about
        self._value = value

    def compose(self) -> ComposeResult:
        """The question, the line, what it is good for."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question, "bold"))
            yield Input(self._value, id="entry", select_on_focus=False)
            yield Static(plain(self._about, "$dim"))
            yield Static(plain(_("Enter takes it, Esc leaves"), "$dim"))

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line, once."""
        event.stop()
        if self.is_current:
            self.dismiss(event.value.strip() or None)

    def action_cancel(self) -> None:
        """Give nothing."""
        if self.is_current:
            self.dismiss(None)
