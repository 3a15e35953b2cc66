"""Changes of a cluster that can be taken back: each is the state before it, with a label."""

from __future__ import annotations

from collections.abc import Mapping

from svcquest.engine.state import State
from svcquest.model.frozen import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Timeline:
    """Changes of the cluster by label, oldest first; the first ``now`` of them hold, the others were taken back."""

    labels: tuple[str, ...]
    now: int


@dataclass(slots=True)
class History:
    """Steps back and steps forward again."""

    _back: list[tuple[str, Moment]] = field(default_factory=list)
    _forward: list[tuple[str, Moment]] = field(default_factory=list)

    def labels(self) -> tuple[str, ...]:
        """Steps that can be taken back, oldest first."""
        return tuple(label for label, _ in self._back)

    def timeline(self, now: State) -> tuple[tuple[str, ...], tuple[State, ...]]:
        """Labels of all steps, those that were taken back last; and the states between them, one more than steps."""
        steps = (*self._back, *reversed(self._forward))
        states = [moment.state for _, moment in steps]
        states.insert(len(self._back), now)
        return tuple(label for label, _ in steps), tuple(states)

    def add(self, label: str, before: Moment) -> None:
        """A change has happened; what had been taken back before is lost."""
        self._back = [*self._back[-LIMIT + 1 :], (label, before)]
        self._forward.clear()

    def back(self, now: Moment) -> tuple[str, Moment] | None:
        """Take the last step back: its label and where it leads."""
        return _move(self._back, self._forward, now)

    def forward(self, now: Moment) -> tuple[str, Moment] | None:
        """Do again what was taken back last."""
        return _move(self._forward, self._back, now)


def _move(source: list[tuple[str, Moment]], target: list[tuple[str, Moment]], now: Moment) -> tuple[str, Moment] | None:
    if not source:
        return None
    label, moment = source.pop()
    target.append((label, now if moment.files else Moment(now.state, now.applied)))
    return label, moment
