"""Expected beside observed, and the way a request took: the result pane."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import DataTable, Static

from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import join, label, plain, shorten


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
    """One hop of a trace in words; without a sign where it only tells how things ended."""

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


def story_content(story: Story, glyphs: Glyphs) -> Content:
    """A trace as text: first why and where to look, then the hops with the failing one marked."""
    parts: list[Content] = [plain(story.title, "bold")]
    if story.seen:
        parts.append(plain(story.seen, "$dim"))
    if story.why:
        parts.append(join(("Why   ", "$accent bold"), story.why))
    if story.look:
        parts.append(join(("Look  ", "$accent bold"), (story.look, "italic")))
    parts.append(Content(""))
    width = max((len(step.label) for step in story.steps), default=0)
    for step in story.steps:
        sign, style = (glyphs.failed, "$bad bold") if step.failed else (glyphs.passed, "$ok")
        told = (step.text, "$bad" if step.failed else "")
        parts.append(
            join(
                (f"{sign} " if step.failed or step.signed else "  ", style),
                (f"{step.label:<{width}}  ", "$primary bold"),
                told,
            )
        )
    return Content("\n").join(parts)


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """Column widths that fit into a room: the widest give way first, none below ten cells."""
    limits = list(widths)
    while sum(limits) > room and max(limits) > 10:
        limits[limits.index(max(limits))] -= 1
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

    def compose(self) -> ComposeResult:
        """A headline, the table, the trace."""
        yield Static(plain("Nothing has run yet. F5 applies your files and sends the traffic.", "$dim"), id="headline")
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

    def _fill(self, cursor: int) -> None:
        """Put the lines into the table, each column as wide as there is room for."""
        lines = self._lines
        table = self.query_one(Matrix)
        table.clear(columns=True)
        changed = any(line.change for line in lines)
        table.add_columns("", *(["When"] if changed else []), "From", "Asks for", "Expected", "Observed")
        cells = [(ln.source.removeprefix("pod/") or "cluster", ln.target, ln.expected, ln.observed) for ln in lines]
        room = max(self.size.width or self.app.size.width, 60) - (26 if changed else 12)
        limits = fitted([max(map(len, column)) for column in zip(*cells, strict=True)], room)
        for line, texts in zip(lines, cells, strict=True):
            when = f"change {line.change}" if line.change else "first look"
            shown = [shorten(text, limit) for text, limit in zip(texts, limits, strict=True)]
            table.add_row(
                label(self._glyphs.passed if line.passed else self._glyphs.failed, "bold"),
                *([label(when)] if changed else []),
                *map(label, shown[:-1]),
                label(shown[-1], "" if line.passed else "bold"),
            )
        table.move_cursor(row=cursor)

    def tell(self, story: Story | None) -> None:
        """Show a trace."""
        content = story_content(story, self._glyphs) if story else Content("")
        self.query_one("#trace", Static).update(content)
        self.query_one("#trace-box", VerticalScroll).scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys show only where they do something."""
        return bool(self._lines) if action == "replay" else super().check_action(action, parameters)

    def action_replay(self) -> None:
        """Ask for the run from its beginning."""
        self.post_message(self.Replay())

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
