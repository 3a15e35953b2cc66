"""One level being played: the only thing that a front end talks to.

Synchronous and deterministic: the same level, seed and calls lead to the same state. Wall time never enters; a
front end hands it in with ``advance``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svcquest.game import score
from svcquest.game.answering import steps_of
from svcquest.game.comparing import compare
from svcquest.game.drafts import Drafts
from svcquest.game.explaining import Explained, explain
from svcquest.game.grading import judge
from svcquest.game.history import History, Timeline
from svcquest.game.picture import ClusterPicture, draw
from svcquest.game.preview import Preview, preview_of, preview_text
from svcquest.game.questions import explanations, pick_in_words
from svcquest.game.replies import Replies
from svcquest.game.snapshot import Snapshot
from svcquest.game.stage import Stage
from svcquest.game.trying import try_text
from svcquest.game.verdict import Diagnostic
from svcquest.game.views import Attempt, Debrief, HintView, Objective
from svcquest.levels.format import Picks
from svcquest.levels.level import Level
from svcquest.model.frozen import replace
from svcquest.terminal.files import Files
from svcquest.terminal.process import Outcome

if TYPE_CHECKING:
    from svcquest.game.changes import ObjectChange
    from svcquest.game.offering import Offers


class Session:
    """A level being played.

    Attributes:
        level: what is played.
        seed: of the cluster and the balancer.
        cluster: the player's cluster; change it through ``command`` and ``run`` only.
        terminal: its shell.
        drafts: the files, shared by editor and terminal.
        replies: what was said to the level's questions.
        last: the last attempt.
        runs: runs that counted so far.
        best: most stars of any attempt so far.
    """

    def __init__(self, level: Level, seed: int = 1, stage: Stage | None = None) -> None:
        self.level = level
        self.seed = seed
        self.stage = stage or Stage(level, seed)
        self.cluster = self.stage.cluster()
        self.drafts = Drafts(level.files)
        self.replies = Replies(level.questions)
        self.terminal = self.stage.terminal(self.cluster, self.drafts.files, self.replies.extras())
        self.last: Attempt | None = None
        self._judged: tuple[object, Picks] | None = None
        self.runs = 0
        self.best = 0
        self._history = History(self.cluster, self.drafts)
        self._actions: list[tuple[str | float, ...]] = []
        self._hints: set[int] = set()
        self._solution_taken = False

    # The editor -----------------------------------------------------------------------------------------------------

    def file_names(self) -> tuple[str, ...]:
        """The level's files, then other manifests that the player made in the home folder."""
        return self.drafts.names()

    def text(self, name: str) -> str:
        """Text of a file, empty when there is none."""
        return self.drafts.text(name)

    def write(self, name: str, text: str) -> str:
        """Keep the editor's text. Nothing is applied yet.

        Returns:
            Why it could not be kept, empty when it was.
        """
        return self.drafts.write(name, text)

    def preview(self, name: str, text: str) -> Preview:
        """What applying a text now would do; the cluster stays as it is."""
        return preview_text(self.cluster, name, text, self.terminal.kubeconfig.namespace)

    def imagine(self, name: str, text: str) -> tuple[Preview, ClusterPicture]:
        """The preview of a text, and the cluster as it would be: both from one try."""
        fork = self.cluster.fork()
        tried = try_text(fork, name, text, self.terminal.kubeconfig.namespace)
        return preview_of(fork.state, tried), draw(fork.state)

    def offers(self, text: str, row: int, column: int) -> Offers | None:
        """What could be typed next at a place (row and column from 0) of a text."""
        from svcquest.game.offering import offers  # noqa: PLC0415 - only editors ask

        return offers(self.cluster.state, text, row, column, self.terminal.kubeconfig.namespace)

    def explain(self, text: str, line: int) -> Explained | None:
        """``kubectl explain`` of the field on a line (from 1) of a text; None where there is none."""
        return explain(self.terminal, text, line)

    # Acting ---------------------------------------------------------------------------------------------------------

    def apply(self) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
        """Apply files that changed since they were last applied: what kubectl printed, and what is wrong with them."""
        applied: list[str] = []
        diagnostics: list[Diagnostic] = []
        manifests = "yaml" in self.level.ways
        for name, text in self.drafts.news(self.cluster, self.terminal.kubeconfig.namespace) if manifests else ():
            preview = self.preview(name, text)
            diagnostics += preview.diagnostics
            printed, refused = self._apply(name, text)
            applied += printed
            if refused and not any(each.severity == "error" for each in preview.diagnostics):
                diagnostics.append(Diagnostic(1, 1, "error", refused, name))
        return tuple(applied), tuple(diagnostics)

    def left_out(self) -> tuple[str, ...]:
        """Files that nobody has changed and that *run* leaves alone, though the cluster has not all that they say."""
        if "yaml" not in self.level.ways:
            return ()
        at_the_start = not self.history()
        return self.drafts.left_out(self.cluster, self.terminal.kubeconfig.namespace, at_the_start=at_the_start)

    def run(self) -> Attempt:
        """Apply files that changed since they were last applied, then probe; the hidden part in a fork.

        A file that is refused ends the run before the probes, and the run does not count. Neither does one that comes
        after a failed one with nothing changed in between.
        """
        applied, diagnostics = self.apply()
        if any(each.severity == "error" for each in diagnostics):
            self.last = Attempt(0, applied, diagnostics, None, 0)
            return self.last
        objects, picks = self.cluster.state.objects, dict(self.replies.picks)
        last, judged = self.last, self._judged
        if last is not None and last.verdict is not None and not last.passed and judged == (objects, picks):
            self.last = replace(last, applied=applied, diagnostics=diagnostics, repeated=True)
            return self.last
        self._judged = objects, picks
        self.runs += 1
        verdict = judge(self.stage, self.cluster.state, picks=picks)
        stars = self._worth(self.runs) if verdict.passed else 0
        self.best = max(self.best, stars)
        self.last = Attempt(self.runs, applied, diagnostics, verdict, stars)
        return self.last

    def command(self, line: str) -> Outcome:
        """Run a terminal line; what changes the cluster becomes an undo step."""
        before = self._history.moment()
        outcome = self.terminal.run(line, interactive=True)
        self._actions.append(("command", line))
        self._history.add_if_changed(_as_typed(line), before)
        return outcome

    def aside(self, line: str, outcome: Outcome) -> str:
        """A word on what a line came to, where it misleads; mostly empty."""
        from svcquest.game.asides import aside  # noqa: PLC0415 - nobody is graded by it

        return aside(self.terminal, self.cluster.state, line, outcome.stderr)

    def repeat(self, line: str) -> Outcome:
        """Run a watched command line once more. It is no step of the player's, unless it changes the cluster."""
        before = self.cluster.state
        outcome = self.terminal.run(line)
        if self.cluster.state.revision != before.revision:
            self._actions.append(("command", line))
        return outcome

    def advance(self, seconds: float) -> None:
        """Let time pass in the cluster; not an undo step."""
        self.cluster.advance(seconds)
        if self._actions and self._actions[-1][0] == "advance":
            seconds += float(self._actions.pop()[1])
        self._actions.append(("advance", seconds))

    def undo(self) -> str | None:
        """Take back the last change of the cluster; its label, None when there is none."""
        return self._moved("undo", self._history.undo())

    def redo(self) -> str | None:
        """Do again what was taken back; its label, None when there is nothing."""
        return self._moved("redo", self._history.redo())

    def history(self) -> tuple[str, ...]:
        """Labels of the changes that can be taken back, oldest first."""
        return self._history.labels()

    def timeline(self) -> Timeline:
        """All changes, those that were taken back too."""
        return self._history.timeline()

    def changed_by(self, number: int) -> tuple[ObjectChange, ...]:
        """What a change (from 1) did to the cluster's objects; 0 for all that is different from the start."""
        from svcquest.game.changes import changes_between  # noqa: PLC0415 - only who looks back needs it

        whole = self.stage.start, self.cluster.state
        return changes_between(*(self._history.around(number) if number else whole))

    def go_to(self, number: int) -> None:
        """Take changes back, or do them again, until this many hold."""
        while len(self._history.labels()) > number and self.undo() is not None:
            pass
        while len(self._history.labels()) < number and self.redo() is not None:
            pass

    def reset(self) -> None:
        """Put cluster and files back to the start. Can be taken back.

        Runs and hints still count, unless the level has been solved: then it is played again as if it were new.
        """
        if self.best:
            self.last = None
            self.runs = 0
            self._hints = set()
            self._solution_taken = False
            self.replies.restore({})
        self._history.add("reset", self._history.moment(with_files=True))
        self.cluster.restore(self.stage.start)
        self.drafts.reset()
        self._actions.append(("reset",))

    # Help and result ------------------------------------------------------------------------------------------------

    def hints(self) -> tuple[HintView, ...]:
        """All hints in order."""
        return tuple(
            HintView(number, hint.cost, number in self._hints, hint.text if number in self._hints else "")
            for number, hint in enumerate(self.level.hints)
        )

    def hint(self, number: int) -> str:
        """Take a hint (from 0): its text. Taking it twice costs once."""
        self._hints.add(number)
        return self.level.hints[number].text

    def solution(self) -> str:
        """The level's own answer as text; taking it costs the second and third star."""
        self._solution_taken = True
        answer = self.level.solution
        told = []
        for number, step in enumerate(steps_of(answer), 1):
            told += [f"# Step {number}"] if answer.then else []
            told += [f"# {name}\n{text}" for name, text in step.files.items()]
            told += step.run
        said = [
            f"{question.id}: {pick_in_words(question, answer.picks.get(question.id, ()))}"
            for question in self.level.questions
        ]
        return "\n".join([*told, *said])

    def objectives(self) -> tuple[Objective, ...]:
        """The probes, then the questions, with their state after the last run.

        What goes without saying, such as that all else stays as it was, stands among them where it does not hold.
        """
        verdict = self.last.verdict if self.last else None
        results = [result for phase in verdict.phases for result in phase.results] if verdict else []
        known = {result.id: result.passed for result in results}
        said = {each.id for each in (*self.level.probes, *self.level.questions)}
        unsaid = {result.id: result.say for result in results if result.id not in said and not result.passed}
        return (
            *(Objective(each.id, each.say, known.get(each.id)) for each in self.level.probes),
            *(
                Objective(each.id, each.say, known.get(each.id), self.replies.said(each.id))
                for each in self.level.questions
            ),
            *(Objective(name, say, passed=False) for name, say in unsaid.items()),
        )

    def stars(self) -> int:
        """Stars that a pass at the next run is worth, or those of the last attempt if it passed."""
        return self.last.stars if self.last and self.last.passed else self._worth(self.runs + 1)

    def debrief(self) -> Debrief:
        """What happened, the reference, and how the answer differs."""
        found = compare(self.stage, self.cluster.state)
        text = "\n\n".join(filter(None, (self.level.debrief.rstrip(), explanations(self.level.questions))))
        return Debrief(text, found.answer, found.reference, found.diff)

    def picture(self) -> ClusterPicture:
        """The cluster to draw."""
        return draw(self.cluster.state)

    @property
    def about_system(self) -> bool:
        """Whether the level is about what every cluster has, such as its nameserver."""
        return any("kube-system" in each for each in (*self.level.open, self.level.namespace))

    # Keeping --------------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """What a store keeps so that nothing is lost."""
        return Snapshot(
            self.level.id,
            self.seed,
            {name: self.text(name) for name in self.file_names()},
            tuple(self._actions),
            tuple(sorted(self._hints)),
            self._solution_taken,
            self.runs,
            self.best,
            self.replies.picks,
        )

    @classmethod
    def restored(cls, level: Level, snapshot: Snapshot) -> Session:
        """A session as it was, by doing its actions again. Actions that mean nothing are left out."""
        session = cls(level, snapshot.seed)
        for action in snapshot.actions:
            session._repeat(action)
        for name, text in snapshot.files.items():
            session.write(name, text)
        session._hints = {number for number in snapshot.hints if 0 <= number < len(level.hints)}
        session._solution_taken = snapshot.solution_taken
        session.replies.restore(snapshot.picks)
        session.runs, session.best = snapshot.runs, snapshot.stars
        return session

    def _repeat(self, action: tuple[str | float, ...]) -> None:
        match action:
            case ("command", str(line)):
                self.command(line)
            case ("apply", str(name), str(text)):
                self.write(name, text)
                self._apply(name, text)
            case ("advance", float() | int()):
                self.advance(float(action[1]))
            case ("undo",):
                self.undo()
            case ("redo",):
                self.redo()
            case ("reset",):
                self.reset()

    # Inside ---------------------------------------------------------------------------------------------------------

    def _worth(self, runs: int) -> int:
        helped = self._solution_taken or any(self.level.hints[number].cost for number in self._hints)
        return score.stars(helped=helped, runs=runs, par=self.level.header.par.runs)

    def _apply(self, name: str, text: str) -> tuple[list[str], str]:
        """Apply a file in a shell of its own, so that it does not matter where the player's terminal stands."""
        before = self._history.moment()
        terminal = self.stage.terminal(self.cluster, Files({name: text}))
        terminal.kubeconfig = self.terminal.kubeconfig.copy()
        outcome = terminal.run(f"kubectl apply -f {name}")
        if not outcome.exit:
            self.drafts.has_applied(name, text)
        self._actions.append(("apply", name, text))
        self._history.add_if_changed(f"apply {name}", before)
        return outcome.stdout.splitlines(), outcome.stderr.strip() if outcome.exit else ""

    def _moved(self, action: str, label: str | None) -> str | None:
        if label is not None:
            self._actions.append((action,))
        return label


def _as_typed(line: str) -> str:
    """A command line as the list of changes names it: not with the file that came back from an editor."""
    return line.strip().partition("\n")[0].partition(" --saved=")[0]
