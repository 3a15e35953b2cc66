"""Panes around a session: which of them are on the terminal at hand, and the ways from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.events import Resize
from textual.widget import Widget

from svcquest.model.language import _, mark
from svcquest.tui.screens.base import GameScreen
from svcquest.tui.screens.dialogs import JumpScreen
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.steady import SteadyText
from svcquest.tui.widgets.tabs import Tab, TabRow

PANES: tuple[Tab, ...] = (
    Tab("brief", mark("Brief"), "b"),
    Tab("cluster", mark("Cluster"), "c"),
    Tab("editor", mark("Editor"), "e"),
    Tab("terminal", mark("Terminal"), "t"),
    Tab("result", mark("Result"), "r"),
    Tab("hints", mark("Hints"), "h"),
)
UPPER = ("brief", "cluster")
LOWER = ("editor", "terminal", "result", "hints")

WIDE = (116, 30)
"""Cells from which the brief stands beside everything else, and the cluster above the rest."""
TALL = 56
"""Lines from which a crowded cluster may have more than half of them: what stands below it has room enough."""
MEDIUM = (80, 34)
"""Cells from which brief or cluster stands above the rest; below, each pane is a page."""


def named(tab: Tab) -> Tab:
    """A tab by its name in the language of now."""
    return replace(tab, title=_(tab.title))


class PanedScreen(GameScreen):
    """A screen of several panes, some above and some below.

    All of them exist all the time under their ids; ``arrange_panes`` shows as many as fit and keeps the place where the
    player was. A subclass makes the panes and says where the focus goes in one.

    Attributes:
        panes: all of them, in the order of the tabs.
        above, below: ids of those in the upper and in the lower row.
        upper, lower: the panes that were on last above and below.
        page: the one that was on last where only one fits.
        shape: wide, medium or small.
        notes: short additions to tabs, pane id to text and style.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "focus_on", "Next pane", show=False)]

    panes: ClassVar[tuple[Tab, ...]] = PANES
    above: ClassVar[tuple[str, ...]] = UPPER
    below: ClassVar[tuple[str, ...]] = LOWER

    def __init__(self, lower: str) -> None:
        super().__init__()
        self.upper = self.above[0]
        self.lower = lower
        self.page = self.above[0]
        self.shape = "small"
        self.notes: Mapping[str, tuple[str, str]] = {}

    def compose(self) -> ComposeResult:
        """All panes exist all the time; what is on the screen depends on its size."""
        first, *others = self.above
        with Horizontal(id="level-title"):
            yield SteadyText(id="level-name")
            yield SteadyText(id="level-stars")
        yield TabRow(id="page-tabs", classes="tab-row")
        with Container(id="stage"):
            yield TabRow(id="upper-tabs", classes="tab-row")
            yield self.make_pane(first)
            with Vertical(id="bench"):
                yield from map(self.make_pane, others)
                yield TabRow(id="lower-tabs", classes="tab-row")
                with Container(id="lower"):
                    yield from map(self.make_pane, self.below)
        yield KeyBar()

    def make_pane(self, pane: str) -> Widget:
        """The widget of a pane, under the pane's id."""
        raise NotImplementedError

    def focus_pane(self, pane: str) -> None:
        """Put the focus into a pane that is on."""
        raise NotImplementedError

    def pane_changed(self) -> None:
        """Another pane was chosen; the panes are about to be arranged."""

    def visible_panes(self) -> tuple[str, ...]:
        """The panes that are on."""
        match self.shape:
            case "wide":
                return (*self.above, self.lower)
            case "medium":
                return (self.upper, self.lower)
            case _:
                return (self.page,)

    def on_compose(self) -> None:
        """Textual calls this besides the ``on_compose`` of every screen, and for the same reason."""
        self._take_shape()

    def _take_shape(self) -> None:
        width, height = self.app.size
        fits = [shape for shape, (w, h) in (("wide", WIDE), ("medium", MEDIUM)) if width >= w and height >= h]
        self.shape = fits[0] if fits else "small"
        self.update_classes({f"-{shape}": shape == self.shape for shape in ("wide", "medium", "small")})
        self.set_class(height >= TALL, "-tall")

    def arrange_panes(self) -> None:
        """Show the panes that fit."""
        self._take_shape()
        visible = self.visible_panes()
        for tab in self.panes:
            self.query_one(f"#{tab.id}").display = tab.id in visible
        self.query_one("#lower").display = any(pane in visible for pane in self.below)
        self.query_one("#bench").display = visible != (self.above[0],)
        self.show_tabs()

    def show_tabs(self) -> None:
        """Draw the rows of tabs with their notes."""
        noted = [
            tab if tab.id not in self.notes else tab.with_note(*self.notes[tab.id]) for tab in map(named, self.panes)
        ]
        rows = {
            "#page-tabs": (noted, self.shape == "small"),
            "#upper-tabs": ([tab for tab in noted if tab.id in self.above], self.shape == "medium"),
            "#lower-tabs": ([tab for tab in noted if tab.id in self.below], self.shape != "small"),
        }
        for row, (tabs, on) in rows.items():
            widget = self.query_one(row, TabRow)
            widget.display = on
            widget.show(tabs, self.visible_panes())

    def go_to(self, pane: str) -> None:
        """Show a pane and put the focus into it."""
        self.page = pane
        if pane in self.above:
            self.upper = pane
        else:
            self.lower = pane
        self.pane_changed()
        self.arrange_panes()
        self.focus_pane(pane)

    def on_resize(self, _event: Resize) -> None:
        """Another size may show other panes."""
        self.arrange_panes()

    def on_tab_row_chosen(self, event: TabRow.Chosen) -> None:
        """Go where the mouse asks."""
        self.go_to(event.pane)

    def action_next_pane(self) -> None:
        """The next pane, in the order of the tabs."""
        order = [tab.id for tab in self.panes]
        here = self._focused_pane()
        self.go_to(order[(order.index(here) + 1) % len(order)])

    def action_focus_on(self) -> None:
        """On to what else takes keys; where a page has nothing else, to the next page."""
        before = self.focused
        self.focus_next()
        if self.shape == "small" and self.focused is before:
            self.action_next_pane()

    def action_jump(self) -> None:
        """Choose a pane by its letter."""

        def chosen(pane: str | None) -> None:
            if pane:
                self.go_to(pane)

        self.app.push_screen(JumpScreen([named(tab) for tab in self.panes]), chosen)

    @property
    def is_at_first(self) -> bool:
        """Whether the cursor is in the first pane."""
        return self._focused_pane() == self.above[0]

    def _focused_pane(self) -> str:
        focused = self.app.focused
        ids = {node.id for node in focused.ancestors_with_self} if focused else set()
        return next((tab.id for tab in self.panes if tab.id in ids), self.page)
