"""``svcquest pack list``: the built-in pack and the installed ones."""

from __future__ import annotations

import argparse
from pathlib import Path

from svcquest.cli.printing import say, say_json, warn
from svcquest.levels.catalog import Catalog
from svcquest.levels.loading import read_pack
from svcquest.levels.problems import LevelError
from svcquest.store.shelf import Shelf


def run(arguments: argparse.Namespace) -> int:
    """Print a line a pack; those that cannot be used are told on standard error."""
    rows = []
    for folder in (Catalog().folder, *Shelf().packs()):
        try:
            rows.append(_row(folder))
        except LevelError as error:
            warn(f"{folder.name} cannot be used\n{error}")
    if arguments.json:
        say_json(rows)
        return 0
    width = max(len(str(row["id"])) for row in rows)
    for row in rows:
        say(f"{row['id']:<{width}}  {row['version']:<6}  {row['levels']:>3} levels  {row['title']}")
    return 0


def _row(folder: Path) -> dict[str, str | int]:
    pack = read_pack(folder)
    count = sum(len(chapter.levels) for chapter in pack.chapters)
    return {"id": pack.id, "version": pack.version, "levels": count, "title": pack.title, "folder": str(folder)}
