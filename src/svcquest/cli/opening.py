"""Levels for commands: found by id or folder, their faults as words."""

from __future__ import annotations

from svcquest.cli.failing import UsageError
from svcquest.cli.language import asked_language
from svcquest.levels.catalog import Catalog
from svcquest.levels.level import Level
from svcquest.levels.problems import LevelError, UnknownLevelError


def catalog(language: str = "") -> Catalog:
    """The campaign and the packs that the player has installed.

    Args:
        language: of levels' texts, where the environment asks for none.
    """
    from svcquest.store.shelf import Shelf  # noqa: PLC0415 - a level of the campaign needs no other pack

    return Catalog(installed=Shelf().packs(), language=asked_language() or language)


def open_level(wanted: str) -> Level:
    """The level of that id, or in that folder.

    Raises:
        UsageError: there is none, or it cannot be used.
    """
    try:
        try:
            return Catalog(language=asked_language()).open(wanted)
        except UnknownLevelError:
            return catalog().open(wanted)
    except UnknownLevelError as error:
        raise UsageError(str(error)) from error
    except LevelError as error:
        raise UsageError(f"the level cannot be used\n{error}") from error
