"""Waiting for an app to come to rest, by what it has left to do: no clock, no guess by how busy the processor is."""

from __future__ import annotations

from asyncio import get_running_loop, sleep

from textual.screen import Screen
from textual.worker import WorkerState

from svcquest.tui.app import SvcquestApp

A_LOT = 100_000
"""Turns of the event loop after which an app will not come to rest."""

_GOING_ON = {WorkerState.PENDING, WorkerState.RUNNING}


async def settled(app: SvcquestApp) -> None:
    """Wait until no task of an app can go on, its keys are dealt with, its workers have ended and all is drawn."""
    for _ in range(A_LOT):
        await _nothing_ready()
        if app._exception is not None or not app.is_running:
            return
        if app.is_dealing_with_keys:
            app.follow()
        elif any(worker.state in _GOING_ON for worker in app.workers):
            await app.workers.wait_for_complete()
        elif app.animator._animations:
            await app.animator.wait_until_complete()
        elif _has_to_draw(app.screen):
            with app._context():  # several may be running
                app.screen._on_timer_update()
        else:
            return
    raise AssertionError("the app does not come to rest")


async def _nothing_ready() -> None:
    """Let every task go on that can; when nothing is left in the event loop's queue, all wait for something."""
    loop = get_running_loop()
    for _ in range(A_LOT):
        await sleep(0)
        if not loop._ready:  # type: ignore[attr-defined]
            return
    raise AssertionError("tasks wake each other for ever")


def _has_to_draw(screen: Screen[object]) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
