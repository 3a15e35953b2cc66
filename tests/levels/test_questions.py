"""Questions in level files: what they take, what is refused and where, what a translation changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.levels.authoring import ASKING, LEVEL, QUESTION, write_level

from svcquest.levels.linting import lint_level
from svcquest.levels.loading import open_level
from svcquest.levels.problems import LevelError


def asking(tmp_path: Path, **changes: Any) -> Path:
    return write_level(tmp_path / "first", **ASKING | changes)


def test_a_level_that_asks_is_whole(tmp_path: Path) -> None:
    linted = lint_level(asking(tmp_path))
    assert linted.faults == ()
    assert linted.level.solution.picks == {"cause": ("selector", "endpoints")}


def test_other_answers_say_what_the_solution_says_unless_they_say_otherwise(tmp_path: Path) -> None:
    level = open_level(asking(tmp_path))
    assert [each.picks["cause"] for each in level.alternates] == [("selector", "endpoints")]
    assert [each.answer.picks["cause"][0] for each in level.near_misses] == ["selector", "selector", "dns"]


@pytest.mark.parametrize(
    ("pick", "right", "objection"),
    [
        (("selector", "endpoints"), True, ""),
        (("selector", "selectors"), True, ""),
        (("selector", "pods"), False, ""),
        (("dns", "endpoints"), False, ""),
        (("selector",), False, "needs what shows it: one of endpoints, pods, selectors, nodes"),
        ((), False, "is empty"),
        (("selector", "dns"), False, '"dns" is not to choose from; there are endpoints, pods, selectors, nodes'),
        (("endpoints", "selector"), False, '"endpoints" is not to choose from; there are dns, port, node, selector'),
    ],
)
def test_the_choice_counts_together_with_its_evidence(
    tmp_path: Path, pick: tuple[str, ...], right: bool, objection: str
) -> None:
    (question,) = open_level(asking(tmp_path)).questions
    assert (question.is_right(pick), question.objection(pick)) == (right, objection)


def test_without_evidence_the_choice_counts_alone(tmp_path: Path) -> None:
    bare = {name: value for name, value in QUESTION.items() if name != "evidence"}
    folder = asking(tmp_path, questions=[bare], solution={"answers": {"cause": "selector"}}, near_misses=None)
    (question,) = open_level(folder).questions
    assert question.is_right(("selector",))
    assert question.objection(("selector", "pods")) == "asks for no evidence; give the choice alone"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"questions": [QUESTION | {"right": "selektor"}]},
            'right: there is no choice "selektor"; there are dns, selector, port, node',
        ),
        (
            {"questions": [QUESTION | {"choices": [QUESTION["choices"][1]] * 2}]},
            'choice "selector" stands here for the second time',
        ),
        ({"questions": [QUESTION, QUESTION]}, 'id: "cause" is taken'),
        ({"questions": [QUESTION | {"id": "web"}]}, 'id: "web" is taken'),
        ({"questions": [QUESTION | {"rigth": "dns"}]}, 'unknown key "rigth"; did you mean "right"?'),
        (
            {"solution": {"answers": {"why": "dns"}}},
            'why: no question "why"; there are cause',
        ),
        ({"solution": {"answers": {"cause": "dns"}}}, "cause: needs what shows it: one of"),
        ({"questions": None}, 'cause: no question "cause"; the level asks nothing'),
        ({"solution": {"answers": {}}}, "solution: is empty; give files, run or answers"),
        (
            {"near_misses": [{"answers": {"cause": ["dns", "pods"]}, "fails": "cuase"}]},
            'fails: no probe or question "cuase"; did you mean "cause"?',
        ),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(tmp_path: Path, changes: dict[str, Any], expected: str) -> None:
    with pytest.raises(LevelError) as caught:
        open_level(asking(tmp_path, **changes))
    assert any(expected in each.text and each.line > 1 for each in caught.value.faults)


def test_questions_that_are_cheap_to_guess_are_told(tmp_path: Path) -> None:
    easy = QUESTION | {"choices": QUESTION["choices"][:2]}
    (fault,) = lint_level(asking(tmp_path, questions=[easy])).faults
    assert fault.text.startswith("questions: who guesses is right one time in 4; at least 8 is wanted")


def test_a_level_that_only_asks_needs_no_change_and_no_way(tmp_path: Path) -> None:
    folder = asking(tmp_path, solution={"answers": {"cause": ["selector", "endpoints"]}}, alternates=None, changes=None)
    assert lint_level(folder).faults == ()
    (folder / "level.yaml").unlink()
    folder = write_level(tmp_path / "other" / "first", changes=None, alternates=LEVEL["alternates"])
    assert "no hidden change" in lint_level(folder).faults[0].text


def test_texts_of_questions_are_translated(tmp_path: Path) -> None:
    folder = asking(tmp_path)
    (folder / "level.de.yaml").write_text(
        "questions: {cause: {say: Warum?, evidence: Was zeigt es?, choices: {dns: Der Name., pods: Die Pods.}}}\n"
    )
    (question,) = open_level(folder, "de").questions
    assert question.evidence is not None
    assert (question.say, question.evidence.say) == ("Warum?", "Was zeigt es?")
    texts = {each.id: each.text for each in question.all_choices}
    assert [texts[each] for each in ("dns", "selector", "pods")] == [
        "Der Name.",
        "The selector takes no pod.",
        "Die Pods.",
    ]
    (folder / "level.de.yaml").write_text("questions: {cause: {because: {dsn: Nein}}}\n")
    (fault,) = lint_level(folder).faults
    assert fault.text.startswith("dsn: no choice has this id; known here: dns, ")


def test_choices_stand_in_an_order_that_level_and_seed_draw(tmp_path: Path) -> None:
    """What is right has no usual place, and no answer changes: choices are named by their ids."""
    folder = asking(tmp_path, variants={"pause": [1, 2]})
    drawn = {seed: open_level(folder, seed=seed).questions[0] for seed in range(1, 41)}
    assert drawn[1] == open_level(folder, "de", seed=1).questions[0]
    assert {frozenset(each.choices) for each in drawn.values()} == {frozenset(drawn[1].choices)}
    places = [[each.id for each in question.choices].index("selector") for question in drawn.values()]
    assert set(places) == set(range(len(drawn[1].choices)))
    for question in drawn.values():
        assert question.evidence is not None
        assert question.is_right(("selector", "endpoints"))
        assert not question.is_right(("dns", "endpoints"))
