"""Expected beside observed, and the way a request took: the result pane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, Static

from svcquest.model.language import _, ngettext
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import hanging, join, label, padded, plain, shorten, shorten_inside


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the matrix.

    Attributes:
        say: the objective it belongs to.
        change: the number of the hidden change after which it was measured, 0 for the first look.
    """

    say: str
    change: int
    source: str
    target: str
    expected: str
    observed: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a trace in words; without a sign where it only tells how things ended, or that nothing was done."""

    label: str
    text: str
    failed: bool
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Story:
    """What the trace view tells: expected and observed in full, hops, why it stopped there, one thing to look at."""

    title: str
    steps: tuple[Step, ...]
    seen: str = ""
    why: str = ""
    look: str = ""


def _columns(*texts: str) -> list[str]:
    """Texts with as many blanks behind them as make all equally wide."""
    width = max(map(cell_len, texts), default=0)
    return [padded(text, width) for text in texts]


def story_content(story: Story, glyphs: Glyphs, width: int) -> Content:
    """A trace as text: first why and where to look, then the hops with the failing one marked."""
    parts: list[Content] = [plain(story.title, "bold")]
    if story.seen:
        parts.append(plain(story.seen, "$dim"))
    why, look = _columns(_("Why"), _("Look"))
    if story.why:
        parts.append(hanging(plain(f"{why}  ", "$accent bold"), plain(story.why), width))
    if story.look:
        parts.append(hanging(plain(f"{look}  ", "$accent bold"), plain(story.look, "italic"), width))
    parts.append(Content(""))
    labels = _columns(*(step.label for step in story.steps))
    for step, name in zip(story.steps, labels, strict=True):
        sign, style = (glyphs.failed, "$bad bold") if step.failed else (glyphs.passed, "$ok")
        lead = join((f"{sign} " if step.signed else "  ", style), (f"{name}  ", "$primary bold"))
        parts.append(hanging(lead, plain(step.text, "$bad" if step.failed else ""), width))
    return Content("\n").join(parts)


_SIGN, _BETWEEN = 4, 2
"""Cells that the column of signs takes with the scroll bar, and the gap of any other."""

_TRACE_SIDES = 3
"""Cells beside a trace that its padding and the scroll bar take."""

_TERSE = (
    ("exactly ", ""),
    ("reached ", ""),
    ("nothing to ", "not "),
    ("every request ", "all "),
    ("; at their port ", " :"),
    (" at port ", " :"),
    (" of namespace ", " of "),
    (" pods", ""),
)
"""What a narrow table says instead; below it stands every line in full."""


def _terse_now() -> tuple[tuple[str, str], ...]:
    """What another language says at length, taken from its own sentences; in English the table above has it all."""
    wordy = (_("exactly {pods}"), _("reached {pods}"), _("{pods} of namespace {namespace}"))
    denied = (_before(_("nothing to {pods}")), _before(_("not {value}")))
    pods = ngettext("{n} {workload} pod", "{n} {workload} pods", 2, workload="{").rpartition("{")[2]
    return tuple(
        (long, short) for long, short in (*((_before(each), "") for each in wordy), denied, (pods, "")) if long
    )


def _before(text: str) -> str:
    return text.partition("{")[0]


def terse(text: str) -> str:
    """What was expected or observed in fewer words."""
    for long, short in (*_TERSE, *_terse_now()):
        text = text.replace(long, short)
    head, _not, named = text.partition("not ")
    number, _blank, rest = named.partition(" ")
    return f"not {rest}" if not head and number.isdigit() else text


def cells(line: Line, *, short: bool = False) -> tuple[str, ...]:
    """What a line of the matrix holds: when, from where, what was asked for, expected, observed."""
    origin = line.source.removeprefix("pod/") or _("cluster")
    if short:
        when = f"+{line.change}" if line.change else _("start")
        return (when, origin, line.target.removeprefix("http://"), terse(line.expected), terse(line.observed))
    when = _("change {number}", number=line.change) if line.change else _("first look")
    return (when, origin, line.target, line.expected, line.observed)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(cell_len, column)) for column in zip(*rows, strict=True)]


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """Column widths that fit into a room: the widest give way first, none below ten cells."""
    limits = list(widths)
    while sum(limits) > room and max(limits) > 10:
        limits[limits.index(max(limits))] -= 1
    return limits


def widened(limits: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Column widths with the room that is left over given to columns that could use it, to each in turn."""
    limits = list(limits)
    while sum(limits) < room and any(limit < most for limit, most in zip(limits, wanted, strict=True)):
        for column, most in enumerate(wanted):
            limits[column] += limits[column] < most and sum(limits) < room
    return limits


