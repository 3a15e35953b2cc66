"""``svcquest pack export``: a zip to hand out, made of a pack's folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from svcquest.cli.failing import UsageError
from svcquest.cli.packs.lint import lint
from svcquest.cli.packs.places import place_of
from svcquest.cli.printing import say, say_json, warn
from svcquest.levels.archives import read_pack_files, to_zip
from svcquest.levels.loading import read_pack
from svcquest.levels.problems import LevelError
from svcquest.model.language import counted


def run(arguments: argparse.Namespace) -> int:
    """Write the zip; faults that lint finds are told, but do not stop it unless a level cannot be opened."""
    place = place_of(arguments.path)
    if place.pack is None:
        raise UsageError(f"{arguments.path} is a level; a pack is handed out as a whole")
    levels, faults = lint(place)
    if len(levels) < len(place.levels):
        raise UsageError("some levels cannot be opened\n" + "\n".join(map(str, faults)))
    pack = read_pack(place.pack)
    target = Path(arguments.output or f"{pack.id}-{pack.version}.zip")
    try:
        target.write_bytes(to_zip(read_pack_files(place.pack), pack.id))
    except LevelError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror or error}") from error
    if faults:
        warn(f"lint finds {counted(len(faults), 'fault')}: svcquest pack lint {arguments.path}")
    if arguments.json:
        say_json({"file": str(target), "id": pack.id, "version": pack.version, "faults": len(faults)})
    else:
        say(f"{target}: {pack.title} {pack.version}, {counted(len(levels), 'level')}")
    return 0
