"""Levels that ask: proven like others, with wrong choices as mutants."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.levels.authoring import ASKING, QUESTION, write_level

from svcquest.game.proving import prove
from svcquest.game.proving.guesses import guesses_of
from svcquest.levels.loading import open_level

NOTHING_WRONG: dict[str, Any] = {
    "cluster": ["cluster.yaml", "solution.yaml"],
    "files": {},
    "open": [],
    "alternates": None,
    "changes": None,
    "questions": [QUESTION],
    "solution": {"answers": {"cause": ["selector", "endpoints"]}},
    "near_misses": [
        {"answers": {"cause": ["selector", "nodes"]}, "fails": "cause"},
        {"run": ["kubectl delete svc web"], "fails": "protected"},
    ],
}
"""A ticket without a fault: the cluster is to be left alone."""


def test_every_other_choice_is_a_mutant_and_none_survives(tmp_path: Path) -> None:
    level = open_level(write_level(tmp_path / "first", **ASKING))
    ids = [each.id for each in guesses_of(level.questions, level.solution.picks)]
    assert ids == [
        "question cause: no answer",
        "question cause: dns",
        "question cause: port",
        "question cause: node",
        "question cause: shown by pods",
        "question cause: shown by nodes",
    ]
    proof = prove(level)
    assert (proof.findings, proof.survivors) == ((), ())


def test_a_ticket_without_a_fault_can_be_proven(tmp_path: Path) -> None:
    proof = prove(open_level(write_level(tmp_path / "first", **NOTHING_WRONG)))
    assert proof.findings == ()
    assert (proof.answers, proof.mutants) == (4, 6)


def test_a_solution_that_answers_wrongly_is_found_out(tmp_path: Path) -> None:
    wrong = {"solution": {"answers": {"cause": ["dns", "endpoints"]}}}
    proof = prove(open_level(write_level(tmp_path / "first", **NOTHING_WRONG | wrong)))
    assert "must pass, fails cause" in [each.text for each in proof.findings if each.what == "solution"]
