"""Packs as folders and zips: what is taken, and that nothing hostile gets through."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.levels.authoring import write_pack

from svcquest.levels.archives import from_zip, read_pack_files, to_zip
from svcquest.levels.problems import LevelError
from svcquest.levels.sheet import SIZE_LIMIT

GOOD = {"pack.yaml": b"format: 1\n", "first/level.yaml": b"id: first\n"}


def zipped(files: dict[str, bytes], mode: int = 0o644, kind: int = stat.S_IFREG) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (kind | mode) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def outcome(data: bytes) -> str:
    """``taken``, or what was said."""
    try:
        files = from_zip(data, "a.zip")
    except LevelError as error:
        return str(error)
    return "taken" if "pack.yaml" in files else "without a pack"


def refusal(data: bytes) -> str:
    with pytest.raises(LevelError) as caught:
        from_zip(data, "a.zip")
    return str(caught.value)


def test_a_zip_is_taken_with_and_without_its_folder() -> None:
    assert from_zip(zipped(GOOD), "a.zip") == GOOD
    assert from_zip(zipped({f"acme/{name}": data for name, data in GOOD.items()}), "a.zip") == GOOD


def test_a_folder_comes_back_as_it_was(tmp_path: Path) -> None:
    files = read_pack_files(write_pack(tmp_path / "acme"))
    assert list(files) == [
        "first/cluster.yaml",
        "first/level.yaml",
        "first/solution.yaml",
        "first/start.yaml",
        "pack.yaml",
    ]
    assert from_zip(to_zip(files, "acme"), "acme.zip") == files
    assert to_zip(files, "acme") == to_zip(dict(sorted(files.items(), reverse=True)), "acme")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "first/../../evil.yaml",
        "/etc/passwd.yaml",
        "C:\\evil.yaml",
        "first\\evil.yaml",
        "C:/evil.yaml",
        ".hidden.yaml",
        "a/b/c/d/e.yaml",
        "a//b.yaml",
        "name\x1b[2J.yaml",
        "name\u202e.yaml",
        "first/ .yaml",
        "x" * 200 + ".yaml",
    ],
)
def test_names_that_leave_the_pack_are_refused(name: str) -> None:
    said = refusal(zipped(GOOD | {name: b"x"}))
    assert "is no name for a file of a pack" in said
    assert said.isprintable()


@pytest.mark.parametrize("name", ["run.py", "first/setup.sh", "lib.so", "page.html"])
def test_programs_are_refused(name: str) -> None:
    assert "does not belong into a pack" in refusal(zipped(GOOD | {name: b"x"}))


def test_links_are_refused(tmp_path: Path) -> None:
    assert "link or device" in refusal(zipped(GOOD | {"first/link.yaml": b"/etc/passwd"}, kind=stat.S_IFLNK))
    folder = write_pack(tmp_path / "acme")
    (folder / "first" / "link.yaml").symlink_to("/etc/passwd")
    with pytest.raises(LevelError, match=r"first/link\.yaml is a link"):
        read_pack_files(folder)


def test_bombs_are_refused() -> None:
    bomb = zipped(GOOD | {"first/big.yaml": b"\0" * (SIZE_LIMIT + 1)})
    assert len(bomb) < 10_000
    assert "is larger than 1,000,000 bytes" in refusal(bomb)
    many = GOOD | {f"first/{number}.yaml": b"\0" * SIZE_LIMIT for number in range(21)}
    assert "holds more than 20,000,000 bytes" in refusal(zipped(many))
    assert "holds more than 2,000 files" in refusal(zipped({f"f{number}.yaml": b"" for number in range(2_001)}))


def test_a_size_that_lies_is_not_believed() -> None:
    data = bytearray(zipped({"pack.yaml": b"\0" * 2_000_000}))
    real = (2_000_000).to_bytes(4, "little")
    while real in data:
        at = data.index(real)
        data[at : at + 4] = (10).to_bytes(4, "little")
    assert "a.zip" in refusal(bytes(data))


def test_twice_the_same_name_is_refused() -> None:
    assert "is in it twice" in refusal(zipped(GOOD | {"FIRST/Level.yaml": b"x"}))


def test_a_zip_without_a_pack_is_refused() -> None:
    assert refusal(zipped({"first/level.yaml": b""})) == "a.zip: holds no pack.yaml"


@given(st.binary(max_size=500))
@example(b"")
@example(zipped(GOOD)[:-30])
@example(zipped(GOOD)[:40] + b"\xff" * 20 + zipped(GOOD)[60:])
def test_any_bytes_are_a_pack_or_refused(data: bytes) -> None:
    assert outcome(data).startswith(("taken", "a.zip: "))


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_zip_is_a_pack_or_refused(at: int, value: int) -> None:
    data = bytearray(zipped(GOOD))
    data[at % len(data)] = value
    assert outcome(bytes(data)).startswith(("taken", "a.zip: "))
