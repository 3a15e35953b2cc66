"""The sandbox on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.playing import playing
from tests.tui.walking import SIZES, expect_frames

from svcquest.tui.widgets.picture import PictureView


@pytest.mark.parametrize("size", SIZES)
async def test_frames(size: str) -> None:
    async with playing(size=SIZES[size]) as player:
        stops = (("sandbox", ("b",)), ("sandbox-level", ("f8",)), ("sandbox-setup", ("escape", "ctrl+g", "s")))
        await expect_frames(player, stops)


async def test_a_service_is_made_and_not_thrown_away_without_a_question() -> None:
    async with playing() as player:
        await player.press("b", "ctrl+g", "t")
        await player.enter("kubectl expose deployment catalog --name=second --port=80 --target-port=8080")
        assert player.shows("service/second exposed", "1 change")
        await player.press("ctrl+g", "s", "down", "enter")
        assert player.shows("Put crowd in place of this cluster?")
        await player.press("escape")
        assert player.shows("Sandbox  shop")


async def test_kube_proxy_is_switched_from_the_setup_pane() -> None:
    async with playing() as player:
        await player.press("b", "ctrl+g", "s", *["down"] * 5, "enter")
        assert player.shows("kube-proxy ipvs", "● ipvs")
        await player.press("f4")
        assert player.shows("● iptables")


async def test_another_preset_takes_the_place_of_this_one_and_is_kept() -> None:
    async with playing() as player:
        await player.press("b", "ctrl+g", "s", "down", "enter")
        assert player.shows("Sandbox  crowd", "alike pods together")
        await player.press("escape", "escape", "b")
        assert player.shows("Sandbox  crowd")
        view = player.app.screen.query_one(PictureView)
        await player.press("ctrl+g", "c", "g", "right")
        await player.type("j" * 25)
        assert view.scroll_offset.y > 0
        await player.press("n")
        assert (view.status, view.scroll_offset.y) == ("only namespace pay", 0)


async def test_a_cluster_is_saved_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    async with playing() as player:
        await player.press("b", "f7", "ctrl+u")
        await player.enter(f"{path}")
        assert "kind: Deployment" in path.read_text(encoding="utf-8")
        await player.press("f6")
        await player.enter(f"{path}")
        assert player.screen == "SandboxScreen"
        assert player.shows("Setup") or player.shows("storefront")
        await player.press("f7", "ctrl+u")
        await player.enter(f"{path}")
        assert player.shows("is there already")


async def test_a_file_that_is_no_cluster_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("just words", encoding="utf-8")
    async with playing() as player:
        await player.press("b", "f6")
        await player.enter(f"{path}")
        assert player.shows("This cluster cannot be opened")
        await player.press("f6")
        await player.enter(f"{tmp_path / 'none.yaml'}")
        assert player.shows("cannot be read")


async def test_a_file_that_a_command_opened_is_saved_not_applied() -> None:
    async with playing() as player:
        await player.press("b", "ctrl+g", "t")
        await player.enter("vi notes")
        assert player.shows("F5 Save")
        await player.type("remember")
        await player.press("f5")
        await player.enter("cat notes")
        assert player.shows("node-1:~$ cat notes", "remember", "F5 Apply")


async def test_the_cluster_becomes_a_level_that_can_be_played(tmp_path: Path) -> None:
    async with playing() as player:
        await player.press("b", "f8", "down", "down")
        await player.enter(f"{tmp_path / 'lost-name'}")
        assert player.shows("Lint finds no fault", "Play it now?")
        await player.press("y")
        assert player.screen == "LevelScreen"
        assert player.shows("Lost name", "Somebody has deleted the Service", "name: db")
        await player.press("f5", "escape", "escape")
        assert player.screen == "SandboxScreen"


async def test_a_level_that_its_own_service_does_not_solve_is_saved_with_a_word(tmp_path: Path) -> None:
    async with playing() as player:
        await player.press("b", "f8", *["down"] * 3)
        await player.enter(f"{tmp_path / 'unready'}")
        assert player.shows("To be mended", "does not solve the level", "Port 80 of search")
        assert (tmp_path / "unready" / "level.yaml").is_file()


async def test_a_level_is_not_written_over_another_folder(tmp_path: Path) -> None:
    async with playing() as player:
        await player.press("b", "f8")
        await player.enter(f"{tmp_path}")
        assert player.shows("Not saved")
        await player.press("f8")
        await player.enter(f"{tmp_path / 'No Id'}")
        assert player.shows("cannot be an id")


async def test_a_cluster_without_services_makes_no_level() -> None:
    async with playing() as player:
        await player.press("b", "ctrl+g", "s", "down", "down", "down", "enter", "f8")
        assert player.shows("Sandbox  playground", "there is none here")
