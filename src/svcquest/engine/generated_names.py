"""What the names that controllers make up begin with."""

from __future__ import annotations

import re

from svcquest.engine.chance import SAFE_LETTERS

_GENERATED = rf"(.+?)(?:-[0-9a-f]{{8,10}}|-[{SAFE_LETTERS}]{{8,10}})?-[{SAFE_LETTERS}]{{5}}"
"""A pod's name as controllers make it: of the workload, perhaps a hash of its template, five letters."""

_NUMBERED = r"(.+?)-\d+"
"""A pod of a StatefulSet; people who write single pods number them alike."""


def without_generated_end(name: str) -> str:
    """``storefront`` for ``storefront-6d4cf56db6-x7k2p``; a name that nobody generated as it is."""
    found = re.fullmatch(_GENERATED, name)
    return found[1] if found else name


def workload_in(name: str) -> str:
    """The workload that a pod's name speaks of: as above, and ``db`` for ``db-0``."""
    found = re.fullmatch(_NUMBERED, name)
    return found[1] if found else without_generated_end(name)
