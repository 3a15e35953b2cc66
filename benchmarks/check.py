"""``svcquest check`` as a ratio to a process that only imports yaml and pydantic (limit 2)."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure import paired, process_seconds, report

LEVEL = "a-name-for-three-pods"
LIMIT = 2.0
ROUNDS = 11


def run() -> bool:
    """Measure both in turn."""
    answer = Path(__file__).parents[1] / "levels" / "campaign" / LEVEL / "solution.yaml"
    ours, plain, ratio = paired(
        lambda: process_seconds(["-m", "svcquest", "check", LEVEL, str(answer)]),
        lambda: process_seconds(["-c", "import yaml, pydantic"]),
        ROUNDS,
    )
    return report(
        "check / import yaml, pydantic", f"{ours * 1000:.0f} ms / {plain * 1000:.0f} ms = {ratio:.2f}", ratio, LIMIT
    )
