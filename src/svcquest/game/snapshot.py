"""All that is needed to come back to a session, and its form as plain data that JSON can hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.model.frozen import dataclass, field

ACTION_LIMIT = 5_000
"""Actions that are done again at most."""


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
        picks: what was said to questions, by their id.
    """

    level: str
    seed: int
    files: Mapping[str, str]
    actions: tuple[tuple[str | float, ...], ...] = ()
    hints: tuple[int, ...] = ()
    solution_taken: bool = False
    runs: int = 0
    stars: int = 0
    picks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def to_data(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as JSON data."""
    return {
        "level": snapshot.level,
        "seed": snapshot.seed,
        "files": dict(snapshot.files),
        "actions": [list(action) for action in snapshot.actions],
        "hints": list(snapshot.hints),
        "solutionTaken": snapshot.solution_taken,
        "runs": snapshot.runs,
        "stars": snapshot.stars,
        "answers": {question: list(pick) for question, pick in snapshot.picks.items()},
    }


def from_data(data: Mapping[str, Any]) -> Snapshot:
    """The snapshot that data describe; what is damaged becomes as it is at the start of a session."""
    files, actions, hints, answers = (data.get(name) for name in ("files", "actions", "hints", "answers"))
    return Snapshot(
        str(data["level"]),
        _whole(data.get("seed"), 1),
        {str(name): str(text) for name, text in files.items()} if isinstance(files, dict) else {},
        tuple(tuple(each) for each in actions[:ACTION_LIMIT] if isinstance(each, list))
        if isinstance(actions, list)
        else (),
        tuple(each for each in hints if isinstance(each, int)) if isinstance(hints, list) else (),
        bool(data.get("solutionTaken")),
        _whole(data.get("runs"), 0),
        _whole(data.get("stars"), 0),
        {str(name): tuple(map(str, pick)) for name, pick in answers.items() if isinstance(pick, list)}
        if isinstance(answers, dict)
        else {},
    )


def _whole(value: Any, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else default
