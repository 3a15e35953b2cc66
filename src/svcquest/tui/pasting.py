"""Pastes of any size: what a terminal sends between the brackets of a paste is taken by the piece.

Textual's parser goes through it character by character, which for ten megabytes takes a quarter of a minute in which
no key is heard, even if the paste is refused in the end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.driver import Driver
from textual.events import Paste
from textual.message import Message


class PasteParser(XTermParser):
    """Textual's parser for everything but pastes. A bracket that is cut in two by a read is left to it as well."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._pasted: list[str] | None = None
        self._rest = ""

    def feed(self, data: str) -> Iterable[Message]:
        """Events of what was read; nothing read is the end."""
        if not data:
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                before, start, data = data.partition(BRACKETED_PASTE_START)
                if before:
                    yield from super().feed(before)
                self._pasted = [] if start else None
                continue
            piece, end, data = (self._rest + data).partition(BRACKETED_PASTE_END)
            if end:
                pasted = "".join([*self._pasted, piece])
                self._pasted, self._rest = None, ""
                yield Paste(pasted.replace("\0", ""))
            else:  # the end may have been read in part
                kept = len(piece) - len(BRACKETED_PASTE_END) + 1
                self._pasted.append(piece[: max(kept, 0)])
                self._rest = piece[max(kept, 0) :]


def parse_pastes_quickly(driver: type[Driver]) -> None:
    """Let a driver use this parser; it looks its parser up by name in its own module."""
    names = vars(sys.modules[driver.__module__])
    if "XTermParser" in names:
        names["XTermParser"] = PasteParser
