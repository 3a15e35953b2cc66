"""Small screens above another: a question, a text to read, a choice of panes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Button, Static

from svcquest.model.language import _
from svcquest.tui.paging import turn
from svcquest.tui.screens.base import FrontScreen
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.tabs import Tab


class AskScreen(FrontScreen[bool]):
    """A question with two answers; Escape is the harmless one."""

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No", show=False),
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("left,right", "app.focus_next", "Other answer", show=False),
    ]

    def __init__(self, question: str, yes: str, no: str = "") -> None:
        """Ask; who says no cancels where nothing else is said."""
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no or _("Cancel")

    def compose(self) -> ComposeResult:
        """The question above two buttons."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question), classes="dialog-text")
            with Horizontal(classes="dialog-buttons"):
                yield Button(plain(f"{self._no} (Esc)"), id="no", compact=True)
                yield Button(plain(f"{self._yes} (y)"), id="yes", variant="primary", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the pressed button."""
        self.action_answer(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Answer, once: a click may come behind a key."""
        if self.is_current:
            self.dismiss(yes)


class ReadScreen(FrontScreen[None]):
    """A text to read: help, an object, a trace."""

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "app.pop_screen", "Close"),
        Binding("space", "turn(1)", show=False),
        Binding("b", "turn(-1)", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, title: str, content: Content) -> None:
        super().__init__()
        self._heading = title
        self._content = content

    def compose(self) -> ComposeResult:
        """A heading, the text, how to leave."""
        with Vertical(classes="reader") as reader:
            reader.border_title = plain(self._heading)
            with VerticalScroll(classes="reader-body"):
                yield Static(self._content)

    def on_mount(self) -> None:
        """Arrow keys scroll at once; they are told of where there is more than fits."""
        body = self.query_one(VerticalScroll)
        body.focus()
        self.watch(body, "show_vertical_scrollbar", self._say_how)

    def _say_how(self, scrolls: bool) -> None:
        self.query_one(".reader").border_subtitle = _("Esc closes · arrows scroll") if scrolls else _("Esc closes")

    def action_scroll(self, lines: int) -> None:
        """Scroll as in a pager."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def action_turn(self, pages: int) -> None:
        """Turn pages as in a pager."""
        turn(self.query_one(VerticalScroll), pages)


class JumpScreen(FrontScreen[str | None]):
    """Where to? One letter a pane."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self._tabs = tabs

    def compose(self) -> ComposeResult:
        """All panes with their letters."""
        rows = [join((f" {tab.letter} ", "$accent bold reverse"), f"  {tab.title}") for tab in self._tabs]
        with Vertical(classes="dialog"):
            yield Static(plain(_("Go to"), "bold"))
            yield Static(Content("\n").join(rows), classes="dialog-text")

    def on_key(self, event: Key) -> None:
        """A pane's letter goes there, anything else stays."""
        event.stop()
        if self.is_current:
            self.dismiss(next((tab.id for tab in self._tabs if tab.letter == event.key), None))
