"""Every screen as a text frame, large and at 80×24: what a player sees, readable in a diff."""

from __future__ import annotations

import pytest
from tests.tui.playing import SMALL, WIDE, expect_frame, playing

from svcquest.tui.backend import Preferences

LEVEL = "a-name-for-three-pods"
SIZES = {"140x42": WIDE, "80x24": SMALL}
EXPOSE = "kubectl expose deployment storefront --name=web --port=80\n"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("home", []),
        ("map", ["m"]),
        ("map-filtered", ["m", "slash", "n", "o", "d", "e", "enter"]),
        ("settings", ["s"]),
        ("help", ["f1"]),
    ],
)
async def test_screens_outside_of_a_level(name: str, keys: list[str], size: str) -> None:
    async with playing(size=SIZES[size]) as player:
        if keys:
            await player.press(*keys)
        expect_frame(f"{name}-{size}", player.frame)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("level-start", []),
        ("level-cluster", ["ctrl+g", "c"]),
        ("level-editor", ["ctrl+g", "e"]),
        ("level-terminal", ["ctrl+g", "t"]),
        ("level-result", ["f5"]),
        ("level-trace", ["f5", "enter"]),
        ("level-hints", ["f8", "f8"]),
        ("level-jump", ["ctrl+g"]),
        ("level-help", ["f1"]),
        ("level-reset", ["ctrl+r"]),
    ],
)
async def test_panes_of_a_level(name: str, keys: list[str], size: str) -> None:
    async with playing(LEVEL, size=SIZES[size]) as player:
        if keys:
            await player.press(*keys)
        expect_frame(f"{name}-{size}", player.frame)


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
