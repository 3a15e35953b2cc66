"""``svcquest pack remove``: take an installed pack away. Progress in its levels is kept."""

from __future__ import annotations

import argparse

from svcquest.cli.failing import UsageError
from svcquest.cli.printing import say, say_json
from svcquest.store.shelf import Shelf, ShelfError


def run(arguments: argparse.Namespace) -> int:
    """Remove a pack by its id."""
    shelf = Shelf()
    try:
        removed = shelf.remove(arguments.id)
    except ShelfError as error:
        raise UsageError(str(error)) from error
    if not removed:
        names = ", ".join(each.name for each in shelf.packs())
        raise UsageError(f"no pack {arguments.id!r} is installed; {f'installed: {names}' if names else 'none is'}")
    if arguments.json:
        say_json({"removed": arguments.id})
    else:
        say(f"{arguments.id} is removed; your progress in it is kept")
    return 0
