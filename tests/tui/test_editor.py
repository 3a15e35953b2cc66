"""Typing manifests: completion, brackets, search, layout, several files, marks."""

from __future__ import annotations

import pytest
from tests.tui.playing import SMALL, WIDE, Player, playing
from textual import events

from svcquest.tui import yaml_typing
from svcquest.tui.widgets.editor import PASTE_LIMIT, ManifestEditor
from svcquest.tui.widgets.workbench import Workbench

LEVEL = "a-name-for-three-pods"


def editor(player: Player) -> ManifestEditor:
    return player.app.screen.query_one(ManifestEditor)


async def begin(player: Player, text: str = "") -> ManifestEditor:
    """Go to the editor and put a text in the place of the level's."""
    await player.press("ctrl+g", "e")
    found = editor(player)
    found.rewrite(text)
    found.move_cursor(found.document.end)
    await player.rest()
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("spec:", "\n  "),
        ("  selector:", "\n    "),
        ("  ports:", "\n    "),
        ("  - name: http", "\n    "),
        ("  - clientIP:", "\n      "),
        ("  - 10.0.0.1", "\n  "),
        ("  name: web", "\n  "),
        ("  note: |", "\n    "),
        ("", "\n"),
    ],
)
def test_enter_keeps_or_deepens_the_indentation(before: str, after: str) -> None:
    assert yaml_typing.line_break(before) == after


@pytest.mark.parametrize(("before", "count"), [("    ", 2), ("   ", 1), ("  a", 0), ("", 0)])
def test_backspace_takes_back_a_step(before: str, count: int) -> None:
    assert yaml_typing.outdent(before) == count


@pytest.mark.parametrize(
    ("char", "before", "after", "closing"),
    [
        ("{", "selector: ", "", "}"),
        ("[", "x: {a: ", "}", "]"),
        ("{", "", "abc", ""),
        ('"', "name: ", "", '"'),
        ("'", "the pod", "", ""),
        ("x", "", "", ""),
    ],
)
def test_brackets_and_quotes_come_in_pairs(char: str, before: str, after: str, closing: str) -> None:
    assert yaml_typing.pair_of(char, before, after) == closing


async def test_a_service_is_typed_with_completion() -> None:
    async with playing(LEVEL) as player:
        found = await begin(player)
        await player.type("api")
        await player.press("tab", "tab")
        await player.type("\nki")
        await player.press("tab")
        await player.type("Serv\n\nmet")
        await player.press("tab")
        await player.type("na")
        assert [each.word for each in found.offered][:2] == ["name", "namespace"]
        await player.press("tab")
        await player.type("web\n")
        await player.press("backspace")
        await player.type("sp")
        await player.press("enter")
        await player.type("sel")
        await player.press("enter")
        assert [each.word for each in found.offered] == []
        await player.type("ap")
        await player.press("enter", "tab")
        assert found.text.endswith("spec:\n  selector:\n    app: checkout")


async def test_offers_can_be_walked_left_and_taken_with_the_mouse() -> None:
    async with playing(LEVEL) as player:
        found = await begin(player, "kind: Service\nspec:\n  type: ")
        await player.press("ctrl+@")
        assert player.shows("ClusterIP", "ExternalName", "LoadBalancer", "NodePort", "Tab takes")
        await player.press("escape")
        assert not player.shows("Tab takes")
        assert player.screen == "LevelScreen"
        await player.press("ctrl+@", "down", "up", "up", "enter")
        assert found.text.endswith("type: NodePort")
        await begin(player, "kind: Service\nspec:\n  type: ")
        await player.press("ctrl+@")
        await player.pilot.click(ManifestEditor, offset=(12, 5))
        await player.rest()
        assert found.text.endswith("type: LoadBalancer")
        await begin(player, "kind: Service\nspec:\n  clusterIP:")
        await player.press("space")
        assert [each.word for each in found.offered] == ["None"]
        await player.press("enter")  # a line end, while nothing was picked
        assert found.text.endswith("clusterIP: \n    ")


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_an_offer_says_what_it_is_for(size: tuple[int, int]) -> None:
    async with playing(LEVEL, size=size) as player:
        await begin(player, "kind: Service\nspec:\n")
        await player.type("  sess")
        assert player.shows("sessionAffinity", "sessionAffinityConfig", "string", "same pod")


