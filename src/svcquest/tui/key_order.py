"""Keys that take effect in the order in which they were pressed.

In Textual a letter is put in by the widget that has the focus, at once, while a key that is bound to an action
(Backspace, Enter, Ctrl+G) first bubbles through every parent's queue to the app. A letter typed right behind such a
key overtakes it: over a slow line, in a paste without brackets, or with quick fingers, Backspace then takes away
what was typed after it, and the letter behind Ctrl+G lands in the text.
"""

from __future__ import annotations

from collections import deque

from textual.app import App
from textual.dom import DOMNode
from textual.events import Callback, Event, Key
from textual.timer import Timer

PATIENCE = 0.5
"""Seconds after which somebody looks whether the key before can still leave a sign, or went with its widget."""

RELAYS = 3
"""How often what a key brought about is handed on under another name before a screen hears of it: a text area says
that it changed, the editor that it was edited, the workbench which file that was."""


class OrderedKeysApp(App[None]):
    """An app that lets a key in once the one before it has been dealt with."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: deque[Key] = deque()
        self._turn = 0
        self._trail: _Trail | None = None
        self._impatience: Timer | None = None

    @property
    def is_dealing_with_keys(self) -> bool:
        """Whether a key is on its way, or waits for one that is."""
        return self._impatience is not None

    async def on_event(self, event: Event) -> None:
        """Let a key in, or let it wait for its turn."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._impatience is not None:
            self._keys.append(event)
        else:
            await self._let_in(event)

    async def _let_in(self, key: Key) -> None:
        self._turn += 1
        turn = self._turn
        self._trail = None
        self._impatience = self.set_interval(PATIENCE, lambda: self._give_up(turn))
        at = (self.focused or self.screen) if self.screen_stack else None
        await super().on_event(key)
        self._trail = _Trail(self, at)
        self._trail.go_on()

    async def _give_up(self, turn: int) -> None:
        """A key that takes long is waited for: only whose widget is gone will never tell."""
        if turn == self._turn and self._trail is not None and self._trail.is_lost:
            await self.let_next_in(self._trail)

    async def let_next_in(self, trail: _Trail) -> None:
        """The key at the end of this trail is done with: the next one, if any."""
        if trail is not self._trail or self._impatience is None:
            return
        self._impatience.stop()
        self._impatience = None
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
