"""After a solved level: what happened, the reference beside the player's answer, what comes next."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import Resize
from textual.widgets import Markdown, Static

from svcquest.game.views import Debrief
from svcquest.model.language import _
from svcquest.tui import bridge
from svcquest.tui.paging import turn
from svcquest.tui.screens.base import GameScreen
from svcquest.tui.text import clean, join, plain, worded
from svcquest.tui.widgets.keybar import KeyBar

_SIDE_BY_SIDE = 180
"""Cells from which on a line of prose and the answers have room beside each other."""


class DebriefScreen(GameScreen):
    """Stars, the debrief, the difference to the reference."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["debrief.tcss", "markdown.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,enter", "next", "Next level"),
        Binding("r", "app.pop_screen", "Look around"),
        Binding("m", "map", "Map"),
        Binding("space", "turn(1)", "Page down"),
        Binding("b", "turn(-1)", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("escape,q", "app.pop_screen", "Back", show=False),
    ]

    def __init__(self, title: str, stars: int, reason: str, debrief: Debrief, following: str) -> None:
        super().__init__()
        self._heading = title
        self._stars = stars
        self._reason = reason
        self._debrief = debrief
        self._following = following

    def compose(self) -> ComposeResult:
        """One page to scroll."""
        glyphs = self.svcquest.glyphs
        stars = glyphs.stars(self._stars)
        yield Static(
            join(
                (f" {glyphs.passed} {self._heading} ", "bold $ok"),
                (f" {stars} ", "bold $accent"),
                (self._reason, "$dim"),
            ),
            id="debrief-title",
        )
        with VerticalScroll(id="debrief-body"):
            yield Markdown(clean(self._debrief.text), id="debrief-text", open_links=False)
            with Vertical(id="debrief-answers"):
                yield Static(plain(_("Your answer and the reference"), "bold $primary"))
                yield Static(bridge.debrief_diff(self._debrief))
        if self._following:
            yield Static(
                worded(_("Next: {level}  (Enter)"), "$dim", level=(self._following, "bold")), id="debrief-next"
            )
        yield KeyBar()

    def on_mount(self) -> None:
        """Arrow keys scroll at once."""
        self.query_one("#debrief-body", VerticalScroll).focus()

    def on_resize(self, event: Resize) -> None:
        """Put the answers beside the text where there is room for both."""
        self.set_class(event.size.width >= _SIDE_BY_SIDE, "-side-by-side")

    def action_scroll(self, lines: int) -> None:
        """Scroll as in a pager."""
        self.query_one("#debrief-body", VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_turn(self, pages: int) -> None:
        """Turn pages as in a pager."""
        turn(self.query_one("#debrief-body", VerticalScroll), pages)

    def action_next(self) -> None:
        """Play on."""
        self.svcquest.next_level()

    def action_map(self) -> None:
        """Leave for the map."""
        self.svcquest.leave_level(to_map=True)
