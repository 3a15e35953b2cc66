"""Keys that take effect in the order in which they were pressed.

In Textual a letter is put in by the widget that has the focus, at once, while a key that is bound to an action
(Backspace, Enter, Ctrl+G) first bubbles through every parent's queue to the app. A letter typed right behind such a
key overtakes it: over a slow line, in a paste without brackets, or with quick fingers, Backspace then takes away
what was typed after it, and the letter behind Ctrl+G lands in the text.
"""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections import deque
from functools import partial

from textual.app import App
from textual.dom import DOMNode
from textual.events import Callback, Event, Key
from textual.timer import Timer

PATIENCE = 0.5
"""Seconds after which somebody looks whether the key before can still leave a sign, or went with its widget."""

BREATH = 0.02
"""Seconds that a key is left alone with which none is pressed behind: meanwhile what it changed is drawn."""

RELAYS = 3
"""How often what a key brought about is handed on under another name before a screen hears of it: a text area says
that it changed, the editor that it was edited, the workbench which file that was."""


class OrderedKeysApp(App[None]):
    """An app that lets a key in once the one before it has been dealt with."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: deque[Key] = deque()
        self._is_busy = False
        self._trail: _Trail | None = None
        self._breath: TimerHandle | None = None
        self._impatience: Timer | None = None

    @property
    def is_dealing_with_keys(self) -> bool:
        """Whether a key is on its way, or waits for one that is."""
        return self._is_busy

    async def on_event(self, event: Event) -> None:
        """Let a key in, or let it wait for its turn."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._is_busy:
            self._keys.append(event)
            self.follow()
        else:
            await self._let_in(event)

    def follow(self) -> None:
        """Find out when the key that was let in last has been dealt with."""
        if self._breath is None or self._trail is None or not self.is_running:
            return
        self._breath.cancel()
        self._breath = None
        self._impatience = self.set_interval(PATIENCE, partial(self._give_up, self._trail))
        self._trail.go_on()

    async def _let_in(self, key: Key) -> None:
        self._is_busy = True
        at = (self.focused or self.screen) if self.screen_stack else None
        await super().on_event(key)
        self._trail = _Trail(self, at)
        self._breath = get_running_loop().call_later(BREATH, self.follow)
        if self._keys:
            self.follow()

    async def _give_up(self, trail: _Trail) -> None:
        """A key that takes long is waited for: only whose widget is gone will never tell."""
        if trail.is_lost:
            await self.let_next_in(trail)

    async def let_next_in(self, trail: _Trail) -> None:
        """The key at the end of this trail is done with: the next one, if any."""
        if trail is not self._trail or self._impatience is None:
            return
        self._impatience.stop()
        self._impatience = self._trail = None
        self._is_busy = False
        if self._keys:
            await self._let_in(self._keys.popleft())


class _Trail:
    """Goes up behind a key, queue by queue, as it bubbles; then behind each message that came of the one before.

    Each step is a message, as ``call_later`` would post it; but that looks anew at what it calls each time, and behind
    each key there are some thirty steps.
    """

    def __init__(self, app: OrderedKeysApp, start: DOMNode | None) -> None:
        self._app = app
        self._start = start
        self._next: DOMNode | None = start
        self._rounds = RELAYS
        self._behind: DOMNode | None = None

    @property
    def is_lost(self) -> bool:
        """Whether it waits for a widget that is gone."""
        return self._behind is not None and not self._behind.is_running

    def go_on(self) -> None:
        """Wait in the queue of the next one that has a queue."""
        at = self._next
        while at is not None and at is not self._app:
            self._behind, self._next = at, at.parent
            if at.post_message(Callback(self.go_on)):
                return
            at = at.parent
        self._behind = None
        if self._rounds and self._app.screen_stack:
            self._rounds -= 1
            if self._start is None or not self._start.is_attached:
                self._start = self._app.screen
            self._next = self._start
            self._app.post_message(Callback(self.go_on))
        else:
            self._app.post_message(Callback(self._end))

    async def _end(self) -> None:
        await self._app.let_next_in(self)
