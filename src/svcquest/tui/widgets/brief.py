"""The brief and the objectives that tick off under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Markdown, Static

from svcquest.model.language import _
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import clean, hanging, inline, join, worded

_LEAST_TEXT = 6
"""Lines of the brief that stay in sight, however many objectives there are."""
_TITLE = 2
"""Lines of the objectives' title and the blank above it."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An objective; ``passed`` is None before the first run, ``note`` stands under it."""

    say: str
    passed: bool | None
    note: str = ""


def goal_lines(goals: Sequence[Goal], glyphs: Glyphs, width: int) -> Content:
    """Objectives, each with its sign, broken for a width."""
    lines = []
    for goal in goals:
        if goal.passed is None:
            sign, style = glyphs.pending, "$dim bold"
        elif goal.passed:
            sign, style = glyphs.passed, "$ok bold"
        else:
            sign, style = glyphs.failed, "$bad bold"
        lines.append(hanging(join((f"{sign} ", style)), join(goal.say), width))
        if goal.note:
            lines.append(hanging(join("  "), inline(goal.note).stylize("$dim"), width))
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
        self._goals: Sequence[Goal] = ()
        self._left = 0
        self._has_told = False

    def compose(self) -> ComposeResult:
        """Objectives take the lines that they need; the text scrolls in those that are left."""
        with VerticalScroll(id="brief-scroll", can_focus=True):
            yield Markdown(clean(self._brief), id="brief-text", open_links=False)
            if self._concepts:
                words = ", ".join(self._concepts)
                yield Static(
                    worded(_("{key} explains {concepts}"), "$dim", key=("F3", "$accent bold"), concepts=words),
                    id="concepts-line",
                )
        yield Static(_("Objectives"), id="goals-title")
        with VerticalScroll(id="goals-scroll", can_focus=False):
            yield Static("", id="goals")

    def focus_text(self) -> None:
        """Arrow keys scroll the brief."""
        self.query_one("#brief-scroll", VerticalScroll).focus()

    def on_key(self, event: Key) -> None:
        """Tell who begins to type where the keys go; once is enough."""
        typed = event.character or ""
        if self._has_told or not typed.isalnum() or event.key in self.screen.active_bindings:
            return
        self._has_told = True
        self.notify(_("The brief takes no text: F2 leads on to the other panes, Ctrl+G e to the editor."))

    def show_goals(self, goals: Sequence[Goal]) -> None:
        """Tick objectives off."""
        self._goals = goals
        self._share()

    def on_mount(self) -> None:
        """Say so where some of the text is out of sight, and no longer once it is not."""
        self.watch(self.query_one("#brief-scroll"), "virtual_size", self._say_how)

    def on_resize(self, _event: Resize) -> None:
        """There are more lines to share, or fewer."""
        self._share()

    def _share(self) -> None:
        """Give the objectives their lines, the text the rest."""
        width, room = self.content_size.width, self.content_size.height - _TITLE
        if room <= 0:
            return
        told = goal_lines(self._goals, self._glyphs, width)
        wanted, most = len(told.wrap(width)), max(room - _LEAST_TEXT, 1)
        if wanted > most:  # a scroll bar takes a cell
            told = goal_lines(self._goals, self._glyphs, width - 1)
        self.query_one("#goals", Static).update(told)
        goals = self.query_one("#goals-scroll", VerticalScroll)
        goals.styles.max_height = most
        goals.can_focus = wanted > most
        self._left = room - min(wanted, most)
        text = self.query_one("#brief-scroll", VerticalScroll)
        text.styles.max_height = self._left
        text.show_vertical_scrollbar = False  # a bar from before would break lines that need it again
        self._say_how()

    def _say_how(self) -> None:
        if not self._left:
            return  # nothing is laid out yet
        hidden = self.query_one("#brief-scroll").virtual_size.height > self._left
        told = ("  " + _("arrows scroll the text above"), "$dim") if hidden else ""
        self.query_one("#goals-title", Static).update(join((_("Objectives"), "$accent bold"), told))
