"""A list to choose from, walked with the arrow keys or as in vi, and the field that narrows it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList


class Menu(OptionList):
    """An OptionList with ``j`` and ``k``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
    ]


class Finder(Input):
    """The field above a list; what is typed narrows the list, Enter and Down lead back into it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,down", "submit", "To the list")]
