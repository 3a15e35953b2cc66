"""One walk through the screens in each look: every theme, ASCII, no colours, a very large terminal.

What is written does not depend on the look: the kept frames of the usual one say what is to be seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from rich.color import Color
from tests.tui.playing import FRAMES, HUGE, SMALL, Player, expect_frame, playing
from tests.tui.test_themes import READABLE, contrast
from tests.tui.walking import Stop, expect_frames

from svcquest.tui.backend import Preferences
from svcquest.tui.glyphs import STAND_INS
from svcquest.tui.themes import PALETTES

LEVEL = "a-name-for-three-pods"

OUTSIDE: tuple[Stop, ...] = (
    ("home", ()),
    ("map", ("m",)),
    ("settings", ("escape", "s")),
    ("help", ("escape", "f1")),
    ("glossary", ("escape", "g")),
    ("sandbox", ("escape", "b")),
    ("sandbox-level", ("f8",)),
)
INSIDE: tuple[Stop, ...] = (
    ("level-start", ()),
    ("level-jump", ("ctrl+g",)),
    ("level-reset", ("escape", "ctrl+r")),
    ("level-result", ("escape", "f5")),
    ("level-trace", ("enter",)),
    ("changes", ("escape", "f10")),
    ("hints", ("escape", "f8")),
)


def pale(player: Player) -> Iterator[str]:
    """Texts on the screen that can hardly be read, each with its colours."""
    for strip in player.app.screen._compositor.render_strips():
        for text, style, _ in strip:
            if style is None or style.color is None or style.bgcolor is None or not any(map(str.isalnum, text)):
                continue
            front, ground = (_hex(each) for each in (style.color, style.bgcolor))
            if style.reverse:
                front, ground = ground, front
            if contrast(front, ground) < READABLE:
                yield f"{text.strip()}: {front} on {ground}"


def _hex(colour: Color) -> str:
    return colour.get_truecolor().hex


def kept(name: str) -> str:
    return (FRAMES / f"{name}-80x24.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("level", "stops"), [(None, OUTSIDE), (LEVEL, INSIDE)], ids=["outside", "inside"])
async def test_every_text_can_be_read_in_every_theme(level: str | None, stops: tuple[Stop, ...]) -> None:
    async with playing(level, size=SMALL) as player:
        for frame, keys in stops:
            await player.press(*keys)
            if player.app.screen.is_modal:  # what is behind a dialog is meant to be pale
                continue
            for palette in PALETTES:
                player.app.prefer(replace(player.app.preferences, theme=palette.name))
                await player.rest()
                assert list(pale(player)) == [], f"{frame} in {palette.name}"
                if frame in {"level-start", "level-result", "sandbox"}:
                    assert player.frame == kept(frame)


@pytest.mark.parametrize(("level", "stops"), [(None, OUTSIDE), (LEVEL, INSIDE)], ids=["outside", "inside"])
async def test_ascii_draws_nothing_else(level: str | None, stops: tuple[Stop, ...]) -> None:
    async with playing(level, size=SMALL, preferences=Preferences(motion=False, ascii=True)) as player:
        for frame, keys in stops:
            await player.press(*keys)
            assert player.frame.isascii(), frame
            if frame == "sandbox":
                expect_frame("sandbox-ascii", player.frame)


async def test_ascii_can_be_switched_while_a_screen_is_on() -> None:
    async with playing(size=SMALL) as player:
        await player.press("s", "end", "enter")
        assert player.frame.isascii()
        await player.press("enter")
        assert player.shows("○ ASCII signs")


async def test_without_colours_the_same_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with playing(LEVEL, size=SMALL) as player:
        for frame, keys in INSIDE[:4]:
            await player.press(*keys)
            assert player.frame == kept(frame)
            strips = player.app.screen._compositor.render_strips()
            assert not [style for strip in strips for _, style, _ in strip if style and (style.color or style.bgcolor)]


@pytest.mark.parametrize(
    ("level", "stops"),
    [
        (None, (("settings", ("s",)), ("map", ("escape", "m")), ("sandbox", ("escape", "b")))),
        (LEVEL, (("level-result", ("f5",)), ("level-trace", ("enter",)))),
    ],
    ids=["outside", "inside"],
)
async def test_a_very_large_terminal(level: str | None, stops: tuple[Stop, ...]) -> None:
    async with playing(level, size=HUGE) as player:
        await expect_frames(player, stops)


async def test_a_crowded_cluster_has_more_than_half_of_a_large_terminal() -> None:
    async with playing("the-friday-incident", size=HUGE) as player:
        assert player.app.screen.query_one("#cluster").size.height > HUGE[1] // 2
        assert player.app.screen.query_one("#lower").size.height > HUGE[1] // 3


def test_every_stand_in_is_one_ascii_character() -> None:
    assert all(len(stand_in) == 1 and stand_in.isascii() for stand_in in STAND_INS.values())
