"""Stars. Nothing else adds points, and the best attempt counts."""

from __future__ import annotations

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
