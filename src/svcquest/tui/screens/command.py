"""The line after a colon."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from svcquest.tui.commands import Entry
from svcquest.tui.screens.base import FrontScreen
from svcquest.tui.text import join, padded, plain, shorten

_SHOWN = 9
_NAME = 28
"""Cells for a name, before what it does."""


class CommandScreen(FrontScreen[str | Entry | None]):
    """A line to type, and what could be meant; gives what was chosen, or the line as it was typed."""

    CSS_PATH = "command.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False, priority=True),
        Binding("tab", "complete", "Complete", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Offer entries; names are matched without regard to capitals."""
        super().__init__()
        self._entries = [(name.lower(), about, do) for name, about, do in entries]
        self._offers: list[Entry] = []

    def compose(self) -> ComposeResult:
        """What fits above, the line below."""
        with Vertical(id="command"):
            yield OptionList(id="command-offers", compact=True)
            with Horizontal(id="command-row"):
                yield Static(plain(":", "bold $accent"), id="command-sign")
                yield Input(id="command-line", compact=True)

    def on_mount(self) -> None:
        """Type at once."""
        self._offer("")
        self.query_one(Input).focus()

    def _offer(self, typed: str) -> None:
        """Names that begin as typed come first, then those that hold all words anywhere."""
        start = typed.strip().lower()
        words = start.split()
        fitting = [
            entry
            for entry in self._entries
            if all(word in f"{entry[0]} {entry[1].lower()}" for word in words) and (words or " " not in entry[0])
        ]
        fitting.sort(key=lambda entry: (entry[0] != start, not entry[0].startswith(start), " " in entry[0]))
        self._offers = fitting[:_SHOWN]
        offers = self.query_one("#command-offers", OptionList)
        offers.clear_options()
        room = self.app.size.width - _NAME - 4
        offers.add_options(
            Option(
                join(
                    (f"{padded(name, _NAME)} ", "bold"), (shorten(about, room - max(0, cell_len(name) - _NAME)), "$dim")
                )
            )
            for name, about, _ in self._offers
        )
        offers.highlighted = 0 if fitting else None

    @property
    def _offered(self) -> Entry | None:
        at = self.query_one("#command-offers", OptionList).highlighted
        return self._offers[at] if at is not None and at < len(self._offers) else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        event.stop()
        self._offer(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is offered; a line with a word that is not offered as it was typed."""
        event.stop()
        typed = event.value.strip()
        offered = self._offered
        if offered is not None and (" " not in typed or offered[0].startswith(typed.lower())):
            self._give(offered)
        else:
            self._give(typed or None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        event.stop()
        self._give(self._offered)

    def action_complete(self) -> None:
        """Put the offer into the line."""
        offered = self._offered
        if offered is not None:
            field = self.query_one(Input)
            field.value = f"{offered[0]} "
            field.cursor_position = len(field.value)

    def action_move(self, by: int) -> None:
        """Another offer."""
        offers = self.query_one("#command-offers", OptionList)
        if by > 0:
            offers.action_cursor_down()
        else:
            offers.action_cursor_up()

    def action_leave(self) -> None:
        """Do nothing."""
        self._give(None)

    def _give(self, chosen: str | Entry | None) -> None:
        """Leave, once."""
        if self.is_current:
            self.dismiss(chosen)
