"""Answers to questions: judged with the probes, explained as far as they are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.levels.authoring import ASKING, QUESTION, write_level

from svcquest.game.grading import grade
from svcquest.game.questions import explanations, question_lines
from svcquest.game.words import row_lines
from svcquest.levels.level import Answer, Level
from svcquest.levels.loading import open_level
from svcquest.model.frozen import replace


@pytest.fixture
def level(tmp_path: Path) -> Level:
    return open_level(write_level(tmp_path / "first", **ASKING))


def told(level: Level, pick: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Which objectives fail, and what is told of the question."""
    verdict = grade(level, replace(level.solution, picks={"cause": pick} if pick else {}))
    result = next(each for each in verdict.phases[0].results if each.id == "cause")
    return verdict.failed, "\n".join(row_lines(result.rows[0]))


@pytest.mark.parametrize(
    ("pick", "said"),
    [
        ((), "observed: no answer yet\nwhy: nothing is answered yet\nlook at: answer cause"),
        (("dns", "pods"), "why: dig gets an address."),
        (("selector", "pods"), "why: that does not show it: They run whether or not they are selected."),
    ],
)
def test_a_wrong_answer_fails_its_objective_and_is_explained(level: Level, pick: tuple[str, ...], said: str) -> None:
    failed, text = told(level, pick)
    assert failed == ("cause",)
    assert said in text


def test_nothing_is_said_of_evidence_for_a_wrong_choice(level: Level) -> None:
    assert "They run" not in told(level, ("dns", "pods"))[1]


def test_the_right_answer_needs_a_cluster_that_works(level: Level) -> None:
    picks = level.solution.picks
    assert grade(level, level.solution).passed
    assert grade(level, Answer({}, (), picks)).failed == ("web",)


def test_a_question_as_text_marks_what_was_answered(level: Level) -> None:
    lines = list(question_lines(level.questions[0], ("selector", "pods")))
    assert lines[0] == QUESTION["say"]
    assert "  * selector  The selector takes no pod." in lines
    assert "    dns       The name leads nowhere." in lines
    assert "  * pods       kubectl get pods" in lines
    assert lines[-1] == "answer cause CHOICE EVIDENCE"


def test_after_solving_every_choice_is_explained(level: Level) -> None:
    text = explanations(level.questions)
    assert "- **Yes:** The selector takes no pod. It says wbe, the pods say web." in text
    assert "- No: A node is down. All of them are ready." in text
    assert text.count("**Yes:**") == 3
