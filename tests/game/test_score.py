"""Points for whoever marks answers by their weights."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.game.proving.test_guesses import NOTHING_WRONG
from tests.levels.authoring import QUESTION, write_level

from svcquest.game.grading import grade
from svcquest.game.score import points
from svcquest.levels.format import Picks
from svcquest.levels.level import Answer
from svcquest.levels.loading import open_level


@pytest.mark.parametrize(
    ("picks", "held"), [({"cause": ("selector", "endpoints")}, 5), ({"cause": ("dns", "endpoints")}, 0), ({}, 0)]
)
def test_a_question_counts_by_its_weight(tmp_path: Path, picks: Picks, held: int) -> None:
    level = open_level(write_level(tmp_path / "first", **NOTHING_WRONG | {"questions": [QUESTION | {"weight": 5}]}))
    rest = sum(probe.weight for probe in level.probes)
    assert points(grade(level, Answer({}, (), picks)), level) == (rest + held, rest + 5)
