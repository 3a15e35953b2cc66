"""Answers to questions: judged with the probes, explained as far as they are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.levels.authoring import ASKING, QUESTION, write_level

from svcquest.game.grading import grade
from svcquest.game.keeping import resume
from svcquest.game.questions import explanations, pick_in_words, question_lines
from svcquest.game.session import Session
from svcquest.game.snapshot import to_data
from svcquest.game.words import row_lines
from svcquest.levels.level import Answer, Level
from svcquest.levels.loading import open_level
from svcquest.model.frozen import replace


@pytest.fixture
def asked(tmp_path: Path) -> Level:
    return open_level(write_level(tmp_path / "first", **ASKING))


def told(asked: Level, pick: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Which objectives fail, and what is told of the question."""
    verdict = grade(asked, replace(asked.solution, picks={"cause": pick} if pick else {}))
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
def test_a_wrong_answer_fails_its_objective_and_is_explained(asked: Level, pick: tuple[str, ...], said: str) -> None:
    failed, text = told(asked, pick)
    assert failed == ("cause",)
    assert said in text


def test_nothing_is_said_of_evidence_for_a_wrong_choice(asked: Level) -> None:
    assert "They run" not in told(asked, ("dns", "pods"))[1]


def test_the_right_answer_needs_a_cluster_that_works(asked: Level) -> None:
    picks = asked.solution.picks
    assert grade(asked, asked.solution).passed
    assert grade(asked, Answer({}, (), picks)).failed == ("web",)


def test_a_question_as_text_marks_what_was_answered(asked: Level) -> None:
    lines = list(question_lines(asked.questions[0], ("selector", "pods")))
    assert lines[0] == QUESTION["say"]
    assert "  * selector  The selector takes no pod." in lines
    assert "    dns       The name leads nowhere." in lines
    assert "  * pods       kubectl get pods" in lines
    assert lines[-1] == "answer cause CHOICE EVIDENCE"


def test_after_solving_every_choice_is_explained(asked: Level) -> None:
    text = explanations(asked.questions)
    assert "- Yes: **The selector takes no pod.** It says wbe, the pods say web." in text
    assert "- No: **A node is down.** All of them are ready." in text
    assert text.count("- Yes: ") == 3


def test_choice_and_evidence_are_two_sentences(asked: Level) -> None:
    question = asked.questions[0]
    bare = replace(question, choices=tuple(replace(each, text=each.text.rstrip(".")) for each in question.choices))
    told = "The selector takes no pod. Shown by: kubectl get pods"
    assert [pick_in_words(each, ("selector", "pods")) for each in (question, bare)] == [told, told]
    assert pick_in_words(bare, ("selector",)) == "The selector takes no pod"


def test_the_command_lists_questions_takes_answers_and_objects(asked: Level) -> None:
    session = Session(asked)
    assert "answer cause CHOICE EVIDENCE" in session.command("answer").stdout
    assert session.command("answer cause dns").stderr.startswith("answer: needs what shows it: one of endpoints")
    assert session.command("answer why dns").stderr == "answer: there is no question why; there are cause\n"
    assert session.command("answer why").exit == 1
    assert session.objectives()[-1].answered == ""
    assert session.command("answer cause selector pods").exit == 0
    assert session.objectives()[-1].answered == "The selector takes no pod. Shown by: kubectl get pods"
    assert "  * pods" in session.command("answer cause").stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("ans", ("answer",)),
        ("answer ", ("cause",)),
        ("answer cause s", ("selector",)),
        ("answer cause selector p", ("pods",)),
        ("answer cause selector pods ", ()),
        ("answer why ", ()),
    ],
)
def test_the_command_is_completed(asked: Level, typed: str, offered: tuple[str, ...]) -> None:
    assert Session(asked).terminal.complete(typed)[1] == offered


def test_a_level_that_asks_nothing_has_no_such_command(session: Session) -> None:
    assert session.command("answer").exit == 127


def test_a_wrong_answer_costs_a_run_and_answers_outlive_the_session(asked: Level) -> None:
    session = Session(asked)
    session.write("service.yaml", asked.solution.files["service.yaml"])
    for evidence in ("pods", "nodes"):
        session.replies.give("cause", "selector", evidence)
        assert not session.run().passed
    session.replies.give("cause", "selector", "selectors")
    again = resume(asked, json.loads(json.dumps(to_data(session.snapshot()))))
    assert again.replies.picks == {"cause": ("selector", "selectors")}
    attempt = again.run()
    assert (attempt.passed, attempt.number, attempt.stars) == (True, 3, 2)
    assert {each.id: each.passed for each in again.objectives()} == {"web": True, "not-db": True, "cause": True}
    assert "Yes: **The selector takes no pod.**" in again.debrief().text
    again.reset()
    assert again.replies.picks == {}


def test_kept_answers_that_the_level_no_longer_takes_are_dropped(asked: Level) -> None:
    session = Session(asked)
    data = {**to_data(session.snapshot()), "answers": {"cause": ["selector"], "old": ["dns", "pods"], "odd": 3}}
    assert resume(asked, data).replies.picks == {}


def test_the_solution_tells_its_answers(asked: Level) -> None:
    assert "cause: The selector takes no pod. Shown by: kubectl get endpoints web" in Session(asked).solution()
