"""The row below the editor in which a word to find is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from svcquest.model.language import _
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.steady import SteadyText


class FindBar(Horizontal):
    """A word, and how many places hold it. It asks whoever holds it to look."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down,f3,ctrl+f", "seek(1)", "Next", priority=True),
        Binding("up,shift+f3", "seek(-1)", "Before", priority=True),
        Binding("escape", "close", "Close", priority=True),
    ]

    class Sought(Message):
        """A word is sought.

        Attributes:
            step: 0 from here on, 1 the next place, -1 the one before.
        """

        def __init__(self, word: str, step: int) -> None:
            super().__init__()
            self.word = word
            self.step = step

    class Closed(Message):
        """The search is over."""

    def compose(self) -> ComposeResult:
        """What it is, the word, how many there are."""
        yield Static(plain(" " + _("Find") + " ", "$accent bold"), id="find-label")
        yield Input(id="find-word", compact=True, placeholder=_("any word; Enter next, ↑ before, Esc closes"))
        yield SteadyText("", id="find-count")

    def on_mount(self) -> None:
        """It shows once it is asked for."""
        self.display = False

    def open(self, word: str) -> None:
        """Begin a search, with a word that is selected already."""
        self.display = True
        field = self.query_one(Input)
        if word and "\n" not in word:
            field.value = word
        field.focus()
        field.select_all()
        self.post_message(self.Sought(field.value, 0))

    def tell(self, number: int, count: int) -> None:
        """Say which of how many places is selected."""
        word = self.query_one(Input).value
        if not word:
            told = join("")
        elif count:
            told = join((" " + _("{number} of {count}", number=number, count=count) + " ", "$dim"))
        else:
            told = join((" " + _("nowhere") + " ", "$warn bold"))
        self.query_one("#find-count", Static).update(told)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look while the word is typed."""
        event.stop()
        self.post_message(self.Sought(event.value, 0))

    def action_seek(self, step: int) -> None:
        """Go to another place."""
        self.post_message(self.Sought(self.query_one(Input).value, step))

    def action_close(self) -> None:
        """End the search."""
        self.display = False
        self.post_message(self.Closed())