async def test_brackets_come_and_go_and_tidying_can_be_taken_back() -> None:
    async with playing(LEVEL) as player:
        found = await begin(player)
        await player.type("a: {b: [")
        assert found.text == "a: {b: []}"
        await player.press("backspace")
        assert found.text == "a: {b: }"
        await player.type('"x"}')
        assert found.text == 'a: {b: "x"}'
        await begin(player, "kind:   Service # this\nspec:\n     ports: []\n")
        await player.press("ctrl+t")
        assert found.text == "kind: Service # this\nspec:\n  ports: []\n"
        await player.press("ctrl+z")
        assert found.text == "kind:   Service # this\nspec:\n     ports: []\n"
        found.rewrite("a: [\n")
        await player.press("ctrl+t")
        assert player.shows("Not tidied")


async def test_what_a_selector_selects_stands_behind_it() -> None:
    async with playing(LEVEL) as player:
        found = await begin(player, editor(player).text)
        assert player.shows("selector:   ← selects no pod in shop")
        found.rewrite(found.text.replace("storefront", "web"))
        await player.rest()
        assert player.shows("selector:   ← selects 3 pods")


async def test_problems_are_marked_listed_and_jumped_to() -> None:
    async with playing(LEVEL, size=SMALL) as player:
        found = await begin(
            player, "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  tpye: x\n  prots: []\n"
        )
        assert player.shows('6✗   tpye: x   ← unknown field "spec.tpye"', "line 7")
        await player.press("f9")
        assert found.cursor_location == (5, 2)
        await player.press("f9", "f9", "f9")
        assert found.cursor_location == (6, 2)
        await player.press("ctrl+g", "b", "f9")  # from another pane, too, as long as no line of a run has failed
        assert player.app.focused is found
        await player.press("f5")
        assert player.shows("Not applied: service.yaml, line 6.", '✗ line 6  unknown field "spec.tpye"')  # not covered


async def test_a_word_is_found_forwards_and_back() -> None:
    async with playing(LEVEL) as player:
        found = await begin(player, "name: web\nport: 80\nNAME: x\nname: y\n")
        await player.press("ctrl+f")
        await player.type("name")
        assert player.shows("Find  name", "1 of 3")
        await player.press("enter", "enter")
        assert player.shows("3 of 3")
        await player.press("up")
        assert found.cursor_location == (2, 4)
        await player.press("x")
        assert player.shows("nowhere")
        await player.press("escape")
        assert found.has_focus
        assert player.screen == "LevelScreen"


async def test_each_file_keeps_its_place_and_its_undo_and_another_is_made() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "t")
        await player.type("echo 'kind: Pod' > other.yaml\n")
        await player.press("ctrl+g", "e", "ctrl+end")
        await player.type("# end")
        place = editor(player).cursor_location
        await player.press("f6")
        assert editor(player).text == "kind: Pod\n"
        await player.press("f6")
        assert editor(player).cursor_location == place
        await player.press("ctrl+z")
        assert "# end" not in editor(player).text
        await player.press("ctrl+g", "e", "ctrl+n")
        await player.type("policy\n")
        assert player.shows("policy.yaml", "service.yaml")
        await player.type("kind: Pod")
        assert player.app.screen.session.text("policy.yaml") == "kind: Pod"  # type: ignore[attr-defined]


async def test_what_a_command_writes_shows_in_the_open_file() -> None:
    async with playing(LEVEL) as player:
        await player.press("ctrl+g", "t")
        await player.type("sed -i s/storefront/web/ service.yaml\n")
        await player.press("ctrl+g", "e")
        assert "app: web" in editor(player).text
        await player.press("ctrl+z")
        assert "app: storefront" in editor(player).text


async def test_a_paste_of_any_size_is_survived() -> None:
    async with playing(LEVEL) as player:
        found = await begin(player)
        player.app.post_message(events.Paste("x" * (PASTE_LIMIT + 1)))
        await player.rest()
        assert found.text == ""
        player.app.post_message(events.Paste("# a comment\n" * 20_000))
        await player.rest()
        assert found.document.line_count == 20_001
        assert player.shows("Too long to be tried while you type")
        bench = player.app.screen.query_one(Workbench)
        assert not bench.has_problems
