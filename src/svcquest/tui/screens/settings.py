"""Settings: colours, language, motion, signs. Each takes effect at once and is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from svcquest.model.language import _, ngettext
from svcquest.tui.backend import Language
from svcquest.tui.screens.base import GameScreen
from svcquest.tui.text import join, plain
from svcquest.tui.themes import PALETTES
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.menu import Menu

_LANGUAGE = "language-"
"""Begins the ids of choices of a language."""

_NAMES = {
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "ja": "日本語",
    "ko": "한국어",
    "pt-BR": "Português",
    "ru": "Русский",
    "zh": "中文",
}
"""What languages call themselves; others are called by their code."""


class Choices(Menu):
    """What can be set; its Enter is worth a word in the bottom line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space", "select", "Choose")]


class SettingsScreen(GameScreen):
    """A list of choices; Enter takes one."""

    CSS_PATH = "settings.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1,question_mark", "app.help", "Help"),
        Binding("escape,q", "app.pop_screen", "Back"),
    ]

    def __init__(self, at: int | None = None) -> None:
        """Show all choices, with the cursor at the first or at this one."""
        super().__init__()
        self._at = at

    def renewed(self) -> Self:
        """The same choices in other words."""
        return type(self)(self.query_one("#choices", OptionList).highlighted)

    def compose(self) -> ComposeResult:
        """The choices, and a sample of the colours."""
        yield Static(plain(" " + _("Settings"), "bold $primary"), id="settings-title")
        with Vertical(id="settings"):
            yield Choices(id="choices")
            yield Static(id="sample")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what is chosen now."""
        self._fill()
        self.query_one("#choices", OptionList).focus()

    def _fill(self) -> None:
        glyphs = self.svcquest.glyphs
        choices = self.query_one("#choices", OptionList)
        at = self._at if choices.highlighted is None else choices.highlighted
        choices.clear_options()
        for title, found in (
            (_("Colours"), self._colours()),
            (_("Language"), self._languages()),
            (_("Behaviour"), self._behaviour()),
        ):
            choices.add_option(Option(plain(title, "bold $accent"), disabled=True))
            choices.add_options(found)
        choices.highlighted = 1 if at is None else at
        self.query_one("#sample", Static).update(
            Content("  ").join(
                [
                    plain(_("{sign} holds", sign=glyphs.passed), "$ok"),
                    plain(_("{sign} fails", sign=glyphs.failed), "$bad"),
                    plain(_("{sign} take care", sign=glyphs.warning), "$warn"),
                    plain("Service", "$service bold"),
                    plain(_("pod"), "$pod"),
                    plain(_("traffic"), "$flow"),
                    plain(_("less important"), "$dim"),
                ]
            )
        )

    def _colours(self) -> Iterator[Option]:
        for palette in PALETTES:
            about = _("dark") if palette.dark else _("light")
            if "safe" in palette.name:
                about = _("healthy is blue, broken is orange")
            chosen = self.svcquest.preferences.theme == palette.name
            yield self._choice(palette.name, _(palette.label), about, chosen=chosen)

    def _languages(self) -> Iterator[Option]:
        preferences = self.svcquest.preferences
        languages = self.svcquest.backend.languages()[0]
        for each in languages:
            known = _NAMES.get(each.code, each.code) if each.code else "English"
            name = each.code if preferences.ascii and not known.isascii() else known
            about = _extent(each, languages[0].levels)
            chosen = preferences.language == each.code
            yield self._choice(f"{_LANGUAGE}{each.code}", name, about, chosen=chosen)

    def _behaviour(self) -> Iterator[Option]:
        preferences = self.svcquest.preferences
        yield self._choice("motion", _("Motion"), _("packets travel after a run"), chosen=preferences.motion)
        yield self._choice("ascii", _("ASCII signs"), _("for terminals without Unicode"), chosen=preferences.ascii)

    def _choice(self, identity: str, text: str, about: str, *, chosen: bool) -> Option:
        glyphs = self.svcquest.glyphs
        sign = glyphs.ready if chosen else glyphs.unready
        return Option(join((f"{sign} ", "$accent"), (text, "bold"), (f"  {about}", "$dim")), id=identity)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take a choice."""
        event.stop()
        chosen = event.option.id
        preferences = self.svcquest.preferences
        if chosen == "motion":
            preferences = replace(preferences, motion=not preferences.motion)
        elif chosen == "ascii":
            preferences = replace(preferences, ascii=not preferences.ascii)
        elif chosen is not None and chosen.startswith(_LANGUAGE):
            if self.svcquest.backend.languages()[1]:
                self.notify(_("The environment has chosen: SVCQUEST_LANGUAGE. Without it this choice counts."))
                return
            preferences = replace(preferences, language=chosen.removeprefix(_LANGUAGE))
        elif chosen is not None:
            preferences = replace(preferences, theme=chosen)
        self.svcquest.prefer(preferences)
        self._fill()


def _extent(language: Language, levels: int) -> str:
    """How much of the game speaks a language."""
    if not language.code:
        return _("each level in its author's words")
    told = ngettext("{n} level", "{n} levels", language.levels)
    return told if language.levels == levels else _("{levels}; the others as written", levels=told)
