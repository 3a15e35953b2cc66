"""The level screen: brief, cluster, editor, terminal, result and hints around one session."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Static

from svcquest.game.session import Session
from svcquest.game.views import Attempt
from svcquest.tui import bridge
from svcquest.tui.screens.dialogs import AskScreen, ReadScreen
from svcquest.tui.screens.editing import EditingScreen
from svcquest.tui.screens.shell import ShellKeeper
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.brief import BriefPane
from svcquest.tui.widgets.cluster import ClusterPane
from svcquest.tui.widgets.hints import HintsPane, price
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.picture import PictureView
from svcquest.tui.widgets.result import ResultPane
from svcquest.tui.widgets.tabs import TabRow
from svcquest.tui.widgets.terminal import PromptInput, TerminalPane
from svcquest.tui.widgets.workbench import Workbench

TRIED_LIMIT = 200_000
"""Characters of a file above which it is not tried while somebody types."""


class LevelScreen(EditingScreen):
    """One level being played. Every change goes through the session; this screen only shows and asks."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["level.tcss", "markdown.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,ctrl+s", "run", "Run", priority=True),
        Binding("f5,ctrl+s", "finish_edit", "Save", priority=True),
        Binding("f1", "explain", "Help", priority=True),
        Binding("f2", "next_pane", "Pane"),
        Binding("ctrl+g", "jump", "Go to"),
        Binding("f6", "answer", "Answer", priority=True),
        Binding("f8", "hint", "Hint"),
        Binding("f9", "next_failing", "Next ✗"),
        Binding("f4", "undo", "Undo"),
        Binding("f10", "changes", "Changes"),
        Binding("f7", "debrief", "Debrief", priority=True),
        Binding("ctrl+o", "own_editor", "Own editor", show=False),
        Binding("ctrl+r", "reset", "Reset", show=False),
        Binding("escape", "cancel_edit", "Cancel"),
        Binding("escape", "back", "Back"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.attempt: Attempt | None = None
        self._solution = ""

    def compose(self) -> ComposeResult:
        """All panes exist all the time; what is on the screen depends on its size."""
        glyphs = self.svcquest.glyphs
        with Horizontal(id="level-title"):
            yield Static(id="level-name")
            yield Static(id="level-stars")
        yield TabRow(id="page-tabs", classes="tab-row")
        with Container(id="stage"):
            yield TabRow(id="upper-tabs", classes="tab-row")
            yield BriefPane(self.session.level.brief, glyphs, self.session.level.header.teaches, id="brief")
            with Vertical(id="bench"):
                yield ClusterPane(glyphs, self.svcquest.palette, system=self.session.about_system, id="cluster")
                yield TabRow(id="lower-tabs", classes="tab-row")
                with Container(id="lower"):
                    yield Workbench(glyphs, id="editor")
                    yield TerminalPane(id="terminal")
                    yield ResultPane(glyphs, id="result")
                    yield HintsPane(glyphs, id="hints")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill every pane from the session."""
        self.shell = ShellKeeper(self.session, self.query_one(TerminalPane), self._after_command, self._edit)
        bench = self.query_one(Workbench)
        bench.use_palette(self.svcquest.palette)
        bench.offer_from(self.session.offers)
        self._open_file(next(iter(self.session.file_names()), ""))
        self.attempt = self.session.last
        if self.session.runs and self.attempt is None:
            again = "Nothing has run since you came back. F5 applies your files and sends the traffic."
            self.query_one(ResultPane).show(plain(again, "$dim"), ())
        self.refresh_all()
        self.arrange_panes()
        self.shell.greet()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys show only where they do something."""
        match action:
            case "finish_edit" | "cancel_edit":
                return self._on_errand
            case "run" | "back":
                return not self._on_errand
            case "answer":
                return bool(self.session.level.questions) and not self._on_errand
            case "undo":
                return bool(self.session.history())
            case "changes":
                return bool(self.session.timeline().labels)
            case "next_failing":
                return self.query_one(Workbench).has_problems or any(
                    each.passed is False for each in self.session.objectives()
                )
            case "debrief":
                return self.attempt is not None and self.attempt.passed
            case _:
                return super().check_action(action, parameters)

    def use_palette(self) -> None:
        """Take over the app's palette, after a change in the settings."""
        self.query_one(PictureView).use_palette(self.svcquest.palette)
        self.query_one(Workbench).use_palette(self.svcquest.palette)

    # Showing --------------------------------------------------------------------------------------------------------

    def refresh_all(self) -> None:
        """Show the session as it is now."""
        glyphs = self.svcquest.glyphs
        self.query_one(BriefPane).show_goals(bridge.goals(self.session))
        self.query_one(HintsPane).show(bridge.hints(self.session), self._solution)
        self.live.now()
        level = self.session.level
        worth = self.session.stars()
        stars = glyphs.star * worth + glyphs.no_star * (3 - worth)
        undo = len(self.session.history())
        changes = f" · {undo} {'change' if undo == 1 else 'changes'} (F10)" if undo else ""
        runs = f" · run {self.session.runs}" if self.session.runs else ""
        about = f" about {level.header.minutes} min{runs}{changes}"
        won = self.attempt is not None and self.attempt.passed
        self.query_one("#level-name", Static).update(join((f" {level.title} ", "bold $primary"), (about, "$dim")))
        self.query_one("#level-stars", Static).update(
            join(("won " if won else "to win ", "$dim"), (stars, "$accent bold"))
        )
        self.notes = bridge.notes(self.session, glyphs)
        self.show_tabs()
        self.refresh_bindings()

    def evaluate(self) -> None:
        """What the open text would do, and the picture of it."""
        bench = self.query_one(Workbench)
        name = bench.file_name
        text = self.session.text(name) if name else ""
        now = self.session.picture()
        shown = now
        if len(text) > TRIED_LIMIT:
            bench.show_preview(plain("Too long to be tried while you type; F5 applies it.", "$dim"), ())
        elif name:
            preview, then = self.session.imagine(name, text)
            glyphs = self.svcquest.glyphs
            bench.show_preview(bridge.preview_content(preview, glyphs), bridge.marks(preview, name))
            shown = then if self.lower == "editor" else now
        touched = bridge.reached(self.attempt) if self.attempt else None
        self.query_one("#what-if").display = shown != now
        self.query_one(PictureView).show(shown, touched)

    def pane_changed(self) -> None:
        """The picture shows what the editor's text would make only while the editor is on."""
        self.live.now()

    def focus_pane(self, pane: str) -> None:
        """Put the focus where a pane's keys work."""
        match pane:
            case "cluster":
                self.query_one(PictureView).focus()
            case "editor":
                self.query_one(Workbench).editor.focus()
            case "terminal":
                self.query_one(PromptInput).focus()
            case "result":
                self.query_one("#matrix" if self.attempt and self.attempt.verdict else "#trace-box").focus()
            case "hints":
                self.query_one(HintsPane).focus_next()
            case _:
                self.query_one(BriefPane).focus_text()

    # Acting ---------------------------------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Apply the files and send the traffic."""
        attempt = self.session.run()
        self.attempt = attempt
        if attempt.passed:
            self.svcquest.backend.record(self.session, attempt)
        self.svcquest.keep_now(self.session)
        self.query_one(ResultPane).show(
            bridge.headline(attempt, self.session, self.svcquest.glyphs), bridge.lines(attempt)
        )
        self.refresh_all()
        refused = next((each for each in attempt.diagnostics if each.severity == "error"), None)
        if attempt.verdict is None and refused is not None:
            if refused.file and refused.file != self.query_one(Workbench).file_name:
                self._open_file(refused.file)
                self.live.now()
            self.go_to("editor")
            self.query_one(Workbench).editor.go_to(refused.line, refused.column)
            without = "\nAn empty file is left out." if self.session.history() else ""
            self.notify(f"{refused.message}{without}", title="Not applied", severity="error", markup=False)
            return
        self.go_to("result")
        if self.svcquest.preferences.motion:
            self.query_one(PictureView).play(bridge.packets(attempt))
        if attempt.passed:
            self.svcquest.show_debrief(self.session, attempt)

    def on_result_pane_chosen(self, event: ResultPane.Chosen) -> None:
        """Tell the story of the line under the cursor; in full when it was opened."""
        if self.attempt is None:
            return
        self.query_one(ResultPane).tell(bridge.story(self.attempt, event.index))
        if event.opened:
            self._replay(self.attempt, event.index, at_end=True)

    def on_result_pane_replay(self, _event: ResultPane.Replay) -> None:
        """Play the run from its beginning."""
        if self.attempt is not None:
            self._replay(self.attempt, 0, at_end=False)

    def _replay(self, attempt: Attempt, index: int, *, at_end: bool) -> None:
        from svcquest.tui.reel import Reels  # noqa: PLC0415 - wanted after a run
        from svcquest.tui.screens.replay import ReplayScreen  # noqa: PLC0415

        reels = Reels(attempt)
        if index < len(reels):
            self.app.push_screen(ReplayScreen(reels, index, at_end=at_end))

    def _after_command(self) -> None:
        bench = self.query_one(Workbench)
        bench.follow(self._names(bench.file_name), self.session.text(bench.file_name) if bench.file_name else "")
        self.refresh_all()
        self.svcquest.keep_soon(self.session)

    def on_terminal_pane_submitted(self, event: TerminalPane.Submitted) -> None:
        """Run a terminal line."""
        self.shell.enter(event.line)

    def on_prompt_input_complete(self, event: PromptInput.Complete) -> None:
        """Complete the word at the cursor."""
        self.shell.complete(event.text, event.at)

    def on_prompt_input_interrupt(self, event: PromptInput.Interrupt) -> None:
        """Ctrl+C drops a line, Ctrl+D leaves an inner shell."""
        self.shell.interrupt(leave=event.leave)

    def on_picture_view_inspect(self, event: PictureView.Inspect) -> None:
        """Show an object as kubectl would."""
        command = bridge.look_at(event.item, event.how)
        outcome = self.session.terminal.look(command)
        if outcome.exit:
            self.notify(
                f"{event.item.key[1]} is not in the cluster yet: the picture shows what your text would make. "
                "F5 applies it.",
                markup=False,
            )
            return
        self.app.push_screen(ReadScreen(command, plain(outcome.stdout)))

    def action_undo(self) -> None:
        """Take back the last change of the cluster."""
        label = self.session.undo()
        self.notify(f"Taken back: {label}", markup=False)
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
                self.notify(f"The cluster is as it was {f'after change {number}' if number else 'at the start'}.")

        self.app.push_screen(ChangesScreen(self.session, self.svcquest.glyphs), answered)

    def action_reset(self) -> None:
        """Start over, after a question."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.session.reset()
                self.attempt = self.session.last
                self._solution = "" if again else self._solution
                self._open_file(next(iter(self.session.file_names()), ""))
                self.refresh_all()
                self.notify("Back at the start. F4 takes the reset back.")

        again = self.session.best > 0
        question = (
            "Play this level again from its start? Runs and hints begin anew; the stars that you have stay."
            if again
            else "Put the cluster and your files back to the start? Runs and hints still count."
        )
        self.app.push_screen(AskScreen(question, "Reset"), answered)

    # Help -----------------------------------------------------------------------------------------------------------

    def action_explain(self) -> None:
        """Explain the field under the cursor, or this screen's keys."""
        self.svcquest.show_help(self)

    def action_hint(self) -> None:
        """Go to the hints; a second time opens the next one."""
        if "hints" in self.visible_panes() and self.query_one(HintsPane).has_focus_within:
            taken = next((i for i, hint in enumerate(self.session.hints()) if not hint.taken), None)
            self.on_hints_pane_wanted(HintsPane.Wanted(taken))
            return
        self.go_to("hints")

    def on_hints_pane_wanted(self, event: HintsPane.Wanted) -> None:
        """Open a hint; what costs something asks first."""
        number = event.number

        def answered(yes: bool | None) -> None:
            if not yes:
                return
            if number is None:
                self._solution = self.session.solution()
            else:
                self.session.hint(number)
            self.refresh_all()
            self.svcquest.keep_now(self.session)
            self.query_one(HintsPane).focus_next()

        if number is None:
            question = "Show the solution? The level can then earn one star; solve it again later for more."
            self.app.push_screen(AskScreen(question, "Show it"), answered)
            return
        cost = self.session.hints()[number].cost
        if cost:
            self.app.push_screen(AskScreen(f"This hint {price(cost)}. Open it?", "Open it"), answered)
        else:
            answered(True)  # noqa: FBT003 - the answer that nobody needs to give

    def action_answer(self) -> None:
        """Answer a question; the next run judges it."""
        from svcquest.tui.screens.answering import ask  # noqa: PLC0415 - few levels ask

        def answered(question: str, text: str) -> None:
            self.refresh_all()
            self.svcquest.keep_now(self.session)
            self.notify(f"{text}\nF5 judges it.", title=question, markup=False)

        ask(self.app, self.session.replies, answered)

    def action_next_failing(self) -> None:
        """The next line with a problem where the editor is on; else the next line of the matrix that failed."""
        bench = self.query_one(Workbench)
        if bench.has_problems and "editor" in self.visible_panes() and bench.editor.next_problem():
            return
        self.go_to("result")
        self.query_one(ResultPane).next_failing()

    def action_debrief(self) -> None:
        """Read the debrief, once solved."""
        if self.attempt is not None:
            self.svcquest.show_debrief(self.session, self.attempt)

    def action_back(self) -> None:
        """Leave the level; everything is kept."""
        self.svcquest.keep_now(self.session)
        self.svcquest.leave_level()
