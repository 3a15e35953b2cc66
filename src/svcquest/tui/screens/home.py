"""The first screen: where to go from here."""

from __future__ import annotations

from asyncio import sleep
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from svcquest.model.language import _
from svcquest.tui.backend import LevelCard
from svcquest.tui.screens.base import GameScreen
from svcquest.tui.text import join, plain
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.menu import Menu

_NAME = ("┏━┓╻ ╻┏━╸ ┏━┓╻ ╻┏━╸┏━┓╺┳╸", "┗━┓┃┏┛┃   ┃┓┃┃ ┃┣╸ ┗━┓ ┃ ", "┗━┛┗┛ ┗━╸ ┗┻┛┗━┛┗━╸┗━┛ ╹ ")
_NAME_SPLIT = 9

_SCENE = (
    ("            ", "         ", "┌─▶ ", "●", " web-1"),
    ("client ───▶ ", "▌web :80 ", "┼─▶ ", "●", " web-2"),
    ("            ", "         ", "└─▶ ", "●", " web-3"),
)
"""What the game is about, in three lines: client, Service, arrows, pods."""

_FIRST_FRAME = 0.04
"""Seconds in which Textual draws for the first time; it tells nobody when it has."""


def next_card(cards: list[LevelCard], last: str | None) -> LevelCard | None:
    """The level to go on with: the one that was open, else the first that is neither solved nor known already."""
    open_one = next((card for card in cards if card.id == last and not card.solved), None)
    return open_one or next((card for card in cards if not card.is_done), None)


class HomeScreen(GameScreen):
    """Continue, map, settings, quit."""

    rests: ClassVar[bool] = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "go('continue')", "Continue"),
        Binding("m", "go('map')", "Map"),
        Binding("p", "go('placement')", "Placement", show=False),
        Binding("b", "go('sandbox')", "Sandbox"),
        Binding("g", "go('glossary')", "Glossary", show=False),
        Binding("s", "go('settings')", "Settings"),
        Binding("f1,question_mark", "go('help')", "Help"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._listed = False

    def renewed(self) -> Self:
        """The same screen in other words."""
        return type(self)()

    def compose(self) -> ComposeResult:
        """Name, one sentence, the menu, how far the player is."""
        with Center(id="home-page"), Vertical(id="home"):
            with Center(id="logo-row"):
                yield Static(id="logo")
            yield Static(plain(_("Learn Kubernetes Services by sending traffic through them."), "$dim"), id="claim")
            yield Menu(id="menu")
            yield Static(id="progress")
            yield Static(id="notices")
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw what needs no level; levels are listed once that is on the screen."""
        self._menu(Option(plain(_("Play"), "bold"), id="continue"))

    def on_screen_resume(self) -> None:
        """Progress and settings may have changed meanwhile."""
        self.query_one("#logo", Static).update(_logo(ascii_only=self.svcquest.preferences.ascii))
        if self._listed:
            self._list()
        else:
            self.run_worker(self._list_late(), group="list")

    async def _list_late(self) -> None:
        """Reading what levels there are takes longer than drawing: the first frame goes ahead of it."""
        await sleep(_FIRST_FRAME)
        self._list()

    def _list(self) -> None:
        self._listed = True
        cards = list(self.svcquest.backend.cards())
        card = next_card(cards, self.svcquest.backend.last_level())
        if card is None:
            self._menu()
        else:
            verb = _("Continue") if any(each.solved or each.begun for each in cards) else _("Start")
            self._menu(Option(join((f"{verb}  ", "bold"), (card.title, "$primary")), id="continue"))
        self._progress(cards)
        self.query_one("#notices", Static).update(plain("\n".join(self.svcquest.notices), "$warn"))

    def _menu(self, *first: Option) -> None:
        menu = self.query_one("#menu", OptionList)
        options = [
            *first,
            _item("map", _("Map"), _("all levels, by chapter")),
            _item("placement", _("Placement"), _("begin further on, if you know some of it")),
            _item("sandbox", _("Sandbox"), _("a cluster to play with, or your own dump")),
            _item("glossary", _("Glossary"), _("what the words mean")),
            _item("settings", _("Settings"), _("colours, language, motion, signs")),
            _item("help", _("Help"), _("how this works, in a minute")),
            Option(plain(_("Quit"), "bold"), id="quit"),
        ]
        at = menu.highlighted or 0
        menu.clear_options()
        menu.add_options(options)
        menu.highlighted = min(at, len(options) - 1)
        menu.focus()

    def _progress(self, cards: list[LevelCard]) -> None:
        glyphs = self.svcquest.glyphs
        solved = sum(card.solved for card in cards)
        done = _("All is solved. The map has every level, to play again.")
        ends = f"{done}\n" if cards and solved == len(cards) else ""
        stars = sum(card.stars for card in cards)
        self.query_one("#progress", Static).update(
            join(
                (ends, "$ok"),
                (_("{solved} of {levels} levels solved", solved=solved, levels=len(cards)) + "   ", "$dim"),
                (f"{glyphs.star} ", "$accent"),
                (_("{stars} of {most}", stars=stars, most=3 * len(cards)), "$dim"),
            )
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was chosen."""
        event.stop()
        self.action_go(event.option.id or "")

    def action_go(self, where: str) -> None:
        """Go where a key or the menu says."""
        app = self.svcquest
        match where:
            case "continue":
                card = next_card(list(app.backend.cards()), app.backend.last_level())
                if card is not None:
                    app.open_level(card.id)
                else:
                    app.show_map()
            case "map":
                app.show_map()
            case "placement":
                app.show_placement()
            case "sandbox":
                app.open_sandbox()
            case "glossary":
                app.show_glossary()
            case "settings":
                app.show_settings()
            case "help":
                app.show_help(self)
            case _:
                app.exit()


def _item(identity: str, name: str, about: str) -> Option:
    return Option(join((f"{name}  ", "bold"), (about, "$dim")), id=identity)


def _logo(*, ascii_only: bool) -> Content:
    """The name and the scene; only the name where box drawing is impossible."""
    if ascii_only:
        return join(("s v c ", "bold $primary"), ("q u e s t", "bold $accent"))
    name = [join((row[:_NAME_SPLIT], "bold $primary"), (row[_NAME_SPLIT:], "bold $accent")) for row in _NAME]
    styles = ("$dim", "$service", "$flow", "$ok", "$foreground")
    scene = [join(*zip(parts, styles, strict=True)) for parts in _SCENE]
    return Content("\n").join([*name, Content(""), *scene])
