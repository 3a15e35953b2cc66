"""The first screen: where to go from here."""

from __future__ import annotations

from asyncio import sleep
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from svcquest.game.score import MOST_STARS
from svcquest.model.language import _
from svcquest.tui.backend import LevelCard
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.screens.base import GameScreen
from svcquest.tui.text import join, padded, plain
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


class Ways(Menu):
    """The menu; its Enter is worth a word in the bottom line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Choose")]


class HomeScreen(GameScreen):
    """Continue, map, settings, quit."""

    rests: ClassVar[bool] = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "go('continue')", "Continue", show=False),
        Binding("m", "go('map')", "Map", show=False),
        Binding("p", "go('placement')", "Placement", show=False),
        Binding("b", "go('sandbox')", "Sandbox", show=False),
        Binding("g", "go('glossary')", "Glossary", show=False),
        Binding("s", "go('settings')", "Settings", show=False),
        Binding("f1,question_mark", "go('help')", "Help"),
        Binding("colon", "app.command", "Command line"),
        Binding("ctrl+p", "app.command_palette", "All commands"),
        Binding("q", "app.quit", "Quit"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._listed = False

    def compose(self) -> ComposeResult:
        """Name, one sentence, the menu, how far the player is."""
        with Center(id="home-page"), Vertical(id="home"):
            with Center(id="logo-row"):
                yield Static(id="logo")
            yield Static(_claim(), id="claim")
            yield Ways(id="menu")
            yield Static(id="progress")
            yield Static(id="notices")
        yield KeyBar()

    def on_mount(self) -> None:
        """Draw what needs no level; levels are listed once that is on the screen."""
        self._menu(_("Play"))

    def on_screen_resume(self) -> None:
        """Progress and settings may have changed meanwhile."""
        self.query_one("#logo", Static).update(_logo(ascii_only=self.svcquest.preferences.ascii))
        if self._listed:
            self._list()
        else:
            self.run_worker(self._list_late(), group="list")

    def speak_anew(self) -> None:
        """Say everything in the language of now; Textual cannot put another screen in place of the lowest one."""
        super().speak_anew()
        self.query_one("#claim", Static).update(_claim())
        if self._listed:
            self._list()

    async def _list_late(self) -> None:
        """Reading what levels there are takes longer than drawing: the first frame goes ahead of it."""
        await sleep(_FIRST_FRAME)
        if self.is_current:  # who begins in a level reads them on the way back
            self._list()

    def _list(self) -> None:
        self._listed = True
        cards = list(self.svcquest.backend.cards())
        card = next_card(cards, self.svcquest.backend.last_level())
        if card is None:
            self._menu("")
        else:
            verb = _("Continue") if any(each.solved or each.begun for each in cards) else _("Start")
            self._menu(verb, card.title)
        self._progress(cards)
        self.show_notices()

    def show_notices(self) -> None:
        """What the player must know about saving, in place of what may still float over the screen of it."""
        notices = self.svcquest.notices
        self.query_one("#notices", Static).update(plain("\n".join(notices), "$warn"))
        if notices:
            self.app.clear_notifications()

    def _menu(self, verb: str, title: str = "") -> None:
        """Every way with the letter that takes it; without a verb there is nothing to go on with."""
        menu = self.query_one("#menu", OptionList)
        ways = [
            ("continue", "c", verb, plain(title, "$primary")),
            ("map", "m", _("Map"), plain(_("all levels, by chapter"), "$dim")),
            ("placement", "p", _("Placement"), plain(_("begin further on, if you know some of it"), "$dim")),
            ("sandbox", "b", _("Sandbox"), plain(_("a cluster to play with, or your own dump"), "$dim")),
            ("glossary", "g", _("Glossary"), plain(_("what the words mean"), "$dim")),
            ("settings", "s", _("Settings"), plain(_("colours, language, motion, signs"), "$dim")),
            ("help", "?", _("Help"), plain(_("how this works, in a minute"), "$dim")),
            ("quit", "q", _("Quit"), plain(_("everything is kept"), "$dim")),
        ]
        width = max(cell_len(name) for _way, _letter, name, _about in ways) + 2
        at = menu.highlighted or 0
        menu.clear_options()
        menu.add_options(
            Option(join((f"{letter}  ", "$accent"), (padded(name, width), "bold"), about), id=way)
            for way, letter, name, about in ways
            if name
        )
        menu.highlighted = min(at, menu.option_count - 1)
        menu.focus()

    def _progress(self, cards: list[LevelCard]) -> None:
        done = _("All is solved. The map has every level, to play again.")
        ends = f"{done}\n" if cards and all(card.solved for card in cards) else ""
        self.query_one("#progress", Static).update(join((ends, "$ok"), tally(cards, self.svcquest.glyphs)))

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


def _claim() -> Content:
    return plain(_("Learn Kubernetes Services by sending traffic through them."), "$dim")


def tally(cards: list[LevelCard], glyphs: Glyphs) -> Content:
    """How many levels are solved, and how many stars there are."""
    return join(
        (_("{solved} of {levels} levels solved", solved=sum(each.solved for each in cards), levels=len(cards)), "$dim"),
        (f"   {glyphs.star} ", "$accent"),
        (_("{stars} of {most}", stars=sum(each.stars for each in cards), most=MOST_STARS * len(cards)), "$dim"),
    )


def _logo(*, ascii_only: bool) -> Content:
    """The name and the scene; only the name where box drawing is impossible."""
    if ascii_only:
        return join(("s v c ", "bold $primary"), ("q u e s t", "bold $accent"))
    name = [join((row[:_NAME_SPLIT], "bold $primary"), (row[_NAME_SPLIT:], "bold $accent")) for row in _NAME]
    styles = ("$dim", "$service", "$flow", "$ok", "$foreground")
    scene = [join(*zip(parts, styles, strict=True)) for parts in _SCENE]
    return Content("\n").join([*name, Content(""), *scene])
