"""Commands by name: after a colon, and in the palette; the tour and help for every screen."""

from __future__ import annotations

import pytest
from tests.tui.playing import playing
from tests.tui.walking import SIZES, expect_frames

from svcquest.cli.backend import StoredBackend
from svcquest.store.progress import Progress


async def test_a_line_after_a_colon_leads_anywhere() -> None:
    async with playing() as player:
        await player.press("m")
        for line, screen in (
            ("map", "MapScreen"),
            ("sandbox", "SandboxScreen"),
            ("sandbox edge", "SandboxScreen"),
            ("sand", "SandboxScreen"),
            ("settings", "SettingsScreen"),
            ("glossary ndots", "GlossaryScreen"),
            ("play one-letter-off", "LevelScreen"),
            ("tour", "TourScreen"),
            ("help", "ReadScreen"),
        ):
            await player.press("colon")
            await player.type(f"{line}\n")
            assert player.screen == screen, line
            player.app.go_home()
            await player.rest()


async def test_home_is_reached_from_deep_inside_and_work_is_kept() -> None:
    async with playing("one-letter-off") as player:
        await player.press("ctrl+g", "e", "ctrl+home")
        await player.type("# mine\n")
        await player.press("ctrl+g", "c", "colon")
        await player.type("home\n")
        assert player.screen == "HomeScreen"
        await player.press("c")
        assert player.shows("# mine")


async def test_what_keys_do_can_be_typed_too() -> None:
    async with playing("one-letter-off") as player:
        await player.press("ctrl+g", "c", "colon")
        await player.type("run\n")
        assert player.shows("objectives do not hold") or player.shows("objective")
        assert not player.shows("Nothing has run yet")


async def test_themes_by_name() -> None:
    async with playing() as player:
        await player.press("colon")
        await player.type("theme light\n")
        assert player.app.theme == "svcquest-light"
        await player.press("colon")
        await player.type("theme pink\n")
        assert player.shows("There is no theme pink")


async def test_what_is_not_understood_is_said() -> None:
    async with playing() as player:
        for line, told in (("fly to the moon", "there is no :fly"), ("play xyz", "xyz")):
            await player.press("colon")
            await player.type(f"{line}\n")
            assert player.screen == "HomeScreen"
            assert player.shows(told)


async def test_tab_completes_and_escape_leaves() -> None:
    async with playing() as player:
        await player.press("colon", "s", "a", "tab")
        assert player.shows(":sandbox")
        await player.press("escape")
        assert player.screen == "HomeScreen"


async def test_a_colon_is_a_colon_where_text_is_typed() -> None:
    async with playing("one-letter-off") as player:
        await player.press("ctrl+g", "t")
        await player.type("echo a:b?c\n")
        assert player.shows("a:b?c")


async def test_every_screen_has_help() -> None:
    async with playing() as player:
        for keys in ([], ["m"], ["s"], ["g"], ["b", "ctrl+g", "c"]):
            await player.press(*keys, "question_mark")
            assert player.screen == "ReadScreen", keys
            assert player.shows("Help")
            player.app.go_home()
            await player.rest()


@pytest.mark.parametrize("size", SIZES)
async def test_frames(size: str) -> None:
    async with playing(size=SIZES[size]) as player:
        await expect_frames(player, (("command", ("s", "colon")), ("command-offers", ("t", "h"))))


@pytest.mark.parametrize("size", SIZES)
async def test_the_tour_ends_in_the_first_level(size: str) -> None:
    async with playing(size=SIZES[size], new=True) as player:
        await expect_frames(player, (("tour-1", ()), *((f"tour-{page}", ("enter",)) for page in range(2, 6))))
        await player.press("enter")
        assert player.shows("A name for three pods", "Objectives")


async def test_the_tour_can_be_skipped_and_is_never_shown_twice() -> None:
    progress = Progress(in_memory=True)
    async with playing(new=True, progress=progress) as player:
        assert player.screen == "TourScreen"
        await player.press("right", "left", "escape")
        assert player.screen == "HomeScreen"
    async with playing(new=True, progress=progress) as player:
        assert player.screen == "HomeScreen"


def test_who_has_played_before_is_not_new() -> None:
    progress = Progress(in_memory=True)
    progress.set("last-level", "one-letter-off")
    assert not StoredBackend(progress=progress).is_new()
