"""``svcquest pack new``: a folder to begin with, from a template, a cluster's dump or the sandbox."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from svcquest.cli.failing import UsageError
from svcquest.cli.packs.begun import write_folder
from svcquest.cli.printing import say, say_json
from svcquest.cli.reading import CLUSTER_LIMIT, read_file
from svcquest.levels.format import Proxy
from svcquest.levels.loading import read_objects
from svcquest.levels.problems import LevelError
from svcquest.levels.scaffold import ScaffoldError, new_pack, pack_from_objects
from svcquest.model.tree import Tree

SANDBOX = "sandbox"
"""Given in place of a dump: the sandbox as the player left it."""


def run(arguments: argparse.Namespace) -> int:
    """Write the folder; it must not exist."""
    folder = Path(arguments.name)
    if arguments.service and not arguments.dump:
        raise UsageError("--service names a Service of a cluster; say which cluster with --from")
    try:
        if arguments.dump:
            trees, proxy = _cluster(arguments.dump)
            files = pack_from_objects(folder.name, trees, arguments.service, proxy)
        else:
            files = new_pack(folder.name)
    except (ScaffoldError, LevelError) as error:
        raise UsageError(str(error)) from error
    write_folder(folder, files)
    if arguments.json:
        say_json({"folder": str(folder), "files": sorted(files)})
        return 0
    level = next(name for name in sorted(files) if name.endswith("/level.yaml"))
    say(f"{folder}: a pack with one level, which works as it is")
    say(f"  write    {folder / level}")
    say(f"  check    svcquest pack lint {folder} && svcquest pack test {folder}")
    place = (folder / level).parent
    say(f"  play     svcquest play {place if place.is_absolute() else f'./{place}'}")
    return 0


def _cluster(source: str) -> tuple[Sequence[Tree], Proxy]:
    """Objects of a dump or of the sandbox, and how the cluster is set up."""
    if source != SANDBOX:
        return read_objects(read_file(source, CLUSTER_LIMIT), source), Proxy()
    from svcquest.cli.backend import StoredBackend  # noqa: PLC0415 - only who comes from the sandbox needs it

    sandbox = StoredBackend().sandbox(None)
    return sandbox.objects(), sandbox.proxy
