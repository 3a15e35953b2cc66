"""The player's own editor: what it saves, and how it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcquest.store.own_editor import Edited, edit


def editor(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = folder / "editor"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{program} --wait")


@pytest.mark.parametrize("name", ["web.yaml", "/home/learner/web.yaml"])
def test_what_is_saved_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    editor(tmp_path, monkeypatch, 'echo "$1 $(basename "$2")" >> "$2"')
    assert edit(name, "kind: Pod\n") == Edited("kind: Pod\n--wait web.yaml\n")


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ("exit 3", "ended with status 3; nothing was saved"),
        ('rm "$2"', "No such file or directory"),
        ('printf "\\377" > "$2"', "can't decode"),
    ],
)
def test_trouble_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, trouble: str) -> None:
    editor(tmp_path, monkeypatch, script)
    edited = edit("web.yaml", "x")
    assert edited.text is None
    assert trouble in edited.trouble


def test_an_editor_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    assert "No such file or directory: 'no-such-editor'" in edit("web.yaml", "x").trouble
