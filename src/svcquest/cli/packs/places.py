"""What a path that an author gives stands for: a pack, or a single level."""

from __future__ import annotations

from pathlib import Path

from svcquest.cli.failing import UsageError
from svcquest.levels.loading import LEVEL_FILE, PACK_FILE, read_pack
from svcquest.levels.problems import LevelError
from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Levels to work on.

    Attributes:
        pack: folder of the pack; None for a single level.
        levels: folders, in the pack's order.
    """

    pack: Path | None
    levels: tuple[Path, ...]


def place_of(text: str) -> Place:
    """The pack or level in a folder.

    Raises:
        UsageError: there is neither.
    """
    folder = Path(text)
    if (folder / PACK_FILE).is_file():
        try:
            pack = read_pack(folder)
        except LevelError as error:
            raise UsageError(str(error)) from error
        return Place(folder, tuple(folder / name for chapter in pack.chapters for name in chapter.levels))
    if (folder / LEVEL_FILE).is_file():
        return Place(None, (folder.resolve(),))
    what = "is no folder" if not folder.is_dir() else f"holds neither {PACK_FILE} nor {LEVEL_FILE}"
    raise UsageError(f"{text} {what}; give the folder of a pack or of a level")
