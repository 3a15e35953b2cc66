"""Sessions as plain data that JSON can hold, and back; damaged data becomes a session at its start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from svcquest.game.session import Session, Snapshot
from svcquest.levels.level import Level
from svcquest.levels.problems import LevelError

if TYPE_CHECKING:
    from svcquest.game.sandbox import Sandbox

ACTION_LIMIT = 5_000
"""Actions that are done again at most."""


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
    }


def resume(level: Level, data: Mapping[str, Any] | None) -> Session:
    """The session that data describe, a new one where there are none or they belong to another level."""
    if not data or data.get("level") != level.id:
        return Session(level)
    return Session.restored(level, _snapshot(data))


def reopen_sandbox(data: Mapping[str, Any] | None) -> Sandbox | None:
    """The sandbox that data describe, None where there is none or it can no longer be set up."""
    from svcquest.game.sandbox import Sandbox  # noqa: PLC0415 - levels need no sandbox

    try:
        return Sandbox.reopened(_snapshot(data)) if data and "level" in data else None
    except LevelError:
        return None


def _snapshot(data: Mapping[str, Any]) -> Snapshot:
    files, actions, hints = data.get("files"), data.get("actions"), data.get("hints")
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
    )


def _whole(value: Any, default: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else default
