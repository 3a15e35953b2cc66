"""Only what looks different is sent to the terminal, and yet what stands there is what a new drawing shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyte
import pytest
from tests.tui.playing import MEDIUM, WIDE, Player, playing
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.widget import Widget

from svcquest.tui.widgets.manifest_text import ManifestText

LEVEL = "a-name-for-three-pods"


class Glass:
    """The terminal in front of the app: it knows what it was sent, nothing else."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self.sent = 0
        self._screen = pyte.Screen(*size)
        self._stream = pyte.Stream(self._screen)

    def display(self, app: App[None], update: object) -> None:
        """Take what an app sends, as its ``_display`` does."""
        if isinstance(update, CompositorUpdate) and not app._batch_count:
            sequence = update.render_segments(app.console)
            self.sent += len(sequence)
            self._stream.feed(sequence)

    def cells(self) -> list[list[Any]]:
        """Every character with its colours; of a blank, what can be seen of it."""
        width, height = self._size
        return [[_seen(self._screen.buffer[row][column]) for column in range(width)] for row in range(height)]


def _seen(cell: Any) -> Any:
    is_blank = cell.data == " " and not cell.underscore and not cell.reverse
    return cell.bg if is_blank else cell


def drawn_anew(player: Player, size: tuple[int, int]) -> Glass:
    """The screen as a terminal would show it that is sent all of it, rendered without anything kept."""
    glass = Glass(size)
    for widget in player.app.screen.walk_children(Widget):
        widget._styles_cache.clear()
        if isinstance(widget, ManifestText):
            widget._known.clear()
            widget._rendered.clear()
            widget.refresh()
    glass.display(player.app, player.app.screen._compositor.render_full_update())
    return glass


async def drawn(player: Player) -> None:
    """Let what is to be drawn by now be drawn; it would else take its time."""
    for _ in range(2):
        player.app.screen._on_timer_update()
        await player.rest()


STEPS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("ctrl+g", "e", "ctrl+end", "enter"), "  publishN"),
    (("tab",), ": tr"),
    (("backspace", "ctrl+z", "enter"), "# why\n"),
    (("up", "shift+up", "shift+up"), "x"),
    (("ctrl+home",), "a: {b: 'c"),
    (("ctrl+f",), "app\n"),
    (("escape", "pagedown", "ctrl+t"), ""),
    (("ctrl+a", "backspace"), "kind: Service\nspec:\nselector:\napp: web\n" + "\n" * 9 + "spec:\ns"),
    (("tab",), ""),
)
"""Keys, then a text that is typed fast."""


async def test_the_terminal_shows_what_a_new_drawing_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    glass = Glass(MEDIUM)

    monkeypatch.setattr(App, "_display", lambda app, _screen, update: glass.display(app, update))
    async with playing(LEVEL, size=MEDIUM) as player:
        for keys, text in STEPS:
            await player.press(*keys)
            await player.type(text)
            await drawn(player)
            assert glass.cells() == drawn_anew(player, MEDIUM).cells(), (keys, text)
        for changed in ({"ascii": True}, {"theme": "svcquest-light"}):
            player.app.prefer(replace(player.app.preferences, **changed))
            await player.rest()
            await drawn(player)
            assert glass.cells() == drawn_anew(player, MEDIUM).cells(), changed


async def test_a_letter_is_not_worth_a_whole_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    glass = Glass(WIDE)

    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "e", "ctrl+end", "enter")
        await player.type("#x")
        await drawn(player)
        monkeypatch.setattr(App, "_display", lambda app, _screen, update: glass.display(app, update))
        await player.press("y")
        await drawn(player)
        assert 0 < glass.sent < 600
