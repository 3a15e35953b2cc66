"""Where a player's data lies."""

from __future__ import annotations

import os
from pathlib import Path

DATA_VARIABLE = "SVCQUEST_DATA"
"""Environment variable that names another folder, for tests and for several players of one machine."""


def data_path() -> Path:
    """The folder for progress and settings; it may not exist yet."""
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs  # noqa: PLC0415 - commands that save nothing do not need it

    return Path(platformdirs.user_data_dir("svcquest", appauthor=False))
