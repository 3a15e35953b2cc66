"""The editor with what belongs to it: file tabs, search, the live answer to *what would this do*, problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import OptionList, Static

from svcquest.model.language import _, mark
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import join
from svcquest.tui.themes import Palette
from svcquest.tui.widgets.editor import ManifestEditor, Offering
from svcquest.tui.widgets.find import FindBar
from svcquest.tui.widgets.manifest_text import Page
from svcquest.tui.widgets.marginalia import Mark
from svcquest.tui.widgets.steady import SteadyText
from svcquest.tui.widgets.tabs import Tab, TabRow

KEYS = (
    ("F6", mark("next file")),
    ("^Space", mark("complete")),
    ("^F", mark("find")),
    ("^T", mark("tidy")),
    ("^Z", mark("undo")),
    ("^O", mark("own editor")),
    ("^N", mark("new")),
)
"""Shown beside the names of files, as many as fit."""

NOT_IN_BROWSERS = frozenset({"^T", "^O", "^N"})
"""A browser keeps two of them to itself; the third opens what is not there."""


class Workbench(Vertical):
    """Files of a level, one of them open."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "find", "Find", show=False),
        Binding("ctrl+t", "tidy", "Tidy", show=False),
    ]

    class Edited(Message):
        """The open file's text has changed."""

        def __init__(self, name: str, text: str) -> None:
            super().__init__()
            self.file_name = name
            self.text = text

    class FileWanted(Message):
        """Another file shall be opened."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.file_name = name

    def __init__(self, glyphs: Glyphs, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._names: tuple[str, ...] = ()
        self._file = ""
        self._marks: tuple[Mark, ...] = ()
        self._pages: dict[str, Page] = {}

    def compose(self) -> ComposeResult:
        """Tabs above; search, the live answer and the problems below."""
        with Horizontal(id="file-row"):
            yield TabRow(id="files")
            yield SteadyText(id="editor-keys")
        yield ManifestEditor(self._glyphs, id="text")
        yield FindBar(id="find")
        yield SteadyText("", id="preview")
        yield OptionList(id="problems", compact=True)

    @property
    def editor(self) -> ManifestEditor:
        """The editor itself."""
        return self.query_one(ManifestEditor)

    @property
    def file_name(self) -> str:
        """The open file's name."""
        return self._file

    def use_palette(self, palette: Palette) -> None:
        """Take the colours of a palette."""
        self.editor.use_palette(palette)

    def offer_from(self, offering: Offering) -> None:
        """Complete with what this function finds."""
        self.editor.offer_from(offering)

    # Files ----------------------------------------------------------------------------------------------------------

    def open(self, names: Sequence[str], name: str, text: str) -> None:
        """Show a file as it was left; ``names`` are all that can be opened."""
        if self._file:
            self._pages[self._file] = self.editor.page()
        self._file = name
        empty = _("Nothing here yet. Ctrl+Space offers what may stand here, F1 explains the field under the cursor.")
        self.editor.placeholder = empty if name else _("No file is open. Ctrl+N makes one.")
        self.editor.show(text, self._pages.get(name))
        self._show_names(names)

    def follow(self, names: Sequence[str], text: str) -> None:
        """Take over what happened to the files elsewhere; to the open one in a step that can be undone."""
        if self._file and self._file in names:
            self.editor.rewrite(text)
        if tuple(names) != self._names:
            self._show_names(names)

    def _show_names(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        tabs = [Tab(f"file-{index}", each, "") for index, each in enumerate(self._names)]
        self.query_one("#file-row").display = bool(self._file)
        active = [f"file-{self._names.index(self._file)}"] if self._file in self._names else []
        self.query_one("#files", TabRow).show(tabs, active)
        self._show_keys()

    def rewrite(self, text: str) -> None:
        """Replace the open file's text in a step that can be undone."""
        self.editor.rewrite(text)

    def on_resize(self, _event: Resize) -> None:
        """Another width holds other keys."""
        self._show_keys()

    def _show_keys(self) -> None:
        room = self.size.width - sum(len(name) + 2 for name in self._names) - 2
        told = Content("")
        for key, does in KEYS:
            if (key == "F6" and len(self._names) < 2) or (key in NOT_IN_BROWSERS and self.app.is_web):
                continue
            following = told + join((f"  {key} ", "$accent"), (_(does), "$dim"))
            if following.cell_length > room:
                break
            told = following
        self.query_one("#editor-keys", Static).update(told + " ")

    def on_tab_row_chosen(self, event: TabRow.Chosen) -> None:
        """Open another file."""
        event.stop()
        number = int(event.pane.removeprefix("file-"))
        if number < len(self._names) and self._names[number] != self._file:
            self.post_message(self.FileWanted(self._names[number]))

    def on_manifest_editor_next_file(self, event: ManifestEditor.NextFile) -> None:
        """Open the next file, in the order of the tabs."""
        event.stop()
        if len(self._names) > 1:
            at = self._names.index(self._file) if self._file in self._names else -1
            self.post_message(self.FileWanted(self._names[(at + 1) % len(self._names)]))

    # Problems -------------------------------------------------------------------------------------------------------

    def show_preview(self, preview: Content, marks: Sequence[Mark]) -> None:
        """Show what the text would do and what is to say about its lines; problems also as a list."""
        end = self.editor.document.line_count  # a parser may stumble at the end, one line behind the last one
        marks = [each if each.line <= end else replace(each, line=end) for each in marks]
        line = self.query_one("#preview", Static)
        line.display = bool(preview)
        line.update(preview)
        self.editor.mark(marks)
        found = tuple(each for each in marks if each.severity != "note")
        if found == self._marks:
            return
        self._marks = found
        problems = self.query_one("#problems", OptionList)
        problems.display = bool(found)
        prompts = [self._problem(each) for each in found]
        if len(prompts) == problems.option_count:
            # as many as before take as much room as before, mostly: nothing has to be laid out anew
            for number, prompt in enumerate(prompts):
                problems.replace_option_prompt_at_index(number, prompt)
        else:
            problems.clear_options()
            problems.add_options(prompts)

    def _problem(self, each: Mark) -> Content:
        sign, style = (
            (self._glyphs.failed, "$bad bold") if each.severity == "error" else (self._glyphs.warning, "$warn bold")
        )
        where = _("line {number}", number=each.line) + "  "
        return join((f"{sign} ", style), (where, "$dim"), each.message)

    @property
    def has_problems(self) -> bool:
        """Whether there is anything to jump to."""
        return bool(self._marks)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Jump to a problem."""
        event.stop()
        each = self._marks[event.option_index]
        self.editor.go_to(each.line, each.column)

    def on_manifest_editor_edited(self, event: ManifestEditor.Edited) -> None:
        """Pass on which file was edited."""
        event.stop()
        self.post_message(self.Edited(self._file, event.text))

    # Search and layout ----------------------------------------------------------------------------------------------

    def action_find(self) -> None:
        """Look for a word."""
        self.query_one(FindBar).open(self.editor.selected_text)

    def on_find_bar_sought(self, event: FindBar.Sought) -> None:
        """Show where the word stands."""
        event.stop()
        self.query_one(FindBar).tell(*self.editor.seek(event.word, step=event.step))

    def on_find_bar_closed(self, event: FindBar.Closed) -> None:
        """Back to the text, at the place that was found."""
        event.stop()
        self.editor.seek("")
        self.editor.focus()

    def action_tidy(self) -> None:
        """Lay the text out evenly, or say why that cannot be done."""
        from svcquest.manifest.tidy import tidy  # noqa: PLC0415 - wanted by few

        found = tidy(self.editor.text)
        if found.problem:
            self.editor.go_to(found.line)
            self.notify(found.problem, title=_("Not tidied"), severity="warning", markup=False)
            return
        told = _("Already tidy.") if found.text == self.editor.text else _("Laid out anew; Ctrl+Z takes it back.")
        self.rewrite(found.text)
        self.notify(told)
