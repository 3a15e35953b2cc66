"""The cluster pane: the picture, a line on what it leaves out, and what is under the cursor."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from svcquest.model.language import _
from svcquest.tui.detail import detail
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.text import plain
from svcquest.tui.themes import Palette
from svcquest.tui.widgets.picture import PictureView
from svcquest.tui.widgets.steady import SteadyText

_USUAL_SHARE = 42
"""Percent of the screen's lines beyond which a picture wants more room than it usually has. A higher pane folds fewer
pods, so a picture that was given room never becomes too small for it."""


class ClusterPane(Vertical):
    """A picture with what belongs to it."""

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
        self._system = system

    def compose(self) -> ComposeResult:
        """The words above the picture hide when there is nothing to say; those below need the cursor."""
        yield Static(_("as your text would make it; F5 applies it"), id="what-if")
        yield SteadyText(id="view-status")
        yield PictureView(self._glyphs, self._palette, system=self._system, id="picture")
        yield SteadyText(id="detail")

    def on_picture_view_looked(self, event: PictureView.Looked) -> None:
        """Follow the picture."""
        event.stop()
        view = self.query_one(PictureView)
        self.set_class(view.virtual_size.height > self.app.size.height * _USUAL_SHARE // 100, "-crowded")
        status = self.query_one("#view-status", Static)
        status.display = bool(view.status)
        status.update(plain(view.status, "$dim"))
        below = self.query_one("#detail", Static)
        item = view.item
        below.display = item is not None
        if item is not None and view.picture is not None:
            below.update(detail(view.picture, item, self._glyphs))
