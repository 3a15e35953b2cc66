"""Time from process start to the first frame, as a ratio to a minimal Textual app (limit 1.3)."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time

from benchmarks.measure import ENVIRONMENT, paired, report

MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("READY-FOR-KEYS")
Minimal().run()
"""
LIMIT = 1.3
ROUNDS = 9
PATIENCE = 20.0


def until(arguments: list[str], sign: bytes) -> float:
    """Seconds until a program on a pseudo-terminal has drawn a sign."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        environment = {**ENVIRONMENT, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "36"}
        os.execvpe(arguments[0], arguments, environment)
    seen = b""
    try:
        while sign not in seen:
            if not select.select([terminal], [], [], PATIENCE)[0]:
                raise RuntimeError(f"{arguments}: nothing after {PATIENCE} s")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - start
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def run() -> bool:
    """Measure both in turn."""
    game, minimal, ratio = paired(
        lambda: until([sys.executable, "-m", "svcquest"], b"Learn Kubernetes Services"),
        lambda: until([sys.executable, "-c", MINIMAL], b"READY-FOR-KEYS"),
        ROUNDS,
    )
    figure = f"{game * 1000:.0f} ms / {minimal * 1000:.0f} ms = {ratio:.2f}"
    return report("first frame / minimal app", figure, ratio, LIMIT)
