"""The player's own editor, on a copy of a text that is on disk only while the editor runs."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of it.

    Attributes:
        text: as it was saved; None when that did not work.
        trouble: why not, empty when it did.
    """

    text: str | None
    trouble: str = ""


def edit(name: str, text: str) -> Edited:
    """Open ``$VISUAL`` or ``$EDITOR`` (else vi) and wait until it ends.

    Args:
        name: of the file that the editor shall show; only its last part counts.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        with tempfile.TemporaryDirectory(prefix="svcquest-") as folder:
            copy = Path(folder) / (Path(name).name or "manifest.yaml")
            copy.write_text(text, encoding="utf-8")
            ended = subprocess.run([*shlex.split(editor), str(copy)], check=False).returncode
            after = copy.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:  # a text that is no UTF-8 is a ValueError too
        return Edited(None, f"{editor}: {error}")
    if ended:
        return Edited(None, f"{editor} ended with status {ended}; nothing was saved")
    return Edited(after)
