"""The cluster picture as a widget: scrolls, can be walked through, zoomed and folded, tells what was picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer

from svcquest.game.picture import API_SERVICE, ClusterPicture
from svcquest.model.language import _, ngettext
from svcquest.model.resource import ObjectKey
from svcquest.tui.canvas import Canvas
from svcquest.tui.drawing import Drawing, Item, ItemKind, Pick, View, draw, hidden_namespaces
from svcquest.tui.folding import FOLDS, Fold
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.packets import Cells, Packet, packet_cells
from svcquest.tui.themes import Palette

FRAMES_PER_SECOND = 12
TRAVEL_SECONDS = 0.9
_REST = 1.2
"""How long a packet stays at its end, as a share of the travel: long enough to read how it ended."""

_LEAST_WIDTH = 56
"""Cells below which the picture scrolls sideways."""


class PictureView(ScrollView, can_focus=True):
    """Services, pods and the lanes between them."""

    DEFAULT_CSS = "PictureView { scrollbar-gutter: stable; }"

    BINDING_GROUP_TITLE = "Cluster"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", show=False),
        Binding("down,j", "step(1)", show=False),
        Binding("left,right", "side", show=False),
        Binding("enter", "open", "Open"),
        Binding("d", "inspect('describe')", "Describe", show=False),
        Binding("y", "inspect('yaml')", "YAML"),
        Binding("e", "inspect('endpoints')", "Endpoints"),
        Binding("z", "zoom", "Zoom"),
        Binding("n", "next_namespace", "Namespace", show=False),
        Binding("g", "next_fold", "Group", show=False),
        Binding("s", "system", "System pods", show=False),
        Binding("escape", "unzoom", "Whole cluster"),
    ]

    class Inspect(Message):
        """An object shall be shown.

        Attributes:
            how: ``describe``, ``yaml`` or ``endpoints``.
        """

        def __init__(self, item: Item, how: str) -> None:
            super().__init__()
            self.item = item
            self.how = how

    class Looked(Message):
        """The cursor, the zoom or the fold has changed."""

    def __init__(
        self,
        glyphs: Glyphs,
        palette: Palette,
        *,
        system: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._palette = palette
        self._picture: ClusterPicture | None = None
        self._drawing: Drawing | None = None
        self._picked: Pick | None = None
        self._touched: frozenset[ObjectKey] = frozenset()
        self._system = system
        self._namespace: str | None = None
        self._service: ObjectKey | None = None
        self._fold: Fold | None = None
        self._opened: frozenset[ObjectKey] = frozenset()
        self._packets: tuple[Packet, ...] = ()
        self._share = 0.0
        self._clock: Timer | None = None

    # What others ask ------------------------------------------------------------------------------------------------

    @property
    def lines_of_text(self) -> list[str]:
        """The drawing without colours."""
        canvas = self._drawing.canvas if self._drawing else None
        return [canvas.row_text(y) for y in range(canvas.height)] if canvas else []

    @property
    def picture(self) -> ClusterPicture | None:
        """What is drawn."""
        return self._picture

    @property
    def item(self) -> Item | None:
        """What the cursor is on."""
        items = self._drawing.items if self._drawing else ()
        return next((item for item in items if item.pick == self._picked), None)

    @property
    def status(self) -> str:
        """In words: how the picture differs from all pods of all namespaces, one by one; empty when it does not."""
        said = []
        if self._service is not None:
            said.append(_("only Service {service}", service=self._service[1]))
        if self._namespace is not None:
            said.append(_("only namespace {namespace}", namespace=self._namespace))
        if self._drawing is not None:
            folded = {"pods": "", "nodes": _("alike pods of a node together"), "owners": _("alike pods together")}
            said.append(folded[self._drawing.fold])
            without = self._drawing.without_lane
            if without:
                told = ngettext(
                    "arrows of {n} Service show when picked", "arrows of {n} Services show when picked", without
                )
                said.append(told)
        return " · ".join(each for each in said if each)

    def show(self, picture: ClusterPicture, touched: frozenset[ObjectKey] | None = None) -> None:
        """Draw another state of the cluster; ``touched`` are pods that just answered."""
        touched = self._touched if touched is None else touched
        if picture == self._picture and touched == self._touched:
            return
        self._picture, self._touched = picture, touched
        self._redraw()

    def use_palette(self, palette: Palette) -> None:
        """Take the colours of a palette."""
        self._palette = palette
        self._redraw()

    # Packets --------------------------------------------------------------------------------------------------------

    def play(self, packets: Sequence[Packet]) -> None:
        """Let packets travel once; each stops where its request stopped."""
        self._packets = tuple(packets)
        self._share = 0.0
        if self._clock is not None:
            self._clock.stop()
        self._clock = self.set_interval(1 / FRAMES_PER_SECOND, self.step) if packets else None

    def hold(self, packet: Packet | None, share: float) -> None:
        """Show one packet that stands still, so far on its way (0 to 1); None shows none."""
        if self._clock is not None:
            self._clock.stop()
            self._clock = None
        before = self._packet_cells()
        self._packets = (packet,) if packet else ()
        self._share = share
        self._refresh_cells(before)

    @property
    def travelled(self) -> float:
        """How far the packets are: 1 at their ends."""
        return self._share

    def step(self) -> None:
        """Move the packets on by one frame. Only their cells are drawn again: over a slow line a picture is much."""
        before = self._packet_cells()
        self._share += 1 / (FRAMES_PER_SECOND * TRAVEL_SECONDS)
        if self._share > 1 + _REST and self._clock is not None:
            self._clock.stop()
            self._clock = None
            self._packets = ()
        self._refresh_cells(before)

    def _refresh_cells(self, before: Cells) -> None:
        """Draw only where packets were and where they are now."""
        x, y = self.scroll_offset
        for cells in (before, self._packet_cells()):
            for (column, row), (text, _style) in cells.items():
                self.refresh(Region(column - x, row - y, len(text), 1))

    def _packet_cells(self) -> Cells:
        if not self._packets or self._drawing is None:
            return {}
        return packet_cells(self._packets, self._share, self._drawing, self._palette, self._glyphs)

    # The cursor -----------------------------------------------------------------------------------------------------

    def on_resize(self, _event: Resize) -> None:
        """Lay out for the new size."""
        self._redraw()

    def on_focus(self) -> None:
        """Put the cursor on something, so that it can be seen where the keys go."""
        self.call_later(self._redraw)  # the base class takes note of the focus after this

    def on_blur(self) -> None:
        """Without focus nothing is picked and no lane is faded."""
        self._picked = None
        self._redraw()

    def on_click(self, event: Click) -> None:
        """Pick what was clicked; a second click opens it."""
        at = event.get_content_offset(self)
        if at is None or self._drawing is None:
            return
        x, y = at.x + self.scroll_offset.x, at.y + self.scroll_offset.y
        for item in self._drawing.items:
            if item.x <= x < item.x + item.width and item.y <= y < item.y + item.height:
                self._pick(item)
                if event.chain > 1:
                    self.action_open()
                return

    def action_step(self, by: int) -> None:
        """The next item of the same column."""
        items = self._column()
        if items:
            at = next((i for i, item in enumerate(items) if item.pick == self._picked), -by)
            self._pick(items[min(max(at + by, 0), len(items) - 1)])

    def action_side(self) -> None:
        """The nearest item of the other column."""
        here = self.item
        others = [item for item in (self._drawing.items if self._drawing else ()) if here and item.x != here.x]
        if here and others:
            self._pick(min(others, key=lambda item: (item.kind == "node", abs(item.y - here.y))))

    def action_open(self) -> None:
        """Unfold a group; describe anything else."""
        item = self.item
        if item is not None and item.kind == "group":
            self._opened |= {item.key}
            self._picked = ("pod", item.key)
            self._redraw()
        else:
            self.action_inspect("describe")

    def action_inspect(self, how: str) -> None:
        """Ask for the picked object to be shown."""
        item = self.item
        if item is not None:
            self.post_message(self.Inspect(item, how))

    # What is shown --------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys show only where they do something."""
        if action == "unzoom":
            return bool(self._service or self._namespace or self._opened)
        if action == "inspect" and parameters == ("endpoints",):
            return self._picked is not None and self._picked[0] == "service"
        return super().check_action(action, parameters)

    def action_zoom(self) -> None:
        """Show the picked Service alone, or the namespace of the picked pod; again, the whole cluster."""
        if self._service is not None or self._namespace is not None:
            self.action_unzoom()
        elif self._picked is not None and self._picked[0] == "service":
            self._service = self._picked[1]
        elif self._picked is not None and self._picked[0] in {"pod", "group"}:
            self._namespace = self._picked[1][0]
        self._look_anew()

    def action_next_namespace(self) -> None:
        """One namespace after the other, then all again."""
        hidden = hidden_namespaces(View(0, system=self._system))
        names: set[str] = set()
        if self._picture is not None:
            names |= {pod.namespace for pod in self._picture.pods}
            names |= {service.namespace for service in self._picture.services if service.key != API_SERVICE}
        order: list[str | None] = [None, *sorted(names - hidden)]
        at = order.index(self._namespace) if self._namespace in order else 0
        self._namespace = order[(at + 1) % len(order)]
        self._service = None
        self._look_anew()

    def action_next_fold(self) -> None:
        """Each pod alone, alike pods of a node together, alike pods of all nodes together, what fits."""
        order: list[Fold | None] = [None, *FOLDS]
        now = self._drawing.fold if self._drawing else None
        self._fold = order[(order.index(self._fold) + 1) % len(order)]
        if self._fold == now and self._fold is not None:  # what fits has just been that one
            self._fold = order[(order.index(self._fold) + 1) % len(order)]
        self._opened = frozenset()
        self._look_anew()

    def action_unzoom(self) -> None:
        """The whole cluster, folded as it was."""
        self._service = self._namespace = None
        self._opened = frozenset()
        self._look_anew()

    def action_system(self) -> None:
        """Show or hide the system namespaces."""
        self._system = not self._system
        self._look_anew()

    def _look_anew(self) -> None:
        """Draw another view: from its top, or as far below as the cursor is."""
        self._redraw()
        self.scroll_to(0, 0, animate=False, immediate=True)
        item = self.item
        if item is not None:
            self._bring_into_view(item)

    # Drawing --------------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One visible line."""
        x, top = self.scroll_offset
        width = self.scrollable_content_region.width
        if self._drawing is None:
            return Strip.blank(width, self.rich_style)
        strip = self._drawing.canvas.strip(top + y)
        for (column, row), (text, style) in self._packet_cells().items():
            if row == top + y:
                parts = [
                    strip.crop(0, column),
                    Strip([Segment(text, self.rich_style + style)], len(text)),
                    strip.crop(column + len(text)),
                ]
                strip = Strip.join(parts)
        return strip.crop_extend(x, x + width, self.rich_style).apply_style(self.rich_style)

    def _redraw(self) -> None:
        width, height = self.scrollable_content_region.size
        picture = self._picture
        if picture is None or width < 10:
            return
        if self._service is not None and all(each.key != self._service for each in picture.services):
            self._service = None
        view = View(
            max(width, _LEAST_WIDTH),
            height,
            picked=self._picked,
            touched=self._touched,
            system=self._system,
            namespace=self._namespace,
            service=self._service,
            fold=self._fold,
            opened=self._opened,
        )
        before, packets = self._drawing, self._packet_cells()
        self._drawing = draw(picture, view, self._palette, self._glyphs)
        if self.has_focus and self.item is None and self._drawing.items:
            self._picked = self._drawing.items[0].pick
            self._drawing = draw(picture, replace(view, picked=self._picked), self._palette, self._glyphs)
        self.virtual_size = Size(view.width, self._drawing.canvas.height)
        self._refresh_rows(before.canvas if before else None, self._drawing.canvas)
        self._refresh_cells(packets)
        self.post_message(self.Looked())
        if self.has_focus:
            self.refresh_bindings()

    def _refresh_rows(self, before: Canvas | None, now: Canvas) -> None:
        """Send what looks otherwise than before: over a slow line a whole picture is much."""
        if before is None or (before.width, before.height) != (now.width, now.height):
            self.refresh()
            return
        for y in now.rows_unlike(before):
            self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))

    def _column(self) -> list[Item]:
        here = self.item
        items = list(self._drawing.items) if self._drawing else []
        kinds: tuple[ItemKind, ...] = (
            ("service",) if here is None or here.kind == "service" else ("pod", "group", "node")
        )
        return [item for item in items if item.kind in kinds] or items

    def _pick(self, item: Item) -> None:
        self._picked = item.pick
        self._redraw()
        self._bring_into_view(item)

    def _bring_into_view(self, item: Item) -> None:
        self.scroll_to_region(Region(item.x, item.y, item.width, item.height), animate=False)
