"""The cluster picture as a widget: scrolls, can be walked through, tells what was picked."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from svcquest.game.picture import ClusterPicture
from svcquest.model.resource import ObjectKey
from svcquest.tui.drawing import Drawing, Item, View, draw
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.themes import Palette


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
