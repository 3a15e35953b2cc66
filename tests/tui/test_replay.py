"""Playing a run again, hop by hop."""

from __future__ import annotations

import pytest
from tests.tui.playing import SMALL, WIDE, Player, expect_frame, playing

from svcquest.game.session import Session
from svcquest.levels.catalog import Catalog
from svcquest.tui.glyphs import ASCII, UNICODE
from svcquest.tui.reel import Reels
from svcquest.tui.screens.replay import ReplayScreen
from svcquest.tui.widgets.picture import PictureView
from svcquest.tui.widgets.trace import chain_content, rail_content

LEVEL = "port-or-target-port"


def replay(player: Player) -> ReplayScreen:
    screen = player.app.screen
    assert isinstance(screen, ReplayScreen)
    return screen


@pytest.fixture(scope="module")
def reels() -> Reels:
    return Reels(Session(Catalog().open(LEVEL)).run())


def test_a_request_stops_where_nothing_listens(reels: Reels) -> None:
    reel = reels[0]
    assert [stop.label for stop in reel.stops] == ["name", "address", "rule", "endpoints", "listener", "outcome"]
    assert [stop.failed for stop in reel.stops] == [False, False, False, False, True, False]
    assert [stop.share for stop in reel.stops] == [None, 0.0, 0.0, 0.5, 1.0, 1.0]
    branches = reel.stops[3].branches
    assert len(branches) == 3
    assert sum(branch.chosen for branch in branches) == 1
    assert reel.service == ("pay", "receipts")
    assert reel.why
    assert reel.look


def test_the_chain_marks_where_it_is(reels: Reels) -> None:
    assert chain_content(reels[0], 6, UNICODE).plain == " checkout ─▶ name ─▶ address ─▶ rule ─▶ endpoints ─✗ listener "
    assert chain_content(reels[0], 0, ASCII).plain == " checkout -> name -> address -> rule -> endpoints -> listener "


def test_the_rail_tells_no_more_than_what_happened(reels: Reels) -> None:
    beginning = rail_content(reels[0], 1, UNICODE, 70).plain
    assert "✓ name" in beginning
    assert "address" not in beginning
    assert "Why" not in beginning
    end = rail_content(reels[0], 6, UNICODE, 70).plain
    assert all(word in end for word in ("✗ listener", "└─", "chosen", "Expected", "Why", "Look"))
    assert max(len(line) for line in end.split("\n")) <= 76


def test_the_next_failing_line_is_found_around_the_end(reels: Reels) -> None:
    failing = [index for index in range(len(reels)) if not reels[index].passed]
    assert reels.next_failing(failing[-1]) == failing[0]


async def test_enter_opens_a_trace_in_full_and_a_run_is_stepped_through_or_plays_by_itself() -> None:
    async with playing(LEVEL) as player:
        await player.press("f5", "enter")
        assert replay(player).step == len(replay(player).reel.stops)
        assert player.shows("request 1 of", "✗ listener", "Why", "receipts  ClusterIP")
        await player.press("escape")
        assert player.screen == "LevelScreen"
        await player.press("p")
        assert player.shows("step 0 of 6")
        await player.press("right", "right")
        assert player.shows("step 2 of 6", "✓ address")
        await player.press("left")
        assert player.shows("step 1 of 6")
        assert not player.shows("✓ address")
        await player.press("end", "right")
        assert player.shows("request 2 of", "step 0 of")
        await player.press("left")
        assert player.shows("request 1 of", "step 6 of 6")
        await player.press("down", "up", "f9", "home")
        assert player.shows("step 0 of")
        await player.press("escape", "p", "space")
        assert player.shows("playing")
        for _ in range(8):
            replay(player).beat()
        await player.rest()
        assert player.shows("step 6 of 6")
        assert not player.shows("playing")


async def test_the_packet_is_where_the_step_is() -> None:
    async with playing(LEVEL) as player:
        await player.press("f5", "p", "right")
        view = player.app.screen.query_one(PictureView)
        assert view.travelled == 0
        await player.type("lll")
        assert view.travelled == 0.5
        expect_frame("replay-140x42", player.frame)
        await player.press("right")
        assert player.shows("─✗ ● receipts")


async def test_where_little_fits_the_cluster_takes_turns_with_the_words() -> None:
    async with playing(LEVEL, size=SMALL) as player:
        await player.press("f5", "p")
        await player.type("llll")
        expect_frame("replay-80x24", player.frame)
        await player.press("escape", "enter")
        assert not player.shows("ClusterIP")
        await player.press("c")
        assert player.shows("receipts  ClusterIP")
        await player.pilot.resize_terminal(*WIDE)
        await player.rest()
        assert player.shows("receipts  ClusterIP", "✗ listener")


async def test_a_lookup_and_a_check_of_an_object_are_told_too() -> None:
    async with playing("next-door") as player:
        await player.press("f5", "enter")
        count = len(replay(player)._reels)
        for _ in range(count):
            assert player.shows("Expected", "Observed")
            await player.press("down")
