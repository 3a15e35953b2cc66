"""A folder tree in memory: what a shell and its programs see as the file system.

Nothing outside of this object is ever touched. Paths are those of a POSIX system; relative ones start at ``cwd``.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from svcquest.model.frozen import dataclass

FILE_LIMIT = 10_000_000
"""Characters that one file may hold."""

TOTAL_LIMIT = 50_000_000
"""Characters that all files together may hold."""

COUNT_LIMIT = 2_000
"""How many files and folders there may be."""


class FileError(Exception):
    """A file operation that is refused.

    Attributes:
        path: as the caller wrote it.
        reason: in the words of the C library, such as ``No such file or directory``.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FilesSnapshot:
    """The whole content at one moment; ``Files.restore`` goes back to it."""

    contents: Mapping[str, str]
    folders: frozenset[str]
    cwd: str


class Files:
    """Folders and text files.

    Attributes:
        cwd: the working folder, absolute.
        home: the folder that ``cd`` and ``~`` mean.
    """

    def __init__(self, contents: Mapping[str, str] | None = None, home: str = "/home/learner") -> None:
        self.home = home
        self.cwd = home
        self._contents: dict[str, str] = {}
        self._folders: set[str] = {"/", "/tmp"}
        self._add_folders(home)
        for path, text in (contents or {}).items():
            self._add_folders(posixpath.dirname(self.resolve(path)))
            self.write(path, text)

    def resolve(self, path: str) -> str:
        """The absolute path without ``.``, ``..``, ``~`` or doubled slashes."""
        if path == "~" or path.startswith("~/"):
            path = self.home + path[1:]
        absolute = posixpath.normpath(posixpath.join(self.cwd, path))
        return "/" + absolute.lstrip("/")

    def is_file(self, path: str) -> bool:
        """Whether a file of that name exists; ``/dev/null`` does."""
        found = self.resolve(path)
        return found in self._contents or found == "/dev/null"

    def is_folder(self, path: str) -> bool:
        """Whether a folder of that name exists."""
        return self.resolve(path) in self._folders

    def exists(self, path: str) -> bool:
        """Whether anything has that name."""
        return self.is_file(path) or self.is_folder(path)

    def read(self, path: str) -> str:
        """The text of a file.

        Raises:
            FileError: there is none, or it is a folder.
        """
        found = self.resolve(path)
        if found == "/dev/null":
            return ""
        if found in self._folders:
            raise FileError(path, "Is a directory")
        if found not in self._contents:
            raise FileError(path, "No such file or directory")
        return self._contents[found]

    def write(self, path: str, text: str, *, append: bool = False) -> None:
        """Replaces or lengthens a file; the folder must exist.

        Raises:
            FileError: the folder is missing, the name is a folder, or a limit is reached.
        """
        found = self.resolve(path)
        if found == "/dev/null":
            return
        if found in self._folders or path.endswith("/"):
            raise FileError(path, "Is a directory")
        self._require_parent(path, found)
        before = self._contents.get(found, "")
        after = before + text if append else text
        if len(after) > FILE_LIMIT:
            raise FileError(path, "File too large")
        held = sum(map(len, self._contents.values()))
        if held - len(before) + len(after) > TOTAL_LIMIT:
            raise FileError(path, "No space left on device")
        if found not in self._contents:
            self._require_room(path)
        self._contents[found] = after

    def remove(self, path: str, *, recursive: bool = False) -> None:
        """Deletes a file, or a folder with everything in it when ``recursive``.

        Raises:
            FileError: nothing has that name, it is a folder, or it is in use.
        """
        found = self.resolve(path)
        if found in self._contents:
            del self._contents[found]
            return
        if found not in self._folders:
            raise FileError(path, "No such file or directory")
        if not recursive:
            raise FileError(path, "Is a directory")
        if f"{self.cwd}/".startswith(f"{found.rstrip('/')}/"):
            raise FileError(path, "Device or resource busy")
        prefix = f"{found}/"
        self._contents = {name: text for name, text in self._contents.items() if not name.startswith(prefix)}
        self._folders = {name for name in self._folders if name != found and not name.startswith(prefix)}

    def make_folder(self, path: str, *, parents: bool = False) -> None:
        """Makes a folder; with ``parents`` those above it too, and an existing one is no error.

        Raises:
            FileError: the name is taken, the folder above is missing, or a limit is reached.
        """
        found = self.resolve(path)
        if found in self._contents or (found in self._folders and not parents):
            raise FileError(path, "File exists")
        if not parents:
            self._require_parent(path, found)
        elif any(found.startswith(f"{name}/") for name in self._contents):
            raise FileError(path, "Not a directory")
        self._require_room(path)
        self._add_folders(found)

    def change_folder(self, path: str) -> None:
        """Makes ``path`` the working folder.

        Raises:
            FileError: it is missing or a file.
        """
        found = self.resolve(path)
        if found not in self._folders:
            raise FileError(path, "Not a directory" if found in self._contents else "No such file or directory")
        self.cwd = found

    def list(self, path: str = ".") -> list[str]:
        """Sorted names of what a folder holds.

        Raises:
            FileError: it is missing or a file.
        """
        found = self.resolve(path)
        if found not in self._folders:
            raise FileError(path, "Not a directory" if found in self._contents else "No such file or directory")
        prefix = found.rstrip("/") + "/"
        rests = (name[len(prefix) :] for name in (*self._contents, *self._folders) if name.startswith(prefix))
        return sorted({rest for rest in rests if rest and "/" not in rest})

    def paths(self) -> Iterable[str]:
        """Absolute paths of all files, sorted."""
        return sorted(self._contents)

    def snapshot(self) -> FilesSnapshot:
        """The content of now."""
        return FilesSnapshot(dict(self._contents), frozenset(self._folders), self.cwd)

    def restore(self, snapshot: FilesSnapshot) -> None:
        """Goes back to an earlier content."""
        self._contents = dict(snapshot.contents)
        self._folders = set(snapshot.folders)
        self.cwd = snapshot.cwd

    def _add_folders(self, absolute: str) -> None:
        while absolute not in self._folders:
            self._folders.add(absolute)
            absolute = posixpath.dirname(absolute)

    def _require_parent(self, path: str, absolute: str) -> None:
        parent = posixpath.dirname(absolute)
        if parent in self._contents:
            raise FileError(path, "Not a directory")
        if parent not in self._folders:
            raise FileError(path, "No such file or directory")

    def _require_room(self, path: str) -> None:
        if len(self._contents) + len(self._folders) >= COUNT_LIMIT:
            raise FileError(path, "No space left on device")
