"""The map: chapters and their levels, what each teaches, what to play before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Self

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from svcquest.model.language import _
from svcquest.tui.backend import LevelCard
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.screens.finding import FindingScreen
from svcquest.tui.screens.home import tally
from svcquest.tui.text import join, plain, worded
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.menu import Finder, Menu

if TYPE_CHECKING:
    from svcquest.levels.glossary import Glossary


def matches(card: LevelCard, words: str) -> bool:
    """Whether a level fits what was typed into the filter: every word occurs somewhere."""
    subjects = [form for each in card.teaches for form in (each, each.replace("-", ""))]
    text = " ".join((card.title, card.id, card.chapter, card.summary, *subjects)).lower()
    return all(word in text for word in words.lower().split())


class LevelList(Menu):
    """The list; its Enter is worth a word in the bottom line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Play")]


class MapScreen(FindingScreen):
    """All levels; ``/`` filters."""

    rests: ClassVar[bool] = True

    CSS_PATH = "map.tcss"

    found = "#levels"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Filter"),
        Binding("p", "placement", "Placement"),
        Binding("f1,question_mark", "help", "Help"),
        Binding("escape,q", "drop_search", "Drop the filter"),
        Binding("escape,q", "back", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[LevelCard] = []

    def renewed(self) -> Self:
        """The same map in other words."""
        return type(self)()

    def compose(self) -> ComposeResult:
        """The list on the left, the level under the cursor on the right."""
        yield Static(id="map-title")
        yield Finder(placeholder=_("filter: title, chapter, subject"), id="map-filter", compact=True)
        with Horizontal(id="map-body"):
            yield LevelList(id="levels")
            with VerticalScroll(id="level-about", can_focus=False):
                yield Static(id="level-card")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Progress may have changed meanwhile."""
        self._cards = list(self.svcquest.backend.cards())
        so_far = tally(self._cards, self.svcquest.glyphs)
        self.query_one("#map-title", Static).update(join((" " + _("Map") + "   ", "bold $primary"), so_far))
        self._fill()
        self.query_one("#levels", OptionList).focus()

    def _fill(self) -> None:
        levels = self.query_one("#levels", OptionList)
        at = self._selected()
        words = self.query_one("#map-filter", Input).value
        glyphs = self.svcquest.glyphs
        options: list[Option] = []
        chapter = ""
        for card in self._cards:
            if not matches(card, words):
                continue
            if card.chapter != chapter:
                chapter = card.chapter
                options.append(Option(self._heading(chapter), disabled=True))
            options.append(Option(level_line(card, glyphs), id=card.id))
        levels.clear_options()
        levels.add_options(options or [Option(plain(_("no level fits"), "$dim"), disabled=True)])
        ids = [option.id for option in options]
        unsolved = next((card.id for card in self._cards if not card.is_done and card.id in ids), None)
        wanted = " ".join(words.lower().split())
        titled = [card.id for card in self._cards if wanted and wanted in card.title.lower() and card.id in ids]
        stays = at is not None and at.id in ids and (not titled or at.id in titled)
        target = at.id if at and stays else next(filter(None, (*titled, unsolved, *ids)), None)
        levels.highlighted = None if target is None else ids.index(target)
        self._about()

    def _heading(self, chapter: str) -> Content:
        levels = [card for card in self._cards if card.chapter == chapter]
        solved = f"  {sum(card.solved for card in levels)}/{len(levels)}"
        return join((_chapter(chapter), "bold $accent"), (solved, "$dim not bold"))

    @cached_property
    def _glossary(self) -> Glossary:
        return self.svcquest.backend.glossary()

    def _titles(self, names: Sequence[str]) -> str:
        """Titles of levels and concepts, by their ids."""
        levels = {each.id: each.title for each in self._cards}
        known = [levels[name] for name in names if name in levels]
        return ", ".join((*known, *self._glossary.titles(name for name in names if name not in levels)))

    def _selected(self) -> LevelCard | None:
        levels = self.query_one("#levels", OptionList)
        option = levels.highlighted_option
        return next((card for card in self._cards if option and card.id == option.id), None)

    def _about(self) -> None:
        card = self._selected()
        text = about(card, self._titles, self.svcquest.glyphs) if card else Content("")
        self.query_one("#level-card", Static).update(text)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell about the level under the cursor."""
        event.stop()
        self._about()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Play it."""
        event.stop()
        self.action_open()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter while typing."""
        event.stop()
        self._fill()

    def action_open(self) -> None:
        """Play the level under the cursor."""
        card = self._selected()
        if card is not None:
            self.svcquest.open_level(card.id)

    def action_placement(self) -> None:
        """Begin further on."""
        self.svcquest.show_placement()

    def action_help(self) -> None:
        """This screen's keys."""
        self.svcquest.show_help(self)


def _chapter(title: str) -> str:
    """A chapter's title; those that are only an id read as one."""
    told = _(title)
    return title.replace("-", " ").capitalize() if told == title else told


def level_line(card: LevelCard, glyphs: Glyphs) -> Content:
    """One level in the list: its stars, its title, what is missing before it."""
    stars = glyphs.stars(card.stars)
    style = "$accent" if card.solved else "$dim"
    text = join((f"  {stars} ", style), (card.title, "$ok" if card.solved else ""))
    if card.begun and not card.solved:
        text += plain("  " + _("begun"), "$warn")
    elif card.known and not card.solved:
        text += plain("  " + _("known"), "$dim")
    return text


def about(card: LevelCard, titles: Callable[[Sequence[str]], str], glyphs: Glyphs) -> Content:
    """The card of one level; ``titles`` names levels and concepts by their ids."""
    effort = _("{minutes} min · difficulty {bullets}")
    bullets = (glyphs.bullet * card.difficulty, "$accent")
    lines = [
        plain(card.title, "bold $primary"),
        plain(_(card.chapter), "$dim"),
        worded(
            effort,
            "$dim",
            minutes=(str(card.minutes), "$dim"),
            bullets=bullets,
        ),
        Content(""),
        plain(card.summary),
        Content(""),
        join((_("Teaches") + "  ", "$dim"), titles(card.teaches)),
    ]
    if card.needs:
        lines += [join((_("Better after") + "  ", "$dim"), (titles(card.needs), "$warn"))]
    stars = glyphs.stars(card.stars)
    state = _("solved") if card.solved else _("known by the placement test") if card.known else _("not solved yet")
    lines += [Content(""), join((stars, "$accent"), (f"  {state}", "$dim"))]
    return Content("\n").join(lines)
