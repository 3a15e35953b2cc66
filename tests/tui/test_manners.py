"""How the game behaves towards a terminal: colours, motion, little to send, the background."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.style import Style
from tests.tui.playing import playing
from textual.color import Color
from textual.geometry import Region

from svcquest.game.session import Session
from svcquest.levels.catalog import Catalog
from svcquest.tui import bridge
from svcquest.tui.backend import Preferences
from svcquest.tui.manners import without_colour
from svcquest.tui.themes import PALETTES
from svcquest.tui.widgets.picture import PictureView

LEVEL = "port-or-target-port"
NIGHT = Color.parse("#0d1219")
PATIENCE = 30.0


class Terminal:
    """The whole program on a pseudo-terminal, with a home of its own."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.child, self._terminal = pty.fork()
        if self.child == 0:
            known = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
            own = {
                "HOME": str(home),
                "XDG_DATA_HOME": str(home),
                "XDG_CONFIG_HOME": str(home),
                "TERM": "xterm-256color",
            }
            arguments = [sys.executable, "-m", "svcquest", "play", LEVEL]
            os.execvpe(arguments[0], arguments, {**known, **own, "COLUMNS": "100", "LINES": "30", **environment})
        self.seen = b""

    def until(self, sign: bytes) -> None:
        """Read until something is on the screen."""
        while sign not in self.seen:
            assert select.select([self._terminal], [], [], PATIENCE)[0], self.seen[-500:]
            self.seen += os.read(self._terminal, 65536)

    def press(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def end(self) -> None:
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self._terminal)


@pytest.mark.parametrize(
    ("style", "reverse"),
    [
        (Style(color="#ff0000", bold=True), False),
        (Style(color="#0d1219", bgcolor="#74b3ff"), True),
        (Style(color="#e4ebf3", bgcolor="#1d2735"), False),
        (Style(reverse=True), True),
        (Style(bgcolor="#74b3ff", reverse=True), False),
    ],
)
def test_without_colours_what_stood_out_is_reversed(style: Style, reverse: bool) -> None:
    found = without_colour(style, NIGHT)
    assert found.color is None
    assert found.bgcolor is None
    assert bool(found.reverse) == reverse
    assert found.bold == style.bold


@pytest.mark.parametrize(("motion", "level"), [(True, "full"), (False, "none")])
async def test_reduced_motion_holds_for_everything(motion: bool, level: str) -> None:
    async with playing(LEVEL, preferences=Preferences(motion=motion)) as player:
        assert player.app.animation_level == level
        player.app.prefer(Preferences(motion=not motion))
        assert player.app.animation_level != level


async def test_what_changes_in_the_picture_is_sent_and_nothing_else() -> None:
    async with playing(LEVEL) as player:
        await player.press("f5")
        view = player.app.screen.query_one(PictureView)
        drawn: list[Region] = []
        view.refresh = lambda *regions, **_: drawn.extend(regions) or view  # type: ignore[method-assign, func-returns-value]
        view.play(bridge.packets(Session(Catalog().open(LEVEL)).run()))
        while view.travelled < 1:
            view.step()
        assert drawn
        assert max(region.area for region in drawn) <= 12
        drawn.clear()
        picture = view.picture
        assert picture is not None
        view.show(picture, frozenset({next(pod.key for pod in picture.pods if pod.namespace == "pay")}))
        assert [region.height for region in drawn if region.width == view.size.width] == [1]


async def test_a_picture_is_saved_where_the_player_is_and_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with playing() as player:
        for palette in PALETTES:
            player.app.use_theme(palette.name)
            await player.press("f12")
        pictures = sorted(tmp_path.glob("svcquest_*.svg"))
        assert len(pictures) == len(PALETTES)
        assert {ET.parse(each).getroot().tag for each in pictures} == {"{http://www.w3.org/2000/svg}svg"}
        told = [notice.message for notice in player.app._notifications]
        assert sorted(told) == [f"Saved {each}" for each in pictures]
        monkeypatch.chdir("/proc")
        await player.press("f12")
        assert player.shows("No picture can be saved in this folder")


def test_no_color_sends_no_colours(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, NO_COLOR="1")
    try:
        terminal.until(b"Objectives")
        terminal.press("\x1b[15~")
        terminal.until(b"Observed")
    finally:
        terminal.end()
    assert not [part for part in terminal.seen.split(b"\x1b[") if b"38;" in part.partition(b"m")[0]]
    assert not [part for part in terminal.seen.split(b"\x1b[") if b"48;" in part.partition(b"m")[0]]


def test_ctrl_z_puts_the_game_into_the_background_and_fg_brings_it_back(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    try:
        terminal.until(b"Objectives")
        terminal.press("\x07c")
        terminal.until(b"Zoom")
        terminal.press("\x1a")
        _, status = os.waitpid(terminal.child, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        terminal.seen = b""
        os.kill(terminal.child, signal.SIGCONT)
        terminal.until(b"node-1")
    finally:
        terminal.end()
