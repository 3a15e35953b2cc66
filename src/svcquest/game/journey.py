"""Probes that have to hold all along: at the start and after each single write of the player's, not only in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from svcquest.engine.state import State
from svcquest.game.changes import changes_between
from svcquest.game.scene import Scene
from svcquest.game.verdict import Row
from svcquest.model.frozen import replace


def rows_on_the_way(probe: Callable[[Scene], Iterable[Row]], scene: Scene) -> Iterator[Row]:
    """Rows that failed at the first earlier moment at which any did; none where the probe has held all along.

    Args:
        probe: sends it, at a moment.
        scene: now; its state knows those that were before.
    """
    before: State | None = None
    for state in scene.state.past:
        failed = [row for row in probe(replace(scene, state=state)) if not row.passed]
        if failed:
            moment = _moment(before, state)
            yield from (replace(row, observed=f"{moment}: {row.observed}") for row in failed)
            return
        before = state


def _moment(before: State | None, state: State) -> str:
    """When it was, by what had just happened."""
    changes = changes_between(before, state) if before is not None else ()
    return f"on the way, once {changes[0]} was {changes[0].verb}" if changes else "on the way"
