"""Turning pages of a text that is longer than its place."""

from __future__ import annotations

from textual.widget import Widget

_KEPT = 2
"""Lines of the page before that are still in sight."""


def turn(body: Widget, pages: int) -> None:
    """Scroll on by pages, or back where they are negative."""
    body.scroll_relative(y=pages * max(body.size.height - _KEPT, 1), animate=False)
