"""A screen around a session: cluster, editor and terminal, with or without a task."""

from __future__ import annotations

from typing import Self

from textual.binding import Binding, BindingType
from textual.widget import Widget

from svcquest.model.frozen import replace
from svcquest.model.language import _
from svcquest.model.resource import ObjectKey
from svcquest.tui import bridge
from svcquest.tui.backend import Preferences
from svcquest.tui.screens.dialogs import AskScreen, ReadScreen
from svcquest.tui.screens.editing import EditingScreen
from svcquest.tui.screens.shell import ShellKeeper
from svcquest.tui.stay import Stay
from svcquest.tui.text import plain
from svcquest.tui.widgets.cluster import ClusterPane
from svcquest.tui.widgets.picture import PictureView
from svcquest.tui.widgets.prompt_input import PromptInput
from svcquest.tui.widgets.terminal import TerminalPane
from svcquest.tui.widgets.workbench import Workbench

TRIED_LIMIT = 200_000
"""Characters of a file above which it is not tried while somebody types."""


def working_keys(run: str, first: str, *own: BindingType) -> list[BindingType]:
    """Keys of a working screen, in the order of the bottom line.

    Args:
        run: what F5 is called.
        first: name of the pane that Escape leads to before it leads out.
        own: keys of the one screen; they stand before those that look back.
    """
    return [
        Binding("f5,ctrl+s", "run", run, priority=True),
        Binding("f5,ctrl+s", "finish_edit", "Save", priority=True),
        Binding("f2", "next_pane", "Next pane"),
        Binding("f1", "explain", "Help", priority=True),
        Binding("ctrl+g", "jump", "Go to"),
        *own,
        Binding("f9", "next_failing", "Next ✗"),
        Binding("f4", "undo", "Undo"),
        Binding("f10", "changes", "Changes"),
        Binding("ctrl+o", "own_editor", "Own editor", show=False),
        Binding("ctrl+r", "reset", "Reset", show=False),
        Binding("escape", "cancel_edit", "Cancel"),
        Binding("escape", "first_pane", first),
        Binding("escape", "back", "Leave"),
    ]


