"""The styles that the cluster picture is drawn in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rich.style import Style

from svcquest.tui.themes import Palette

Span = tuple[str, Style]
"""Text in one style."""


@dataclass(frozen=True, slots=True)
class Ink:
    """One style a meaning.

    Attributes:
        base: of empty cells; the ground is the widget's.
        touched: name of a pod that just answered.
        picked: lies under whatever has the cursor.
    """

    base: Style
    text: Style
    dim: Style
    ok: Style
    bad: Style
    warn: Style
    service: Style
    flow: Style
    touched: Style
    picked: Style

    @classmethod
    @cache
    def of(cls, palette: Palette) -> Ink:
        """The styles in a palette's colours; the same ones each time, for to tell them apart by sight takes long."""
        return cls(
            base=Style(color=palette.text),
            text=Style(color=palette.text),
            dim=Style(color=palette.dim),
            ok=Style(color=palette.ok),
            bad=Style(color=palette.bad),
            warn=Style(color=palette.warn),
            service=Style(color=palette.service, bold=True),
            flow=Style(color=palette.flow),
            touched=Style(color=palette.flow, bold=True),
            picked=Style(bgcolor=palette.panel),
        )
