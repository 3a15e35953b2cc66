"""The player's own editor on a file of the simulated terminal."""

from __future__ import annotations

import os
import posixpath
import shlex
import subprocess
import tempfile
from pathlib import Path

from svcquest.cli.printing import warn
from svcquest.terminal.files import FileError, Files


def edit(files: Files, path: str) -> bool:
    """Open ``$VISUAL`` or ``$EDITOR`` (else vi) on a copy, and take back what was saved; whether anything was."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    before = files.read(path) if files.is_file(path) else ""
    with tempfile.TemporaryDirectory(prefix="svcquest-") as folder:
        copy = Path(folder) / posixpath.basename(path)
        copy.write_text(before, encoding="utf-8")
        try:
            ended = subprocess.run([*shlex.split(editor), str(copy)], check=False).returncode
            after = copy.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            warn(f"{editor}: {error}")
            return False
    if ended:
        warn(f"{editor} ended with status {ended}; nothing was saved")
        return False
    try:
        files.write(path, after)
    except FileError as error:
        warn(str(error))
        return False
    return True
