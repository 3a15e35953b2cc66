"""Every screen as a text frame, large and at 80×24: what a player sees, readable in a diff."""

from __future__ import annotations

import pytest
from tests.tui.playing import HUGE, expect_frame, playing
from tests.tui.walking import SIZES, Stop, expect_frames

from svcquest.tui.backend import Preferences

LEVEL = "a-name-for-three-pods"
EXPOSE = "kubectl expose deployment storefront --name=web --port=80\n"


OUTSIDE: tuple[Stop, ...] = (
    ("home", ()),
    ("help", ("f1",)),
    ("settings", ("escape", "s")),
    ("map", ("escape", "m")),
    ("map-filtered", ("slash", "n", "o", "d", "e", "enter")),
)
INSIDE: tuple[Stop, ...] = (
    ("level-start", ()),
    ("level-jump", ("ctrl+g",)),
    ("level-help", ("escape", "f1")),
    ("level-reset", ("escape", "ctrl+r")),
    ("level-editor", ("escape", "ctrl+g", "e")),
    ("level-terminal", ("ctrl+g", "t")),
    ("level-result", ("f5",)),
    ("level-trace", ("enter",)),
)
LOOKING: tuple[Stop, ...] = (("level-cluster", ("ctrl+g", "c")),)
HINTED: tuple[Stop, ...] = (("level-hints", ("f8", "f8")),)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("level", "stops"),
    [(None, OUTSIDE), (LEVEL, INSIDE), (LEVEL, LOOKING), (LEVEL, HINTED)],
    ids=["outside", "inside", "looking", "hinted"],
)
async def test_a_walk(level: str | None, stops: tuple[Stop, ...], size: str) -> None:
    async with playing(level, size=SIZES[size]) as player:
        await expect_frames(player, stops)


@pytest.mark.parametrize("size", SIZES)
async def test_debrief(size: str) -> None:
    async with playing(LEVEL, size=SIZES[size]) as player:
        await player.press("ctrl+g", "t")
        await player.type(EXPOSE)
        await player.press("f5")
        expect_frame(f"debrief-{size}", player.frame)
        await player.press("space", "b")
        expect_frame(f"debrief-{size}", player.frame)
        await player.press("question_mark", "space", "b")
        assert player.shows("What the debrief shows")
        await player.press("escape")
        await player.pilot.resize_terminal(*HUGE)
        await player.rest()
        expect_frame("debrief-250x70", player.frame)


async def test_a_level_in_ascii() -> None:
    async with playing(LEVEL, preferences=Preferences(motion=False, ascii=True)) as player:
        await player.press("f5")
        expect_frame("level-ascii", player.frame)


async def test_settings_take_effect_at_once_and_are_kept() -> None:
    async with playing() as player:
        await player.press("s", "down", "enter")
        assert player.app.theme == "svcquest-light"
        assert player.app.backend.preferences().theme == "svcquest-light"
        await player.press("end", "enter")
        assert player.shows("o ASCII signs")
