"""Screens with a long list, and a field above it that narrows it."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Input, OptionList

from svcquest.tui.screens.base import GameScreen
from svcquest.tui.widgets.menu import Finder


class FindingScreen(GameScreen):
    """A screen whose ``Finder`` comes up on ``search`` and goes on ``drop_search``, before ``back`` leaves the screen.

    Attributes:
        found: selector of the list that the field narrows.
    """

    found: ClassVar[str]

    def on_mount(self) -> None:
        """The field shows once it is asked for."""
        self.query_one(Finder).display = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Back to the list."""
        event.stop()
        self._to_the_list()

    def action_search(self) -> None:
        """Type what to look for."""
        field = self.query_one(Finder)
        field.display = True
        field.focus()
        self.refresh_bindings()

    def action_drop_search(self) -> None:
        """The whole list again."""
        field = self.query_one(Finder)
        field.value = ""
        field.display = False
        self._to_the_list()
        self.refresh_bindings()

    def action_back(self) -> None:
        """Leave."""
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A search is dropped before the screen is left."""
        if action in {"drop_search", "back"}:
            return (action == "back") is not any(field.display for field in self.query(Finder))
        return super().check_action(action, parameters)

    def _to_the_list(self) -> None:
        self.query_one(self.found, OptionList).focus()
