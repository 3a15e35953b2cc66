"""``svcquest levels``: the list, with state and stars."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Mapping, Sequence

from svcquest.cli.failing import UsageError
from svcquest.cli.opening import catalog
from svcquest.cli.printing import say_all, say_json, warn
from svcquest.game.score import MOST_STARS
from svcquest.levels.catalog import Entry
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
    stars = {level: best.stars for level, best in progress.all_best().items()}
    begun = set(progress.drafts())
    if arguments.json:
        say_json([_as_data(entry, stars.get(entry.id, 0), begun=entry.id in begun) for entry in entries])
        return 0
    say_all(_lines(entries, stars, begun))
    for trouble in known.troubles:
        warn(f"a pack is left out\n{trouble}")
    for notice in progress.notices:
        warn(notice)
    return 0


def _as_data(entry: Entry, stars: int, *, begun: bool) -> dict[str, object]:
    header = entry.header
    return {
        "id": entry.id,
        "title": header.title,
        "chapter": header.chapter,
        "teaches": list(header.teaches),
        "requires": list(header.requires),
        "difficulty": header.difficulty,
        "minutes": header.minutes,
        "stars": stars,
        "begun": begun,
    }


def _lines(entries: Sequence[Entry], stars: Mapping[str, int], begun: Collection[str]) -> Iterator[str]:
    width = max(len(entry.id) for entry in entries)
    chapter = ""
    for entry in entries:
        if entry.chapter.id != chapter:
            if chapter:
                yield ""
            yield entry.chapter.title
            chapter = entry.chapter.id
        won = stars.get(entry.id, 0)
        state = "★" * won + "☆" * (MOST_STARS - won) if won else "begun" if entry.id in begun else "·"
        yield f"  {entry.id:<{width}}  {state:<5}  {entry.header.title} ({entry.header.minutes} min)"
