"""Hints, each with its price on the label before it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from svcquest.model.language import _, ngettext
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import inline, join, plain, unbroken


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint; ``text`` is empty until it is taken. ``cost`` counts stars."""

    cost: int
    taken: bool
    text: str


def price(cost: int) -> str:
    """What a hint costs, in words."""
    return ngettext("costs a star", "costs {n} stars", cost) if cost else _("free")


class HintsPane(VerticalScroll):
    """Open hints, then one button for the next, then the solution."""

    BINDING_GROUP_TITLE = "Hints"

    class Wanted(Message):
        """The next hint (its number from 0), or the solution (None), was asked for."""

        def __init__(self, number: int | None) -> None:
            super().__init__()
            self.number = number

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._next: int | None = None

    def compose(self) -> ComposeResult:
        """Buttons say what they cost."""
        yield Static("", id="hint-texts")
        yield Button(_("Next hint"), id="next-hint", compact=True)
        yield Button(_("Show the solution (one star is left)"), id="show-solution", compact=True)
        yield Static("", id="solution-text")

    def show(self, hints: Sequence[Hint], solution: str = "") -> None:
        """Show what has been taken and what is left."""
        parts: list[Content] = []
        for number, hint in enumerate(hints, 1):
            if hint.taken:
                title = plain(_("Hint {number} · {price}", number=number, price=price(hint.cost)), "$accent bold")
                parts += [title, inline(unbroken(hint.text)), Content("")]
        if not parts:
            parts = [plain(_("No hint taken yet. Each says what it costs before it opens."), "$dim"), Content("")]
        self.query_one("#hint-texts", Static).update(Content("\n").join(parts))
        self._next = next((i for i, hint in enumerate(hints) if not hint.taken), None)
        button = self.query_one("#next-hint", Button)
        button.display = self._next is not None
        if self._next is not None:
            cost = price(hints[self._next].cost)
            told = _("Open hint {number} of {hints} ({price})", number=self._next + 1, hints=len(hints), price=cost)
            button.label = plain(told)
            button.refresh(layout=True)  # the price may be longer than that of the hint before
        self.query_one("#show-solution", Button).display = not solution
        text = join((_("The solution") + "\n", "$accent bold"), solution) if solution else Content("")
        self.query_one("#solution-text", Static).update(text)

    def focus_next(self) -> None:
        """Put the focus on the button that opens the next hint; where all is told, arrow keys scroll to its end."""
        closed = [button for button in self.query(Button) if button.display]
        if closed:
            closed[0].focus()
        else:
            self.focus()
            self.call_after_refresh(self.scroll_to_widget, self.query_one("#solution-text"), animate=False, top=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Ask for what the button names."""
        event.stop()
        self.post_message(self.Wanted(None if event.button.id == "show-solution" else self._next))
