"""One level being played: the only thing that a front end talks to.

Synchronous and deterministic: the same level, seed and calls lead to the same state. Wall time never enters; a
front end hands it in with ``advance``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from svcquest.engine.cluster import Cluster
from svcquest.game.picture import ClusterPicture
from svcquest.game.preview import Preview
from svcquest.game.verdict import Diagnostic, Verdict
from svcquest.levels.level import Level
from svcquest.terminal.files import Files
from svcquest.terminal.process import Outcome
from svcquest.terminal.session import Terminal


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
        answer: the player's files, and below them the commands that changed the cluster.
        reference: the level's own solution, likewise.
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
        actions: what happened to the cluster, in order: ``["command", LINE]``, ``["apply", NAME, TEXT]``,
            ``["undo"]``, ``["redo"]``, ``["reset"]``, ``["advance", SECONDS]``.
    """

    level: str
    seed: int
    files: Mapping[str, str]
    actions: tuple[tuple[str | float, ...], ...] = ()
    hints: tuple[int, ...] = ()
    solution_taken: bool = False
    runs: int = 0
    solved: bool = False


@dataclass(slots=True)
class Session:
    """A level being played.

    Attributes:
        level: what is played.
        seed: of the cluster and the balancer.
        cluster: the player's cluster; change it through ``command`` and ``run`` only.
        terminal: its shell.
        files: the terminal's folder, where the editor's files live.
    """

    level: Level
    seed: int = 1
    cluster: Cluster = field(init=False)
    terminal: Terminal = field(init=False)
    files: Files = field(init=False)

    # The editor -----------------------------------------------------------------------------------------------------

    def file_names(self) -> tuple[str, ...]:
        """The level's files, then others that the player made in the working folder."""
        raise NotImplementedError

    def text(self, name: str) -> str:
        """Text of a file, empty when there is none."""
        raise NotImplementedError

    def write(self, name: str, text: str) -> None:
        """Keep the editor's text. Nothing is applied yet."""
        raise NotImplementedError

    def preview(self, name: str, text: str) -> Preview:
        """What applying a text now would do; the cluster stays as it is."""
        raise NotImplementedError

    # Acting ---------------------------------------------------------------------------------------------------------

    def run(self) -> Attempt:
        """Apply files that changed since they were last applied, then probe; the hidden part in a fork."""
        raise NotImplementedError

    def command(self, line: str) -> Outcome:
        """Run a terminal line; what changes the cluster becomes an undo step."""
        raise NotImplementedError

    def advance(self, seconds: float) -> None:
        """Let time pass in the cluster; not an undo step."""
        raise NotImplementedError

    def undo(self) -> str | None:
        """Take back the last change of the cluster; its label, None when there is none."""
        raise NotImplementedError

    def redo(self) -> str | None:
        """Do again what was taken back; its label, None when there is nothing."""
        raise NotImplementedError

    def history(self) -> tuple[str, ...]:
        """Labels of the changes that can be taken back, oldest first."""
        raise NotImplementedError

    def reset(self) -> None:
        """Put cluster and files back to the start; runs and hints still count. Can be taken back."""
        raise NotImplementedError

    # Help and result ------------------------------------------------------------------------------------------------

    def hints(self) -> tuple[HintView, ...]:
        """All hints in order."""
        raise NotImplementedError

    def hint(self, number: int) -> str:
        """Take a hint (from 0): its text. Taking it twice costs once."""
        raise NotImplementedError

    def solution(self) -> str:
        """The level's own answer; taking it costs the second and third star."""
        raise NotImplementedError

    def objectives(self) -> tuple[Objective, ...]:
        """The probes, with their state after the last run."""
        raise NotImplementedError

    @property
    def last(self) -> Attempt | None:
        """The last attempt."""
        raise NotImplementedError

    @property
    def runs(self) -> int:
        """Runs that counted so far."""
        raise NotImplementedError

    def stars(self) -> int:
        """Stars that a pass at the next run (or the pass that there was) is worth, 1 to 3."""
        raise NotImplementedError

    def debrief(self) -> Debrief:
        """What happened, the reference, and how the answer differs."""
        raise NotImplementedError

    def picture(self, text: tuple[str, str] | None = None) -> ClusterPicture:
        """The cluster to draw; with (file name, text) as it would be if that text were applied."""
        raise NotImplementedError

    # Keeping --------------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """What a store keeps so that nothing is lost."""
        raise NotImplementedError

    @classmethod
    def restored(cls, level: Level, snapshot: Snapshot) -> Session:
        """A session as it was, by doing its actions again."""
        raise NotImplementedError
