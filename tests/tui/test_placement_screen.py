"""The placement test on the screen, by keyboard."""

from __future__ import annotations

import pytest
from tests.tui.playing import expect_frame, playing
from tests.tui.walking import SIZES, expect_frames

from svcquest.store.progress import Progress


@pytest.mark.parametrize("size", SIZES)
async def test_asks_and_explains(size: str) -> None:
    async with playing(size=SIZES[size]) as player:
        await expect_frames(player, (("placement", ("p",)), ("placement-wrong", ("enter",))))


async def test_what_is_known_need_not_be_played() -> None:
    progress = Progress(in_memory=True)
    async with playing(progress=progress) as player:
        await player.press(
            "p", "down", "down", "enter", "enter", "enter", "enter"
        )  # both of the first chapter, rightly
        assert player.shows("Ports, chapter 2")
        await player.press("end", "enter", "enter", "end", "enter", "enter")  # two chapters not known
        expect_frame("placement-end-140x42", player.frame)
        await player.press("enter")
        assert player.screen == "LevelScreen"
        assert player.shows("Port or targetPort")
        await player.press("escape", "m")
        assert player.shows("known")
    assert progress.known_chapters() == {"first-contact"}


async def test_leaving_saves_nothing() -> None:
    progress = Progress(in_memory=True)
    async with playing(progress=progress) as player:
        await player.press("p", "down", "down", "enter", "enter", "enter", "enter", "escape")
        assert player.screen == "HomeScreen"
    assert progress.known_chapters() == frozenset()
