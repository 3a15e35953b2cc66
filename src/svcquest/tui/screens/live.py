"""Evaluation while somebody types: soon after a keystroke, never in its way."""

from __future__ import annotations

import time
from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer

SHORTEST = 0.03
LONGEST = 1.0
"""Seconds between a keystroke and the evaluation: the frame that shows the key comes first."""

CHEAP = 0.06
"""Seconds that an evaluation may take to be done between two keystrokes; a longer one waits for a longer pause."""


class Live:
    """Calls something once typing pauses; the more it costs the longer the pause has to be."""

    def __init__(self, screen: Screen[None], evaluate: Callable[[], None]) -> None:
        self._screen = screen
        self._evaluate = evaluate
        self._timer: Timer | None = None
        self._pause = SHORTEST

    @property
    def waiting(self) -> bool:
        """Whether something was typed that is not evaluated yet."""
        return self._timer is not None

    def soon(self) -> None:
        """Something was typed."""
        self._stop()
        self._timer = self._screen.set_timer(self._pause, self.now)

    def now(self) -> None:
        """Evaluate at once."""
        self._stop()
        start = time.perf_counter()
        self._evaluate()
        taken = time.perf_counter() - start
        self._pause = SHORTEST if taken < CHEAP else min(4 * taken, LONGEST)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
