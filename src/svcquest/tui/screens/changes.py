"""The list of changes to the cluster: what each did, and the way back to any of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from svcquest.game.changes import ObjectChange
from svcquest.game.session import Session
from svcquest.model.language import _, mark
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.paging import turn
from svcquest.tui.screens.base import FrontScreen
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.menu import Menu

RESET = -1
"""The answer that asks for the level's start."""

_SIGNS = {"created": ("+", "$ok bold"), "changed": ("~", "$warn bold"), "deleted": ("-", "$bad bold")}
_VERBS = {"created": mark("created"), "changed": mark("changed"), "deleted": mark("deleted")}
_STYLES = {"+": "$ok", "-": "$bad", "@": "$dim"}
_OTHERS = 12
"""Objects of controllers that are named one by one."""


class ChangesScreen(FrontScreen[int | None]):
    """Pick a change; the answer is how many changes shall hold, ``RESET``, or None to leave all as it is."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "changes.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reset", "Reset", show=False),
        Binding("pageup", "turn(-1)", show=False),
        Binding("pagedown", "turn(1)", show=False),
        Binding("escape,q,f10", "dismiss(None)", "Close", show=False),
    ]

    def __init__(self, session: Session, glyphs: Glyphs) -> None:
        super().__init__()
        self._session = session
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The list beside what the picked change did."""
        with Vertical(classes="reader", id="changes") as reader:
            reader.border_title = plain(_("Changes to the cluster"))
            reader.border_subtitle = _("Enter goes to that moment · PgDn scrolls · r resets · Esc closes")
            with Horizontal(id="changes-body"):
                yield Menu(id="changes-list")
                with VerticalScroll(id="changes-box", can_focus=False):
                    yield Static(id="changes-text")

    def on_mount(self) -> None:
        """Begin at the moment that is now."""
        timeline = self._session.timeline()
        changes = self.query_one(OptionList)
        changes.add_option(Option(self._row(_("the start"), 0, timeline.now)))
        for number, label in enumerate(timeline.labels, 1):
            changes.add_option(Option(self._row(label, number, timeline.now)))
        changes.highlighted = timeline.now
        changes.focus()

    def _row(self, label: str, number: int, now: int) -> Content:
        sign = (f"{self._glyphs.here} ", "$accent bold") if number == now else ("  ", "")
        if number > now:
            sign = (f"{self._glyphs.gone} ", "$dim")
        style = "$dim" if number > now else ("bold" if number == now else "")
        count = f"{number:>2} " if number else "   "
        return join(
            sign, (count, "$dim"), (label, style), (" " + _("(taken back)") if number > now else "", "$dim italic")
        )

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell what the change did."""
        event.stop()
        number = event.option_index
        title = _("What this change did") if number else _("All that is different from the start")
        told = changes_content(title, self._session.changed_by(number))
        self.query_one("#changes-text", Static).update(told)
        self.query_one("#changes-box", VerticalScroll).scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to that moment."""
        event.stop()
        self.dismiss(event.option_index)

    def action_reset(self) -> None:
        """Ask for the level's start."""
        self.dismiss(RESET)

    def action_turn(self, pages: int) -> None:
        """Read what does not fit."""
        turn(self.query_one("#changes-box", VerticalScroll), pages)


def changes_content(title: str, changes: Sequence[ObjectChange]) -> Content:
    """Changes as text: what somebody wrote with its diff, what controllers did in a line each."""
    parts = [plain(title, "bold $primary")]
    if not changes:
        parts.append(plain(_("No object differs in more than its status."), "$dim"))
    written = [each for each in changes if each.lines]
    others = [each for each in changes if not each.lines]
    for each in written:
        parts += [Content(""), _head(each)]
        parts += [plain(f"  {line}", _STYLES.get(line[:1], "")) for line in each.lines]
    if others:
        parts += [Content(""), plain(_("What controllers did"), "$accent")]
        parts += [_head(each) for each in others[:_OTHERS]]
    if len(others) > _OTHERS:
        parts.append(plain("  " + _("and {n} more", n=len(others) - _OTHERS), "$dim"))
    return Content("\n").join(parts)


def _head(change: ObjectChange) -> Content:
    sign, style = _SIGNS[change.verb]
    verb = _(_VERBS[change.verb])
    where = _("{done} in {namespace}", done=verb, namespace=change.key[0]) if change.key[0] else verb
    return join((f"{sign} ", style), (str(change), "bold"), (f" {where}", "$dim"))
