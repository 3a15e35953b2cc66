"""What all screens of the game share."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self, cast

from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widgets import Static

from svcquest.model.language import _
from svcquest.tui.sparing_compositor import SparingCompositor
from svcquest.tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from svcquest.tui.app import SvcquestApp

SMALLEST = (60, 18)
"""Cells below which no screen is drawn."""


_WIDTHS: list[tuple[int, str]] | None = [(0, "-too-narrow"), (SMALLEST[0], "-broad-enough")]
_HEIGHTS: list[tuple[int, str]] | None = [(0, "-too-low"), (SMALLEST[1], "-high-enough")]


class TooSmall(Static):
    """Covers a screen while the terminal is too small for it."""

    def __init__(self) -> None:
        super().__init__(self._told(), markup=False)

    def speak_anew(self) -> None:
        """Say it in the language of now."""
        self.update(self._told())

    @staticmethod
    def _told() -> str:
        width, height = SMALLEST
        return _("Terminal too small: {width}×{height} is enough. All is kept.", width=width, height=height)


class GameScreen(Screen[None]):
    """A screen of the game.

    Attributes:
        rests: whoever leaves a level that was opened from here comes back here.
    """

    rests: ClassVar[bool] = False

    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()

    @property
    def svcquest(self) -> SvcquestApp:
        """The app, by its own type."""
        return cast("SvcquestApp", self.app)

    _language: str | None = None

    def on_compose(self) -> None:
        """Know the size before there is anything on the screen that a class set later would have to style anew."""
        width, height = self.app.size
        self.add_class("-broad-enough" if width >= SMALLEST[0] else "-too-narrow")
        self.add_class("-high-enough" if height >= SMALLEST[1] else "-too-low")

    def on_mount(self) -> None:
        """Textual calls this besides the ``on_mount`` of the screen itself."""
        self._language = self.svcquest.preferences.language
        self.mount(TooSmall())

    def on_screen_suspend(self) -> None:
        """Something stands in front: no key of this screen works now."""
        self._hush_keys(hushed=True)

    def on_screen_resume(self) -> None:
        """Textual calls this besides the ``on_screen_resume`` of the screen itself."""
        self._hush_keys(hushed=False)
        self.follow_language()

    def _hush_keys(self, *, hushed: bool) -> None:
        for bar in self.query(KeyBar):
            bar.hush(hushed=hushed)

    def action_copy_text(self) -> None:
        """Copy what the mouse has selected, and say so: nothing else shows that it worked."""
        super().action_copy_text()
        self.notify(_("Copied."))

    def follow_preferences(self) -> None:
        """Take over new preferences; colours of styles change by themselves."""
        self.follow_language()

    def follow_language(self) -> None:
        """Where another language is spoken by now, put the screen made anew in place of this one."""
        language = self.svcquest.preferences.language
        if self._language not in {None, language}:
            self._language = language
            fresh = self.renewed()
            if fresh is not None:
                self.app.switch_screen(fresh)
            else:
                self.speak_anew()

    def renewed(self) -> Self | None:
        """The screen made anew, with texts in the language of now; None where it stays until it is left."""
        return None

    def speak_anew(self) -> None:
        """Change texts where they stand to the language of now, on a screen that stays."""
        self.query_one(TooSmall).speak_anew()
        self.refresh_bindings()


class FrontScreen(ModalScreen[ScreenResultType]):
    """A dialog in front of another screen, which goes on being seen behind it."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()
