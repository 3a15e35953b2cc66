"""Every built-in level, played: start fails, right answers pass, near misses fail where they should."""

from __future__ import annotations

from functools import cache

import pytest

from svcquest.game.grading import grade_on, judge
from svcquest.game.stage import Stage
from svcquest.game.words import verdict_lines
from svcquest.levels.catalog import Catalog
from svcquest.levels.level import Level

LEVELS = [entry.id for entry in Catalog().entries]
UNTOUCHED_PASSES = {"nothing-is-wrong"}
"""Levels in which leaving everything alone is the answer."""


@cache
def level_of(name: str) -> Level:
    return Catalog().open(name)


@cache
def stage_of(name: str) -> Stage:
    return Stage(level_of(name))


@pytest.mark.parametrize("name", LEVELS)
def test_start_is_not_solved(name: str) -> None:
    stage = stage_of(name)
    assert judge(stage, stage.start).passed == (name in UNTOUCHED_PASSES)


@pytest.mark.parametrize("name", LEVELS)
def test_solution_and_alternates_pass(name: str) -> None:
    level = level_of(name)
    for answer in (level.solution, *level.alternates):
        verdict = grade_on(stage_of(name), answer)
        assert verdict.passed, "\n".join([f"{answer}", *verdict_lines(verdict)])
        assert not verdict.refusals
        assert len(verdict.phases) == 1 + len(level.changes)


@pytest.mark.parametrize("name", LEVELS)
def test_near_misses_fail_as_said(name: str) -> None:
    for miss in level_of(name).near_misses:
        verdict = grade_on(stage_of(name), miss.answer)
        assert miss.fails in verdict.failed, "\n".join([f"{miss}", *verdict_lines(verdict)])


@pytest.mark.parametrize("name", LEVELS)
def test_verdict_does_not_depend_on_the_seed(name: str) -> None:
    level = level_of(name)
    for seed in (2, 3, 4):
        stage = Stage(level, seed)
        assert grade_on(stage, level.solution).passed
        assert not judge(stage, stage.start).passed or name in UNTOUCHED_PASSES
