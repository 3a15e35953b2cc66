"""``svcquest watch``: grade a file at every save."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

from svcquest.cli.check import examine, read_answer, read_picks, tell
from svcquest.cli.failing import NOT_SOLVED, SOLVED, UsageError
from svcquest.cli.opening import open_level
from svcquest.cli.printing import say, warn
from svcquest.game.grading import grade_on
from svcquest.game.stage import Stage
from svcquest.levels.format import Picks
from svcquest.levels.level import Answer, Level

INTERVAL = 0.3
"""Seconds between looks at the file."""


def run(arguments: argparse.Namespace) -> int:
    """Grade until solved or interrupted."""
    level = open_level(arguments.level)
    return follow(level, arguments.file, picks=read_picks(level, arguments.picks))


def follow(
    level: Level,
    file: str,
    solved: Callable[[dict[str, str], int], None] | None = None,
    picks: Picks = MappingProxyType({}),
) -> int:
    """Grade a file now and at every save, until it solves the level.

    Args:
        solved: is told the answer and the number of runs. A file that is still the level's draft, or that cannot be
            read, is no run.
        picks: what is said to the level's questions.
    """
    path = Path(file)
    if not path.exists():
        first = next(iter(level.files.values()), "")
        try:
            path.write_text(first, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{file}: cannot be written: {error.strerror or error}") from error
        say(f"{file} is new and holds the level's draft. Edit it; each save is graded.")
    stage = Stage(level)
    drafts = {text.strip() for text in level.files.values()}
    runs = 0
    for _ in saves(path):
        try:
            files = read_answer([file])
        except UsageError as error:
            warn(str(error))
            continue
        runs += any(text.strip() not in drafts for text in files.values())
        verdict = grade_on(stage, Answer(files, picks=picks))
        tell(verdict, examine(stage, files))
        if verdict.passed:
            if solved:
                solved(files, runs)
            return SOLVED
        say(f"watching {file}; Ctrl+C ends")
    return NOT_SOLVED


def saves(path: Path, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yields at once and whenever the file has changed; editors may replace the file."""
    seen: tuple[int, int] | None = None
    while True:
        try:
            status = path.stat()
            now: tuple[int, int] | None = (status.st_mtime_ns, status.st_size)
        except OSError:
            now = seen
        if now != seen:
            seen = now
            yield
        else:
            sleep(INTERVAL)
