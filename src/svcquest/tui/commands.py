"""Everything that can be asked for by name: after a colon, and in the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from svcquest.model.language import _, mark
from svcquest.tui.text import join, padded
from svcquest.tui.themes import PALETTES

if TYPE_CHECKING:
    from svcquest.tui.app import SvcquestApp


_NAME = 33
"""Cells for a name in the palette, before what it does."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something that the game does.

    Attributes:
        name: typed after the colon.
        about: one line.
        run: is given what was typed behind the name.
        words: what can be typed there; None where nothing can.
        needed: whether something has to be typed there.
    """

    name: str
    about: str
    run: Callable[[SvcquestApp, str], None]
    words: Callable[[SvcquestApp], list[tuple[str, str]]] | None = None
    needed: bool = False


def _levels(app: SvcquestApp) -> list[tuple[str, str]]:
    return [(card.id, card.title) for card in app.backend.cards()]


def _presets(app: SvcquestApp) -> list[tuple[str, str]]:
    return [(preset.id, _(preset.about)) for preset in app.backend.presets()]


def _concepts(app: SvcquestApp) -> list[tuple[str, str]]:
    return [(page.id, page.title) for page in app.backend.glossary().concepts]


def _themes(_app: SvcquestApp) -> list[tuple[str, str]]:
    return [(palette.name.removeprefix("svcquest-"), _(palette.label)) for palette in PALETTES]


COMMANDS: tuple[Command, ...] = (
    Command("home", mark("the first screen"), lambda app, _word: app.go_home()),
    Command("map", mark("all levels"), lambda app, _word: app.go_to_map()),
    Command("play", mark("play a level"), lambda app, word: app.open_level(word), _levels, needed=True),
    Command("placement", mark("questions by which to begin further on"), lambda app, _word: app.show_placement()),
    Command(
        "sandbox",
        mark("play with a cluster: a preset, a file, or as it was left"),
        lambda app, word: app.open_sandbox(word or None),
        _presets,
    ),
    Command("glossary", mark("what a word means"), lambda app, word: app.show_glossary(word), _concepts),
    Command("help", mark("this screen's keys"), lambda app, _word: app.show_help(app.screen)),
    Command("tour", mark("the tour of the beginning once more"), lambda app, _word: app.show_tour()),
    Command("settings", mark("colours, language, motion, signs"), lambda app, _word: app.show_settings()),
    Command("theme", mark("other colours"), lambda app, word: app.use_theme(word), _themes, needed=True),
    Command("picture", mark("save the screen as SVG in this folder"), lambda app, _word: app.action_picture()),
    Command("quit", mark("leave; everything is kept"), lambda app, _word: app.exit()),
)


Entry = tuple[str, str, Callable[[], object]]
"""A name, what it does, how to do it."""


def here(screen: Screen[Any]) -> list[Entry]:
    """What the game's own keys do on a screen, with the key; those that the bottom line shows come first."""
    found: dict[str, Entry] = {}
    active = [each for each in screen.active_bindings.values() if each.enabled and each.binding.description]
    for node, binding, _enabled, _tip in sorted(active, key=lambda each: not each.binding.show):
        if binding in _ours(type(node)) and binding.action.removeprefix("app.") not in {"command", "command_palette"}:
            key = _("key {key}", key=screen.app.get_key_display(binding))
            do = partial(screen.app.run_action, binding.action, node)
            found.setdefault(binding.action.removeprefix("app."), (_(binding.description), key, do))
    return list(found.values())


def _ours(kind: type) -> set[Binding]:
    """What the game itself binds to keys, as against the keys for scrolling that every widget has."""
    ours = [each.__dict__.get("BINDINGS", ()) for each in kind.__mro__ if each.__module__.startswith("svcquest.")]
    return {binding for bindings in ours for binding in Binding.make_bindings(bindings)}


def everywhere(app: SvcquestApp) -> Iterator[Entry]:
    """What can be done from every screen, one entry for each word that may stand behind a name."""
    for command in COMMANDS:
        if not command.needed:
            yield command.name, _(command.about), partial(command.run, app, "")
        for word, about in command.words(app) if command.words else ():
            yield f"{command.name} {word}", about, partial(command.run, app, word)


def understand(app: SvcquestApp, line: str) -> tuple[Callable[[], object] | None, str]:
    """What a typed line asks for, or why it cannot be done; names may be cut short."""
    name, _blank, word = line.strip().partition(" ")
    found = [command for command in COMMANDS if name and command.name.startswith(name)]
    if not found:
        return None, _("there is no :{name}; Ctrl+P lists what there is", name=name)
    command = next((each for each in found if each.name == name), found[0])
    if command.needed and not word.strip():
        words = ", ".join(each for each, _about in command.words(app)) if command.words else ""
        return None, _(":{name} needs one of: {words}", name=command.name, words=words)
    return partial(command.run, app, word.strip()), ""


class GameCommands(Provider):
    """The palette: the keys that work here first, then everything that can be typed."""

    @property
    def _game(self) -> SvcquestApp:
        return cast("SvcquestApp", self.app)

    def _entries(self) -> Iterator[Entry]:
        yield from here(self.screen)
        for name, about, do in everywhere(self._game):
            yield f":{name}", about, do

    async def discover(self) -> Hits:
        """Before anything is typed: all that needs no word behind it."""
        for name, about, do in self._entries():
            if not name.startswith(":") or " " not in name:
                yield DiscoveryHit(_line(name, about), do, text=name)

    async def search(self, query: str) -> Hits:
        """What fits."""
        matcher = self.matcher(query)
        for name, about, do in self._entries():
            score = max(matcher.match(name), 0.8 * matcher.match(about))
            if score > 0:
                yield Hit(score, _line(name, about), do, text=name)


def _line(name: str, about: str) -> Content:
    return join((padded(name, _NAME) + "  ", "bold"), (about, "$dim not bold"))
