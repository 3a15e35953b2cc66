"""The signs that the screens draw with, and their ASCII stand-ins for terminals without Unicode."""

from __future__ import annotations

from svcquest.game.score import MOST_STARS
from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs.

    Attributes:
        lines: box drawing by the directions that a line leaves a cell: bit 1 up, 2 right, 4 down, 8 left.
    """

    passed: str
    failed: str
    pending: str
    warning: str
    arrow: str
    star: str
    no_star: str
    bullet: str
    ready: str
    unready: str
    gone: str
    mismatch: str
    bar: str
    packet: str
    here: str
    times: str
    to: str
    back: str
    lines: str

    def stars(self, count: int) -> str:
        """So many stars, and signs in the place of those that are missing."""
        return self.star * count + self.no_star * (MOST_STARS - count)


UNICODE = Glyphs(
    passed="✓",
    failed="✗",
    pending="·",
    warning="!",
    arrow="▶",
    star="★",
    no_star="☆",
    bullet="•",
    ready="●",
    unready="○",
    gone="◌",
    mismatch="≠",
    bar="▌",
    packet="◆",
    here="›",
    times="×",
    to="→",
    back="←",
    lines=" ╵╶└╷│┌├╴┘─┴┐┤┬┼",
)

ASCII = Glyphs(
    passed="+",
    failed="x",
    pending=".",
    warning="!",
    arrow=">",
    star="*",
    no_star="-",
    bullet="*",
    ready="o",
    unready="?",
    gone="~",
    mismatch="#",
    bar="|",
    packet="@",
    here=">",
    times="x",
    to="->",
    back="<-",
    lines=" |-+||++-+-+++++",
)

_LINES = "─━│┃┄┆╌┌┏┐┓└┗┘┛├┣┤┫┬┳┴┻┼╋╭╮╯╰╴╵╶╷╸╺╹╻▌▐"
_THUMBS = "▁▂▃▄▅▆▇█▔"

STAND_INS = str.maketrans(
    {
        **dict.fromkeys(_THUMBS, "#"),
        **dict.fromkeys(_LINES, "+"),
        **dict.fromkeys("─━┄╌╴╶╸╺–—", "-"),
        **dict.fromkeys("│┃┆╵╷╹╻▌▐", "|"),
        **dict(zip("✓✗·!▶★☆•●○◌≠◆›×→←↑↓…⏎⇄‘’“”", "+x.!>*-*o?~#@>x><^v~E=''\"\"", strict=True)),
    }
)
"""One ASCII character for each sign of one cell that the screens draw with, Textual's own among them."""
