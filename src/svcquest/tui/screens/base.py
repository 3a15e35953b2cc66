"""What all screens of the game share."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.screen import Screen
from textual.widgets import Static

from svcquest.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from svcquest.tui.app import SvcquestApp

SMALLEST = (60, 18)
"""Cells below which no screen is drawn."""


_WIDTHS: list[tuple[int, str]] | None = [(0, "-too-narrow"), (SMALLEST[0], "-broad-enough")]
_HEIGHTS: list[tuple[int, str]] | None = [(0, "-too-low"), (SMALLEST[1], "-high-enough")]


class TooSmall(Static):
    """Covers a screen while the terminal is too small for it."""

    def __init__(self) -> None:
        super().__init__(f"Terminal too small: {SMALLEST[0]}×{SMALLEST[1]} is enough. All is kept.")


class GameScreen(Screen[None]):
    """A screen of the game.

    Attributes:
        rests: whoever leaves a level that was opened from here comes back here.
    """

    rests: ClassVar[bool] = False

    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    @property
    def svcquest(self) -> SvcquestApp:
        """The app, by its own type."""
        return cast("SvcquestApp", self.app)

    def on_mount(self) -> None:
        """Textual calls this besides the ``on_mount`` of the screen itself."""
        self.mount(TooSmall())

    def on_screen_suspend(self) -> None:
        """Something stands in front: no key of this screen works now."""
        self._hush_keys(hushed=True)

    def on_screen_resume(self) -> None:
        """Textual calls this besides the ``on_screen_resume`` of the screen itself."""
        self._hush_keys(hushed=False)

    def _hush_keys(self, *, hushed: bool) -> None:
        for bar in self.query(KeyBar):
            bar.hush(hushed=hushed)

    def follow_preferences(self) -> None:
        """Take over new preferences; colours of styles change by themselves."""