class WorkingScreen(EditingScreen):
    """What playing a level and playing with a cluster have in common.

    Every change goes through the session; the screen only shows and asks.

    Attributes:
        stay: what is there again when somebody comes back.
    """

    def __init__(self, stay: Stay) -> None:
        super().__init__(stay.session)
        self.stay = stay
        self._preferences: Preferences | None = None
        if stay.panes is not None:
            self.upper, self.lower, self.page = stay.panes

    def renewed(self) -> Self:
        """The screen made anew, with texts in the language of now."""
        return type(self)(self.svcquest.renewed_stay(self.stay))

    def make_pane(self, pane: str) -> Widget:
        """Cluster, editor or terminal; a subclass has more."""
        glyphs = self.svcquest.glyphs
        match pane:
            case "cluster":
                return ClusterPane(glyphs, self.svcquest.palette, system=self.session.about_system, id=pane)
            case "editor":
                return Workbench(glyphs, id=pane)
            case "terminal":
                return TerminalPane(id=pane)
            case _:
                return super().make_pane(pane)

    def on_mount(self) -> None:
        """Join editor and terminal with the session, as they were left."""
        self._preferences = self.svcquest.preferences
        terminal = self.query_one(TerminalPane)
        terminal.take_over(self.stay.scrollback, self.stay.typed)
        self.shell = ShellKeeper(self.session, terminal, self._after_command, self._edit)
        bench = self.query_one(Workbench)
        bench.use_palette(self.svcquest.palette)
        bench.offer_from(self.session.offers)
        self._open_file(next(iter(self.session.file_names()), ""))
        self.refresh_all()
        self.arrange_panes()
        self.shell.greet()
        if self.stay.panes is not None:
            self.call_after_refresh(lambda: self.focus_pane(self.page if self.shape == "small" else self.lower))

    def follow_language(self) -> None:
        """The language is one of the preferences, and others may have changed meanwhile too."""
        self.follow_preferences()

    def follow_preferences(self) -> None:
        """Take over new preferences; where signs or texts have changed, by drawing everything anew."""
        known, now = self._preferences, self.svcquest.preferences
        if known is None or now == known:
            return
        self._preferences = now
        if now == replace(known, theme=now.theme, motion=now.motion):
            self.query_one(PictureView).use_palette(self.svcquest.palette)
            self.query_one(Workbench).use_palette(self.svcquest.palette)
        else:
            self.app.switch_screen(self.renewed())

    # Showing --------------------------------------------------------------------------------------------------------

    def refresh_all(self) -> None:
        """Show the session as it is now."""
        raise NotImplementedError

    def touched(self) -> frozenset[ObjectKey] | None:
        """Pods that answered in the last run; None where nothing has run."""
        return None

    def evaluate(self) -> None:
        """What the open text would do, and the picture of it."""
        bench = self.query_one(Workbench)
        had_problems = bench.has_problems
        name = bench.file_name
        text = self.session.text(name) if name else ""
        now = self.session.picture()
        shown = now
        if len(text) > TRIED_LIMIT:
            bench.show_preview(plain(_("Too long to be tried while you type; F5 applies it."), "$dim"), ())
        elif name:
            preview, then = self.session.imagine(name, text)
            glyphs = self.svcquest.glyphs
            bench.show_preview(bridge.preview_content(preview, glyphs), bridge.marks(preview, name))
            shown = then if self.lower == "editor" else now
        if bench.has_problems != had_problems:
            self.refresh_bindings()
        self.query_one("#what-if").display = shown != now
        self.query_one(PictureView).show(shown, self.touched())

    def pane_changed(self) -> None:
        """The picture shows what the editor's text would make only while the editor is on."""
        self.stay.panes = (self.upper, self.lower, self.page)
        self.live.now()

    def action_first_pane(self) -> None:
        """Out of any other pane, not out of the screen: many press Escape by habit while they type.

        Whoever goes on from there and leaves comes back to the pane that was on.
        """
        panes = self.stay.panes
        self.go_to(self.above[0])
        self.stay.panes = panes

    def focus_pane(self, pane: str) -> None:
        """Put the focus where a pane's keys work."""
        match pane:
            case "cluster":
                self.query_one(PictureView).focus()
            case "editor":
                self.query_one(Workbench).editor.focus()
            case _:
                self.query_one(PromptInput).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys show only where they do something."""
        match action:
            case "finish_edit" | "cancel_edit":
                return self._on_errand
            case "run":
                return not self._on_errand
            case "first_pane":
                return not self._on_errand and not self.is_at_first
            case "back":
                return not self._on_errand and self.is_at_first
            case "undo":
                return bool(self.session.history())
            case "changes":
                return bool(self.session.timeline().labels)
            case "next_failing":
                return self.query_one(Workbench).has_problems
            case _:
                return super().check_action(action, parameters)

    # The terminal ---------------------------------------------------------------------------------------------------

    def _after_command(self) -> None:
        bench = self.query_one(Workbench)
        bench.follow(self._names(bench.file_name), self.session.text(bench.file_name) if bench.file_name else "")
        self.refresh_all()
        self.svcquest.keeper.soon(self.session)

    def on_terminal_pane_submitted(self, event: TerminalPane.Submitted) -> None:
        """Run a terminal line."""
        self.shell.enter(event.line)

    def on_prompt_input_complete(self, event: PromptInput.Complete) -> None:
        """Complete the word at the cursor."""
        self.shell.complete(event.text, event.at)

    def on_prompt_input_interrupt(self, event: PromptInput.Interrupt) -> None:
        """Ctrl+C drops a line, Ctrl+D leaves an inner shell."""
        self.shell.interrupt(leave=event.leave)

    def on_terminal_pane_look_back(self, event: TerminalPane.LookBack) -> None:
        """Show what the terminal has shown, to search it and copy from it."""
        from svcquest.tui.screens.looking_back import LookBackScreen  # noqa: PLC0415 - wanted by few

        self.app.push_screen(LookBackScreen(event.text, self.svcquest.palette))

    def on_picture_view_inspect(self, event: PictureView.Inspect) -> None:
        """Show an object as kubectl would."""
        command = bridge.look_at(event.item, event.how)
        outcome = self.session.terminal.look(command)
        if outcome.exit:
            self.notify(
                _(
                    "{name} is not in the cluster yet: the picture shows what your text would make. F5 applies it.",
                    name=event.item.key[1],
                ),
                markup=False,
            )
            return
        self.app.push_screen(ReadScreen(command, plain(outcome.stdout)))

    # Looking back ---------------------------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back the last change of the cluster."""
        label = self.session.undo()
        self.notify(_("Taken back: {change}", change=label), markup=False)
        self.refresh_all()

    def action_changes(self) -> None:
        """Show all changes; one that is picked is gone back to."""
        from svcquest.tui.screens.changes import RESET, ChangesScreen  # noqa: PLC0415 - wanted after a change

        def answered(number: int | None) -> None:
            if number == RESET:
                self.action_reset()
            elif number is not None and number != self.session.timeline().now:
                self.session.go_to(number)
                self._after_command()
                at_start = _("The cluster is as it was at the start.")
                self.notify(_("The cluster is as it was after change {number}.", number=number) if number else at_start)

        self.app.push_screen(ChangesScreen(self.session, self.svcquest.glyphs), answered)

    def action_reset(self) -> None:
        """Back to the start, after a question."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.start_over()
                self._open_file(next(iter(self.session.file_names()), ""))
                self.refresh_all()
                self.notify(_("Back at the start. F4 takes the reset back."))

        self.app.push_screen(AskScreen(self.reset_question, _("Reset")), answered)

    @property
    def reset_question(self) -> str:
        """What is asked before everything is put back."""
        return _("Put the cluster and your files back to the start?")

    def start_over(self) -> None:
        """Put everything back."""
        self.session.reset()

    # Help -----------------------------------------------------------------------------------------------------------

    def action_explain(self) -> None:
        """Explain the field under the cursor, or this screen's keys."""
        self.svcquest.show_help(self)

    def action_next_failing(self) -> None:
        """The next line with a problem."""
        self.go_to("editor")
        self.query_one(Workbench).editor.next_problem()
