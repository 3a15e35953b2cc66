"""The cluster picture as a widget: scrolls, can be walked through, tells what was picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from svcquest.game.picture import ClusterPicture
from svcquest.model.resource import ObjectKey
from svcquest.tui.drawing import Drawing, Item, View, draw
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.themes import Palette

FRAMES_PER_SECOND = 12
TRAVEL_SECONDS = 0.9
_REST = 0.6
"""How long a packet stays at its end, as a share of the travel."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One request on its way from a Service to a pod.

    Attributes:
        pod: where it went; None when it got no further than the Service.
        failed: it was not answered.
    """

    service: ObjectKey
    pod: ObjectKey | None
    failed: bool


class PictureView(ScrollView, can_focus=True):
    """Services, pods and the lanes between them."""

    BINDING_GROUP_TITLE = "Cluster"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("left,right", "side", "Services ⇄ pods", show=False),
        Binding("enter,d", "inspect('describe')", "Describe"),
        Binding("y", "inspect('yaml')", "YAML"),
        Binding("s", "system", "System pods"),
    ]

    class Inspect(Message):
        """An object shall be shown.

        Attributes:
            kind: ``service`` or ``pod``.
            how: ``describe`` or ``yaml``.
        """

        def __init__(self, kind: str, key: ObjectKey, how: str) -> None:
            super().__init__()
            self.kind = kind
            self.key = key
            self.how = how

    def __init__(self, glyphs: Glyphs, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._glyphs = glyphs
        self._palette = palette
        self._picture: ClusterPicture | None = None
        self._drawing: Drawing | None = None
        self._picked: tuple[str, ObjectKey] | None = None
        self._touched: frozenset[ObjectKey] = frozenset()
        self._system = False
        self._packets: tuple[Packet, ...] = ()
        self._moment = 0.0
        self._clock: Timer | None = None

    @property
    def lines_of_text(self) -> list[str]:
        """The drawing without colours, for tests and for copying."""
        canvas = self._drawing.canvas if self._drawing else None
        return [canvas.row_text(y) for y in range(canvas.height)] if canvas else []

    def show(self, picture: ClusterPicture, touched: frozenset[ObjectKey] | None = None) -> None:
        """Draw another state of the cluster; ``touched`` are pods that just answered."""
        self._picture = picture
        if touched is not None:
            self._touched = touched
        self._redraw()

    def play(self, packets: Sequence[Packet]) -> None:
        """Let packets travel once; each stops where its request stopped."""
        self._packets = tuple(packets)
        self._moment = 0.0
        if self._clock is not None:
            self._clock.stop()
        self._clock = self.set_interval(1 / FRAMES_PER_SECOND, self.step) if packets else None

    @property
    def travelled(self) -> float:
        """How far the packets are: 1 at their ends."""
        return self._moment

    def step(self) -> None:
        """Move the packets on by one frame."""
        self._moment += 1 / (FRAMES_PER_SECOND * TRAVEL_SECONDS)
        if self._moment > 1 + _REST and self._clock is not None:
            self._clock.stop()
            self._clock = None
            self._packets = ()
        self.refresh()

    def _packet_cells(self) -> dict[tuple[int, int], tuple[str, Style]]:
        """Where packets are now: cell to sign and style."""
        if not self._packets or self._drawing is None:
            return {}
        found = {}
        for packet in self._packets:
            path = self._drawing.paths.get((packet.service, packet.pod)) if packet.pod else None
            if path is None:
                here = next((i for i in self._drawing.items if (i.kind, i.key) == ("service", packet.service)), None)
                path = ((here.width - 2, here.y),) if here else ()
            if not path:
                continue
            arrived = self._moment >= 1
            cell = path[min(int(self._moment * len(path)), len(path) - 1)]
            failed = arrived and packet.failed
            colour = self._palette.bad if failed else self._palette.ok if arrived else self._palette.flow
            found[cell] = (self._glyphs.failed if failed else self._glyphs.packet, Style(color=colour, bold=True))
        return found

    def use_palette(self, palette: Palette) -> None:
        """Take the colours of a palette."""
        self._palette = palette
        self._redraw()

    def on_resize(self, _event: Resize) -> None:
        """Lay out for the new width."""
        self._redraw()

    def on_focus(self) -> None:
        """Put the cursor on something, so that it can be seen where the keys go."""
        if self._picked is None and self._drawing and self._drawing.items:
            self._pick(self._drawing.items[0])

    def on_blur(self) -> None:
        """Without focus nothing is picked and no lane is faded."""
        self._picked = None
        self._redraw()

    def on_click(self, event: Click) -> None:
        """Pick what was clicked; a second click shows it."""
        at = event.get_content_offset(self)
        if at is None or self._drawing is None:
            return
        x, y = at.x + self.scroll_offset.x, at.y + self.scroll_offset.y
        for item in self._drawing.items:
            if item.x <= x < item.x + item.width and item.y <= y < item.y + item.height:
                if event.chain > 1:
                    self.post_message(self.Inspect(item.kind, item.key, "describe"))
                self._pick(item)
                return

    def action_step(self, by: int) -> None:
        """The next item of the same column."""
        items = self._column()
        if items:
            at = next((i for i, item in enumerate(items) if (item.kind, item.key) == self._picked), -by)
            self._pick(items[min(max(at + by, 0), len(items) - 1)])

    def action_side(self) -> None:
        """The nearest item of the other column."""
        here = self._item()
        others = [item for item in (self._drawing.items if self._drawing else ()) if here and item.kind != here.kind]
        if here and others:
            self._pick(min(others, key=lambda item: abs(item.y - here.y)))

    def action_inspect(self, how: str) -> None:
        """Ask for the picked object to be shown."""
        if self._picked:
            self.post_message(self.Inspect(*self._picked, how))

    def action_system(self) -> None:
        """Show or hide the system namespaces."""
        self._system = not self._system
        self._redraw()

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        x, top = self.scroll_offset
        width = self.scrollable_content_region.width
        if self._drawing is None:
            return Strip.blank(width, self.rich_style)
        strip = self._drawing.canvas.strip(top + y)
        for (column, row), (sign, style) in self._packet_cells().items():
            if row == top + y:
                parts = [
                    strip.crop(0, column),
                    Strip([Segment(sign, self.rich_style + style)], 1),
                    strip.crop(column + 1),
                ]
                strip = Strip.join(parts)
        return strip.crop_extend(x, x + width, self.rich_style)

    def _redraw(self) -> None:
        width = self.scrollable_content_region.width
        if self._picture is None or width < 10:
            return
        view = View(max(width, 56), self._picked, self._touched, self._system)
        self._drawing = draw(self._picture, view, self._palette, self._glyphs)
        self.virtual_size = Size(view.width, self._drawing.canvas.height)
        self.refresh()

    def _column(self) -> list[Item]:
        kind = self._picked[0] if self._picked else "service"
        items = list(self._drawing.items) if self._drawing else []
        return [item for item in items if item.kind == kind] or items

    def _item(self) -> Item | None:
        items = self._drawing.items if self._drawing else ()
        return next((item for item in items if (item.kind, item.key) == self._picked), None)

    def _pick(self, item: Item) -> None:
        self._picked = (item.kind, item.key)
        self._redraw()
        self.scroll_to_region(Region(item.x, item.y, item.width, item.height), animate=False)
