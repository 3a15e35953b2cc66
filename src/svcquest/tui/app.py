"""The Textual app: which screen is on, and what they share."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType

from svcquest.model.language import _, speak
from svcquest.tui.backend import Backend, Preferences
from svcquest.tui.screens.base import GameScreen
from svcquest.tui.themes import BY_NAME, DARK, PALETTES, Palette
from svcquest.tui.ways import WayfindingApp

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen


_NAMED_KEYS = frozenset({"enter", "left", "right", "up", "down"})
"""Keys that Textual shows as signs."""

_NOTICE_SECONDS = 15
"""How long a word about saving stays in front."""


def _game_commands() -> type[Provider]:
    """What the palette offers, imported when it opens."""
    from svcquest.tui.commands import GameCommands  # noqa: PLC0415

    return GameCommands


class SvcquestApp(WayfindingApp):
    """The game on a screen. Everything that it knows about levels and progress comes from a backend."""

    TITLE = "svcquest"
    CSS_PATH = "svcquest.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_game_commands}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", priority=True, show=False),
        Binding("ctrl+l", "redraw", "Redraw", show=False),
        Binding("f12", "picture", "Save as SVG", show=False),
        Binding("f3", "concepts", "Concepts", show=False),
        Binding("f1,question_mark", "help", "Help", show=False),
        Binding("colon", "command", "Command line", show=False),
        Binding("ctrl+p", "command_palette", "All commands", show=False),
    ]

    def __init__(
        self, backend: Backend, level: str | None = None, *, report: Callable[[BaseException], str] | None = None
    ) -> None:
        """Prepare the app.

        Args:
            level: open this level at once instead of the first screen.
            report: saves what is known about a fault of ours; a sentence that says where.
        """
        super().__init__(backend)
        self._report = report
        self._fault_told = False
        speak(backend.words(self.preferences.language))
        self.notices: list[str] = []
        self.let_move(self.preferences.motion)
        self.draw_ascii(self.preferences.ascii)
        self._first_level = level
        for palette in PALETTES:
            self.register_theme(palette.theme())
        # set, not assigned: nothing is drawn yet that would have to be styled anew
        self.set_reactive(SvcquestApp.theme, self.palette.name)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return BY_NAME.get(self.preferences.theme, DARK)

    def tell_notices(self) -> None:
        """Say what the player must know about saving; the first screen goes on showing it, and needs no other word."""
        from svcquest.tui.screens.home import HomeScreen  # noqa: PLC0415 - imported with the first frame

        fresh = list(self.backend.notices())
        self.notices += fresh
        front = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(front, HomeScreen):
            front.show_notices()
            return
        for notice in fresh:
            self.notify(notice, severity="warning", timeout=_NOTICE_SECONDS, markup=False)

    def get_default_screen(self) -> Screen[Any]:
        """The first screen, below all others."""
        from svcquest.tui.screens.home import HomeScreen  # noqa: PLC0415 - the first frame waits for nothing else

        return HomeScreen()

    def on_mount(self) -> None:
        """Stay at the first screen, or go on into a level."""
        self.call_after_refresh(self.tell_notices)
        if self._first_level is not None:
            self.open_level(self._first_level)
        else:
            self.call_after_refresh(self._prepare)
            if self.backend.is_new():
                self.call_after_refresh(self.show_tour)

    def _prepare(self) -> None:
        """Load what the first level will need while the player reads the first screen."""
        for module in ("svcquest.tui.screens.map", "svcquest.tui.screens.level"):
            self.run_worker(lambda module=module: import_module(module), thread=True, group="prepare")

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:
        """Read the styles of a screen that is about to come up.

        Textual does so too where they are not known yet, but parses the styles of all widgets anew for it.
        """
        found = super().get_screen(screen, screen_class)
        for path in found.css_path:
            if not self.stylesheet.has_source(str(path)):
                self.stylesheet.read(path)
        return found

    def get_key_display(self, binding: Binding) -> str:
        """Function keys in capitals, as keyboards print them; keys by their names where signs cannot be drawn."""
        key = binding.key
        if self.preferences.ascii and key in _NAMED_KEYS and not binding.key_display:
            return key
        return key.upper() if key.startswith("f") and key[1:].isdigit() else super().get_key_display(binding)

    # Keys -----------------------------------------------------------------------------------------------------------

    def action_concepts(self) -> None:
        """The glossary: at the field under the cursor, at what the level is about, or at its beginning."""
        from svcquest.tui.screens.help import field_here  # noqa: PLC0415
        from svcquest.tui.screens.level import LevelScreen  # noqa: PLC0415

        screen = self.screen
        if not isinstance(screen, LevelScreen):
            self.show_glossary()
            return
        field = field_here(screen)
        name = field.path.rpartition(".")[2] if field else ""
        known = name if name and self.backend.glossary().find(name) else ""
        self.show_glossary(known, screen.session.level.header.teaches)

    def action_help(self) -> None:
        """Explain this screen."""
        self.show_help(self.screen)

    def action_command_palette(self) -> None:
        """Everything that can be done here, with a word to search it by in the player's language."""
        from textual.command import CommandPalette  # noqa: PLC0415 - after the first frame

        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("search everything that can be done here")))

    def action_command(self) -> None:
        """Type what to do."""
        from svcquest.tui import commands  # noqa: PLC0415 - after the first frame
        from svcquest.tui.screens.command import CommandScreen  # noqa: PLC0415

        async def given(chosen: str | commands.Entry | None) -> None:
            if chosen is None:
                return
            do, trouble = commands.understand(self, chosen) if isinstance(chosen, str) else (chosen[2], "")
            if do is None:
                self.notify(trouble, severity="warning", markup=False)
                return
            done = do()
            if isawaitable(done):
                await done

        entries = list(commands.everywhere(self))
        known = {name for name, _about, _do in entries}
        entries += [entry for entry in commands.here(self.screen) if entry[0].lower() not in known]
        self.push_screen(CommandScreen(entries), given)

    # Preferences ----------------------------------------------------------------------------------------------------

    def use_theme(self, name: str) -> None:
        """Take colours by name, with or without ``svcquest-``."""
        full = name if name in BY_NAME else f"svcquest-{name}"
        if full not in BY_NAME:
            known = ", ".join(each.removeprefix("svcquest-") for each in BY_NAME)
            told = _("There is no theme {name}; there are {known}.", name=name, known=known)
            self.notify(told, severity="warning", markup=False)
            return
        self.prefer(replace(self.preferences, theme=full))

    def prefer(self, preferences: Preferences) -> None:
        """Take new preferences into use and keep them."""
        self.preferences = preferences
        self.let_move(preferences.motion)
        self.draw_ascii(preferences.ascii)
        self.theme = self.palette.name
        self.backend.prefer(preferences)
        speak(self.backend.words(preferences.language))
        if isinstance(self.screen, GameScreen):
            self.screen.follow_preferences()

    # The end ---------------------------------------------------------------------------------------------------------

    def _fatal_error(self) -> None:
        """Textual's way out after a fault: a line and a report instead of a traceback; the work is kept."""
        error = self._exception
        if self._report is None or error is None:
            super()._fatal_error()
            return
        if self._fault_told:
            return
        self._fault_told = True
        with contextlib.suppress(Exception):
            self.on_unmount()
        fault = f"svcquest: this is a fault of svcquest: {type(error).__name__}. Your work is kept."
        self.panic(Text(f"{fault} {self._report(error)}"))

    def on_unmount(self) -> None:
        """Whatever ends the program, work in progress is kept."""
        self.keeper.rest()

    # Outside --------------------------------------------------------------------------------------------------------

    def edit_outside(self, name: str, text: str) -> str | None:
        """Open a text in the player's own editor; the edited text, None when that did not work."""
        if self.is_web:
            self.notify(_("Your own editor cannot be opened from a browser."), severity="warning")
            return None
        from svcquest.store import own_editor  # noqa: PLC0415 - few use it

        try:
            with self.suspend():
                edited = own_editor.edit(name, text)
        except SuspendNotSupported as error:
            self.notify(
                _("No editor can be opened from here: {trouble}", trouble=error), severity="error", markup=False
            )
            return None
        if edited.trouble:
            self.notify(edited.trouble, severity="error" if edited.text is None else "warning", markup=False)
        return edited.text

    def action_help_quit(self) -> None:
        """Say to whoever presses Ctrl+C how one leaves."""
        self.notify(_("Ctrl+Q quits; everything is kept."))

    def action_redraw(self) -> None:
        """Draw everything anew, after another program wrote to the terminal."""
        self.refresh(layout=True)

    def action_picture(self) -> None:
        """Save the screen as SVG in the working folder."""
        if self.is_web:
            self.notify(_("Nothing is saved by name from a browser."), severity="warning")
            return
        try:
            path = os.path.realpath(self.save_screenshot(path="."))
        except OSError as error:
            trouble = error.strerror or error
            self.notify(
                _("No picture can be saved in this folder: {trouble}", trouble=trouble), severity="error", markup=False
            )
            return
        self.notify(_("Saved {path}", path=path), markup=False)
