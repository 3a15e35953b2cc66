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
