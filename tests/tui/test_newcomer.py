"""What somebody who has never seen the game does, and what must be in sight then."""

from __future__ import annotations

import pytest
from tests.tui.playing import SMALL, WIDE, playing
from textual.events import Paste
from textual.widgets import OptionList

from svcquest.levels.catalog import Catalog
from svcquest.store.progress import Best, Progress
from svcquest.tui.widgets.keybar import fitting

LEVEL = "a-name-for-three-pods"
CROWDED = "three-numbers"
"""A level whose matrix has long cells."""


async def test_neither_ctrl_c_nor_escape_ends_the_game() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+c")
        assert player.shows("Ctrl+Q quits; everything is kept.")
        await player.press("escape", "escape", "escape")
        assert player.screen == "HomeScreen"
        assert player.app.is_running


async def test_tab_and_escape_lead_on_and_back_where_each_pane_is_a_page() -> None:
    async with playing(LEVEL, size=SMALL) as player:
        await player.press("tab")
        assert player.shows("as your text would make it")
        await player.press("tab")
        assert player.shows("apiVersion: v1")
        await player.press("ctrl+g", "e", "escape")
        assert player.screen == "LevelScreen"
        assert player.shows("Objectives", "esc Leave")
        await player.press("escape", "c")
        assert player.shows("apiVersion: v1", "esc Brief")


async def test_whoever_types_into_the_brief_is_told_where_to_go() -> None:
    async with playing(LEVEL) as player:
        await player.type("hello")
        assert len(player.app._notifications) == 1
        assert player.shows("The brief takes no text", "Ctrl+G e")
        await player.press("f5")
        assert not player.shows("The brief takes no text")


async def test_what_is_typed_into_a_filter_is_no_key_of_the_screen() -> None:
    async with playing(size=SMALL) as player:
        await player.press("m", "slash")
        assert player.shows("↓ To the list", "esc Drop the filter")
        assert not player.shows("Placement")
        await player.type("dns")
        await player.press("down", "down")
        assert player.shows("⏎ Play", "p Placement", "One URL fails loudly")
        await player.press("escape")
        assert player.shows("Selectors stop at the border", "esc Back")


async def test_the_map_says_that_enter_plays_also_when_all_is_solved() -> None:
    progress = Progress(in_memory=True)
    entries = Catalog().entries
    for entry in entries:
        progress.record(entry.id, Best(stars=3, runs=1))
    async with playing(progress=progress) as player:
        await player.press("m")
        assert player.app.screen.query_one("#levels", OptionList).highlighted_option is not None
        assert player.shows("⏎ Play", f"{len(entries)} of {len(entries)} levels solved")
        await player.press("enter")
        assert player.screen == "LevelScreen"


@pytest.mark.parametrize("level", [CROWDED, "srv"])
async def test_every_objective_is_in_sight_in_full(level: str) -> None:
    async with playing(level, size=SMALL) as player:
        end = player.app.screen.query_one("#goals").region.bottom
        assert end <= player.app.screen.query_one("#brief").region.bottom
        assert player.shows("arrows scroll the text above")
        await player.press("down")
        assert player.app.screen.query_one("#brief-scroll").scroll_offset.y == 1
        await player.press("end")
        assert player.shows("F3 explains")


async def test_objectives_that_a_small_terminal_cannot_hold_can_be_scrolled() -> None:
    async with playing(CROWDED, size=(60, 18)) as player:
        assert not player.shows("the label printer")
        await player.press("tab", *["down"] * 5)
        assert player.shows("The barcode scanners", "the label printer")


async def test_a_brief_takes_the_lines_that_a_larger_terminal_gives_it() -> None:
    async with playing("srv", size=SMALL) as player:
        await player.pilot.resize_terminal(*WIDE)
        await player.rest()
        assert player.shows("The trading robot", "F3 explains", "never the replay of yesterday")
        assert not player.shows("arrows scroll the text above")


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_what_was_observed_is_in_sight_and_in_full_below(size: tuple[int, int]) -> None:
    async with playing(CROWDED, size=size) as player:
        await player.press("ctrl+g", "t")
        await player.enter('kubectl patch svc scans -p \'{"spec":{"ports":[{"port":80,"targetPort":9091}]}}\'')
        await player.press("f5", "f9", "f9", "f9")
        assert player.shows("Observed", "all refused", " · observed all refused")


async def test_the_palette_lists_the_games_own_commands() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "c", "ctrl+p")
        assert player.shows("Run", "Go to", "Hint")
        assert not player.shows("Maximize", "Copy selected text")
        await player.type("hint\n")
        assert player.shows("Open hint 1 of 3")


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_a_long_page_says_how_to_leave_and_scrolls_to_its_end(size: tuple[int, int]) -> None:
    async with playing(size=size) as player:
        await player.press("f1")
        assert player.shows("Esc closes")
        await player.press("end")
        assert player.shows("Esc closes", "≠ a pod that one label keeps out of a Service")


