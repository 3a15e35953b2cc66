"""Playing a level on the screen, by keyboard only."""

from __future__ import annotations

import pytest
from tests.tui.playing import MEDIUM, SMALL, WIDE, playing

from svcquest.tui.app import SvcquestApp
from svcquest.tui.backend import Preferences
from svcquest.tui.bridge import packets
from svcquest.tui.widgets.picture import PictureView

LEVEL = "a-name-for-three-pods"
ANSWER = """\
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector:
    app: web
  ports:
  - port: 80
"""


async def test_a_wrong_run_shows_where_it_stopped_and_why() -> None:
    async with playing(LEVEL) as player:
        for size in (WIDE, MEDIUM, SMALL):
            await player.pilot.resize_terminal(*size)
            await player.press("f5")
            assert player.shows("2 of 3 objectives do not hold", "Why ", "Look", "✗ endpoints"), size
        await player.press("down", "down")
        assert player.shows("expected nothing to db-")
        assert not player.shows("Why ")


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL], ids=["wide", "medium", "small"])
async def test_a_level_is_solved_in_the_editor_by_keyboard_only(size: tuple[int, int]) -> None:
    async with playing(LEVEL, size=size) as player:
        await player.press("ctrl+g", "e", "ctrl+a", "delete")
        assert player.shows("Nothing here yet. Ctrl+Space offers")
        await player.type("apiVersion: v1\nkind: Service\nmetadata:\nname: web\nnamespace: shop")
        await player.press("enter", "backspace")
        await player.type("spec:\nselector:\napp: web")
        await player.press("enter", "backspace")
        await player.type("ports:\n- port: 80")
        assert player.shows("selects 3 pods now, 3 ready")
        await player.press("f5")
        assert player.screen == "DebriefScreen"
        assert player.shows("★★★", "solved in 1 run", "What happened")


async def test_a_level_is_solved_in_the_terminal_and_undo_takes_back_what_a_command_changed() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "t")
        await player.enter("kubectl create service clusterip web --tcp=80")
        await player.press("f4")
        await player.enter("kubectl get svc")
        assert player.shows("No resources found in shop namespace.")
        await player.type("kubectl expose deployment storefront --name=web --port=80\n")
        assert player.shows("service/web exposed", "✓ 3 pods selected, all ready")
        await player.press("f5")
        assert player.screen == "DebriefScreen"


async def test_mistakes_are_marked_at_their_line_in_the_servers_words() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "e", "ctrl+end")
        await player.type("  type: LoadBalanced\n")
        assert player.shows('spec.type: Unsupported value: "LoadBalanced"', "✗ line", "F9 Next ✗")
        await player.press("backspace", "ctrl+a", "backspace")
        assert not player.shows("F9 Next ✗")


async def test_help_explains_the_field_under_the_cursor() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "e", "ctrl+home", *["down"] * 6, "f1")
        assert player.shows("kubectl explain service.spec.selector", "Labels that a pod must all have")
        await player.press("escape")
        assert player.screen == "LevelScreen"
        await player.press("ctrl+end")  # now of a text that cannot be read
        await player.type("  sessionAffinity: [\n")
        await player.press("up", "f1")
        assert player.shows("kubectl explain service.spec.sessionAffinity")


async def test_a_hint_that_costs_asks_first_and_so_does_the_solution() -> None:
    async with playing(LEVEL) as player:
        await player.press("f8", "f8", "f8")
        assert player.shows("Hint 1", "Hint 2", "Open hint 3 of 3 (costs a star)", "kubectl get")
        assert "`" not in player.frame
        await player.press("f8")
        assert player.shows("This hint costs a star. Open it?")
        await player.press("escape")
        assert not player.shows("Hint 3")
        await player.press("f8", "y")
        assert player.shows("Hint 3 · costs a star")
        await player.press("enter")
        assert player.shows("Show the solution?")
        await player.press("y")
        assert player.shows("The solution")


