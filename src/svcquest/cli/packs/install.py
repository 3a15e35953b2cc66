"""``svcquest pack install``: a pack from a folder or zip into the player's data folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from svcquest import __version__
from svcquest.cli.failing import UsageError
from svcquest.cli.printing import say, say_json
from svcquest.levels.archives import read_pack_files
from svcquest.levels.catalog import CAMPAIGN
from svcquest.levels.format import PackFile
from svcquest.levels.loading import open_level, read_pack
from svcquest.levels.problems import Fault, LevelError
from svcquest.model.frozen import replace
from svcquest.model.language import counted
from svcquest.store.shelf import Shelf, ShelfError


def run(arguments: argparse.Namespace) -> int:
    """Install; a pack of the same id is replaced, progress in its levels stays."""
    try:
        files = read_pack_files(Path(arguments.path))
        place = Shelf().install(files, check)
    except (LevelError, ShelfError) as error:
        raise UsageError(str(error)) from error
    pack = read_pack(place)
    ids = [f"{pack.id}:{name}" for chapter in pack.chapters for name in chapter.levels]
    if arguments.json:
        say_json({"id": pack.id, "title": pack.title, "version": pack.version, "levels": ids, "folder": str(place)})
    else:
        say(f"{pack.title} {pack.version} is installed: {counted(len(ids), 'level')}")
        say(f"begin with: svcquest play {ids[0]}")
    return 0


def check(folder: Path) -> str:
    """The id of a pack whose levels can all be opened by this program.

    Raises:
        LevelError: something in it cannot be used.
    """
    pack = read_pack(folder)
    faults = []
    if pack.id == CAMPAIGN:
        faults.append(Fault(str(folder), 0, 0, f'"{CAMPAIGN}" is the built-in pack\'s id; choose another'))
    if not _new_enough(pack):
        faults.append(Fault(str(folder), 0, 0, f"needs svcquest {pack.requires}; this is {__version__}"))
    for name in (name for chapter in pack.chapters for name in chapter.levels):
        try:
            open_level(folder / name)
        except LevelError as error:
            faults += error.faults
    if faults:
        inside = f"{folder}/"
        raise LevelError([replace(each, file=each.file.removeprefix(inside)) for each in faults])
    return pack.id


def _new_enough(pack: PackFile) -> bool:
    wanted = pack.requires.removeprefix(">=").strip()
    return not wanted or _numbers(__version__) >= _numbers(wanted)


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".") if part.isdigit()]
