"""The box of completions below the cursor: what fits on the left, what the picked one is for on the right.

It is drawn by the editor over its own lines. A widget of its own would be laid out anew at each keystroke.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from svcquest.game.offering import Offer, Offers
from svcquest.model.language import _, mark
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import clean
from svcquest.tui.themes import Palette

ROWS = 8
"""Offers that are seen at once."""
_HELP_WIDTH = 46
_LIST_WIDTH = 40
_LEAST_HELP = 24
_KEYS = mark("Tab takes · Esc closes")


@dataclass(frozen=True, slots=True)
class _Styles:
    row: Style
    picked: Style
    match: Style
    about: Style
    help: Style
    key: Style

    @classmethod
    def of(cls, palette: Palette) -> _Styles:
        row = Style(color=palette.text, bgcolor=palette.panel)
        return cls(
            row=row,
            picked=Style(color=palette.background, bgcolor=palette.primary, bold=True),
            match=Style(color=palette.accent, bold=True),
            about=Style(color=palette.dim),
            help=Style(color=palette.text, bgcolor=palette.surface),
            key=Style(color=palette.dim, bgcolor=palette.panel, italic=True),
        )


class OfferBox:
    """Offers with a cursor among them.

    Attributes:
        offers: what is shown.
        picked: number of the offer under the cursor; -1 while none was picked.
    """

    def __init__(self, offers: Offers, palette: Palette, glyphs: Glyphs, *, picked: int) -> None:
        self.offers = offers
        self.picked = picked
        self._styles = _Styles.of(palette)
        self._glyphs = glyphs
        self._top = 0

    @property
    def offer(self) -> Offer:
        """The picked offer; the first one while none was picked."""
        return self.offers.items[max(self.picked, 0)]

    def step(self, by: int) -> None:
        """Go down or up, around the ends."""
        count = len(self.offers.items)
        self.picked = (self.picked + by) % count if self.picked >= 0 else (0 if by > 0 else count - 1)
        self._top = min(max(self._top, self.picked - ROWS + 1), self.picked)

    def pick(self, row: int) -> bool:
        """Put the cursor on a visible row; whether there is an offer."""
        if not 0 <= row < min(ROWS, len(self.offers.items) - self._top):
            return False
        self.picked = self._top + row
        return True

    def strips(self, width: int, height: int) -> list[Strip]:
        """The box, for at most so many cells."""
        list_width = min(self._list_width(), width)
        help_width = min(_HELP_WIDTH, width - list_width)
        told = self._help(help_width - 2) if help_width >= _LEAST_HELP else []
        if not told:
            help_width = 0
        items = self.offers.items[self._top : self._top + min(ROWS, height)]
        rows = min(max(len(items) + (len(items) < height), len(told)), height)
        found = []
        for number in range(rows):
            left = self._row(items[number], self._top + number, list_width) if number < len(items) else None
            if left is None:
                text = _(_KEYS) if number == len(items) else ""
                left = [Segment(set_cell_size(f" {text}", list_width), self._styles.key)]
            if help_width:
                text = told[number] if number < len(told) else ""
                left.append(Segment(set_cell_size(f" {text}", help_width), self._styles.help))
            found.append(Strip(left, list_width + help_width))
        return found

    def _list_width(self) -> int:
        longest = max(cell_len(each.word) + cell_len(each.about) for each in self.offers.items)
        return min(max(longest + 6, cell_len(_(_KEYS)) + 2), _LIST_WIDTH)

    def _row(self, offer: Offer, number: int, width: int) -> list[Segment]:
        styles = self._styles
        row = styles.picked if number == self.picked else styles.row
        sign = "* " if offer.required else "  "
        word = clean(offer.word)
        at = word.lower().find(self.offers.typed.lower())
        end = at + len(self.offers.typed)
        match = row if number == self.picked else row + styles.match
        about = clean(offer.about)
        room = width - cell_len(sign) - cell_len(word) - 1
        if cell_len(about) > room - 1:
            about = ""
        if room < 0:
            return [Segment(set_cell_size(f"{sign}{word}", width - 1) + " ", row)]
        return [
            Segment(f"{sign}{word[:at]}", row),
            Segment(word[at:end], match),
            Segment(word[end:], row),
            Segment(f"{about:>{room}} ", row if number == self.picked else row + styles.about),
        ]

    def _help(self, width: int) -> list[str]:
        offer = self.offer
        if not offer.help or width < 1:
            return []
        lines = textwrap.wrap(clean(offer.help), width)
        if offer.required:
            lines = ["* " + _("required"), *lines]
        if len(lines) > ROWS + 1:
            lines = [*lines[:ROWS], "… " + _("F1 tells more")]
        return lines
