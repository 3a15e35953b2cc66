"""Packets on the picture: where each is at a moment of its way, and what it looks like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style

from svcquest.model.resource import ObjectKey
from svcquest.tui.drawing import Drawing
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.themes import Palette

Cells = dict[tuple[int, int], tuple[str, Style]]
"""Column and row of a first cell to the text that begins there, and its style."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One request on its way from a Service to a pod.

    Attributes:
        pod: where it went; None when it got no further than the Service.
        failed: it was not answered.
        how: how it failed, such as ``refused``.
    """

    service: ObjectKey
    pod: ObjectKey | None
    failed: bool
    how: str = ""


def packet_cells(packets: Sequence[Packet], share: float, drawing: Drawing, palette: Palette, glyphs: Glyphs) -> Cells:
    """Where packets are when they have gone this share (0 to 1) of their ways; beyond 1 they rest at the ends."""
    found: Cells = {}
    arrived = share >= 1
    for packet in packets:
        path = drawing.paths.get((packet.service, packet.pod)) if packet.pod else None
        if path is not None:
            cells = path.cells()
        else:
            here = next((i for i in drawing.items if i.pick == ("service", packet.service)), None)
            cells = ((here.x + here.width - 2, here.y),) if here else ()
        if not cells:
            continue
        cell = cells[min(int(share * len(cells)), len(cells) - 1)]
        failed = arrived and packet.failed
        colour = palette.bad if failed else palette.ok if arrived else palette.flow
        text = glyphs.failed if failed else glyphs.packet
        if failed and packet.how:
            text = f"{packet.how} {text}"
            cell = (max(0, cell[0] - len(packet.how) - 1), cell[1])
        found[cell] = (text, Style(color=colour, bold=True))
    return found
