"""The levels that there are: listed by their headers alone, opened one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from svcquest.levels.data import data_folder
from svcquest.levels.format import Chapter, Header, PackFile
from svcquest.levels.level import Level, id_in, parted
from svcquest.levels.loading import LEVEL_FILE, open_level, read_header, read_pack
from svcquest.levels.problems import LevelError, UnknownLevelError
from svcquest.model.frozen import dataclass, replace

CAMPAIGN = "campaign"
"""Id and folder of the pack that comes with the program."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A level in the list.

    Attributes:
        pack: id of the installed pack that it belongs to; empty for the campaign.
    """

    header: Header
    chapter: Chapter
    folder: Path
    pack: str = ""

    @property
    def id(self) -> str:
        """The level's id; ``PACK:LEVEL`` for one of an installed pack."""
        return id_in(self.pack, self.header.id)


class Catalog:
    """The levels of the campaign and of installed packs.

    Attributes:
        folder: the campaign's.
        installed: folders of other packs, each called as its pack's id.
        language: of texts, where a level has them in it.
    """

    def __init__(self, folder: Path | None = None, installed: Sequence[Path] = (), language: str = "") -> None:
        """Look at packs; nothing is read before it is asked for.

        Args:
            folder: of the campaign; the built-in one when left out.
            installed: folders of other packs.
            language: of texts, where a level has them in it; its own language when left out.
        """
        self.folder = folder or data_folder("levels") / CAMPAIGN
        self.installed = tuple(installed)
        self.language = language

    @cached_property
    def pack(self) -> PackFile:
        """The campaign's own file.

        Raises:
            LevelError: it is not right.
        """
        return read_pack(self.folder)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All levels, the campaign's first, each pack's in its own order; only their headers are read.

        Raises:
            LevelError: the campaign is not right. An installed pack that is not stays out; ``troubles`` tells why.
        """
        return (
            *_entries(self.folder, self.pack, "", self.language),
            *(each for found, _ in self._others for each in found),
        )

    @cached_property
    def troubles(self) -> tuple[LevelError, ...]:
        """What is wrong with installed packs."""
        return tuple(trouble for _, trouble in self._others if trouble is not None)

    @cached_property
    def _others(self) -> list[tuple[tuple[Entry, ...], LevelError | None]]:
        found: list[tuple[tuple[Entry, ...], LevelError | None]] = []
        for folder in self.installed:
            try:
                found.append((_entries(folder, read_pack(folder), folder.name, self.language), None))
            except LevelError as error:
                found.append(((), error))
        return found

    def open(self, wanted: str) -> Level:
        """Open a level.

        Args:
            wanted: its id, ``PACK:ID`` in an installed pack, or the path of a level's folder, which holds a slash or is
                ``.``; with ``@SEED`` behind it for another variant than the first.

        Raises:
            UnknownLevelError: there is no such level.
            LevelError: the level is not right.
        """
        wanted, seed = parted(wanted)
        if "/" in wanted or wanted in {".", ".."}:
            folder = Path(wanted).resolve()
            if not (folder / LEVEL_FILE).is_file():
                raise UnknownLevelError(wanted, ())
            return open_level(folder, self.language, seed)
        pack, _, name = wanted.rpartition(":")
        home = next((each for each in self.installed if each.name == pack), None) if pack else self.folder
        if home is None or not name.strip() or "\\" in name or not (home / name / LEVEL_FILE).is_file():
            raise UnknownLevelError(wanted, self._similar(wanted))
        return replace(open_level(home / name, self.language, seed), pack=pack)

    def _similar(self, wanted: str) -> tuple[str, ...]:
        from difflib import get_close_matches  # noqa: PLC0415 - only a fault needs it

        return tuple(get_close_matches(wanted, [entry.id for entry in self.entries], 2))


def _entries(folder: Path, pack: PackFile, prefix: str, language: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(read_header(folder / name, language), _shown(chapter, pack, prefix), folder / name, prefix)
        for chapter in pack.chapters
        for name in chapter.levels
    )


def _shown(chapter: Chapter, pack: PackFile, prefix: str) -> Chapter:
    """A chapter as lists show it: of an installed pack under an id of its own and with the pack's title."""
    if not prefix:
        return chapter
    return replace(chapter, id=f"{prefix}:{chapter.id}", title=f"{pack.title}: {chapter.title}")