class Matrix(DataTable[object]):
    """The table; its Enter is worth a word in the bottom line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select_cursor", "Trace")]


class ResultPane(Vertical):
    """The matrix above (or beside) the trace of the line under the cursor."""

    BINDING_GROUP_TITLE = "Result"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("p", "replay", "Replay")]

    class Replay(Message):
        """The whole run shall be played again."""

    class Chosen(Message):
        """A line of the matrix is under the cursor: its trace is wanted."""

        def __init__(self, index: int, *, opened: bool) -> None:
            super().__init__()
            self.index = index
            self.opened = opened

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._lines: tuple[Line, ...] = ()
        self._story: Story | None = None

    def compose(self) -> ComposeResult:
        """A headline, the table, the trace."""
        yield Static(
            plain(_("Nothing has run yet. F5 applies your files and sends the traffic."), "$dim"), id="headline"
        )
        table = Matrix(id="matrix", cursor_type="row", zebra_stripes=True, show_header=True)
        table.display = False
        yield table
        with VerticalScroll(id="trace-box", can_focus=True):
            yield Static("", id="trace")

    def show(self, headline: Content, lines: Sequence[Line]) -> None:
        """Show the outcome of a run; the cursor goes to the first line that failed."""
        self._lines = tuple(lines)
        self.query_one("#headline", Static).update(headline)
        self.query_one(Matrix).display = bool(lines)
        self.tell(None)
        if lines:
            first = next((i for i, line in enumerate(lines) if not line.passed), 0)
            self._fill(first)
            self.post_message(self.Chosen(first, opened=False))

    def on_resize(self) -> None:
        """Fit the columns anew; before the pane was on the screen nobody knew its width."""
        if self._lines:
            self._fill(self.query_one(Matrix).cursor_row)
            self._tell_anew()

    def _fill(self, cursor: int) -> None:
        """Put the lines into the table, each column as wide as there is room for."""
        lines = self._lines
        table = self.query_one(Matrix)
        table.clear(columns=True)
        asked = _("Asks for")
        heads = [_("When"), _("From"), asked, _("Expected"), _("Observed")]
        first = 0 if any(line.change for line in lines) else 1  # without changes there is only one when
        table.add_columns("", *heads[first:])
        room = max(self.size.width or self.app.size.width, 60) - _SIGN - _BETWEEN * (len(heads) - first)
        full = [cells(line)[first:] for line in lines]
        short = [cells(line, short=True)[first:] for line in lines]
        limits = widened(fitted(_widths(short), room), _widths(full), room)
        cuts = [shorten_inside if head == asked else shorten for head in heads[first:]]
        for line, long_texts, short_texts in zip(lines, full, short, strict=True):
            shown = [
                long if cell_len(long) <= limit else cut(short, limit)
                for long, short, limit, cut in zip(long_texts, short_texts, limits, cuts, strict=True)
            ]
            table.add_row(
                label(self._glyphs.passed if line.passed else self._glyphs.failed, "bold"),
                *map(label, shown[:-1]),
                label(shown[-1], "" if line.passed else "bold"),
            )
        table.move_cursor(row=cursor)

    def tell(self, story: Story | None) -> None:
        """Show a trace."""
        self._story = story
        self._tell_anew()
        self.query_one("#trace-box", VerticalScroll).scroll_home(animate=False)

    def _tell_anew(self) -> None:
        width = max(self.size.width or self.app.size.width, 60) - _TRACE_SIDES
        content = story_content(self._story, self._glyphs, width) if self._story else Content("")
        self.query_one("#trace", Static).update(content)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys show only where they do something."""
        return bool(self._lines) if action == "replay" else super().check_action(action, parameters)

    def action_replay(self) -> None:
        """Ask for the run from its beginning."""
        self.post_message(self.Replay())

    @property
    def has_failing(self) -> bool:
        """Whether there is a line that failed."""
        return any(not line.passed for line in self._lines)

    def next_failing(self) -> bool:
        """Move the cursor to the next line that failed; False when there is none."""
        table = self.query_one(Matrix)
        failing = [i for i, line in enumerate(self._lines) if not line.passed]
        if not failing:
            return False
        table.move_cursor(row=next((i for i in failing if i > table.cursor_row), failing[0]))
        table.focus()
        return True

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """The cursor moved: tell that line's story."""
        event.stop()
        self.post_message(self.Chosen(event.cursor_row, opened=False))

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Enter on a line opens its trace in full."""
        event.stop()
        self.post_message(self.Chosen(event.cursor_row, opened=True))
