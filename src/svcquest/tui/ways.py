"""The ways from screen to screen: what each needs to come up, and what is on when it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from svcquest.model.language import _
from svcquest.tui.backend import Backend, LevelUnusableError, Preferences
from svcquest.tui.glyphs import ASCII, UNICODE, Glyphs
from svcquest.tui.keeper import Keeper
from svcquest.tui.manners import MannerlyApp
from svcquest.tui.stay import Stay, Stays

if TYPE_CHECKING:
    from svcquest.game.session import Session
    from svcquest.game.views import Attempt


class WayfindingApp(MannerlyApp):
    """An app that knows the way to every screen of the game. Screens are imported when somebody goes there.

    Attributes:
        backend: levels, progress, what is saved.
        preferences: those in use.
        keeper: saves work in progress.
    """

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self.backend = backend
        self.preferences: Preferences = backend.preferences()
        self.keeper = Keeper(self, backend)
        self._stays = Stays(backend, self.keeper.opened)

    @property
    def glyphs(self) -> Glyphs:
        """The signs in use."""
        return ASCII if self.preferences.ascii else UNICODE

    def tell_notices(self) -> None:
        """Say what the player must know about saving."""
        raise NotImplementedError

    # Levels and clusters --------------------------------------------------------------------------------------------

    def open_level(self, level: str) -> None:
        """Play a level, or say why it cannot be played; where it is on already, go back to it."""
        from svcquest.tui.screens.level import LevelScreen  # noqa: PLC0415 - imports the Markdown widget

        try:
            stay = self._stays.level(level, self.preferences.language)
        except LevelUnusableError as error:
            self.notify(str(error), title=_("This level cannot be opened"), severity="error", markup=False)
            return
        self._show_stay(stay, LevelScreen)

    def open_sandbox(self, cluster: str | None = None) -> None:
        """Play with a cluster: a preset, a file, or as it was left."""
        from svcquest.tui.screens.sandbox import SandboxScreen  # noqa: PLC0415 - imports the engine

        if self.is_web and cluster not in {None, *(preset.id for preset in self.backend.presets())}:
            self.notify(_("Files are not opened from a browser."), severity="warning")
            return
        stay = self.sandbox_stay(cluster)
        if stay is not None:
            self._show_stay(stay, SandboxScreen)

    def sandbox_stay(self, cluster: str | None) -> Stay | None:
        """A stay in the sandbox; None, with a word to the player, when the cluster cannot be used."""
        try:
            return self._stays.sandbox(cluster)
        except LevelUnusableError as error:
            self.notify(str(error), title=_("This cluster cannot be opened"), severity="error", markup=False)
            return None

    def renewed_stay(self, stay: Stay) -> Stay:
        """The same stay; of a level with its texts in the language of now."""
        if not stay.name or stay.language == self.preferences.language:
            return stay
        self.keeper.now(stay.session)
        try:
            return self._stays.level(stay.name, self.preferences.language)
        except LevelUnusableError as error:
            self.notify(str(error), title=_("This language cannot be used here"), severity="error", markup=False)
            return stay

    def _show_stay(self, stay: Stay, kind: Callable[[Stay], Screen[None]]) -> None:
        if any(getattr(screen, "stay", None) is stay for screen in self.screen_stack):
            while getattr(self.screen, "stay", None) is not stay:
                self.pop_screen()
        else:
            self.push_screen(kind(stay))

    def leave_level(self, *, to_map: bool = False) -> None:
        """Close the level (and a debrief above it): back to where it was opened."""
        from svcquest.tui.screens.map import MapScreen  # noqa: PLC0415

        self.end_notices()
        while len(self.screen_stack) > 1 and not getattr(self.screen, "rests", False):
            self.pop_screen()
        if to_map and not isinstance(self.screen, MapScreen):
            self.show_map()

    def next_level(self) -> None:
        """Leave the solved level for the next unsolved one, or for the map."""
        from svcquest.tui.screens.home import next_card  # noqa: PLC0415

        self.leave_level()
        card = next_card(list(self.backend.cards()), None)
        if card is not None:
            self.open_level(card.id)
        else:
            self.show_map()
            self.notify(_("Every level is solved. Here they all are, to play again."))

    # Other screens --------------------------------------------------------------------------------------------------

    def show_map(self) -> None:
        """Open the map."""
        from svcquest.tui.screens.map import MapScreen  # noqa: PLC0415

        self.push_screen(MapScreen())

    def go_home(self) -> None:
        """Back to the first screen, from wherever the player is."""
        from svcquest.tui.screens.home import HomeScreen  # noqa: PLC0415

        self.keeper.rest()
        while len(self.screen_stack) > 1 and not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def go_to_map(self) -> None:
        """The map, from wherever the player is."""
        self.go_home()
        self.show_map()

    def show_tour(self) -> None:
        """The tour; at its end the first level, if the player wants."""
        from svcquest.tui.screens.tour import TourScreen  # noqa: PLC0415 - most players have seen it

        def seen(play: bool | None) -> None:
            if play:
                self.next_level()

        self.push_screen(TourScreen(self.glyphs), seen)

    def show_placement(self) -> None:
        """The placement test; at its end the first level of a chapter that the player does not know."""
        from svcquest.tui.screens.placement import PlacementScreen  # noqa: PLC0415 - few ask for it

        self.push_screen(PlacementScreen(self.backend.placement()))

    def show_glossary(self, word: str = "", marked: tuple[str, ...] = ()) -> None:
        """Open the glossary, at the page that a word names; ``marked`` are words of pages that stand out."""
        from svcquest.tui.screens.glossary import GlossaryScreen  # noqa: PLC0415 - imports the Markdown widget

        glossary = self.backend.glossary()
        page = glossary.find(word) if word else None
        if word and page is None:
            self.notify(_("The glossary does not know {word}; / searches its texts.", word=word), markup=False)
        found = [glossary.find(each) for each in marked]
        ids = tuple(each.id for each in found if each is not None)
        self.push_screen(GlossaryScreen(glossary, page.id if page else next(iter(ids), None), ids))

    def show_settings(self) -> None:
        """Open the settings."""
        from svcquest.tui.screens.settings import SettingsScreen  # noqa: PLC0415

        self.push_screen(SettingsScreen())

    def show_help(self, screen: Screen[Any]) -> None:
        """Explain what the cursor is on, or the screen's keys."""
        from svcquest.tui.screens.help import help_for  # noqa: PLC0415

        self.push_screen(help_for(screen, self.glyphs))

    def show_debrief(self, session: Session, attempt: Attempt) -> None:
        """Open the debrief of a solved level."""
        from svcquest.tui.bridge import how_solved  # noqa: PLC0415
        from svcquest.tui.screens.debrief import DebriefScreen  # noqa: PLC0415
        from svcquest.tui.screens.home import next_card  # noqa: PLC0415

        following = next_card(list(self.backend.cards()), None)
        reason, title = how_solved(attempt, session), following.title if following else ""
        self.push_screen(DebriefScreen(session.level.title, attempt.stars, reason, session.debrief(), title))
