"""``svcquest demo``: a level plays itself: a wrong answer, its trace, the right answer."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable

from svcquest.cli.opening import open_level
from svcquest.cli.printing import say
from svcquest.game.session import Session
from svcquest.game.words import verdict_lines
from svcquest.levels.level import Level

LEVEL = "a-name-for-three-pods"
PAUSE = 0.05
"""Seconds a line, on a terminal."""


def run(arguments: argparse.Namespace) -> int:
    """Play, and print what a player would see."""
    level = open_level(LEVEL)
    moving = sys.stdout.isatty() and not arguments.fast and "NO_MOTION" not in os.environ
    for line in story(level):
        say(line)
        if moving:
            sys.stdout.flush()
            time.sleep(PAUSE)
    return 0


def story(level: Level) -> Iterable[str]:
    """The whole play, line by line."""
    session = Session(level)
    name = session.file_names()[0]
    yield f"━━ {level.title} ━━"
    yield from level.brief.strip().splitlines()
    yield ""
    yield "Objectives"
    yield from (f"  · {each.say}" for each in session.objectives())
    yield from _answer(session, name, session.text(name), "First answer: the draft as it is")
    yield ""
    yield "A hint, free of charge:"
    yield from (f"  {line}" for line in session.hint(1).strip().splitlines())
    yield from _answer(session, name, level.solution.files[name], "Second answer")
    attempt = session.last
    stars = attempt.stars if attempt else 0
    yield ""
    yield f"Solved with {stars} of 3 stars. `svcquest` or `svcquest play {level.id}` lets you do it."


def _answer(session: Session, name: str, text: str, title: str) -> Iterable[str]:
    session.write(name, text)
    yield ""
    yield f"── {title} ── {name}"
    yield from (f"  {line}" for line in text.splitlines())
    preview = session.preview(name, text)
    for service in preview.services:
        pods = ", ".join(pod.name for pod in service.pods) or "no pod"
        yield f"  selected now: {pods}"
    yield ""
    attempt = session.run()
    yield from attempt.applied
    if attempt.verdict is not None:
        yield from verdict_lines(attempt.verdict)
