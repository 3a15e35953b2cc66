"""Stars, of which the best attempt counts; and points for whoever marks answers that do not hold all through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the list of levels counts stars without an engine
    from svcquest.game.verdict import Verdict
    from svcquest.levels.level import Level

MOST_STARS = 3


def stars(*, helped: bool, runs: int, par: int) -> int:
    """Stars of an attempt that passed.

    One for passing; a second without a hint that costs and without the solution; a third for doing that within
    the level's par of runs.

    Args:
        helped: a hint that costs, or the solution, was taken.
        runs: how many there were, this one included.
        par: how many the level allows.
    """
    if helped:
        return 1
    return MOST_STARS if runs <= par else MOST_STARS - 1


def points(verdict: Verdict, level: Level) -> tuple[int, int]:
    """What an answer is worth by the weights of probes and questions, and what the level is worth.

    Whatever was asked and held wherever it was asked counts; nothing is asked beyond the first phase that fails.
    """
    weights = {each.id: each.weight for each in (*level.probes, *level.questions)}
    asked = {result.id for phase in verdict.phases for result in phase.results}
    lost = {result.id for phase in verdict.phases for result in phase.failed}
    return sum(weights.get(each, 0) for each in asked - lost), sum(weights.values())
