"""The row of pane names: shows which pane is on, and which key or click leads to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual.containers import Horizontal
from textual.events import Click
from textual.message import Message

from svcquest.tui.text import join
from svcquest.tui.widgets.steady import SteadyText


@dataclass(frozen=True, slots=True)
class Tab:
    """A pane in the row.

    Attributes:
        id: of the pane.
        letter: pressed after Ctrl+G to go there.
        note: a short addition, such as ``2 ✗``.
    """

    id: str
    title: str
    letter: str
    note: str = ""
    note_style: str = "$dim"

    def with_note(self, note: str, style: str) -> Tab:
        """The same tab with an addition."""
        return replace(self, note=note, note_style=style)


class _TabLabel(SteadyText):
    def __init__(self, tab: Tab) -> None:
        super().__init__(id=f"tab-{tab.id}", classes="tab")
        self.tab = tab

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(TabRow.Chosen(self.tab.id))


class TabRow(Horizontal):
    """Names of panes; a click on one asks for it."""

    class Chosen(Message):
        """A pane was asked for."""

        def __init__(self, pane: str) -> None:
            super().__init__()
            self.pane = pane

    def show(self, tabs: Sequence[Tab], active: Sequence[str]) -> None:
        """Show these panes, marking those that are on the screen."""
        known = {label.tab.id: label for label in self.query(_TabLabel)}
        for label in known.values():
            if label.tab.id not in {tab.id for tab in tabs}:
                label.remove()
        for tab in tabs:
            label = known.get(tab.id) or _TabLabel(tab)
            if tab.id not in known:
                self.mount(label)
            label.tab = tab
            on = tab.id in active
            label.update(join(tab.title, (f" {tab.note}" if tab.note else "", "" if on else tab.note_style)))
            label.set_class(on, "-active")
