"""Answering a level's questions on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.game.proving.test_guesses import NOTHING_WRONG
from tests.levels.authoring import QUESTION, write_level
from tests.levels.test_variants import varied
from tests.tui.playing import SMALL, WIDE, playing

from svcquest.levels.loading import open_level

BARE = {
    "id": "mood",
    "say": "Is it urgent?",
    "right": "no",
    "choices": [
        {"id": "yes", "text": "Yes.", "because": "Nobody waits."},
        {"id": "no", "text": "No.", "because": "Nobody waits."},
    ],
}


def level(tmp_path: Path) -> str:
    return str(write_level(tmp_path / "first", **NOTHING_WRONG))


def keys(folder: str | Path, *pick: str, question: int = 0) -> list[str]:
    """Keys that answer a question of a level: its choices stand in an order that the seed draws."""
    asked = open_level(Path(folder)).questions[question]
    lists = [asked.choices, asked.evidence.choices if asked.evidence else ()]
    places = [[each.id for each in choices].index(wanted) for choices, wanted in zip(lists, pick, strict=False)]
    return [key for place in places for key in [*["j"] * place, "enter"]]


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
async def test_a_question_is_answered_by_keyboard_and_judged_at_the_run(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = level(tmp_path)
    choose, show = keys(folder, "selector"), keys(folder, "selector", "endpoints")
    async with playing(folder, size=size) as player:
        assert player.shows("Why does nobody answer?", "F6 answers")
        await player.press("f6")
        assert player.shows("The selector takes no pod.")
        await player.press(*choose)
        assert player.shows("What shows it?", "kubectl get pods")
        await player.press(*show[len(choose) :])
        assert player.screen == "LevelScreen"
        assert player.shows("The selector takes no pod. Shown by:", "F5 judges it.")
        await player.press("f5")
        assert player.screen == "DebriefScreen"


async def test_a_wrong_answer_is_explained_and_can_be_changed(tmp_path: Path) -> None:
    folder = level(tmp_path)
    right = keys(folder, "selector", "endpoints")
    async with playing(folder) as player:
        await player.press("f6", *keys(folder, "dns", "pods"), "f5")
        assert player.shows("1 of 3 objectives do not hold", "dig gets an address.")
        await player.press("f6", "escape")
        assert player.shows("dig gets an address.")
        end = right.index("enter") + 1
        await player.press("f6", "home", *right[:end], "home", *right[end:], "f5")
        assert player.screen == "DebriefScreen"
        assert player.shows("★★★")


async def test_of_several_questions_one_is_picked_first(tmp_path: Path) -> None:
    solution = {"answers": {"cause": ["selector", "endpoints"], "mood": "no"}}
    folder = write_level(tmp_path / "first", **NOTHING_WRONG | {"questions": [QUESTION, BARE], "solution": solution})
    async with playing(str(folder)) as player:
        await player.press("f6")
        assert player.shows("Which question?", "no answer yet")
        await player.press("j", "enter", *keys(folder, "no", question=1))
        assert player.shows("No.", "F6 answers")
        await player.press("f6", "enter", "escape")
        assert player.shows("Which question?")


async def test_the_terminal_answers_too_and_all_is_kept(tmp_path: Path) -> None:
    async with playing(level(tmp_path)) as player:
        await player.press("ctrl+g", "t")
        await player.enter("answer cause selector endpoints")
        assert player.shows("cause: The selector takes no pod. Shown by: kubectl get endpoints web")


async def test_a_level_without_questions_has_no_such_key() -> None:
    async with playing("a-name-for-three-pods") as player:
        await player.press("f6")
        assert player.screen == "LevelScreen"
        assert not player.shows("Answer")


async def test_a_variant_is_played_under_its_seed(tmp_path: Path) -> None:
    folder = varied(tmp_path)
    async with playing(f"{folder}@2") as player:
        assert player.shows("about 5 min · variant 2")
        assert player.shows(f"Give the pods of {open_level(folder, seed=2).drawn['app.name']} a name.")
