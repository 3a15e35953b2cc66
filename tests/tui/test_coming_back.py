"""What is there again when somebody comes back, also from another game or where nothing can be saved."""

from __future__ import annotations

import sqlite3
from contextlib import closing
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
        await player.enter("echo before")
        await player.press("f5", "escape", "escape")
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
        await player.enter("echo before")
        await player.press("escape", "escape", "b")
        assert player.shows("echo before")


async def test_a_level_that_is_on_already_is_gone_back_to() -> None:
    async with playing(LEVEL) as player:
        player.app.open_sandbox()
        await player.rest()
        depth = len(player.app.screen_stack)
        player.app.open_level(LEVEL)
        await player.rest()
        assert (player.screen, len(player.app.screen_stack)) == ("LevelScreen", depth - 1)


async def test_other_colours_and_signs_reach_a_level_that_is_on() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "e")
        player.app.use_theme("light")
        await player.rest()
        assert player.app.screen.query_one(ManifestEditor).theme == "svcquest-light"
        player.app.prefer(replace(player.app.preferences, ascii=True))
        await player.rest()
        assert player.shows("to win ***")


async def test_another_language_takes_effect_in_a_level_that_is_on() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "t")
        await player.enter("echo before")
        player.app.show_settings()
        await player.rest()
        await player.press(*["down"] * 6, "enter", "escape")
        assert player.app.preferences.language == "zh"
        assert player.shows("三个 Pod，一个名字", "echo before")
        assert not player.shows("Give the website a name")
        await player.press("escape", "escape")
        assert not player.shows("A name for three pods")


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


async def test_where_nothing_can_be_saved_the_screen_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    async with playing(LEVEL, progress=Progress(tmp_path / "file" / "progress.db")) as player:
        assert player.shows("Progress cannot be", "saving.")
        await player.press("f5", "escape", "escape")
        assert player.screen == "HomeScreen"
        assert player.frame.count("Progress cannot be") == 1


async def test_a_disk_that_fails_later_is_told_in_the_level(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    async with playing(LEVEL, progress=Progress(path)) as player:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("DROP TABLE draft")
        await player.press("f5")
        assert player.shows("Progress cannot be saved now")


async def test_a_game_that_does_nothing_loses_no_work_of_another(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    async with playing(LEVEL, progress=Progress(path)) as idle:
        async with playing(LEVEL, progress=Progress(path)) as busy:
            await busy.press("ctrl+g", "t")
            await busy.type("kubectl expose deployment storefront --name=web --port=80\n")
            await busy.press("f5")
            assert busy.screen == "DebriefScreen"
        await idle.press("escape")
        assert idle.shows("1 of")
    kept = Progress(path)
    draft, best = kept.draft(LEVEL), kept.best(LEVEL)
    assert draft is not None
    assert best is not None
    assert (draft["runs"], best.stars) == (1, 3)


async def test_of_two_games_the_better_attempt_counts(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    async with playing(LEVEL, progress=Progress(path)) as slow, playing(LEVEL, progress=Progress(path)) as quick:
        for player, runs in ((quick, 0), (slow, 3)):
            await player.press(*["f5"] * runs, "ctrl+g", "t")
            await player.enter("kubectl delete svc web; kubectl expose deployment storefront --name=web --port=80")
            await player.press("f5")
            assert player.screen == "DebriefScreen"
    best = Progress(path).best(LEVEL)
    assert best is not None
    assert (best.stars, best.runs) == (3, 1)
