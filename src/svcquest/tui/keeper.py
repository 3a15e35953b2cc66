"""When work in progress is saved: once the player pauses, and wherever a screen is left."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual.timer import Timer

if TYPE_CHECKING:
    from svcquest.game.session import Session
    from svcquest.game.snapshot import Snapshot
    from svcquest.tui.backend import Backend
    from svcquest.tui.ways import WayfindingApp

KEEP_AFTER = 0.4
"""Seconds without a keystroke after which work in progress is saved."""

PUT_OFF = 20
"""Keystrokes that may put the saving off."""


class Keeper:
    """Saves sessions. What has not changed is not written: another game may have gone on with it meanwhile."""

    def __init__(self, app: WayfindingApp, backend: Backend) -> None:
        self._app = app
        self._backend = backend
        self._timer: Timer | None = None
        self._put_off = 0
        self._unkept: Session | None = None
        self._kept: WeakKeyDictionary[Session, Snapshot] = WeakKeyDictionary()

    def opened(self, session: Session) -> None:
        """A session is as the store has it."""
        self._kept[session] = session.snapshot()

    def soon(self, session: Session) -> None:
        """Save once the player pauses."""
        if self._timer is not None:
            if self._put_off >= PUT_OFF:  # whoever types without a pause would else lose all of it in a crash
                return
            self._timer.stop()
        self._put_off = self._put_off + 1 if self._unkept is session else 0
        self._unkept = session
        self._timer = self._app.set_timer(KEEP_AFTER, lambda: self.now(session))

    def now(self, session: Session) -> None:
        """Save at once."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self._unkept = None
        snapshot = session.snapshot()
        if self._kept.get(session) != snapshot:
            self._backend.keep(session)
            self._kept[session] = snapshot
            self._app.tell_notices()

    def rest(self) -> None:
        """Save what is left to save."""
        if self._unkept is not None:
            self.now(self._unkept)
