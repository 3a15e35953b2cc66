"""The levels that there are: listed by their headers alone, opened one by one."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from svcquest.levels.data import data_folder
from svcquest.levels.format import Chapter, Header, PackFile
from svcquest.levels.level import Level
from svcquest.levels.loading import LEVEL_FILE, open_level, read_header, read_pack
from svcquest.levels.problems import UnknownLevelError
from svcquest.model.frozen import dataclass

CAMPAIGN = "campaign"
"""Id and folder of the pack that comes with the program."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A level in the list."""

    header: Header
    chapter: Chapter
    folder: Path

    @property
    def id(self) -> str:
        """The level's id."""
        return self.header.id


class Catalog:
    """The levels of a pack.

    Attributes:
        folder: the pack's folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Look at a pack.

        Args:
            folder: of the pack; the built-in campaign when left out.
        """
        self.folder = folder or data_folder("levels") / CAMPAIGN

    @cached_property
    def pack(self) -> PackFile:
        """The pack's own file.

        Raises:
            LevelError: it is not right.
        """
        return read_pack(self.folder)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All levels in the pack's order; only their headers are read.

        Raises:
            LevelError: a header is not right.
        """
        return tuple(
            Entry(read_header(self.folder / name), chapter, self.folder / name)
            for chapter in self.pack.chapters
            for name in chapter.levels
        )

    def open(self, wanted: str) -> Level:
        """Open a level.

        Args:
            wanted: its id, or the path of a level's folder, which holds a slash or is ``.``.

        Raises:
            UnknownLevelError: there is no such level.
            LevelError: the level is not right.
        """
        if "/" in wanted or wanted in {".", ".."}:
            folder = Path(wanted).resolve()
            if not (folder / LEVEL_FILE).is_file():
                raise UnknownLevelError(wanted, ())
            return open_level(folder)
        folder = self.folder / wanted
        if not wanted.strip() or "\\" in wanted or not (folder / LEVEL_FILE).is_file():
            names = [name for chapter in self.pack.chapters for name in chapter.levels]
            from difflib import get_close_matches  # noqa: PLC0415 - only a fault needs it

            raise UnknownLevelError(wanted, tuple(get_close_matches(wanted, names, 2)))
        return open_level(folder)
