"""The whole program in a pseudo-terminal: real keys in, what a real terminal would show out."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pyte
import pytest

ANSWER = "kubectl expose deployment storefront --name=web --port=80"
PATIENCE = 20.0
"""Seconds after which something is broken, not slow; no test waits that long when it passes."""


class Game:
    """The program at a terminal of some size."""

    def __init__(self, home: Path, size: tuple[int, int], *arguments: str) -> None:
        width, height = size
        self._screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._screen)
        environment: Any = {
            **{name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "CI", "COLUMNS", "LINES"}},
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        self._program: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable,
            ["-m", "svcquest", *arguments],
            env=environment,
            dimensions=(height, width),
            timeout=PATIENCE,
        )

    def shows(self, text: str) -> bool:
        """Wait until a text is on the screen."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.text:
            if time.monotonic() > deadline or not self._read():
                return text in self.text
        return True

    def press(self, keys: str) -> None:
        """Send keys as a terminal does."""
        self._program.send(keys)

    def go_to(self, letter: str) -> None:
        """Jump to a pane."""
        self.press(CTRL_G)
        assert self.shows("b   Brief")
        self.press(letter)

    def resize(self, width: int, height: int) -> None:
        """Make the terminal another size."""
        self._screen.resize(height, width)
        self._program.setwinsize(height, width)

    def quit(self) -> int | None:
        """Leave the program, unless it has ended; its exit status."""
        if self._program.closed:
            return self._program.exitstatus
        if self._program.isalive():
            self.press(CTRL_Q)
        while self._read():
            pass
        self._program.close()
        return self._program.exitstatus

    @property
    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join(self._screen.display)

    def _read(self) -> bool:
        try:
            self._stream.feed(self._program.read_nonblocking(65536, timeout=PATIENCE))
        except (pexpect.EOF, pexpect.TIMEOUT):
            return False
        return True


F5, CTRL_G, CTRL_Q, ESCAPE, ENTER = "\x1b[15~", "\x07", "\x11", "\x1b", "\r"


@pytest.fixture(params=[(140, 42), (80, 24)], ids=["large", "80x24"])
def game(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Game]:
    found = Game(tmp_path, request.param)
    assert found.shows("Esc skips")  # the tour of a new player
    found.press(ESCAPE)
    yield found
    found.quit()


def test_from_start_to_a_solved_level(game: Game) -> None:
    assert game.shows("Start      A name for three pods")
    game.press(ENTER)
    assert game.shows("Objectives")
    game.go_to("t")
    assert game.shows("node-1:~$")
    game.press(ANSWER + ENTER)
    assert game.shows("service/web exposed")
    game.press(F5)
    assert game.shows("solved in 1 run")
    game.press("m")
    assert game.shows("★★★")
    assert game.quit() == 0


def test_resize_while_running(game: Game) -> None:
    assert game.shows("Start      A name for three pods")
    game.press(ENTER)
    assert game.shows("Objectives")
    game.resize(120, 36)
    assert game.shows("node-3")
    game.resize(20, 5)
    assert game.shows("too small")
    game.resize(80, 24)
    assert game.shows("Objectives")


def test_ctrl_c_and_ctrl_d_never_lose_anything(game: Game) -> None:
    assert game.shows("Start      A name for three pods")
    game.press("\x03\x04")
    game.press(ENTER)
    assert game.shows("Objectives")
    game.go_to("t")
    assert game.shows("node-1:~$")
    game.press("echo half\x03")
    assert game.shows("echo half^C")
    game.press("\x04")
    game.press("echo who''le" + ENTER)
    assert game.shows("whole")


def test_the_second_start_goes_on_where_the_first_ended(tmp_path: Path) -> None:
    first = Game(tmp_path, (100, 30), "play", "a-name-for-three-pods")
    assert first.shows("Objectives")
    first.go_to("t")
    assert first.shows("node-1:~$")
    first.press(ANSWER + ENTER)
    assert first.shows("service/web exposed")
    assert first.quit() == 0
    second = Game(tmp_path, (100, 30))
    assert second.shows("Continue   A name for three pods")
    second.press(ENTER)
    assert second.shows("1 change")
    assert second.quit() == 0