async def test_work_is_kept_when_the_level_is_left_and_goes_by_a_reset_that_asks() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "e", "ctrl+home")
        await player.type("# mine\n")
        await player.press("escape", "escape")
        assert player.screen == "HomeScreen"
        await player.press("c")
        assert player.shows("# mine", "F5 Run")
        await player.press("ctrl+r")
        assert player.shows("Put the cluster and your files back")
        assert not player.shows("F5 Run")  # keys that do nothing behind a dialog
        await player.press("escape")
        assert player.shows("# mine", "F5 Run")
        await player.press("ctrl+r", "y")
        assert not player.shows("# mine")


async def test_an_object_of_the_picture_can_be_read() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "c", "enter")
        assert player.shows("web is not in the cluster yet")
        await player.press("f5", "ctrl+g", "c", "enter")
        assert player.shows("Selector:", "app=storefront")
        await player.press("escape", "e")
        assert player.shows("describe endpointslices", "Name:         web-")
        await player.press("escape", "right", "y")
        assert player.shows("apiVersion: v1", "kind: Pod")
        await player.press("escape", "up", "up", "enter")
        assert player.shows("kubectl describe node node-1")


async def test_f2_goes_round_all_panes_and_resizing_keeps_the_place() -> None:
    signs = ("website a name", "node-1", "apiVersion", "You stand on a node", "Nothing has run yet", "No hint taken")
    async with playing(LEVEL, size=SMALL) as player:
        seen = set()
        for _ in signs:
            await player.press("f2")
            seen |= {sign for sign in signs if player.shows(sign)}
        assert seen == set(signs)
        await player.press("ctrl+g", "t")
        await player.pilot.resize_terminal(*WIDE)
        await player.rest()
        assert player.shows("Objectives", "node-1", "You stand on a node")
        await player.pilot.resize_terminal(*SMALL)
        await player.rest()
        assert player.shows("You stand on a node")


async def test_an_inner_shell_opens_and_ends() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "t")
        await player.enter("kubectl run try -it --rm --image=busybox -- sh")
        await player.type("cat /etc/resolv.conf\n")
        assert player.shows("/ #", "search shop.svc.cluster.local")
        await player.press("ctrl+d")
        assert player.shows('pod "try" deleted')


async def test_the_prompt_heeds_the_keys_of_a_shell() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "t", "ctrl+d")
        assert player.shows("node-1:~$ exit", "Esc leads to the brief")
        assert not player.shows("^C")
        await player.type(f"echo {'x' * 200} the end")
        assert player.shows("xxx the end")
        await player.press("ctrl+u")
        await player.type("kubectl get deploym")
        await player.press("tab")
        await player.type("store")
        await player.press("tab", "enter")
        assert player.shows("storefront   3/3")
        await player.type("cat <<E\nhello\nE\n")
        assert player.shows("> hello", "hello\n")
        await player.type("echo 'open\n")
        await player.press("ctrl+c")
        await player.type("echo shut\n")
        assert player.shows("^C", "shut")


async def test_packets_travel_after_a_run_and_stop_where_the_request_stopped() -> None:
    async with playing("port-or-target-port", preferences=Preferences(motion=True)) as player:
        view = player.app.screen.query_one(PictureView)
        before = view.lines_of_text
        await player.press("f5")
        view.play(packets(player.app.screen.attempt))  # type: ignore[attr-defined]
        while view.travelled < 1:
            view.step()
        await player.rest()
        assert "─▶ ● receipts" in "\n".join(before)
        assert player.shows("refused ✗ ● receipts")


async def test_the_own_editor_makes_a_file_where_there_is_none_then_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SvcquestApp, "edit_outside", lambda _app, name, text: f"{text}# {name}\n")
    async with playing("nothing-is-wrong") as player:
        await player.press("ctrl+g", "t", "ctrl+o", "ctrl+g", "t", "ctrl+o")
        assert player.frame.count("# manifest.yaml") == 2


async def test_a_click_in_the_bottom_line_does_what_the_key_does() -> None:
    async with playing(LEVEL) as player:
        for pane, name, sign in (("c", "Zoom", "only Service web"), ("t", "Find", "Shift+arrows select")):
            await player.press("ctrl+g", pane)
            *_, line = player.frame.rstrip("\n").split("\n")
            await player.pilot.click(offset=(line.index(name), player.app.size.height - 1))
            await player.rest()
            assert player.shows(sign)
