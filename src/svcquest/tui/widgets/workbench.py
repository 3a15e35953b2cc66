"""The editor with what belongs to it: file tabs, the live answer to *what would this do*, the list of problems."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import join
from svcquest.tui.themes import Palette
from svcquest.tui.widgets.editor import ManifestEditor, Mark
from svcquest.tui.widgets.tabs import Tab, TabRow


class Workbench(Vertical):
    """Files of a level, one of them open."""

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

    def compose(self) -> ComposeResult:
        """Tabs above, the live answer and the problems below."""
        yield TabRow(id="files")
        yield ManifestEditor(self._glyphs, id="editor")
        yield Static("", id="preview")
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

    def open(self, names: Sequence[str], name: str, text: str) -> None:
        """Show a file; ``names`` are all that can be opened."""
        self._names = tuple(names)
        self._file = name
        self.editor.show(text)
        tabs = [Tab(f"file-{index}", each, "") for index, each in enumerate(self._names)]
        row = self.query_one("#files", TabRow)
        row.display = bool(name)
        row.show(tabs, [f"file-{self._names.index(name)}"] if name in self._names else [])

    def show_preview(self, preview: Content, marks: Sequence[Mark]) -> None:
        """Show what the text would do and what is wrong with it."""
        self.query_one("#preview", Static).update(preview)
        if tuple(marks) == self._marks:
            self.editor.mark(marks)
            return
        self._marks = tuple(marks)
        self.editor.mark(marks)
        problems = self.query_one("#problems", OptionList)
        problems.clear_options()
        problems.display = bool(marks)
        for mark in marks:
            sign, style = (
                (self._glyphs.failed, "$bad bold") if mark.severity == "error" else (self._glyphs.warning, "$warn bold")
            )
            problems.add_option(Option(join((f"{sign} ", style), (f"line {mark.line}  ", "$dim"), mark.message)))

    def on_manifest_editor_edited(self, event: ManifestEditor.Edited) -> None:
        """Pass on which file was edited."""
        event.stop()
        self.post_message(self.Edited(self._file, event.text))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Jump to a problem."""
        event.stop()
        mark = self._marks[event.option_index]
        self.editor.go_to(mark.line, mark.column)

    def on_tab_row_chosen(self, event: TabRow.Chosen) -> None:
        """Open another file."""
        event.stop()
        number = int(event.pane.removeprefix("file-"))
        if number < len(self._names) and self._names[number] != self._file:
            self.post_message(self.FileWanted(self._names[number]))
