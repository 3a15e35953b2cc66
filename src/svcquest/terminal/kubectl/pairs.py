"""``key=value`` lists of flags and arguments."""

from __future__ import annotations

import re

from svcquest.terminal.kubectl.errors import CommandError


def label_spec(text: str) -> dict[str, str]:
    """Read ``a=b,c=d`` as ``expose`` and ``run`` do. Nothing is checked but the form.

    Raises:
        CommandError: an item has not exactly one equals sign, or no key.
    """
    found: dict[str, str] = {}
    for item in text.split(",") if text else ():
        key, *values = item.split("=")
        if len(values) != 1:
            raise CommandError(f"unexpected label spec: {item}")
        if not key:
            raise CommandError("unexpected empty label key")
        found[key] = values[0]
    return found


_ATOI = re.compile(r"[+-]?[0-9]+")


def atoi(text: str) -> int | None:
    """A number as ``strconv.Atoi`` reads it, None when it is none."""
    return int(text) if _ATOI.fullmatch(text) and -(2**63) <= int(text) < 2**63 else None
