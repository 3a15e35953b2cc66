"""Installed packs: put in place as a whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcquest.store.shelf import Shelf, ShelfError

FILES = {"pack.yaml": b"one", "first/level.yaml": b"level"}


def acme(_folder: Path) -> str:
    return "acme"


def test_install_list_replace_remove(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "packs")
    assert shelf.packs() == []
    place = shelf.install(FILES, acme)
    assert shelf.packs() == [place]
    assert (place / "first" / "level.yaml").read_bytes() == b"level"
    shelf.install({"pack.yaml": b"two"}, acme)
    assert (place / "pack.yaml").read_bytes() == b"two"
    assert not (place / "first").exists()
    assert shelf.remove("acme")
    assert not shelf.remove("acme")
    assert list(shelf.folder.iterdir()) == []


def test_what_the_check_refuses_leaves_nothing_behind(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "packs")
    place = shelf.install(FILES, acme)

    def refuse(folder: Path) -> str:
        assert (folder / "pack.yaml").read_bytes() == b"bad"
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        shelf.install({"pack.yaml": b"bad"}, refuse)
    assert list(shelf.folder.iterdir()) == [place]
    assert (place / "pack.yaml").read_bytes() == b"one"


def test_a_name_that_leaves_the_shelf_removes_nothing(tmp_path: Path) -> None:
    outside = tmp_path / "mine"
    outside.mkdir()
    shelf = Shelf(tmp_path / "packs")
    shelf.install(FILES, acme)
    assert not shelf.remove("../mine")
    assert outside.exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "packs").write_text("a file")
    with pytest.raises(ShelfError, match="cannot be written"):
        Shelf(tmp_path / "packs").install(FILES, acme)
