"""How long ago something was, as kubectl shows it. Follows ``k8s.io/apimachinery/pkg/util/duration``."""

from __future__ import annotations

from typing import Any

from svcquest.model.timestamps import from_timestamp

MINUTE, HOUR, DAY = 60, 3600, 86400
YEAR = 365 * DAY


def human(seconds: float) -> str:
    """A duration with one or two units, the larger it is the coarser: ``45s``, ``3m20s``, ``5h``, ``2d4h``."""
    if seconds < -1:
        return "<invalid>"
    whole = max(0, int(seconds))
    if whole < 2 * MINUTE:
        return f"{whole}s"
    if whole < 10 * MINUTE:
        return _two(whole, MINUTE, "m", 1, "s")
    if whole < 3 * HOUR:
        return f"{whole // MINUTE}m"
    if whole < 8 * HOUR:
        return _two(whole, HOUR, "h", MINUTE, "m")
    if whole < 2 * DAY:
        return f"{whole // HOUR}h"
    if whole < 8 * DAY:
        return _two(whole, DAY, "d", HOUR, "h")
    if whole < 2 * YEAR:
        return f"{whole // DAY}d"
    return _two(whole, YEAR, "y", DAY, "d") if whole < 8 * YEAR else f"{whole // YEAR}y"


def _two(whole: int, large: int, large_unit: str, small: int, small_unit: str) -> str:
    rest = whole % large // small
    return f"{whole // large}{large_unit}" + (f"{rest}{small_unit}" if rest else "")


def since(timestamp: Any, now: float) -> str:
    """The age of a time stamp at ``now`` (seconds since 1970); ``<unknown>`` without one."""
    moment = from_timestamp(timestamp) if isinstance(timestamp, str) else None
    return "<unknown>" if moment is None else human(now - moment)
