"""How the game behaves towards a terminal and its owner: without colours, without motion, into the background."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import constants
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.driver import Driver
from textual.filter import LineFilter, Monochrome

from svcquest.tui.glyphs import STAND_INS
from svcquest.tui.key_order import OrderedKeysApp

_STRIKING = 0.25
"""Difference in brightness to the screen from which on a background means something: a cursor, a choice, a find."""

_GIVE_WAY = 0.001
"""Seconds after which Python lets another thread go on: the one that writes to the terminal should not wait longer."""


@lru_cache(1024)
def without_colour(style: Style, background: Color) -> Style:
    """A style without colours: what stood on a striking background is drawn in reverse."""
    under = Color.from_rich_color(style.bgcolor) if style.bgcolor is not None else background
    return Style(
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        strike=style.strike,
        reverse=bool(style.reverse) != (abs(under.brightness - background.brightness) >= _STRIKING),
        meta=style.meta,
        link=style.link,
    )


class WithoutColour(LineFilter):
    """No colour reaches the terminal: what ``NO_COLOR`` asks for. Textual itself would send shades of grey."""

    def __init__(self, screen: Callable[[], str]) -> None:
        """``screen`` tells the colour behind everything."""
        super().__init__()
        self._screen = screen

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Take the colours out of a line."""
        background = Color.parse(self._screen())
        return [Segment(text, without_colour(style, background) if style else None) for text, style, _ in segments]


class OnlyAscii(LineFilter):
    """Signs of our own and of Textual reach the terminal as ASCII; the words of levels as they are."""

    def __init__(self) -> None:
        """Switched off at first."""
        super().__init__(enabled=False)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Take stand-ins for the signs of a line."""
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(STAND_INS), segment.style)
            for segment in segments
        ]


class MannerlyApp(OrderedKeysApp):
    """An app that honours ``NO_COLOR``, reduced motion, Ctrl+Z and pastes of any size."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "suspend_process", "To the background", show=False)]

    def __init__(self) -> None:
        super().__init__()
        self._only_ascii = OnlyAscii()
        self._filters.append(self._only_ascii)
        if os.environ.get("NO_COLOR"):
            self._filters = [each for each in self._filters if not isinstance(each, Monochrome)]
            self._filters.append(WithoutColour(lambda: self.current_theme.background or "black"))
            self.add_class("-no-colour")

    def on_load(self) -> None:
        """Let frames be sent while the game goes on."""
        sys.setswitchinterval(_GIVE_WAY)

    def get_driver_class(self) -> type[Driver]:
        """The driver for this terminal, with pastes that do not hold up the keys behind them."""
        from svcquest.tui.pasting import parse_pastes_quickly  # noqa: PLC0415 - the driver has just been imported

        driver = super().get_driver_class()
        parse_pastes_quickly(driver)
        return driver

    def let_move(self, motion: bool) -> None:
        """Whether anything may move by itself: scrolling that glides, notices that slide."""
        self.animation_level = constants.TEXTUAL_ANIMATIONS if motion else "none"

    def end_notices(self) -> None:
        """Take away what was told about a moment that is over. Warnings and errors stay as long as they would."""
        passing = [each for each in self._notifications if each.severity == "information"]
        for each in passing:
            self._unnotify(each, refresh=False)
        if passing:
            self._refresh_notifications()

    def draw_ascii(self, only: bool) -> None:
        """Whether nothing but ASCII is drawn."""
        if self._only_ascii.enabled != only:
            self._only_ascii.enabled = only
            if self.is_running:
                self.refresh_css(animate=False)
