"""A run played again: request by request, hop by hop, forwards and back."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Static

from svcquest.game.picture import draw
from svcquest.model.language import _
from svcquest.tui.packets import Packet
from svcquest.tui.reel import Reel, Reels
from svcquest.tui.screens.base import GameScreen
from svcquest.tui.text import join
from svcquest.tui.widgets.keybar import KeyBar
from svcquest.tui.widgets.picture import PictureView
from svcquest.tui.widgets.trace import TraceView

BEAT = 0.8
"""Seconds a step takes while it plays by itself."""


class ReplayScreen(GameScreen):
    """The trace of one request, and the cluster at that moment with the request's packet in it."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["replay.tcss"]
    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "Step", key_display="←→"),
        Binding("left,h", "step(-1)", "Step back", show=False),
        Binding("down,j", "request(1)", "Request", key_display="↑↓"),
        Binding("up,k", "request(-1)", "Request before", show=False),
        Binding("space", "play", "Play"),
        Binding("f9,f", "failing", "Next ✗"),
        Binding("c", "cluster", "Cluster"),
        Binding("pageup", "scroll(-1)", "Scroll", show=False),
        Binding("pagedown", "scroll(1)", "Scroll", show=False),
        Binding("home", "jump(0)", "Begin", show=False),
        Binding("end,enter", "jump(1)", "End", show=False),
        Binding("escape,q", "app.pop_screen", "Close"),
    ]

    def __init__(self, reels: Reels, index: int, *, at_end: bool) -> None:
        """Show a request of a run.

        Args:
            index: its line of the matrix.
            at_end: all of it at once, else from its beginning.
        """
        super().__init__()
        self._reels = reels
        self._index = index
        self._step = len(reels[index].stops) if at_end else 0
        self._cluster = False
        self._clock: Timer | None = None

    @property
    def reel(self) -> Reel:
        """The request that is shown."""
        return self._reels[self._index]

    @property
    def step(self) -> int:
        """How many hops are shown."""
        return self._step

    def compose(self) -> ComposeResult:
        """Where we are, then the trace beside the cluster."""
        glyphs = self.svcquest.glyphs
        yield Static(id="replay-title")
        yield Static(id="replay-say")
        with Horizontal(id="replay-body"):
            yield TraceView(glyphs, id="replay-trace")
            cluster = PictureView(glyphs, self.svcquest.palette, id="replay-cluster")
            cluster.can_focus = False
            yield cluster
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the first step."""
        self._show()

    def follow_preferences(self) -> None:
        """The picture has colours of its own."""
        self.query_one(PictureView).use_palette(self.svcquest.palette)

    def on_resize(self) -> None:
        """Both stand side by side where there is room."""
        self._arrange()

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= 116

    def _arrange(self) -> None:
        self.query_one(PictureView).display = self._is_wide or self._cluster
        self.query_one(TraceView).display = self._is_wide or not self._cluster

    def _show(self) -> None:
        reel, glyphs = self.reel, self.svcquest.glyphs
        sign, style = (glyphs.passed, "$ok bold") if reel.passed else (glyphs.failed, "$bad bold")
        where = " " + _("request {number} of {requests}", number=self._index + 1, requests=len(self._reels))
        if reel.stops:
            where += " · " + _("step {number} of {steps}", number=self._step, steps=len(reel.stops))
        playing = " " + _("{arrow} playing", arrow=glyphs.arrow) if self._clock is not None else ""
        self.query_one("#replay-title", Static).update(
            join(
                (" " + _("Replay") + " ", "bold $primary"),
                (where, "$dim"),
                (playing, "$accent"),
            )
        )
        change = (_("After: {change}.", change=reel.change) + " ", "$warn") if reel.change else ("", "")
        self.query_one("#replay-say", Static).update(join((f" {sign} ", style), change, reel.say))
        self._arrange()
        self.query_one(TraceView).show(reel, self._step)
        self._show_cluster(reel)

    def _show_cluster(self, reel: Reel) -> None:
        view = self.query_one(PictureView)
        if reel.state is None:
            return
        answered = self._step >= len(reel.stops) and not any(each.failed for each in reel.stops)
        view.show(draw(reel.state), frozenset({reel.pod} if answered and reel.pod else ()))
        stop = reel.stops[self._step - 1] if self._step else None
        if stop is None or stop.share is None or reel.service is None:
            view.hold(None, 0)
            return
        failed = any(each.failed for each in reel.stops[: self._step])
        pod = reel.pod if stop.share else None
        view.hold(Packet(reel.service, pod, failed=failed), 1.0 if failed else stop.share)

    # Moving ---------------------------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """One hop on or back; past the ends to the neighbouring request."""
        self._stop()
        self._move(by)

    def _move(self, by: int) -> bool:
        """Whether there was anywhere to go."""
        step = self._step + by
        if 0 <= step <= len(self.reel.stops):
            self._step = step
        elif 0 <= self._index + by < len(self._reels):
            self._index += by
            self._step = 0 if by > 0 else len(self.reel.stops)
        else:
            return False
        self._show()
        return True

    def action_request(self, by: int) -> None:
        """Another request; shown in full where this one was."""
        self._stop()
        at_end = self._step == len(self.reel.stops)
        self._index = min(max(self._index + by, 0), len(self._reels) - 1)
        self._step = len(self.reel.stops) if at_end else 0
        self._show()

    def action_failing(self) -> None:
        """The next request that failed, in full."""
        self._stop()
        found = self._reels.next_failing(self._index)
        if found is not None:
            self._index = found
            self._step = len(self.reel.stops)
            self._show()

    def action_jump(self, end: int) -> None:
        """To the beginning or the end of this request."""
        self._stop()
        self._step = len(self.reel.stops) if end else 0
        self._show()

    def action_scroll(self, pages: int) -> None:
        """Read what does not fit."""
        self.query_one(TraceView).scroll_by(pages)

    def action_cluster(self) -> None:
        """Where only one fits: the cluster instead of the words, and back."""
        self._cluster = not self._cluster
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys show only where they do something."""
        if action == "cluster":
            return not self._is_wide
        if action == "failing":
            return self._reels.next_failing(self._index) is not None
        return super().check_action(action, parameters)

    # Playing --------------------------------------------------------------------------------------------------------

    def action_play(self) -> None:
        """Step on by itself, or stop doing so; at the very end it begins anew."""
        if self._clock is not None:
            self._stop()
        else:
            self._clock = self.set_interval(BEAT, self.beat)
            if self._step == len(self.reel.stops):
                self._step = 0
        self._show()

    def beat(self) -> None:
        """One step of a run that plays by itself; it stops where the request stops."""
        if self._step >= len(self.reel.stops) or not self._move(1):
            self._stop()
            self._show()

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None
