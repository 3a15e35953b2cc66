"""The player's own editor, on a copy of a text that is on disk only while the editor runs."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from svcquest.model.frozen import dataclass
from svcquest.model.language import _

USUAL = "vi"


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of it.

    Attributes:
        text: as it was saved; None when that did not work.
        trouble: why not, or what could not be read of it; empty when all went well.
    """

    text: str | None
    trouble: str = ""


def edit(name: str, text: str) -> Edited:
    """Open ``$VISUAL`` or ``$EDITOR`` (else vi) and wait until it ends.

    Args:
        name: of the file that the editor shall show; only its last part counts.
    """
    editor = next((line for line in map(os.environ.get, ("VISUAL", "EDITOR")) if line and line.strip()), USUAL)
    try:
        command = shlex.split(editor)
    except ValueError as error:
        return Edited(None, f"{editor}: {error}")
    if shutil.which(command[0]) is None:
        told = _("{editor} is no program here. $EDITOR says what to open: nano, vi, code --wait …", editor=command[0])
        return Edited(None, told)
    try:
        with tempfile.TemporaryDirectory(prefix="svcquest-") as folder:
            copy = Path(folder) / (Path(name).name or "manifest.yaml")
            copy.write_bytes(text.encode("utf-8", "replace"))
            with _deaf():
                ended = subprocess.run([*command, str(copy)], check=False).returncode
            if ended < 0:
                cause = signal.Signals(-ended).name
                return Edited(None, _("{editor} was stopped by {cause}; nothing was saved", editor=editor, cause=cause))
            if ended:
                return Edited(None, _("{editor} ended with status {n}; nothing was saved", editor=editor, n=ended))
            return _read(copy.read_bytes())
    except OSError as error:
        return Edited(None, f"{editor}: {error}")


def _read(saved: bytes) -> Edited:
    """A saved text: what is no UTF-8 in it must not cost the player the rest."""
    trouble = ""
    try:
        text = saved.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = saved.count(b"\n", 0, error.start) + 1
        trouble = _("Line {line} is no UTF-8: what cannot be read stands as \N{REPLACEMENT CHARACTER}.", line=line)
        text = saved.decode("utf-8-sig", "replace")
    return Edited(text.replace("\r\n", "\n").replace("\r", "\n"), trouble)


@contextmanager
def _deaf() -> Iterator[None]:
    """A terminal sends Ctrl+C to the editor and to us; it is meant for the editor.

    The handlers do nothing and are not inherited; signals that are ignored would be ignored by the editor too.
    """
    meant = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)]
    before = {each: signal.signal(each, lambda _signal, _frame: None) for each in meant}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
