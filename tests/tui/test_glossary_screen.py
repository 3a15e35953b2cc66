"""The glossary on the screen, and the ways to it."""

from __future__ import annotations

import pytest
from tests.tui.playing import expect_frame, playing
from tests.tui.walking import SIZES


@pytest.mark.parametrize("size", SIZES)
async def test_frames(size: str) -> None:
    async with playing(size=SIZES[size]) as player:
        await player.press("g", "slash")
        await player.type("scheduler kernel\n")
        expect_frame(f"glossary-{size}", player.frame)


async def test_a_level_opens_the_glossary_at_what_it_is_about() -> None:
    async with playing("one-letter-off") as player:
        assert player.shows("F3 explains Selector, Labels")
        await player.press("f3")
        assert player.shows("A Service's selector is a set", "› Labels", "› EndpointSlice")
        await player.press("escape")
        assert player.screen == "LevelScreen"


async def test_the_field_under_the_cursor_is_looked_up() -> None:
    async with playing("port-or-target-port") as player:
        await player.press("ctrl+g", "e", "ctrl+end", "up")
        assert player.shows("targetPort")
        await player.press("f3")
        assert player.shows("arrives in the pods")


async def test_search_looks_into_texts() -> None:
    async with playing() as player:
        await player.press("g", "slash")
        await player.type("ndots\n")
        assert player.shows("Search list and ndots", "/etc/resolv.conf")
        assert not player.shows("Dual stack")
        await player.press("escape")
        assert player.shows("Dual stack")
        await player.press("escape")
        assert player.screen == "HomeScreen"


async def test_a_word_opens_its_page_or_the_list_and_enter_a_related_page() -> None:
    async with playing() as player:
        await player.press("colon")
        await player.type("glossary flux\n")
        assert player.screen == "GlossaryScreen"
        assert player.shows("does not know flux")
        await player.press("escape", "colon")
        await player.type("glossary headless\n")
        assert player.shows("clusterIP: None")
        await player.press("enter", "enter")
        assert player.shows("Every Service has a name from the moment it exists")
