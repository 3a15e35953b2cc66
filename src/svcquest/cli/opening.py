"""Levels for commands: found by id or folder, their faults as words."""

from __future__ import annotations

import os

from svcquest.cli.failing import UsageError
from svcquest.levels.catalog import Catalog
from svcquest.levels.level import Level
from svcquest.levels.problems import LevelError, UnknownLevelError

LANGUAGE_VARIABLE = "SVCQUEST_LANGUAGE"
"""Environment variable that names a language for levels' texts, such as ``zh``."""


def catalog() -> Catalog:
    """The campaign and the packs that the player has installed."""
    from svcquest.store.shelf import Shelf  # noqa: PLC0415 - a level of the campaign needs no other pack

    return Catalog(installed=Shelf().packs(), language=language())


def language() -> str:
    """The language of levels' texts that the environment asks for; empty for their own."""
    return os.environ.get(LANGUAGE_VARIABLE, "")


def open_level(wanted: str) -> Level:
    """The level of that id, or in that folder.

    Raises:
        UsageError: there is none, or it cannot be used.
    """
    try:
        try:
            return Catalog(language=language()).open(wanted)
        except UnknownLevelError:
            return catalog().open(wanted)
    except UnknownLevelError as error:
        raise UsageError(str(error)) from error
    except LevelError as error:
        raise UsageError(f"the level cannot be used\n{error}") from error
