"""``svcquest pack new``: a folder to begin with, from a template or from a cluster's dump."""

from __future__ import annotations

import argparse
from pathlib import Path

from svcquest.cli.failing import UsageError
from svcquest.cli.printing import say, say_json
from svcquest.cli.reading import read_file
from svcquest.levels.loading import read_objects
from svcquest.levels.problems import LevelError
from svcquest.levels.scaffold import ScaffoldError, new_pack, pack_from_objects


def run(arguments: argparse.Namespace) -> int:
    """Write the folder; it must not exist."""
    folder = Path(arguments.name)
    try:
        if arguments.dump:
            files = pack_from_objects(folder.name, read_objects(read_file(arguments.dump), arguments.dump))
        else:
            files = new_pack(folder.name)
    except (ScaffoldError, LevelError) as error:
        raise UsageError(str(error)) from error
    try:
        folder.mkdir(parents=True)
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except FileExistsError as error:
        raise UsageError(f"{folder} is there already; choose another name or move it away") from error
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror or error}") from error
    if arguments.json:
        say_json({"folder": str(folder), "files": sorted(files)})
        return 0
    level = next(name for name in sorted(files) if name.endswith("/level.yaml"))
    say(f"{folder}: a pack with one level, which works as it is")
    say(f"  write    {folder / level}")
    say(f"  check    svcquest pack lint {folder} && svcquest pack test {folder}")
    say(f"  play     svcquest play ./{(folder / level).parent}")
    return 0
