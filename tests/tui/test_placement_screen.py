"""The placement test on the screen, by keyboard."""

from __future__ import annotations

import pytest
from tests.tui.playing import SMALL, WIDE, expect_frame, playing

from svcquest.store.progress import Progress


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "140x42"])
async def test_asks_and_explains(size: tuple[int, int]) -> None:
    name = f"{size[0]}x{size[1]}"
    async with playing(size=size) as player:
        await player.press("p")
        expect_frame(f"placement-{name}", player.frame)
        await player.press("enter")
        expect_frame(f"placement-wrong-{name}", player.frame)


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
