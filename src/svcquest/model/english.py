"""Lists and counts inside of English sentences."""

from __future__ import annotations

from collections.abc import Iterable


def listed(items: Iterable[str], most: int = 6, nothing: str = "nothing") -> str:
    """``a, b and c`` in the given order; what is beyond ``most`` is counted: ``a, b and 7 more``."""
    found = list(items)
    if len(found) > most:
        found = [*found[: most - 1], f"{len(found) - most + 1} more"]
    if len(found) > 1:
        return f"{', '.join(found[:-1])} and {found[-1]}"
    return found[0] if found else nothing


def counted(count: int, one: str, many: str = "") -> str:
    """``1 request``, ``3 requests``; ``many`` where an s does not make the plural."""
    return f"{count} {one if count == 1 else many or one + 's'}"
