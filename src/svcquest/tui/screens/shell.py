"""What happens between a line typed into the terminal pane and what it then shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from svcquest.game.session import Session
from svcquest.model.language import _
from svcquest.terminal.process import ClearScreen, Leave, OpenEditor, Outcome, Watch
from svcquest.terminal.watching import rounds
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.terminal import TerminalPane


@dataclass(frozen=True, slots=True)
class Errand:
    """A file that a terminal command opened, such as ``kubectl edit`` or ``vi``.

    Attributes:
        on_save: the command to go on with once the file is saved, empty where there is none.
        before: the file's text, for somebody who changes their mind.
    """

    name: str
    on_save: str
    before: str


class ShellKeeper:
    """Feeds a session's terminal from a pane: continuation lines, inner shells, editors, clear."""

    def __init__(
        self,
        session: Session,
        pane: TerminalPane,
        changed: Callable[[], None],
        edit: Callable[[str, str], None],
    ) -> None:
        """Join a session and a pane.

        Args:
            changed: called after each command.
            edit: opens a file by name in the editor; the second argument is a command to run once it is saved.
        """
        self._session = session
        self._pane = pane
        self._changed = changed
        self._edit = edit
        self._pending: list[str] = []

    def greet(self) -> None:
        """The first lines where there are none yet, and the prompt."""
        if self._pane.is_blank:
            self._pane.write(
                join(
                    ("You stand on a node of the cluster, as an administrator. ", "$dim"),
                    ("kubectl", "$accent"),
                    (", curl, dig and friends work; ", "$dim"),
                    ("help", "$accent"),
                    (" lists them, Tab completes, F2 leaves this pane.", "$dim"),
                )
            )
        self._show_prompt()

    def enter(self, line: str) -> None:
        """Take a line; run it once it is whole."""
        self._pane.write_command(self._prompt(), line)
        self._pending.append(line)
        text = "\n".join(self._pending)
        if self._session.terminal.incomplete(text):
            self._show_prompt()
            return
        whole = self._session.terminal.in_one_line(self._pending) if len(self._pending) > 1 else None
        if whole is not None:
            self._pane.input.remember_as_one(self._pending, whole)
        self._pending.clear()
        if text.strip():
            self.run(text)
        self._show_prompt()

    def run(self, text: str) -> None:
        """Run command lines and show what they print."""
        outcome = self._session.command(text)
        self._show(outcome)
        aside = self._session.aside(text, outcome)
        if aside:
            self._pane.write(plain(aside, "$dim italic"))
        self._changed()

    def interrupt(self, *, leave: bool) -> None:
        """Drop a line that is being typed, or end the input: what is unfinished is run as it is, or a shell left."""
        typed = self._pane.input.value
        if leave and self._pending:
            text = "\n".join(self._pending)
            self._pending.clear()
            self.run(text)
            self._show_prompt()
            return
        if leave:
            self.enter("exit")
            return
        self._pane.write_command(self._prompt(), f"{typed}^C")
        self._pane.input.value = ""
        self._pending.clear()
        self._show_prompt()

    def complete(self, text: str, at: int) -> None:
        """Offer what could come next at a place of the line."""
        start, choices = self._session.terminal.complete(text[:at])
        self._pane.complete(choices, start)

    def _prompt(self) -> str:
        return "> " if self._pending else self._session.terminal.prompt

    def _show_prompt(self) -> None:
        self._pane.set_prompt(self._prompt())

    def _show(self, outcome: Outcome) -> None:
        if outcome.shown:
            self._pane.write_output(outcome.shown)
        for request in outcome.requests:
            match request:
                case ClearScreen():
                    self._pane.wipe()
                case OpenEditor(path=path, on_save=on_save):
                    self._edit(path.removeprefix(f"{self._session.drafts.files.home}/"), on_save)
                case Watch() as watch:
                    self._watch(watch)
                case Leave():
                    self._pane.write(plain(_("Esc leads to the brief, then out; the terminal stays."), "$dim"))
                case _:
                    pass

    def _watch(self, watch: Watch) -> None:
        began = self._session.cluster.state.now
        for text in rounds(watch, self._session.repeat, self._session.advance):
            self._pane.write_output(text)
        seconds = self._session.cluster.state.now - began
        told = _("Watched for {seconds} simulated seconds.", seconds=f"{seconds:g}")
        self._pane.write(plain(told, "$dim"))
