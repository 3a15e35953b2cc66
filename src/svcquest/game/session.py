"""One level being played: the only thing that a front end talks to.

Synchronous and deterministic: the same level, seed and calls lead to the same state. Wall time never enters; a
front end hands it in with ``advance``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import TYPE_CHECKING

from svcquest.game import score
from svcquest.game.comparing import compare
from svcquest.game.explaining import Explained, explain
from svcquest.game.grading import judge
from svcquest.game.history import History, Moment, Timeline
from svcquest.game.picture import ClusterPicture, draw
from svcquest.game.preview import Preview, preview_of, preview_text
from svcquest.game.stage import Stage
from svcquest.game.trying import named_in, try_text
from svcquest.game.verdict import Diagnostic, Verdict
from svcquest.levels.level import Level
from svcquest.model.frozen import dataclass
from svcquest.terminal.files import FileError, Files
from svcquest.terminal.process import Outcome

if TYPE_CHECKING:
    from svcquest.game.changes import ObjectChange
    from svcquest.game.offering import Offers

MANIFESTS = (".yaml", ".yml", ".json")
"""Endings of files that *run* applies."""


@dataclass(frozen=True, slots=True)
class Objective:
    """A probe as the player sees it: ``passed`` is None before the first run."""

    id: str
    say: str
    passed: bool | None


@dataclass(frozen=True, slots=True)
class HintView:
    """A hint. ``text`` is empty until it is taken; ``cost`` counts stars."""

    number: int
    cost: int
    taken: bool
    text: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one press of *run* did.

    Attributes:
        number: of the run, from 1; 0 when it does not count because a file was refused.
        applied: what kubectl printed, a line an object.
        diagnostics: why a file was refused, or warnings.
        verdict: None when a file was refused.
        stars: of this attempt, 0 when it did not pass.
    """

    number: int
    applied: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    verdict: Verdict | None
    stars: int

    @property
    def passed(self) -> bool:
        """Whether the level is solved by it."""
        return self.verdict is not None and self.verdict.passed


