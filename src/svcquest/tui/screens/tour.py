"""The tour for somebody who is here for the first time: five pages, under a minute, never shown twice by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Static

from svcquest.model.language import _
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.screens.base import FrontScreen
from svcquest.tui.text import join, padded, plain

Page = tuple[str, str, Content]
"""Heading, text, picture."""

_ROWS = 5
"""Lines that every picture has, so that nothing jumps between pages."""


def pages(glyphs: Glyphs) -> tuple[Page, ...]:
    """What the tour tells, in order."""
    across, branch, corner = glyphs.lines[10], glyphs.lines[14], glyphs.lines[3]
    arrow = f"{across * 3}{glyphs.arrow}"
    fork = f" {corner}{across}{glyphs.arrow}"
    to = (f" {arrow} ", "$flow")
    forks = (f" {across}{branch}{across}{glyphs.arrow} ", "$flow")
    pod = (f"{glyphs.ready} ", "$ok")
    lost = (f"{glyphs.mismatch} ", "$warn")
    return (
        (
            _("Something is wrong with a Service"),
            _(
                "Pods come and go. A Service is a name and an address that stay, in front of all pods that carry its "
                "labels. Every level is a small cluster in which that does not work yet."
            ),
            _lines(
                join(("client", "$dim"), to, ("web :80", "$service bold"), forks, pod, "web-1   ", ("app=web", "$ok")),
                join(" " * 19, (f" {fork} ", "$flow"), pod, "web-2   ", ("app=web", "$ok")),
                join(" " * 25, lost, "web-3   ", ("app=wbe", "$warn"), " " + _("is left out")),
            ),
        ),
        (
            _("Mend it in the editor or at the prompt"),
            _(
                "Write the Service as YAML: what it would select shows while you type. Or type kubectl, curl and dig "
                "in the terminal: they work as on a real cluster, but nothing of yours is touched."
            ),
            _lines(
                join(("selector:", "$primary bold")),
                join(("  app", "$primary bold"), ": web   ", (_("selects 2 pods now, 2 ready"), "$ok")),
                join(("node-1:~$ ", "$accent bold"), "kubectl expose deployment web --port=80"),
            ),
        ),
        (
            _("F5 sends real traffic"),
            _(
                "No field of yours is compared with a model answer. Requests and lookups go through the cluster, and "
                "what counts is which pods answer, also after changes that nobody announces."
            ),
            _lines(
                join(("F5", "$accent bold"), "   client", to, ("web", "$service bold"), to, pod, "web-1"),
                join(
                    (f"{glyphs.failed} ", "$bad bold"),
                    _("expected 3 web pods, observed 2") + "    ",
                    (_("Enter: why"), "$accent"),
                ),
            ),
        ),
        (
            _("Never stuck"),
            _(
                "A failed request is told hop by hop up to where it stopped. Hints say what they cost before they "
                "open, and everything can be taken back."
            ),
            _lines(
                _keys(("F1", _("explains the field under the cursor")), ("F8", _("hints"))),
                _keys(("F3", _("concepts of this level")), ("F4", _("undo"))),
                _keys(("? ", _("help on every screen")), (": ", _("commands"))),
            ),
        ),
        (
            _("Three stars a level"),
            _(
                "One for a solution that holds, one for doing without paid hints, one for two runs or fewer. The first "
                "level takes about five minutes."
            ),
            _lines(
                join((glyphs.star * 3, "$accent bold"), "   " + _("Enter starts the first level, Esc looks around"))
            ),
        ),
    )


def _keys(first: tuple[str, str], second: tuple[str, str]) -> Content:
    """Two keys in a line; the second one stands below that of other lines."""
    return join((f"{first[0]} ", "$accent bold"), padded(first[1], 39), (f"{second[0]} ", "$accent bold"), second[1])


def _lines(*rows: Content) -> Content:
    return Content("\n").join([*rows, *[Content("")] * (_ROWS - len(rows))])


class TourScreen(FrontScreen[bool]):
    """Gives True when the player wants to start playing, False when he skips."""

    CSS_PATH = "tour.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right,space,l", "turn(1)", "Next"),
        Binding("left,backspace,h", "turn(-1)", "Back"),
        Binding("escape,q", "skip", "Skip"),
    ]

    def __init__(self, glyphs: Glyphs) -> None:
        super().__init__()
        self._pages = pages(glyphs)
        self._glyphs = glyphs
        self._at = 0

    def compose(self) -> ComposeResult:
        """A card in the middle."""
        with Vertical(id="tour"):
            yield Static(id="tour-title")
            yield Static(id="tour-text")
            with Center():
                yield Static(id="tour-scene")
            yield Static(id="tour-foot")

    def on_mount(self) -> None:
        """Show the first page."""
        self._show()

    def _show(self) -> None:
        title, text, scene = self._pages[self._at]
        self.query_one("#tour-title", Static).update(plain(title, "bold $primary"))
        self.query_one("#tour-text", Static).update(plain(text))
        self.query_one("#tour-scene", Static).update(scene)
        dots = self._glyphs.ready * (self._at + 1) + self._glyphs.unready * (len(self._pages) - self._at - 1)
        last = self._at == len(self._pages) - 1
        ahead = _("Enter starts") if last else _("Enter next")
        self.query_one("#tour-foot", Static).update(
            join(
                (dots, "$accent"),
                ("   " + _("a tour of less than a minute") + " · ", "$dim"),
                ahead,
                (" · ", "$dim"),
                _("Esc skips"),
            )
        )

    def on_click(self) -> None:
        """A click turns the page."""
        self.action_turn(1)

    def action_turn(self, by: int) -> None:
        """Another page; after the last one, play."""
        if self._at + by >= len(self._pages):
            self._leave(play=True)
            return
        self._at = max(0, self._at + by)
        self._show()

    def action_skip(self) -> None:
        """Look around instead."""
        self._leave(play=False)

    def _leave(self, *, play: bool) -> None:
        if self.is_current:
            self.dismiss(play)
