"""How a command ends that cannot do its work."""

from __future__ import annotations

SOLVED, NOT_SOLVED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses."""


class UsageError(Exception):
    """Input that cannot be used; the text, one or more lines, says what, where, and what would be right."""
