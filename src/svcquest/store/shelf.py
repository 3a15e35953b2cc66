"""Installed packs: one folder each in the player's data folder, put there and taken away as a whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from svcquest.store.paths import data_path


class ShelfError(Exception):
    """The data folder does not let a pack be installed or removed; the text says why."""


class Shelf:
    """The folder of installed packs.

    Attributes:
        folder: it may not exist yet.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or data_path() / "packs"

    def packs(self) -> list[Path]:
        """Folders of the installed packs, by name."""
        try:
            return sorted(each for each in self.folder.iterdir() if each.is_dir() and not each.name.startswith("."))
        except OSError:
            return []

    def install(self, files: Mapping[str, bytes], check: Callable[[Path], str]) -> Path:
        """Write a pack beside the others, check it there, and put it in its place in one step.

        Args:
            files: by their path in the pack.
            check: looks at the written folder and gives the pack's id; what it raises leaves the shelf as it was.

        Raises:
            ShelfError: the folder cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=self.folder))
        except OSError as error:
            raise ShelfError(f"{self.folder} cannot be written: {error.strerror or error}") from error
        try:
            self._write(fresh, files)
            place = self.folder / check(fresh)
            self._replace(fresh, place)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return place

    def _write(self, folder: Path, files: Mapping[str, bytes]) -> None:
        try:
            for path, data in files.items():
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            folder.chmod(0o755)
        except OSError as error:
            raise ShelfError(f"{self.folder} cannot be written: {error.strerror or error}") from error

    def _replace(self, fresh: Path, place: Path) -> None:
        """An older version steps aside until the new one stands."""
        aside = place.with_name(f".old-{place.name}")
        try:
            shutil.rmtree(aside, ignore_errors=True)
            if place.exists():
                place.rename(aside)
            fresh.rename(place)
        except OSError as error:
            if aside.exists() and not place.exists():
                aside.rename(place)
            raise ShelfError(f"{place} cannot be written: {error.strerror or error}") from error
        shutil.rmtree(aside, ignore_errors=True)

    def remove(self, name: str) -> bool:
        """Take a pack away; whether it was there. Progress in its levels is kept.

        Raises:
            ShelfError: it cannot be removed.
        """
        if name not in {each.name for each in self.packs()}:
            return False
        try:
            shutil.rmtree(self.folder / name)
        except OSError as error:
            raise ShelfError(f"{self.folder / name} cannot be removed: {error.strerror or error}") from error
        return True
