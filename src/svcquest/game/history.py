"""Changes of a cluster that can be taken back: each is the state before it, with a label."""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.engine.cluster import Cluster
from svcquest.engine.state import State
from svcquest.game.drafts import Drafts
from svcquest.model.frozen import dataclass
from svcquest.terminal.files import FilesSnapshot

LIMIT = 200
"""Steps that are kept; states share what is equal, so that a step costs little."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a step goes back to.

    Attributes:
        state: of the cluster.
        applied: text that was applied last, by file.
        files: the folder, for steps that change it as a whole; None leaves it alone.
    """

    state: State
    applied: Mapping[str, str]
    files: FilesSnapshot | None = None


Step = tuple[str, Moment]
"""A change by its label, and what it goes back to."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Changes of the cluster by label, oldest first; the first ``now`` of them hold, the others were taken back."""

    labels: tuple[str, ...]
    now: int


class History:
    """Steps back and steps forward again, of a cluster and of the drafts that were applied to it."""

    def __init__(self, cluster: Cluster, drafts: Drafts) -> None:
        self._cluster = cluster
        self._drafts = drafts
        self._back: list[Step] = []
        self._forward: list[Step] = []

    def labels(self) -> tuple[str, ...]:
        """Steps that can be taken back, oldest first."""
        return tuple(label for label, _ in self._back)

    def timeline(self) -> Timeline:
        """All steps, those that were taken back too."""
        return Timeline(tuple(label for label, _ in self._steps()), len(self._back))

    def around(self, number: int) -> tuple[State, State]:
        """The states before and after a step (from 1)."""
        states = [moment.state for _, moment in self._steps()]
        states.insert(len(self._back), self._cluster.state)
        return states[number - 1], states[number]

    def moment(self, *, with_files: bool = False) -> Moment:
        """What is now, to come back to."""
        files = self._drafts.files.snapshot() if with_files else None
        return Moment(self._cluster.state, self._drafts.applied, files)

    def add(self, label: str, before: Moment) -> None:
        """A change has happened; what had been taken back before is lost."""
        self._back = [*self._back[-LIMIT + 1 :], (label, before)]
        self._forward.clear()

    def add_if_changed(self, label: str, before: Moment) -> None:
        """Something has happened; a step where the cluster is not what it was."""
        if self._cluster.state.revision != before.state.revision:
            self.add(label, before)

    def undo(self) -> str | None:
        """Take the last step back: its label, None when there is none."""
        return self._move(self._back, self._forward)

    def redo(self) -> str | None:
        """Do again what was taken back last: its label, None when there is nothing."""
        return self._move(self._forward, self._back)

    def _steps(self) -> tuple[Step, ...]:
        return (*self._back, *reversed(self._forward))

    def _move(self, source: list[Step], target: list[Step]) -> str | None:
        if not source:
            return None
        label, moment = source.pop()
        target.append((label, self.moment(with_files=moment.files is not None)))
        self._cluster.restore(moment.state)
        self._drafts.applied = moment.applied
        if moment.files is not None:
            self._drafts.files.restore(moment.files)
        return label