@dataclass(frozen=True, slots=True)
class Debrief:
    """What to read after solving.

    Attributes:
        text: Markdown.
        answer: the objects that the player made or changed, as YAML.
        reference: those of the level's own solution.
        diff: unified diff from answer to reference, line by line; empty when they are equal.
    """

    text: str
    answer: str
    reference: str
    diff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that is needed to come back to a session; plain data that JSON can hold.

    Attributes:
        files: the editor's text by name.
        actions: what happened to the cluster, in order: ``("command", LINE)``, ``("apply", NAME, TEXT)``,
            ``("undo",)``, ``("redo",)``, ``("reset",)``, ``("advance", SECONDS)``.
        hints: numbers of those taken.
        runs: those that counted.
        stars: best so far.
    """

    level: str
    seed: int
    files: Mapping[str, str]
    actions: tuple[tuple[str | float, ...], ...] = ()
    hints: tuple[int, ...] = ()
    solution_taken: bool = False
    runs: int = 0
    stars: int = 0


class Session:
    """A level being played.

    Attributes:
        level: what is played.
        seed: of the cluster and the balancer.
        cluster: the player's cluster; change it through ``command`` and ``run`` only.
        terminal: its shell.
        files: the terminal's folder, where the editor's files live.
        last: the last attempt.
        runs: runs that counted so far.
        best: most stars of any attempt so far.
    """

    def __init__(self, level: Level, seed: int = 1, stage: Stage | None = None) -> None:
        self.level = level
        self.seed = seed
        self.stage = stage or Stage(level, seed)
        self.cluster = self.stage.cluster()
        self.files = Files(level.files)
        self.terminal = self.stage.terminal(self.cluster, self.files)
        self.last: Attempt | None = None
        self.runs = 0
        self.best = 0
        self._history = History()
        self._applied: dict[str, str] = {}
        self._written: set[str] = set(level.files)
        self._actions: list[tuple[str | float, ...]] = []
        self._hints: set[int] = set()
        self._solution_taken = False

    # The editor -----------------------------------------------------------------------------------------------------

    def file_names(self) -> tuple[str, ...]:
        """The level's files, then other manifests that the player made in the home folder."""
        home = self.files.home
        others = [
            name for name in self.files.list(home) if name.endswith(MANIFESTS) and self.files.is_file(f"{home}/{name}")
        ]
        return tuple(dict.fromkeys((*self.level.files, *others)))

    def text(self, name: str) -> str:
        """Text of a file, empty when there is none."""
        path = self._path(name)
        return self.files.read(path) if self.files.is_file(path) else ""

    def write(self, name: str, text: str) -> str:
        """Keep the editor's text. Nothing is applied yet.

        Returns:
            Why it could not be kept, empty when it was.
        """
        try:
            self.files.write(self._path(name), text)
        except FileError as error:
            return str(error)
        self._written.add(name)
        return ""

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
        for name in self._to_apply():
            preview = self.preview(name, self.text(name))
            diagnostics += preview.diagnostics
            printed, refused = self._apply(name, self.text(name))
            applied += printed
            if refused and not any(each.severity == "error" for each in preview.diagnostics):
                diagnostics.append(Diagnostic(1, 1, "error", refused, name))
        return tuple(applied), tuple(diagnostics)

    def run(self) -> Attempt:
        """Apply files that changed since they were last applied, then probe; the hidden part in a fork.

        A file that is refused ends the run before the probes, and the run does not count.
        """
        applied, diagnostics = self.apply()
        if any(each.severity == "error" for each in diagnostics):
            self.last = Attempt(0, applied, diagnostics, None, 0)
            return self.last
        self.runs += 1
        verdict = judge(self.stage, self.cluster.state)
        stars = self._worth(self.runs) if verdict.passed else 0
        self.best = max(self.best, stars)
        self.last = Attempt(self.runs, applied, diagnostics, verdict, stars)
        return self.last

    def command(self, line: str) -> Outcome:
        """Run a terminal line; what changes the cluster becomes an undo step."""
        before = self._moment()
        outcome = self.terminal.run(line, interactive=True)
        self._actions.append(("command", line))
        self._remember(line.strip().partition("\n")[0], before)
        return outcome

    def advance(self, seconds: float) -> None:
        """Let time pass in the cluster; not an undo step."""
        self.cluster.advance(seconds)
        if self._actions and self._actions[-1][0] == "advance":
            seconds += float(self._actions.pop()[1])
        self._actions.append(("advance", seconds))

    def undo(self) -> str | None:
        """Take back the last change of the cluster; its label, None when there is none."""
        return self._go("undo", self._history.back(self._moment(with_files=True)))

    def redo(self) -> str | None:
        """Do again what was taken back; its label, None when there is nothing."""
        return self._go("redo", self._history.forward(self._moment(with_files=True)))

    def history(self) -> tuple[str, ...]:
        """Labels of the changes that can be taken back, oldest first."""
        return self._history.labels()

    def timeline(self) -> Timeline:
        """All changes, those that were taken back too."""
        return Timeline(self._history.timeline(self.cluster.state)[0], len(self._history.labels()))

    def changed_by(self, number: int) -> tuple[ObjectChange, ...]:
        """What a change (from 1) did to the cluster's objects; 0 for all that is different from the start."""
        from svcquest.game.changes import changes_between  # noqa: PLC0415 - only who looks back needs it

        if not number:
            return changes_between(self.stage.start, self.cluster.state)
        states = self._history.timeline(self.cluster.state)[1]
        return changes_between(states[number - 1], states[number])

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
        self._history.add("reset", self._moment(with_files=True))
        self.cluster.restore(self.stage.start)
        fresh = Files(self.level.files)
        for path in [path for path in self.files.paths() if path.startswith(f"{self.files.home}/")]:
            self.files.remove(path)
        for name in self.level.files:
            self.files.write(self._path(name), fresh.read(name))
        self._applied = {}
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
        texts = [f"# {name}\n{text}" for name, text in answer.files.items()]
        return "\n".join([*texts, *answer.run])

    def objectives(self) -> tuple[Objective, ...]:
        """The probes, with their state after the last run."""
        verdict = self.last.verdict if self.last else None
        known = {result.id: result.passed for result in verdict.last.results} if verdict else {}
        return tuple(Objective(probe.id, probe.say, known.get(probe.id)) for probe in self.level.probes)

    def stars(self) -> int:
        """Stars that a pass at the next run is worth, or those of the last attempt if it passed."""
        return self.last.stars if self.last and self.last.passed else self._worth(self.runs + 1)

    def debrief(self) -> Debrief:
        """What happened, the reference, and how the answer differs."""
        found = compare(self.stage, self.cluster.state)
        return Debrief(self.level.debrief, found.answer, found.reference, found.diff)

    def picture(self, text: tuple[str, str] | None = None) -> ClusterPicture:
        """The cluster to draw; with (file name, text) as it would be if that text were applied."""
        cluster = self.cluster
        if text is not None:
            cluster = cluster.fork()
            try_text(cluster, *text, self.terminal.kubeconfig.namespace)
        return draw(cluster.state)

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

    def _path(self, name: str) -> str:
        return posixpath.join(self.files.home, name)

    def _worth(self, runs: int) -> int:
        helped = self._solution_taken or any(self.level.hints[number].cost for number in self._hints)
        return score.stars(helped=helped, runs=runs, par=self.level.header.par.runs)

    def _to_apply(self) -> list[str]:
        """Files that hold something new.

        A file that is still as the level gave it counts as new only while none of its objects exist, so that it
        never undoes what the player did in the terminal.
        """
        if "yaml" not in self.level.ways:
            return []
        names = [name for name in self.file_names() if name in self._written and name.endswith(MANIFESTS)]
        return [name for name in names if self._is_new(name, self.text(name))]

    def _is_new(self, name: str, text: str) -> bool:
        if not text.strip() or text == self._applied.get(name):
            return False
        if name in self._applied or text != self.level.files.get(name):
            return True
        named = named_in(name, text, self.terminal.kubeconfig.namespace)
        return not any(self.cluster.get(*each) for each in named)

    def _apply(self, name: str, text: str) -> tuple[list[str], str]:
        """Apply a file in a shell of its own, so that it does not matter where the player's terminal stands."""
        before = self._moment()
        terminal = self.stage.terminal(self.cluster, Files({name: text}))
        terminal.kubeconfig = self.terminal.kubeconfig.copy()
        outcome = terminal.run(f"kubectl apply -f {name}")
        if not outcome.exit:
            self._applied = {**self._applied, name: text}
        self._actions.append(("apply", name, text))
        self._remember(f"apply {name}", before)
        return outcome.stdout.splitlines(), outcome.stderr.strip() if outcome.exit else ""

    def _moment(self, *, with_files: bool = False) -> Moment:
        return Moment(self.cluster.state, dict(self._applied), self.files.snapshot() if with_files else None)

    def _remember(self, label: str, before: Moment) -> None:
        if self.cluster.state.revision != before.state.revision:
            self._history.add(label, before)

    def _go(self, action: str, step: tuple[str, Moment] | None) -> str | None:
        if step is None:
            return None
        label, moment = step
        self.cluster.restore(moment.state)
        self._applied = dict(moment.applied)
        if moment.files is not None:
            self.files.restore(moment.files)
        self._actions.append((action,))
        return label
