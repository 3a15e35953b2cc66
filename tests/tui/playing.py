"""A driver for screen tests: start the app on built-in levels, press keys, read what is on the screen."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.tui.settling import settled
from textual.events import Event, Key, Paste
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from svcquest.cli.backend import StoredBackend
from svcquest.store.progress import Progress
from svcquest.tui.app import SvcquestApp
from svcquest.tui.backend import Preferences

FRAMES = Path(__file__).parent / "frames"
UPDATE = "SVCQUEST_UPDATE_FRAMES"
"""Environment variable that makes the frames anew; look at the difference before it is committed."""

WIDE, SMALL, MEDIUM, HUGE = (140, 42), (80, 24), (100, 40), (250, 70)


class Player:
    """Somebody at the keyboard."""

    def __init__(self, app: SvcquestApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and let the screen come to rest."""
        for key in keys:
            self._send(_pressed(key))
            await settled(self.app)
        await self.rest()

    async def type(self, text: str) -> None:
        """Type a text as fast as a terminal sends it; line ends become Enter."""
        for character in text:
            key = "enter" if character == "\n" else _character_to_key(character)
            self._send(Key(key, "\r" if key == "enter" else character))
        await self.rest()

    async def enter(self, line: str) -> None:
        """Put a line into the field or prompt at once, as a paste does, and press Enter."""
        self._send(Paste(line))
        await self.press("enter")

    def _send(self, event: Event) -> None:
        assert self.app._driver is not None
        event.set_sender(self.app)
        self.app._driver.send_message(event)

    async def rest(self) -> None:
        """Wait until nothing moves any more, and what waits for a pause in the typing is done."""
        await settled(self.app)
        live = getattr(self.app.screen, "live", None)
        if live is not None and live.waiting:
            live.now()
            await settled(self.app)

    @property
    def screen(self) -> str:
        """Name of the screen that is on."""
        return type(self.app.screen).__name__

    @property
    def frame(self) -> str:
        """All that is on the screen, as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips) + "\n"

    def shows(self, *texts: str) -> bool:
        """Whether every text is on the screen."""
        return all(text in self.frame for text in texts)


def _pressed(key: str) -> Key:
    """What a terminal sends for a key, by Textual's name or as it is written."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        return Key(name, name if len(name) == 1 else None)
    return Key(name, character)


@asynccontextmanager
async def playing(
    level: str | None = None,
    *,
    size: tuple[int, int] = WIDE,
    preferences: Preferences | None = None,
    progress: Progress | None = None,
    new: bool = False,
) -> AsyncIterator[Player]:
    """The app with nothing solved yet, or with somebody's progress; who is ``new`` is shown the tour."""
    backend = StoredBackend(progress=progress or Progress(in_memory=True))
    backend.prefer(preferences or Preferences(motion=False))
    if not new:
        backend.is_new()
    app = SvcquestApp(backend, level)
    async with app.run_test(size=size, notifications=True) as pilot:
        player = Player(app, pilot)
        await player.rest()
        yield player


def expect_frame(name: str, frame: str) -> None:
    """Compare what is on the screen with a kept frame."""
    path = FRAMES / f"{name}.txt"
    if os.environ.get(UPDATE):
        path.write_text(frame, encoding="utf-8")
    assert frame == path.read_text(encoding="utf-8"), f"see {path.name}; {UPDATE}=1 makes the frames anew"
