"""Seconds since 1970 to and from the time stamps of the API (RFC 3339, UTC, whole seconds)."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache


@lru_cache(maxsize=64)
def to_timestamp(seconds: float) -> str:
    """``2026-11-23T08:00:00Z`` for seconds since 1970; fractions are cut off."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_micro_timestamp(seconds: float) -> str:
    """``2026-11-23T08:00:00.250000Z`` for seconds since 1970: a MicroTime of the API."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_timestamp(text: str) -> float | None:
    """Seconds since 1970 of an RFC 3339 time stamp, or None when it is not one."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return None
