"""The level screen: brief, cluster, editor, terminal, result and hints around one session."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from svcquest.game.views import Attempt
from svcquest.model.language import _, mark, ngettext
from svcquest.model.resource import ObjectKey
from svcquest.tui import bridge
from svcquest.tui.screens.dialogs import AskScreen
from svcquest.tui.screens.working import WorkingScreen, working_keys
from svcquest.tui.stay import Stay
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.brief import BriefPane
from svcquest.tui.widgets.hints import HintsPane, price
from svcquest.tui.widgets.picture import PictureView
from svcquest.tui.widgets.result import ResultPane
from svcquest.tui.widgets.workbench import Workbench


class LevelScreen(WorkingScreen):
    """One level being played.

    Attributes:
        attempt: the last one; None before the first run.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["level.tcss", "markdown.tcss"]

    BINDINGS: ClassVar[list[BindingType]] = working_keys(
        mark("Run"),
        "Brief",
        Binding("f6", "answer", "Answer", priority=True),
        Binding("f8", "hint", "Hint"),
        Binding("f7", "debrief", "Debrief", priority=True),
    )

    def __init__(self, stay: Stay) -> None:
        super().__init__(stay)
        self.attempt: Attempt | None = stay.session.last

    def make_pane(self, pane: str) -> Widget:
        """What a task needs besides cluster, editor and terminal."""
        glyphs, level = self.svcquest.glyphs, self.session.level
        match pane:
            case "brief":
                concepts = self.svcquest.backend.glossary().titles(level.header.teaches)
                return BriefPane(level.brief, glyphs, concepts, id=pane)
            case "result":
                return ResultPane(glyphs, id=pane)
            case "hints":
                return HintsPane(glyphs, id=pane)
            case _:
                return super().make_pane(pane)

    def on_mount(self) -> None:
        """Show the last result again."""
        if self.attempt is not None:
            self._show_result(self.attempt)
        elif self.session.runs:
            again = _("Nothing has run since you came back. F5 applies your files and sends the traffic.")
            self.query_one(ResultPane).show(plain(again, "$dim"), ())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys show only where they do something."""
        match action:
            case "answer":
                return bool(self.session.level.questions) and not self._on_errand
            case "next_failing":
                return self.query_one(Workbench).has_problems or any(
                    each.passed is False for each in self.session.objectives()
                )
            case "debrief":
                return self.attempt is not None and self.attempt.passed
            case _:
                return super().check_action(action, parameters)

    # Showing --------------------------------------------------------------------------------------------------------

    def refresh_all(self) -> None:
        """Show the session as it is now."""
        glyphs = self.svcquest.glyphs
        self.query_one(BriefPane).show_goals(bridge.goals(self.session))
        self.query_one(HintsPane).show(bridge.hints(self.session), self.stay.solution)
        self.live.now()
        level = self.session.level
        worth = self.session.stars()
        stars = glyphs.stars(worth)
        undo = len(self.session.history())
        parts = [_("about {minutes} min", minutes=level.header.minutes)]
        if level.seed > 1:
            parts.append(_("variant {seed}", seed=level.seed))
        if self.session.runs:
            parts.append(_("run {number}", number=self.session.runs))
        if undo:
            parts.append(ngettext("{n} change (F10)", "{n} changes (F10)", undo))
        about = f" {' · '.join(parts)}"
        won = self.attempt is not None and self.attempt.passed
        self.query_one("#level-name", Static).update(join((f" {level.title} ", "bold $primary"), (about, "$dim")))
        self.query_one("#level-stars", Static).update(
            join((_("won") if won else _("to win"), "$dim"), (f" {stars}", "$accent bold"))
        )
        self.notes = bridge.notes(self.session, glyphs)
        self.show_tabs()
        self.refresh_bindings()

    def focus_pane(self, pane: str) -> None:
        """Put the focus where a pane's keys work."""
        match pane:
            case "result":
                self.query_one("#matrix" if self.attempt and self.attempt.verdict else "#trace-box").focus()
            case "hints":
                self.query_one(HintsPane).focus_next()
            case "brief":
                self.query_one(BriefPane).focus_text()
            case _:
                super().focus_pane(pane)

    def touched(self) -> frozenset[ObjectKey] | None:
        """Pods that answered in the last run."""
        return bridge.reached(self.attempt) if self.attempt else None

    # Acting ---------------------------------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Apply the files and send the traffic. What was told before is over."""
        self.svcquest.end_notices()
        attempt = self.session.run()
        self.attempt = attempt
        if attempt.passed:
            self.svcquest.backend.record(self.session, attempt)
        self.svcquest.keeper.now(self.session)
        self._show_result(attempt)
        self.refresh_all()
        refused = next((each for each in attempt.diagnostics if each.severity == "error"), None)
        if attempt.verdict is None and refused is not None:
            if refused.file and refused.file != self.query_one(Workbench).file_name:
                self._open_file(refused.file)
                self.live.now()
            self.go_to("editor")
            self.query_one(Workbench).editor.go_to(refused.line, refused.column)
            without = "\n" + _("Empty the file to go on without it.") if self.session.history() else ""
            # Why stands below the editor, where a longer notice would cover it.
            told = _("Not applied: {file}, line {line}.", file=refused.file, line=refused.line)
            self.notify(f"{told}{without}", severity="error", markup=False, timeout=3)
            return
        self.go_to("result")
        if attempt.repeated:
            self.notify(_("Nothing has changed since run {number}. This one does not count.", number=attempt.number))
        if self.svcquest.preferences.motion:
            self.query_one(PictureView).play(bridge.packets(attempt))
        if attempt.passed:
            self.svcquest.show_debrief(self.session, attempt)

    def _show_result(self, attempt: Attempt) -> None:
        self.query_one(ResultPane).show(
            bridge.headline(attempt, self.session, self.svcquest.glyphs), bridge.lines(attempt)
        )

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

    # Help -----------------------------------------------------------------------------------------------------------

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
                self.stay.solution = self.session.solution()
            else:
                self.session.hint(number)
            self.refresh_all()
            self.svcquest.keeper.now(self.session)
            self.query_one(HintsPane).focus_next()

        if number is None:
            question = _("Show the solution? The level can then earn one star; solve it again later for more.")
            self.app.push_screen(AskScreen(question, _("Show it")), answered)
            return
        cost = self.session.hints()[number].cost
        if cost:
            self.app.push_screen(AskScreen(_("This hint {price}. Open it?", price=price(cost)), _("Open it")), answered)
        else:
            answered(True)  # noqa: FBT003 - the answer that nobody needs to give

    def action_answer(self) -> None:
        """Answer a question; the next run judges it."""
        from svcquest.tui.screens.answering import ask  # noqa: PLC0415 - few levels ask

        def answered(question: str, text: str) -> None:
            self.refresh_all()
            self.svcquest.keeper.now(self.session)
            self.notify(_("{answer}\nF5 judges it.", answer=text), title=question, markup=False)

        ask(self.app, self.session.replies, answered)

    def action_next_failing(self) -> None:
        """The next line with a problem where the editor is on; else the next line of the matrix that failed.

        Where none failed, the editor's problems are what is meant, even if it is not on.
        """
        bench, result = self.query_one(Workbench), self.query_one(ResultPane)
        if bench.has_problems and "editor" in self.visible_panes() and bench.editor.next_problem():
            return
        if bench.has_problems and not result.has_failing:
            super().action_next_failing()
            return
        self.go_to("result")
        result.next_failing()

    def action_debrief(self) -> None:
        """Read the debrief, once solved."""
        if self.attempt is not None:
            self.svcquest.show_debrief(self.session, self.attempt)

    @property
    def reset_question(self) -> str:
        """Says what a reset does to runs and stars."""
        if self.session.best:
            return _("Play this level again from its start? Runs and hints begin anew; the stars that you have stay.")
        return _("Put the cluster and your files back to the start? Runs and hints still count.")

    def start_over(self) -> None:
        """Play again; a level that is solved as if it were new."""
        if self.session.best:
            self.stay.solution = ""
        super().start_over()
        self.attempt = self.session.last

    def action_back(self) -> None:
        """Leave the level; everything is kept."""
        self.svcquest.keeper.now(self.session)
        self.svcquest.leave_level()
