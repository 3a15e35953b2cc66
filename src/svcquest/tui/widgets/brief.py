"""The brief and the objectives that tick off under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Markdown, Static

from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import clean, inline, join


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective; ``passed`` is None before the first run, ``note`` stands under it."""

    say: str
    passed: bool | None
    note: str = ""


def goal_lines(goals: Sequence[Goal], glyphs: Glyphs) -> Content:
    """Objectives, one a line, each with its sign."""
    lines = []
    for goal in goals:
        if goal.passed is None:
            sign, style = glyphs.pending, "$dim bold"
        elif goal.passed:
            sign, style = glyphs.passed, "$ok bold"
        else:
            sign, style = glyphs.failed, "$bad bold"
        lines.append(join((f"{sign} ", style), goal.say))
        if goal.note:
            lines.append(join("  ", inline(goal.note).stylize("$dim")))
    return Content("\n").join(lines)


class BriefPane(Vertical):
    """What the level is about; under it, always in sight, what has to hold."""

    BINDING_GROUP_TITLE = "Brief"

    def __init__(
        self,
        brief: str,
        glyphs: Glyphs,
        concepts: Sequence[str] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Show a brief.

        Args:
            concepts: words that the glossary explains.
        """
        super().__init__(id=id)
        self._brief = brief
        self._concepts = tuple(concepts)
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The text scrolls by itself; so do very many objectives."""
        with VerticalScroll(id="brief-scroll", can_focus=True):
            yield Markdown(clean(self._brief), id="brief-text", open_links=False)
            if self._concepts:
                words = " · ".join(self._concepts)
                yield Static(join(("F3 ", "$accent bold"), ("explains ", "$dim"), words), id="concepts-line")
        yield Static("Objectives", id="goals-title")
        with VerticalScroll(id="goals-scroll", can_focus=False):
            yield Static("", id="goals")

    def focus_text(self) -> None:
        """Arrow keys scroll the brief."""
        self.query_one("#brief-scroll", VerticalScroll).focus()

    def show_goals(self, goals: Sequence[Goal]) -> None:
        """Tick objectives off."""
        self.query_one("#goals", Static).update(goal_lines(goals, self._glyphs))
