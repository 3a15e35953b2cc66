"""From a key to the screen in the editor, with completion and live evaluation of a file of two hundred lines.

Limits: 16 ms in 95 of 100 keystrokes, and 120 MB of memory meanwhile. A bare TextArea with the same text is measured
beside it, to tell a slow machine from a slow game.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path

from benchmarks.measure import ENVIRONMENT, percentile, report

LEVEL = "a-name-for-three-pods"
SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web-{number}
  namespace: shop
spec:
  selector:
    app: web
  ports:
  - name: http
    port: 80
    targetPort: 80
---
"""
LINES = 200
GAME = f"""
import gc
from svcquest.cli.main import COLLECT_AFTER
gc.set_threshold(COLLECT_AFTER)  # as the program does
from svcquest.cli.backend import StoredBackend
from svcquest.store.progress import Progress
from svcquest.tui.app import SvcquestApp
backend = StoredBackend(progress=Progress(in_memory=True))
session = backend.open({LEVEL!r})
session.write("service.yaml", {{text!r}})
backend.keep(session)
SvcquestApp(backend, {LEVEL!r}).run()
"""
BARE = """
from textual.app import App
from textual.widgets import TextArea
class Bare(App):
    def compose(self):
        yield TextArea({text!r}, language="yaml", show_line_numbers=True)
Bare().run()
"""
WORDS = ("  publishNotReady", "  sessionAffinity", "  trafficDistribution", "  externalTraffic", "  loadBalancerSource")
BETWEEN = 0.12
"""Seconds between keystrokes: fast for a person."""
LIMIT = 0.016
MEMORY_LIMIT = 120.0
PATIENCE = 20.0


class Typist:
    """A program with an editor on a pseudo-terminal, and somebody who types there."""

    def __init__(self, program: str) -> None:
        text = "".join(SERVICE.format(number=number) for number in range(LINES // SERVICE.count("\n")))
        text += SERVICE.format(number="last").partition("  selector")[0]
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            arguments = [sys.executable, "-c", program.format(text=text)]
            os.execvpe(arguments[0], arguments, {**ENVIRONMENT, "TERM": "xterm-256color"})
        ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 42, 140, 0, 0))

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self._terminal, keys.encode())

    def wait_for(self, sign: bytes) -> float:
        """Seconds until something is on the screen."""
        start = time.perf_counter()
        seen = b""
        while sign not in seen:
            # a blinking cursor always sends something
            left = start + PATIENCE - time.perf_counter()
            if left <= 0 or not select.select([self._terminal], [], [], left)[0]:
                raise RuntimeError(f"{sign!r} does not come; last was {seen[-300:]!r}")
            seen += os.read(self._terminal, 65536)
        return time.perf_counter() - start

    def rest(self, seconds: float) -> None:
        """Read what comes, for a while."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                os.read(self._terminal, 65536)

    def megabytes(self) -> float:
        """The most memory that it took so far."""
        status = Path(f"/proc/{self._child}/status").read_text(encoding="utf-8")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024

    def end(self) -> None:
        """Stop it."""
        os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._terminal)


def keystrokes(typist: Typist) -> list[float]:
    """Seconds from each key to the frame that shows it, at the end of the text."""
    typist.press("\x1b[1;5F")
    typist.rest(1.0)
    found = []
    for word in WORDS:
        for at in range(len(word)):
            typist.press(word[at])
            if at > 3:
                found.append(typist.wait_for(word[2 : at + 1].encode()))
            typist.rest(BETWEEN)
        typist.press("\x15")  # back to an empty line
        typist.rest(BETWEEN)
    return found


def run() -> bool:
    """Measure both programs."""
    bare, game = Typist(BARE), Typist(GAME)
    try:
        bare.rest(1.5)
        bare.press("\x1b[B" * LINES)
        usual = keystrokes(bare)
        game.wait_for(b"Objectives")
        game.rest(1.0)
        game.press("\x07e")
        game.rest(0.5)
        times = keystrokes(game)
        memory = game.megabytes()
    finally:
        bare.end()
        game.end()
    slow = percentile(times, 0.95)
    figure = f"p95 {slow * 1000:.0f} ms, bare TextArea {percentile(usual, 0.95) * 1000:.0f} ms"
    kept = report("key to screen, 200 lines", figure, slow * 1000, LIMIT * 1000)
    return report("memory of the game", f"{memory:.0f} MB", memory, MEMORY_LIMIT) and kept
