"""Text that changes while somebody types: the screen is laid out anew only if it takes other room than before."""

from __future__ import annotations

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static


class SteadyText(Static):
    """A ``Static`` that disturbs nothing around it while its size stays: laying out a screen takes a whole frame."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show another content; the same again costs nothing."""
        known = self.content
        if isinstance(content, Content) and isinstance(known, Content) and content.is_same(known):
            return
        super().update(content, layout=False)
        self.clear_cached_dimensions()
        if layout and self.display and not self._fits():
            self.refresh(layout=True)

    def _fits(self) -> bool:
        size, container, viewport = self.content_size, self.container_size, self.app.size
        width, height, most = self.styles.width, self.styles.height, self.styles.max_height
        if not size:
            return False
        if width is not None and width.is_auto and self.get_content_width(container, viewport) != size.width:
            return False
        if height is None or not height.is_auto:
            return True
        needed = self.get_content_height(container, viewport, size.width)
        return size.height == (needed if most is None or most.cells is None else min(needed, most.cells))
