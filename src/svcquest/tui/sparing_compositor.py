"""Drawing a part of the screen without rendering what cannot be seen there.

Textual renders whole every widget whose container reaches into the smallest rectangle around all that changed: some
fifteen of them for one letter in the editor. Here only widgets that are in sight where something changed are asked
for lines, and only for those rows.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import ChopsUpdate, Compositor, CompositorMap, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class SparingCompositor(Compositor):
    """A compositor that renders for a partial update only what the update shows."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: frozenset[Region] = frozenset()
        self._laid_out: CompositorMap = {}

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed, or None where nothing did."""
        self._wanted = frozenset(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._wanted = frozenset()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        """Region, clip and lines of what is to be drawn, from front to back."""
        if not self._wanted:
            yield from super()._get_renders(crop)
            return
        wanted = self._wanted
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            touched = [part for part in map(shown.intersection, wanted) if part]
            if not touched:
                continue
            rows = Region.from_union(touched)
            seen = Region(shown.x, rows.y, shown.width, rows.height)
            yield region, seen, widget.render_lines(seen.translate(-region.offset))
            wanted = frozenset(part for part in wanted if not shown.contains_region(part))
            if not wanted:
                return

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out, and compare with what was laid out last.

        Textual compares with the newest map. Where a widget has appeared and anybody asks for a size before it is laid
        out, that map knows it already: it would neither be drawn nor hear of its size.
        """
        self._full_map = self._laid_out
        result = super().reflow(parent, size)
        self._laid_out = self._full_map
        return result

    def reflow_visible(self, parent: Widget, size: Size) -> set[Widget]:
        """Lay out what is in sight after scrolling."""
        exposed = super().reflow_visible(parent, size)
        self._laid_out = self.full_map
        return exposed
