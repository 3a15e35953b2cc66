"""What grading an answer finds: probes, what each was to see and saw, hidden phases, protected objects."""

from __future__ import annotations

from svcquest.game.evidence import Evidence, RequestEvidence
from svcquest.model.frozen import dataclass, field
from svcquest.model.net import Trace
from svcquest.model.resource import ObjectKey


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something to say about a place in a file.

    Attributes:
        line, column: from 1; 1 and 1 when the whole text is meant.
        severity: ``error`` keeps the file from being applied, ``warning`` does not.
        message: in the API server's words where it is the API server that objects.
        file: name of the file, empty for text without one.
    """

    line: int
    column: int
    severity: str
    message: str
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file or 'text'}:{self.line}:{self.column}: {self.severity}: {self.message}"


@dataclass(frozen=True, slots=True)
class Row:
    """One cell of the matrix: a probe, seen from one source, asking for one thing.

    Attributes:
        source: vantage point, such as ``pod/shop/client``; empty for a check of an object.
        target: what was asked for, such as ``http://web:80/``.
        expected, observed: in words.
        evidence: one request or lookup of the row, which shows the fault if there is one; None for objects.
        reached: pods that answered.
    """

    source: str
    target: str
    expected: str
    observed: str
    passed: bool
    evidence: Evidence | None = field(default=None, compare=False)
    reached: frozenset[ObjectKey] = frozenset()

    @property
    def trace(self) -> Trace | None:
        """The request of the row hop by hop, worked out anew each time; None where none was sent."""
        return self.evidence.trace() if isinstance(self.evidence, RequestEvidence) else None


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """A probe's outcome; it passed when all of its rows did."""

    id: str
    say: str
    rows: tuple[Row, ...]

    @property
    def passed(self) -> bool:
        """Whether every row passed."""
        return all(row.passed for row in self.rows)


@dataclass(frozen=True, slots=True)
class Phase:
    """Probes at one moment.

    Attributes:
        change: what happened before, in words; empty for the visible probes.
    """

    change: str
    results: tuple[ProbeResult, ...]

    @property
    def passed(self) -> bool:
        """Whether every probe passed."""
        return all(result.passed for result in self.results)

    @property
    def failed(self) -> tuple[ProbeResult, ...]:
        """The probes that did not."""
        return tuple(result for result in self.results if not result.passed)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command or file of an answer that did not work.

    Attributes:
        what: the command line.
        text: what it printed to standard error.
    """

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one answer.

    Attributes:
        level: id of the level.
        seed: of the balancer; the same answer and seed give the same verdict.
        phases: the visible probes, then one entry a hidden change, up to the first that fails.
        refusals: parts of the answer that were refused. They do not fail an answer that holds without them.
    """

    level: str
    seed: int
    phases: tuple[Phase, ...]
    refusals: tuple[Refusal, ...] = field(default=())

    @property
    def passed(self) -> bool:
        """Whether every phase passed."""
        return all(phase.passed for phase in self.phases)

    @property
    def last(self) -> Phase:
        """The phase that decides: the one that failed, else the last one."""
        return self.phases[-1]

    @property
    def failed(self) -> tuple[str, ...]:
        """Ids of the probes that failed."""
        return tuple(result.id for result in self.last.failed)
