"""Keys that arrive faster than they can be dealt with."""

from __future__ import annotations

import pytest
from tests.tui.playing import Player, playing
from textual.events import Key
from textual.widgets import Input

from svcquest.tui import key_order
from svcquest.tui.widgets.editor import ManifestEditor
from svcquest.tui.widgets.prompt_input import PromptInput

LEVEL = "a-name-for-three-pods"


async def burst(player: Player, *keys: str) -> None:
    """Keys in one go, as a slow line delivers them."""
    for key in keys:
        player.app.post_message(Key(key, key if len(key) == 1 else None))
    for _ in range(3):
        await player.rest()


async def test_letters_do_not_overtake_backspace() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "e")
        await burst(player, *"abcdefgh", *["backspace"] * 8, *"spec", "left", "x", "end", "y")
        assert player.app.screen.query_one(ManifestEditor).document.get_line(0) == "spexcapiVersion: v1y"


async def test_a_letter_behind_ctrl_g_chooses_the_pane() -> None:
    async with playing(LEVEL) as player:
        await burst(player, "ctrl+g", "t", *"help", "enter")
        assert player.shows("node-1:~$ help")


async def test_letters_behind_ctrl_f_are_for_the_field() -> None:
    async with playing(LEVEL) as player:
        await burst(player, "ctrl+g", "t", *"echo ready", "enter", "ctrl+f", *"ready")
        assert player.app.screen.query_one("#find-word", Input).value == "ready"


async def test_a_run_sees_what_was_typed_just_before() -> None:
    async with playing(LEVEL) as player:
        await burst(player, "ctrl+g", "e", "#", "enter", "f5")
        assert player.app.screen.query_one(ManifestEditor).text.startswith("#\napiVersion")
        assert player.shows("Run 1:")


async def test_a_run_waits_for_a_command_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_order, "PATIENCE", 0.001)  # on a busy machine anything takes longer than patience lasts
    async with playing("port-or-target-port") as player:
        await player.press("ctrl+g", "t")
        patch = '{"spec":{"ports":[{"port":80,"targetPort":3000}]}}'
        player.app.screen.query_one(PromptInput).value = f"kubectl patch service receipts -p '{patch}'"
        await burst(player, "enter", "f5")
        assert player.shows("solved in 1 run")


async def test_a_run_sees_the_last_letter_and_the_last_backspace() -> None:
    async with playing("port-or-target-port") as player:
        await player.press("ctrl+g", "e", "ctrl+end", "up", "end")
        await burst(player, "backspace", "backspace", *"30000", "backspace", "f5")
        assert player.shows("solved in 1 run")


async def test_typing_goes_on_after_a_widget_that_went_away_with_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_order, "PATIENCE", 0.001)
    async with playing(LEVEL) as player:
        await burst(player, "ctrl+g", "e", "#")
        assert player.app.screen.query_one(ManifestEditor).text.startswith("#apiVersion")


@pytest.mark.parametrize("key", ["escape", "e", "enter"])
async def test_a_key_that_arrives_twice_closes_a_dialog_once(key: str) -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g")
        await burst(player, key, "f2", "f2")
        assert player.screen == "LevelScreen"


async def test_ways_out_pressed_in_a_row_lead_out_one_by_one() -> None:
    async with playing() as player:
        await burst(player, "m", "enter", "escape", "escape")
        assert player.screen == "HomeScreen"
