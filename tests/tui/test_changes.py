"""The list of changes to the cluster."""

from __future__ import annotations

import pytest
from tests.tui.playing import Player, expect_frame, playing
from tests.tui.walking import SIZES

LEVEL = "a-name-for-three-pods"


async def three_changes(player: Player) -> None:
    await player.press("ctrl+g", "t")
    await player.enter("kubectl expose deployment storefront --name=web --port=80")
    await player.enter("kubectl label svc web tier=front")
    await player.enter("kubectl scale deployment storefront --replicas=1")


@pytest.mark.parametrize("size", SIZES)
async def test_each_change_says_what_it_did(size: str) -> None:
    async with playing(LEVEL, size=SIZES[size]) as player:
        await three_changes(player)
        await player.press("f10", "up")
        assert player.shows("the start", "~ service/web changed in shop", "+    tier: front")
        expect_frame(f"changes-{size}", player.frame)


async def test_any_moment_can_be_gone_back_to_and_forward_again_and_reset_asked_for() -> None:
    async with playing(LEVEL) as player:
        await three_changes(player)
        await player.press("f10", "up", "up", "enter")
        assert player.shows("1 change (F10)", "as it was after change 1")
        await player.press("f10")
        assert player.shows("◌  3", "›  1")
        await player.press("down", "down", "enter")
        assert player.shows("3 changes (F10)")
        await player.press("f10", "home")
        assert player.shows(
            "All that is different from the start", "+ service/web created", "-  replicas: 3", "+  replicas: 1"
        )
        await player.press("enter", "ctrl+g", "t")
        player.app.clear_notifications()
        await player.enter("kubectl get svc")
        assert player.shows("No resources found in shop namespace.")
        await player.press("f10", "r")
        assert player.shows("back to the start?")
        await player.press("y", "f10")
        assert player.shows("reset")
