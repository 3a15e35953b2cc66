"""Walks from screen to screen of one game, with a kept frame of every stop."""

from __future__ import annotations

from tests.tui.playing import SMALL, WIDE, Player, expect_frame

SIZES = {"140x42": WIDE, "80x24": SMALL}

Stop = tuple[str, tuple[str, ...]]
"""The name of a kept frame, and the keys that lead there from the stop before."""


async def expect_frames(player: Player, stops: tuple[Stop, ...]) -> None:
    """Go from stop to stop and compare what is on the screen with the frames kept for its size."""
    width, height = player.app.size
    for name, keys in stops:
        await player.press(*keys)
        expect_frame(f"{name}-{width}x{height}", player.frame)
