"""``svcquest pack lint``: what is wrong with a pack, each fault with its place, without playing it."""

from __future__ import annotations

import argparse

from svcquest.cli.failing import NOT_SOLVED, SOLVED, UsageError
from svcquest.cli.packs.places import Place, place_of
from svcquest.cli.printing import say, say_all, say_json
from svcquest.levels.linting import Linted, lint_level, lint_pack
from svcquest.levels.problems import Fault, LevelError
from svcquest.model.language import counted


def run(arguments: argparse.Namespace) -> int:
    """Print all faults; exit 0 none, 1 some, 2 no pack."""
    place = place_of(arguments.path)
    levels, faults = lint(place)
    if arguments.json:
        say_json(
            {
                "passed": not faults,
                "levels": [linted.level.id for linted in levels],
                "faults": [
                    {"file": each.file, "line": each.line, "column": each.column, "text": each.text} for each in faults
                ],
            }
        )
    else:
        say_all(map(str, faults))
        count = len(place.levels)
        say(f"{counted(count, 'level')}, {counted(len(faults), 'fault') if faults else 'no faults'}")
    return NOT_SOLVED if faults else SOLVED


def lint(place: Place) -> tuple[list[Linted], list[Fault]]:
    """Levels that can be opened, and everything that is wrong.

    Raises:
        UsageError: the pack's own file cannot be read.
    """
    try:
        levels, faults = lint_pack(place.pack) if place.pack is not None else _single(place)
    except LevelError as error:
        raise UsageError(str(error)) from error
    for linted in levels:
        faults += _story(linted)
    return levels, faults


def _single(place: Place) -> tuple[list[Linted], list[Fault]]:
    try:
        linted = lint_level(place.levels[0])
    except LevelError as error:
        return [], list(error.faults)
    return [linted], list(linted.faults)


def _story(linted: Linted) -> list[Fault]:
    """What the texts say, against the cluster."""
    from svcquest.game.proving.story import remarks  # noqa: PLC0415 - brings the engine along
    from svcquest.game.stage import Stage  # noqa: PLC0415 - as above

    try:
        return [linted.sheet.about(path, words, text) for path, words, text in remarks(Stage(linted.level))]
    except LevelError as error:
        return list(error.faults)
