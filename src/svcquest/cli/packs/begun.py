"""A pack or level that has just been begun: on the disk, linted, and its own answer played once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from svcquest.cli.failing import UsageError


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder.

    Raises:
        UsageError: it is there already, or cannot be written.
    """
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


def faults_of(folder: Path) -> list[str]:
    """What ``pack lint`` says about a level, and whether its solution solves it."""
    from svcquest.cli.packs.lint import lint  # noqa: PLC0415 - wanted when somebody saves a level
    from svcquest.cli.packs.places import Place  # noqa: PLC0415
    from svcquest.game.answering import give  # noqa: PLC0415
    from svcquest.game.grading import judge  # noqa: PLC0415
    from svcquest.game.stage import Stage  # noqa: PLC0415

    levels, faults = lint(Place(None, (folder,)))
    if faults:
        return [str(fault) for fault in faults]
    found = []
    for level in (linted.level for linted in levels):
        stage = Stage(level)
        cluster = stage.cluster()
        refused = give(stage, level.solution, cluster)
        verdict = judge(stage, cluster.state, refused, level.solution.picks)
        if not verdict.passed:
            said = ", ".join(f'"{result.say}"' for result in verdict.last.results if not result.passed)
            found.append(f"the Service as it stands now does not solve the level: {said} does not hold")
    return found