@pytest.mark.parametrize(
    ("room", "kept"),
    [(40, ["a", "b", "c", "out"]), (39, ["a", "b", "out"]), (25, ["a", "out"]), (5, ["out"])],
)
def test_the_way_out_stays_in_the_bottom_line(room: int, kept: list[str]) -> None:
    assert fitting(dict.fromkeys(("a", "b", "c", "out"), 10), room) == kept


async def test_a_file_that_vi_opens_has_a_tab_and_leads_back() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "t")
        await player.enter("vi notes")
        assert player.shows("service.yaml  notes", "F5 Save  ", "esc Cancel")
        await player.type("remember")
        assert player.shows("remember")
        await player.press("ctrl+s")
        await player.enter("cat notes")
        assert player.shows("node-1:~$ cat notes", "remember", "F5 Run", "esc Brief")
        assert not player.shows("run 1")


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_a_problem_at_the_end_is_in_sight_and_a_long_paste_can_be_taken_back(size: tuple[int, int]) -> None:
    async with playing(LEVEL, size=size) as player:
        await player.press("ctrl+g", "e", "ctrl+end")
        await player.type("x")
        assert player.shows("12✗ x")
        await player.press("backspace")
        player.app.post_message(Paste("# a line\n" * 60))
        await player.rest()
        assert player.shows("# a line")
        await player.press("ctrl+z")
        assert not player.shows("# a line")


async def test_coming_back_in_another_run_says_that_the_result_is_gone() -> None:
    progress = Progress(in_memory=True)
    async with playing(LEVEL, progress=progress) as player:
        await player.press("f5", "escape", "escape")
    async with playing(LEVEL, progress=progress) as player:
        await player.press("ctrl+g", "r")
        assert player.shows("Nothing has run since you came back.", "run 1")


async def test_a_solved_level_can_be_played_again_for_the_stars_that_are_missing() -> None:
    async with playing(LEVEL) as player:
        assert player.shows("to win ★★★")
        await player.press("f5", "ctrl+g", "t")
        await player.enter("kubectl annotate svc web tried=once")
        await player.press("f5", "f5", "ctrl+g", "t")  # the second time with nothing changed, which does not count
        await player.enter("kubectl delete svc web; kubectl expose deployment storefront --name=web --port=80")
        await player.press("f5")
        assert player.shows("★★☆ solved in 3 runs; within 2 it is 3 stars")
        await player.press("r")
        assert player.shows("won ★★☆")
        await player.press("ctrl+r", "y")
        assert player.shows("to win ★★★")
        assert not player.shows("run 3")


async def test_a_filter_finds_titles_before_texts() -> None:
    async with playing() as player:
        await player.press("m", "slash")
        await player.type("next door\n")
        await player.press("enter")
        assert player.shows(" Next door ")


async def test_kubectl_edit_is_cancelled_by_escape_after_a_question_and_without_changes() -> None:
    async with playing("port-or-target-port") as player:
        await player.press("ctrl+g", "t")
        await player.enter("kubectl edit service receipts")
        await player.type("#")
        await player.press("escape")
        assert player.shows("Drop what you changed in this file?")
        await player.press("escape")
        assert player.shows("## Please edit the object below", "F5 Save")
        await player.press("backspace", "escape")
        assert player.shows("Edit cancelled, no changes made.")
        await player.enter("kubectl edit service receipts")
        await player.type("nonsense ")
        await player.press("escape", "y")
        assert player.screen == "LevelScreen"
        assert player.shows("F5 Run")
        await player.enter("kubectl edit service receipts")
        await player.press("ctrl+s")
        assert player.frame.count("Edit cancelled, no changes made.") == 3
        assert not player.shows("· 1 change")


async def test_why_it_was_not_three_stars_is_in_sight_in_full() -> None:
    async with playing("port-or-target-port", size=SMALL) as player:
        await player.press("f5", "ctrl+g", "t")
        await player.enter("kubectl annotate svc receipts tried=once")
        await player.press("f5", "ctrl+g", "t")
        await player.enter('kubectl patch svc receipts -p \'{"spec":{"ports":[{"port":80,"targetPort":3000}]}}\'')
        await player.press("f5")
        assert player.shows("solved in 3 runs", "plays it again)")


async def test_an_explanation_is_broken_for_the_window_that_shows_it() -> None:
    async with playing(LEVEL, size=SMALL) as player:
        await player.press("ctrl+g", "e", "f1")
        assert player.shows("v1 or apps/v1.")
