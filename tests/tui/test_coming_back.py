"""What is there again when somebody comes back to a level or to the sandbox, and what settings change there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.playing import SMALL, WIDE, playing

from svcquest.cli.backend import StoredBackend
from svcquest.cli.language import LANGUAGE_VARIABLE
from svcquest.store.progress import Progress
from svcquest.tui.backend import Preferences
from svcquest.tui.widgets.editor import ManifestEditor

LEVEL = "a-name-for-three-pods"


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_terminal_and_result_are_as_they_were_left(size: tuple[int, int]) -> None:
    async with playing(LEVEL, size=size) as player:
        await player.press("ctrl+g", "t")
        await player.type("echo before\n")
        await player.press("f5", "escape")
        assert player.screen == "HomeScreen"
        await player.press("c")
        assert player.shows("2 of 3 objectives do not hold", "✗ endpoints")
        await player.press("ctrl+g", "t")
        assert player.shows("echo before", "before\n")
        await player.press("up")
        assert player.frame.count("echo before") == 2


async def test_a_sandbox_is_as_it_was_left() -> None:
    async with playing() as player:
        await player.press("b")
        await player.type("echo before\n")
        await player.press("escape", "b")
        assert player.shows("echo before")


async def test_a_level_that_is_on_already_is_gone_back_to() -> None:
    async with playing(LEVEL) as player:
        player.app.open_sandbox()
        await player.rest()
        depth = len(player.app.screen_stack)
        player.app.open_level(LEVEL)
        await player.rest()
        assert (player.screen, len(player.app.screen_stack)) == ("LevelScreen", depth - 1)


async def test_other_colours_reach_a_level_that_is_on() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "e")
        player.app.use_theme("light")
        await player.rest()
        assert player.app.screen.query_one(ManifestEditor).theme == "svcquest-light"


async def test_another_language_takes_effect_in_a_level_that_is_on() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "t")
        await player.type("echo before\n")
        player.app.show_settings()
        await player.rest()
        await player.press(*["down"] * 6, "enter", "escape")
        assert player.app.preferences.language == "zh"
        assert player.shows("三个 Pod，一个名字", "echo before")
        assert not player.shows("Give the website a name")
        await player.press("escape")
        assert not player.shows("A name for three pods")


async def test_signs_take_effect_in_a_level_that_is_on() -> None:
    async with playing(LEVEL) as player:
        player.app.prefer(replace(player.app.preferences, ascii=True))
        await player.rest()
        assert player.shows("to win ***")


async def test_the_environment_chooses_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LANGUAGE_VARIABLE, "zh")
    async with playing() as player:
        await player.press("s")
        assert player.shows("● 中文")
        await player.press(*["down"] * 5, "enter")
        assert player.shows("SVCQUEST_LANGUAGE")
        assert player.app.preferences.language == "zh"


def test_settings_of_another_game_stay(tmp_path: Path) -> None:
    one, two = (StoredBackend(progress=Progress(tmp_path / "progress.db")) for _ in range(2))
    one.prefer(replace(one.preferences(), theme="svcquest-light"))
    two.prefer(replace(two.preferences(), language="zh"))
    one.prefer(replace(one.preferences(), motion=False))
    assert two.preferences() == Preferences(theme="svcquest-light", motion=False, language="zh")
