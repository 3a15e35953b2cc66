"""The terminal pane's scrollback: what stays in sight, and how one searches it and copies from it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from svcquest.tui.screens.looking_back import LookBackScreen
from svcquest.tui.themes import DARK
from svcquest.tui.widgets.find import FindBar
from svcquest.tui.widgets.searched_text import SearchedText
from svcquest.tui.widgets.terminal import TerminalPane

HEIGHT = 10
RECORD = "\n".join(["$ kubectl get pods", "NAME  READY", "db-0  1/1", "web-0  0/1", "web-1  1/1", "$ "])


class Bare(App[None]):
    """Nothing but a terminal pane; what it is asked to look back at."""

    CSS = "Static, #scrollback { height: auto; } #prompt-row { height: 1; } #prompt { width: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self.wanted = ""
        self.register_theme(DARK.theme())
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        yield TerminalPane()

    def on_terminal_pane_look_back(self, event: TerminalPane.LookBack) -> None:
        self.wanted = event.text


def visible(app: App[None]) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


@asynccontextmanager
async def pane(*printed: str) -> AsyncIterator[tuple[Bare, TerminalPane, Pilot[None]]]:
    app = Bare()
    async with app.run_test(size=(40, HEIGHT)) as pilot:
        found = app.query_one(TerminalPane)
        for text in printed:
            found.write_output(text)
        found.input.focus()
        await pilot.pause()
        await pilot.pause()
        yield app, found, pilot


def counted(lines: int) -> str:
    return "\n".join(f"line {number}" for number in range(1, lines + 1))


async def test_a_long_output_can_be_walked_through_and_a_key_leads_back_to_the_prompt() -> None:
    async with pane(counted(500)) as (app, terminal, pilot):
        assert visible(app).endswith("line 500\n$")
        await pilot.press("pageup", "pageup")
        assert visible(app).startswith("line 472\n")
        await pilot.press("ctrl+home")
        assert visible(app).startswith("line 1\n")
        await pilot.press("a")
        await pilot.pause()
        assert visible(app).endswith("line 500\n$ a")
        assert terminal.input.value == "a"


async def test_what_is_in_sight_stays_there_at_another_size() -> None:
    async with pane(counted(50)) as (app, _terminal, pilot):
        await pilot.resize_terminal(40, HEIGHT - 4)
        await pilot.pause()
        await pilot.pause()
        assert visible(app).endswith("line 50\n$")
        await pilot.press("pageup")
        before = visible(app)
        await pilot.resize_terminal(30, HEIGHT - 4)
        await pilot.pause()
        await pilot.pause()
        assert visible(app).split()[:4] == before.split()[:4]


async def test_of_a_very_long_output_the_end_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("svcquest.tui.widgets.terminal.LINE_LIMIT", 20)
    async with pane(counted(27), "short") as (app, _terminal, pilot):
        await pilot.press("ctrl+f")
        await pilot.pause()
        first, second, *_, last = app.wanted.split("\n")
        assert (first, second, last) == ("… 7 lines left out …", "line 8", "short")


async def test_ctrl_c_copies_what_the_mouse_selected_before_it_drops_a_line() -> None:
    async with pane("web-0 is not ready") as (app, terminal, pilot):
        await pilot.press("x")
        await pilot.mouse_down(offset=(0, 0))
        await pilot.hover(offset=(4, 0))
        await pilot.mouse_up(offset=(4, 0))
        await pilot.press("ctrl+c")
        assert (app.clipboard, terminal.input.value) == ("web-0", "x")
        assert app.screen.get_selected_text() is None


@asynccontextmanager
async def looking_back(text: str = RECORD) -> AsyncIterator[tuple[SearchedText, Pilot[None]]]:
    app = Bare()
    async with app.run_test(size=(60, HEIGHT - 3)) as pilot:
        await app.push_screen(LookBackScreen(text, DARK))
        await pilot.pause()
        await pilot.pause()
        yield app.screen.query_one(SearchedText), pilot


async def test_a_search_begins_at_the_end_and_goes_both_ways() -> None:
    async with looking_back() as (record, pilot):
        assert visible(pilot.app).split("\n")[4].startswith("│$ ")  # the last line, above the word to look for
        for keys, place, told in (
            (["w", "e", "b"], (4, 0), "2 of 2"),
            (["up"], (3, 0), "1 of 2"),
            (["up"], (4, 0), "2 of 2"),
            (["enter"], (3, 0), "1 of 2"),
            (["escape", "n"], (4, 0), ""),
            (["N", "N"], (4, 0), ""),
            (["ctrl+f", "N", "A"], (1, 0), "1 of 1"),
            (["M", "X"], (4, 3), "nowhere"),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert min(record.selection) == place, keys
            assert told in visible(pilot.app), keys


async def test_lines_are_copied_by_keys() -> None:
    async with looking_back() as (record, pilot):
        await pilot.press("escape", "up", "y")
        assert pilot.app.clipboard == "web-1  1/1"
        await pilot.press("home", "shift+up", "shift+up", "ctrl+c")
        assert pilot.app.clipboard == "db-0  1/1\nweb-0  0/1\n"
        await pilot.press("slash", "y", "q")
        assert pilot.app.screen.query_one(FindBar).display
        await pilot.press("escape", "q")
        assert not isinstance(pilot.app.screen, LookBackScreen)
        assert record.read_only


async def test_lines_begin_at_their_start_unless_the_place_is_further_right() -> None:
    far = "x" * 70
    async with looking_back(f"{far}we\n$ {'y' * 40}") as (record, pilot):
        offsets = [record.scroll_offset.x]
        for key in "wet":
            await pilot.press(key)
            offsets.append(record.scroll_offset.x)
        assert [offset > 0 for offset in offsets] == [False, True, True, False]
