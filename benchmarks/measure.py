"""What the benchmarks share: medians, percentiles, and the line that reports a figure."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""For measured processes: compiled modules are kept, as on a player's machine."""


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def process_seconds(arguments: Sequence[str], *, expect: int = 0) -> float:
    """Seconds from start to end of a process of this interpreter."""

    def run() -> None:
        done = subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, check=False, env=ENVIRONMENT
        )
        if done.returncode != expect:
            raise RuntimeError(f"{arguments} ended with {done.returncode}: {done.stderr[-500:]}")

    return timed(run)


def paired(one: Callable[[], float], other: Callable[[], float], rounds: int) -> tuple[float, float, float]:
    """Medians of two figures measured in turn, and the median of their ratios pair by pair."""
    one(), other()
    pairs = [(one(), other()) for _ in range(rounds)]
    ratio = statistics.median(a / b for a, b in pairs)
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), ratio


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(name: str, figure: str, value: float, limit: float) -> bool:
    """Print a figure beside its limit; whether it is kept."""
    kept = value <= limit
    print(f"{'ok  ' if kept else 'OVER'} {name:<34} {figure:<40} limit {limit:g}")
    return kept


def at_least(name: str, rate: float, limit: float, extra: str = "") -> bool:
    """Print a rate in events a second beside the least that it has to be; whether it is."""
    kept = rate >= limit
    figure = f"{rate:,.0f}/s{f', {extra}' if extra else ''}"
    print(f"{'ok  ' if kept else 'LOW '} {name:<34} {figure:<40} limit {limit:,.0f}/s")
    return kept


def cpu_seconds(action: Callable[[], object], rounds: int = 1) -> float:
    """Seconds of this process's own time that an action takes, the least of some rounds: others may be at work too."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        action()
        best = min(best, time.process_time() - start)
    return best


PACE_STEPS = 100_000


def pace() -> str:
    """How fast this machine is just now, in steps of plain Python: the yardstick for limits in seconds."""

    def step() -> None:
        counts: dict[tuple[int, str], int] = {}
        for number in range(PACE_STEPS):
            key = (number & 1023, "")
            counts[key] = counts.get(key, 0) + 1

    return f"{PACE_STEPS / cpu_seconds(step, 5) / 1e6:.1f} million steps of plain Python a second"
