"""``svcquest levels``: the list, with state and stars."""

from __future__ import annotations

import argparse

from svcquest.cli.failing import UsageError
from svcquest.cli.opening import catalog
from svcquest.cli.printing import say, say_json, warn
from svcquest.levels.problems import LevelError
from svcquest.store.progress import Progress


def run(arguments: argparse.Namespace) -> int:
    """Print every level by chapter."""
    progress = Progress()
    language = progress.setting("language")
    try:
        known = catalog(language if isinstance(language, str) else "")
        entries = known.entries
    except LevelError as error:
        raise UsageError(f"the levels cannot be listed\n{error}") from error
    best = progress.all_best()
    begun = set(progress.drafts())
    if arguments.json:
        say_json(
            [
                {
                    "id": entry.id,
                    "title": entry.header.title,
                    "chapter": entry.header.chapter,
                    "teaches": list(entry.header.teaches),
                    "requires": list(entry.header.requires),
                    "difficulty": entry.header.difficulty,
                    "minutes": entry.header.minutes,
                    "stars": best[entry.id].stars if entry.id in best else 0,
                    "begun": entry.id in begun,
                }
                for entry in entries
            ]
        )
        return 0
    width = max(len(entry.id) for entry in entries)
    chapter = ""
    for entry in entries:
        if entry.chapter.id != chapter:
            say(f"{'' if not chapter else chr(10)}{entry.chapter.title}")
            chapter = entry.chapter.id
        stars = best[entry.id].stars if entry.id in best else 0
        state = "★" * stars + "☆" * (3 - stars) if stars else "begun" if entry.id in begun else "·"
        say(f"  {entry.id:<{width}}  {state:<5}  {entry.header.title} ({entry.header.minutes} min)")
    for trouble in known.troubles:
        warn(f"a pack is left out\n{trouble}")
    for notice in progress.notices:
        warn(notice)
    return 0
