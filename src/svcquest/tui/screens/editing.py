"""Files on a screen with an editor: opened, kept, made, handed to a command or to another editor."""

from __future__ import annotations

import posixpath

from svcquest.game.drafts import MANIFESTS
from svcquest.game.session import Session
from svcquest.model.language import _
from svcquest.tui.screens.dialogs import AskScreen
from svcquest.tui.screens.live import Live
from svcquest.tui.screens.panes import PanedScreen
from svcquest.tui.screens.shell import Errand, ShellKeeper
from svcquest.tui.widgets.editor import ManifestEditor
from svcquest.tui.widgets.terminal import TerminalPane
from svcquest.tui.widgets.workbench import Workbench

_FIRST_FILE = "manifest.yaml"
"""Name of the file that the player's own editor makes where there is none."""


class EditingScreen(PanedScreen):
    """A screen of panes one of which is the workbench.

    Attributes:
        session: owns the files.
        shell: what the terminal pane runs.
        live: evaluates the open text once typing pauses.
    """

    shell: ShellKeeper

    def __init__(self, session: Session) -> None:
        super().__init__("editor" if session.file_names() else "terminal")
        self.session = session
        self.live = Live(self, self.evaluate)
        self._errand: Errand | None = None

    def evaluate(self) -> None:
        """Show what the open text would do."""
        raise NotImplementedError

    def _open_file(self, name: str) -> None:
        self.query_one(Workbench).open(self._names(name), name, self.session.text(name) if name else "")
        self.refresh_bindings()

    def _names(self, name: str) -> tuple[str, ...]:
        """Files to choose from: the level's and the player's, and the open one wherever it lies."""
        return tuple(dict.fromkeys((*self.session.file_names(), *([name] if name else ()))))

    def on_workbench_edited(self, event: Workbench.Edited) -> None:
        """Keep each keystroke and say what the text would do now."""
        self.session.write(event.file_name, event.text)
        self.live.soon()
        self.svcquest.keeper.soon(self.session)

    def on_workbench_file_wanted(self, event: Workbench.FileWanted) -> None:
        """Open another file."""
        self._open_file(event.file_name)
        self.live.now()

    def on_manifest_editor_new_file(self, _event: ManifestEditor.NewFile) -> None:
        """Make a file, or open the one of that name."""
        from svcquest.tui.screens.entry import EntryScreen  # noqa: PLC0415 - wanted by few

        def given(typed: str | None) -> None:
            if typed is None:
                return
            name = posixpath.basename(typed)
            name = name if name.endswith(MANIFESTS) else f"{name}.yaml"
            trouble = self.session.write(name, self.session.text(name))
            if trouble:
                self.notify(trouble, severity="error", markup=False)
                return
            self._open_file(name)
            self.go_to("editor")

        self.app.push_screen(EntryScreen(_("New file"), _("F5 applies it together with the others.")), given)

    def _edit(self, name: str, on_save: str) -> None:
        """Open a file that a command asked to edit; ``on_save`` is run by the next save."""
        before = self.session.text(name)
        if not before:
            self.session.write(name, "")
        self._errand = Errand(name, on_save, before)
        self._open_file(name)
        self.go_to("editor")
        self.notify(_("F5 saves it, Esc cancels; then the terminal goes on."), title=name, markup=False)

    @property
    def _on_errand(self) -> bool:
        """Whether the editor is on with a file that a command opened."""
        return (
            self._errand is not None
            and "editor" in self.visible_panes()
            and self._errand.name == self.query_one(Workbench).file_name
        )

    def _leave_errand(self) -> Errand | None:
        self.svcquest.end_notices()
        errand, self._errand = self._errand, None
        self._open_file(next(iter(self.session.file_names()), ""))
        self.go_to("terminal")
        return errand

    def action_finish_edit(self) -> None:
        """Save the file that a command opened, and go on with the command."""
        errand = self._leave_errand()
        if errand is not None and errand.on_save:
            self.shell.run(errand.on_save)

    def action_cancel_edit(self) -> None:
        """Leave the file that a command opened as it was before; what was changed in it goes after a question."""
        if self._errand is not None and self.session.text(self._errand.name) != self._errand.before:
            question = _("Drop what you changed in this file? F5 saves it.")
            self.app.push_screen(AskScreen(question, _("Drop")), lambda yes: self._cancel_edit() if yes else None)
        else:
            self._cancel_edit()

    def _cancel_edit(self) -> None:
        errand = self._leave_errand()
        if errand is not None:
            self.session.write(errand.name, errand.before)
            self.query_one(TerminalPane).write_output("Edit cancelled, no changes made.")

    def action_own_editor(self) -> None:
        """Edit the open file in the player's own editor; where none is open, a first one."""
        bench = self.query_one(Workbench)
        name = bench.file_name or _FIRST_FILE
        edited = self.svcquest.edit_outside(name, self.session.text(name))
        if edited is None or not (edited or bench.file_name):
            return
        trouble = self.session.write(name, edited)
        if trouble:
            self.notify(trouble, severity="error", markup=False)
            return
        if bench.file_name:
            bench.rewrite(edited)
        else:
            self._open_file(name)
        self.go_to("editor")
