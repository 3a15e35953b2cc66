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
from textual.events import Event, Key
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
        self._behind: DOMNode | None = None
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
        self._behind = None
        self._impatience = self.set_interval(PATIENCE, lambda: self._give_up(turn))
        at = (self.focused or self.screen) if self.screen_stack else None
        await super().on_event(key)
        self._follow(turn, at, at, RELAYS)

    def _follow(self, turn: int, start: DOMNode | None, at: DOMNode | None, rounds: int) -> None:
        """Go up behind a key, queue by queue, as it bubbles; then behind each message that came of the one before."""
        while at is not None and at is not self:
            self._behind = at
            if at.call_later(self._follow, turn, start, at.parent, rounds):
                return
            at = at.parent
        self._behind = None
        if rounds and self.screen_stack:
            start = start if start is not None and start.is_attached else self.screen
            self.call_later(self._follow, turn, start, start, rounds - 1)
        else:
            self.call_later(self._next, turn)

    async def _give_up(self, turn: int) -> None:
        """A key that takes long is waited for: only whose widget is gone will never tell."""
        if self._behind is not None and not self._behind.is_running:
            await self._next(turn)

    async def _next(self, turn: int) -> None:
        """The key of this turn is done with: the next one, if any."""
        if turn != self._turn or self._impatience is None:
            return
        self._impatience.stop()
        self._impatience = None
        if self._keys:
            await self._let_in(self._keys.popleft())
