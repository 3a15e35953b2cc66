"""Laying something over a few cells of a line that is drawn already."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip


def restyled(strip: Strip, start: int, end: int, style: Style) -> Strip:
    """A strip with a style laid over some of its cells."""
    if end <= start or start >= strip.cell_length:
        return strip
    middle = Strip(Segment.apply_style(strip.crop(start, end), post_style=style))
    return Strip.join([strip.crop(0, start), middle, strip.crop(end)])


def overlaid(strip: Strip, at: int, text: str, style: Style) -> Strip:
    """A strip with other text in some of its cells, on the background that they have."""
    end = at + cell_len(text)
    under = next(iter(strip.crop(at, at + 1)), Segment(" ")).style
    background = Style(bgcolor=under.bgcolor) if under else Style()
    return Strip.join([strip.crop(0, at), Strip([Segment(text, background + style)]), strip.crop(end)])
