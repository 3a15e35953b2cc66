"""The sandbox as a level: where to, and which Service is missing in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from svcquest.model.language import _
from svcquest.tui.screens.base import FrontScreen
from svcquest.tui.text import plain

USUAL = "my-level"


class SaveLevelScreen(FrontScreen[tuple[str, str] | None]):
    """Asks for a folder and for one of the Services; gives both, or None."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "save_level.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, services: Sequence[str]) -> None:
        """Let one of these be chosen, NAMESPACE/NAME; there is at least one."""
        super().__init__()
        self._services = services

    def compose(self) -> ComposeResult:
        """The folder above, the Services below."""
        with Vertical(classes="dialog"):
            yield Static(plain(_("Save the cluster as a level: a new folder"), "bold"))
            yield Input(USUAL, id="entry", select_on_focus=True)
            yield Static(plain(_("Players will have to write this Service again:"), "bold"), id="which")
            yield OptionList(*(Option(plain(each)) for each in self._services), id="services", compact=True)
            yield Static(plain(_("Up and Down choose, Enter saves, Esc leaves"), "$dim"))

    def on_mount(self) -> None:
        """Type at once; the first Service is chosen."""
        self.query_one(OptionList).highlighted = 0
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save."""
        event.stop()
        self._give()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Save."""
        event.stop()
        self._give()

    def _give(self) -> None:
        """Give folder and Service, once."""
        folder = self.query_one(Input).value.strip()
        at = self.query_one(OptionList).highlighted
        if self.is_current and folder:
            self.dismiss((folder, self._services[at or 0]))

    def action_move(self, by: int) -> None:
        """Another Service, while the cursor stays in the folder's name."""
        services = self.query_one(OptionList)
        if by > 0:
            services.action_cursor_down()
        else:
            services.action_cursor_up()

    def action_cancel(self) -> None:
        """Give nothing."""
        if self.is_current:
            self.dismiss(None)
