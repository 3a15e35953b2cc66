"""Packs on their way between people: the files of a folder or zip, checked before any of them is written.

Whatever an archive holds, the result is a small set of plain text files with harmless names, or a refusal. Nothing in
it is executed, imported or fetched.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path

from svcquest.levels.loading import PACK_FILE
from svcquest.levels.problems import Fault, LevelError
from svcquest.levels.sheet import SIZE_LIMIT

ARCHIVE_LIMIT = 20_000_000
"""Bytes that a zip, and all files of a pack together, may have."""

FILE_COUNT_LIMIT = 2_000

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SUFFIXES = frozenset({".yaml", ".yml", ".md", ".txt", ".json", ""})
_DEPTH = 3
_IGNORED = ("__MACOSX/", ".DS_Store", ".git/", ".gitignore", "Thumbs.db")
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)

Files = Mapping[str, bytes]
"""A pack's files by their path in it, with slashes."""


def read_pack_files(path: Path) -> Files:
    """The files of a pack, from a folder or a zip.

    Raises:
        LevelError: it is neither, or holds something that a pack may not hold.
    """
    try:
        if path.is_dir():
            return _from_folder(path)
        if not path.exists():
            raise _refusal(path, "no such file or folder")
        if path.stat().st_size > ARCHIVE_LIMIT:
            raise _refusal(path, f"is larger than {ARCHIVE_LIMIT:,} bytes")
        return from_zip(path.read_bytes(), str(path))
    except OSError as error:
        raise _refusal(path, f"cannot be read: {error.strerror or error}") from error


def _from_folder(folder: Path) -> Files:
    if not (folder / PACK_FILE).is_file():
        raise _refusal(folder, f"holds no {PACK_FILE}")
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise _refusal(folder, f"{name} is a link; a pack holds plain files only")
        if path.is_dir() or _ignored(name):
            continue
        _check_name(str(folder), name)
        if not path.is_file():
            raise _refusal(folder, f"{name} is no plain file")
        if path.stat().st_size > SIZE_LIMIT:
            raise _refusal(folder, f"{name} is larger than {SIZE_LIMIT:,} bytes")
        found[name] = path.read_bytes()
        _check_amount(str(folder), found)
    return _whole(str(folder), found)


def from_zip(data: bytes, name: str) -> Files:
    """The files of a pack, from the bytes of a zip.

    Args:
        name: of the zip, for faults.

    Raises:
        LevelError: it is no zip, or holds something that a pack may not hold.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = _from_archive(name, archive)
    except LevelError:
        raise
    except Exception as error:  # a damaged zip raises errors of many kinds, each compressor its own
        raise _refusal(name, f"is no zip that can be read: {error}") from error
    return _whole(name, _without_top(found))


def _from_archive(name: str, archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [each for each in archive.infolist() if not each.is_dir() and not _ignored(each.filename)]
    if len(entries) > FILE_COUNT_LIMIT:
        raise _refusal(name, f"holds more than {FILE_COUNT_LIMIT:,} files")
    found: dict[str, bytes] = {}
    for entry in entries:
        _check_entry(name, entry, found)
        found[entry.filename] = _unpacked(name, archive, entry)
        _check_amount(name, found)
    return found


def _check_entry(name: str, entry: zipfile.ZipInfo, found: Mapping[str, bytes]) -> None:
    shown = entry.filename[:80]
    if entry.flag_bits & 1:
        raise _refusal(name, f"{shown!r} is encrypted")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG}:
        raise _refusal(name, f"{shown!r} is a link or device; a pack holds plain files only")
    if entry.file_size > SIZE_LIMIT:
        raise _refusal(name, f"{shown!r} is larger than {SIZE_LIMIT:,} bytes")
    _check_name(name, entry.filename, deeper=1)
    if entry.filename.lower() in {each.lower() for each in found}:
        raise _refusal(name, f"{shown!r} is in it twice")


def _unpacked(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """An entry's bytes; what it says of its own size is not believed."""
    with archive.open(entry) as stream:
        data = stream.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise _refusal(name, f"{entry.filename!r} is larger than {SIZE_LIMIT:,} bytes")
    return data


def _without_top(found: dict[str, bytes]) -> dict[str, bytes]:
    """A pack that was zipped with its folder."""
    if PACK_FILE in found:
        return found
    tops = {path.partition("/")[0] for path in found}
    if len(tops) != 1:
        return found
    return {path.partition("/")[2]: data for path, data in found.items() if "/" in path}


def _check_name(where: str, path: str, *, deeper: int = 0) -> None:
    """A path that stays inside, and means the same on every system."""
    parts = path.split("/")
    if len(parts) > _DEPTH + deeper or not all(_PART.fullmatch(part) for part in parts):
        raise _refusal(where, f"{path[:80]!r} is no name for a file of a pack")
    if Path(parts[-1]).suffix.lower() not in _SUFFIXES:
        kinds = ", ".join(sorted(_SUFFIXES - {""}))
        raise _refusal(where, f"{path[:80]!r} does not belong into a pack; it holds {kinds} files only")


def _check_amount(where: str, found: Mapping[str, bytes]) -> None:
    if len(found) > FILE_COUNT_LIMIT:
        raise _refusal(where, f"holds more than {FILE_COUNT_LIMIT:,} files")
    if sum(map(len, found.values())) > ARCHIVE_LIMIT:
        raise _refusal(where, f"holds more than {ARCHIVE_LIMIT:,} bytes")


def _whole(where: str, found: dict[str, bytes]) -> Files:
    if PACK_FILE not in found:
        raise _refusal(where, f"holds no {PACK_FILE}")
    return dict(sorted(found.items()))


def _ignored(name: str) -> bool:
    return any(each in f"{name}/" if each.endswith("/") else name.endswith(each) for each in _IGNORED)


def _refusal(where: Path | str, text: str) -> LevelError:
    return LevelError([Fault(str(where), 0, 0, text)])


def to_zip(files: Files, top: str) -> bytes:
    """A zip of a pack; the same files give the same bytes.

    Args:
        top: name of the folder in it.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{top}/{path}", _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, data)
    return buffer.getvalue()
