"""The player's own editor on a file of the simulated terminal."""

from __future__ import annotations

from svcquest.cli.printing import warn
from svcquest.store import own_editor
from svcquest.terminal.files import FileError, Files


def edit(files: Files, path: str) -> bool:
    """Open a file in the player's editor and take back what was saved; whether anything was."""
    edited = own_editor.edit(path, files.read(path) if files.is_file(path) else "")
    if edited.trouble:
        warn(edited.trouble)
    if edited.text is None:
        return False
    try:
        files.write(path, edited.text)
    except FileError as error:
        warn(str(error))
        return False
    return True
