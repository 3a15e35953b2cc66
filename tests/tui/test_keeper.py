"""When work in progress is saved."""

from __future__ import annotations

from typing import Any

from svcquest.game.session import Session
from svcquest.levels.catalog import Catalog
from svcquest.tui.keeper import KEEP_AFTER, PUT_OFF, Keeper


class Clock:
    """An app's timer that runs off when a test says so."""

    def __init__(self) -> None:
        self.waiting: Any = None

    def set_timer(self, delay: float, callback: Any) -> Clock:
        assert delay == KEEP_AFTER
        self.waiting = callback
        return self

    def stop(self) -> None:
        self.waiting = None

    def tell_notices(self) -> None:
        pass


class Store:
    """Takes down what it is given to keep."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def keep(self, session: Session) -> None:
        self.kept.append(session.text("service.yaml"))


def test_a_pause_saves_and_typing_puts_it_off_only_so_often() -> None:
    clock, store = Clock(), Store()
    keeper = Keeper(clock, store)  # type: ignore[arg-type]
    session = Session(Catalog().open("a-name-for-three-pods"))
    keeper.opened(session)
    timers = []
    for key in range(2 * PUT_OFF):
        session.write("service.yaml", "#" * key)
        keeper.soon(session)
        timers.append(clock.waiting)
    assert len(set(timers)) == PUT_OFF + 1  # the last of them runs off, however fast the keys come
    assert store.kept == []
    clock.waiting()
    assert store.kept == ["#" * (2 * PUT_OFF - 1)]
    keeper.now(session)
    assert len(store.kept) == 1
    session.write("service.yaml", "end")
    keeper.soon(session)
    keeper.rest()
    keeper.rest()
    assert store.kept[1:] == ["end"]
