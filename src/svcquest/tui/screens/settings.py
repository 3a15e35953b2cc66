"""Settings: colours, language, motion, signs. Each takes effect at once and is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from svcquest.model.english import counted
from svcquest.tui.backend import Language
from svcquest.tui.screens.base import GameScreen
from svcquest.tui.text import join, plain
from svcquest.tui.themes import PALETTES
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.menu import Menu

_LANGUAGE = "language-"
"""Begins the ids of choices of a language."""

_NAMES = {
    "": "As written",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ja": "日本語",
    "ko": "한국어",
    "pt-BR": "Português",
    "ru": "Русский",
    "zh": "中文",
}
"""What languages call themselves; others are called by their code."""


class SettingsScreen(GameScreen):
    """A list of choices; Enter takes one."""

    CSS_PATH = "settings.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Choose"),
        Binding("escape,q", "app.pop_screen", "Back"),
    ]

    def compose(self) -> ComposeResult:
        """The choices, and a sample of the colours."""
        yield Static(plain(" Settings", "bold $primary"), id="settings-title")
        with Vertical(id="settings"):
            yield Menu(id="choices")
            yield Static(id="sample")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show what is chosen now."""
        self._fill()
        self.query_one("#choices", OptionList).focus()

    def _fill(self) -> None:
        preferences = self.svcquest.preferences
        glyphs = self.svcquest.glyphs

        def row(identity: str, chosen: bool, text: str, about: str) -> Option:
            sign = glyphs.ready if chosen else glyphs.unready
            return Option(join((f"{sign} ", "$accent"), (text, "bold"), (f"  {about}", "$dim")), id=identity)

        choices = self.query_one("#choices", OptionList)
        at = choices.highlighted
        choices.clear_options()
        choices.add_option(Option(plain("Colours", "bold $accent"), disabled=True))
        for palette in PALETTES:
            about = (
                "healthy is blue, broken is orange" if "safe" in palette.name else ("dark" if palette.dark else "light")
            )
            choices.add_option(row(palette.name, preferences.theme == palette.name, palette.label, about))
        choices.add_option(Option(plain("Language of the levels", "bold $accent"), disabled=True))
        languages, _ = self.svcquest.backend.languages()
        for each in languages:
            known = _NAMES.get(each.code, each.code)
            name = each.code if preferences.ascii and not known.isascii() else known
            about = _extent(each, languages[0].levels)
            choices.add_option(row(f"{_LANGUAGE}{each.code}", preferences.language == each.code, name, about))
        choices.add_option(Option(plain("Behaviour", "bold $accent"), disabled=True))
        choices.add_option(row("motion", preferences.motion, "Motion", "packets travel after a run"))
        choices.add_option(row("ascii", preferences.ascii, "ASCII signs", "for terminals without Unicode"))
        choices.highlighted = 1 if at is None else at
        self.query_one("#sample", Static).update(
            Content("  ").join(
                [
                    plain(f"{glyphs.passed} holds", "$ok"),
                    plain(f"{glyphs.failed} fails", "$bad"),
                    plain(f"{glyphs.warning} take care", "$warn"),
                    plain("Service", "$service bold"),
                    plain("pod", "$pod"),
                    plain("traffic", "$flow"),
                    plain("less important", "$dim"),
                ]
            )
        )

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
                self.notify("The environment has chosen: SVCQUEST_LANGUAGE. Without it this choice counts.")
                return
            preferences = replace(preferences, language=chosen.removeprefix(_LANGUAGE))
        elif chosen is not None:
            preferences = replace(preferences, theme=chosen)
        self.svcquest.prefer(preferences)
        self._fill()

    def action_choose(self) -> None:
        """Take the choice under the cursor."""
        self.query_one("#choices", OptionList).action_select()


def _extent(language: Language, levels: int) -> str:
    """How much of the game speaks a language."""
    if not language.code:
        return "each level in its author's words"
    return counted(language.levels, "level") + ("" if language.levels == levels else "; the others as written")
