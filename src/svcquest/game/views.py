"""What a front end is shown of a session, as values: objectives, hints, what a run did, the debrief."""

from __future__ import annotations

from svcquest.game.verdict import Diagnostic, Verdict
from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Objective:
    """A probe or question as the player sees it.

    Attributes:
        passed: None before the first run.
        answered: what was said to a question, empty while nothing was; None for a probe.
    """

    id: str
    say: str
    passed: bool | None
    answered: str | None = None


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
        repeated: nothing had changed since it failed; the run was not counted once more.
    """

    number: int
    applied: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    verdict: Verdict | None
    stars: int
    repeated: bool = False

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
