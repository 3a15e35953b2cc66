"""The way of one request, up to a step: as a chain of hops in one line, and as a rail with what happened at each."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from svcquest.model.language import _
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.paging import turn
from svcquest.tui.reel import Branch, Reel, Stop
from svcquest.tui.text import clean, join, padded, plain, wrapped

_LABEL = 10
_BRANCHES = 8
"""Endpoints that are drawn; what is chosen is always among them."""


class TraceView(Vertical):
    """A chain above a rail."""

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._reel: Reel | None = None
        self._step = 0

    def compose(self) -> ComposeResult:
        """The chain stays where it is, the rail scrolls."""
        yield Static(id="trace-chain")
        with VerticalScroll(id="trace-rail", can_focus=False):
            yield Static(id="trace-text")

    def show(self, reel: Reel, step: int) -> None:
        """Show a request as far as a step: 0 is its beginning, ``len(stops)`` its end."""
        self._reel = reel
        self._step = step
        self._draw()

    def scroll_by(self, pages: int) -> None:
        """Scroll the rail."""
        turn(self.query_one("#trace-rail", VerticalScroll), pages)

    def on_resize(self, _event: Resize) -> None:
        """Break lines anew."""
        self._draw()

    def _draw(self) -> None:
        if self._reel is None or not self.size.width:
            return
        chain = chain_content(self._reel, self._step, self._glyphs)
        self.query_one("#trace-chain", Static).update(chain)
        rail = rail_content(self._reel, self._step, self._glyphs, max(self.size.width - 3, 30))
        self.query_one("#trace-text", Static).update(rail)
        self.query_one("#trace-rail", VerticalScroll).scroll_end(animate=False)


def chain_content(reel: Reel, step: int, glyphs: Glyphs) -> Content:
    """``client ─▶ name ─▶ address ─✗ …``: the hops so far, the present one marked, those to come dim."""
    source = reel.source.rpartition("/")[2] or _("cluster")
    parts = [plain(f" {source} ", "reverse $accent" if step == 0 else "bold")]
    line = glyphs.lines[10]
    for number, stop in enumerate(reel.stops, 1):
        if stop.is_end:
            continue
        tip, style = (glyphs.failed, "$bad") if stop.failed else (glyphs.arrow, "$flow")
        to_come = number > step
        parts.append(plain(f"{line}{glyphs.arrow if to_come else tip}", "$dim" if to_come else style))
        look = "$dim" if to_come else ("$bad bold" if stop.failed else "bold")
        if number == step or (number == len(reel.stops) - 1 and step > number):
            look = "reverse " + ("$bad" if stop.failed else "$accent")
        parts.append(plain(f" {stop.label} ", look))
    return Content("").join(parts)


def rail_content(reel: Reel, step: int, glyphs: Glyphs, width: int) -> Content:
    """What happened at each hop so far, from top to bottom; at the end why, and what to look at."""
    told = _("asks for {target}", target=reel.target) if reel.target else ""
    lines = [join((f"{glyphs.ready} ", "$accent"), (clean(reel.source) or _("the cluster"), "bold"), f" {told}")]
    for number, stop in enumerate(reel.stops[:step], 1):
        lines += _stop_lines(stop, glyphs, width, here=number == step)
    if step < len(reel.stops):
        lines.append(plain(glyphs.lines[5], "$dim"))
    if step >= len(reel.stops):
        lines += _end_lines(reel, glyphs, width)
    return Content("\n").join(lines)


def _stop_lines(stop: Stop, glyphs: Glyphs, width: int, *, here: bool) -> Iterator[Content]:
    rail = glyphs.lines[5]
    if not stop.is_end or stop.failed:
        yield plain(rail, "$flow")
    sign, style = (glyphs.failed, "$bad bold") if stop.failed else (glyphs.passed, "$ok bold")
    if not stop.signed:
        sign, style = rail, "$flow"
    if stop.is_end and not stop.failed:
        sign = rail = " "
    text = f"{'$bad' if stop.failed else ''}{' bold' if here else ''}".strip()
    for number, line in enumerate(wrapped(stop.text, width - _LABEL - 4)):
        if number:
            yield join((f"{' ' if stop.failed else rail} ", "$flow"), " " * (_LABEL + 1), (line, text))
        else:
            yield join((f"{sign} ", style), (f"{padded(stop.label, _LABEL)} ", "$primary bold"), (line, text))
    shown = _shown(stop.branches)
    for number, branch in enumerate(shown):
        last = number == len(shown) - 1 and len(shown) == len(stop.branches)
        yield _branch_line(branch, glyphs, rail if not stop.failed else " ", last=last)
    if len(shown) < len(stop.branches):
        told = _("and {n} more", n=len(stop.branches) - len(shown))
        yield join((f"{rail} ", "$flow"), " " * (_LABEL + 1), (f"{glyphs.lines[3]} {told}", "$dim"))


def _shown(branches: tuple[Branch, ...]) -> list[Branch]:
    if len(branches) <= _BRANCHES:
        return list(branches)
    chosen = [each for each in branches if each.chosen]
    return [*chosen, *[each for each in branches if not each.chosen][: _BRANCHES - len(chosen)]]


def _branch_line(branch: Branch, glyphs: Glyphs, rail: str, *, last: bool) -> Content:
    corner = glyphs.lines[3] if last else glyphs.lines[7]
    if branch.chosen:
        tip, style, note = glyphs.arrow, "$flow bold", "  " + _("chosen")
    elif branch.note:
        tip, style, note = glyphs.failed, "$dim", f"  {branch.note}"
    else:
        tip, style, note = glyphs.lines[10], "", ""
    return join(
        (f"{rail} ", "$flow"),
        " " * (_LABEL + 1),
        (f"{corner}{glyphs.lines[10]}{tip} ", "$flow" if branch.chosen else "$dim"),
        (branch.name, style),
        (f"  {branch.address}", "$dim" if branch.name != branch.address else style),
        (note, "$accent" if branch.chosen else "$warn"),
    )


def _end_lines(reel: Reel, glyphs: Glyphs, width: int) -> Iterator[Content]:
    yield Content("")
    sign, style = (glyphs.passed, "$ok bold") if reel.passed else (glyphs.failed, "$bad bold")
    pairs = [(_("Expected"), reel.expected, ""), (_("Observed"), reel.observed, "" if reel.passed else "$bad")]
    pairs += [(_("Why"), reel.why, ""), (_("Look"), reel.look, "italic")]
    for name, text, look in pairs:
        for number, line in enumerate(wrapped(text, width - _LABEL - 4) if text else ()):
            lead = (f"{sign if text is reel.observed else ' '} ", style) if not number else ("  ", "")
            yield join(lead, (f"{padded('' if number else name, _LABEL)} ", "$accent bold"), (line, look))
