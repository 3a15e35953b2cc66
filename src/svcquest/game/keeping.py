"""Sessions out of what was kept of them; damaged data becomes a session at its start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from svcquest.game.session import Session
from svcquest.game.snapshot import from_data
from svcquest.levels.level import Level
from svcquest.levels.problems import LevelError

if TYPE_CHECKING:
    from svcquest.game.sandbox import Sandbox


def resume(level: Level, data: Mapping[str, Any] | None) -> Session:
    """The session that data describe, a new one where there are none or they belong to another level."""
    if not data or data.get("level") != level.id:
        return Session(level, level.seed)
    return Session.restored(level, from_data(data))


def reopen_sandbox(data: Mapping[str, Any] | None) -> Sandbox | None:
    """The sandbox that data describe, None where there is none or it can no longer be set up."""
    from svcquest.game.sandbox import Sandbox  # noqa: PLC0415 - levels need no sandbox

    try:
        return Sandbox.reopened(from_data(data)) if data and "level" in data else None
    except LevelError:
        return None
