"""The player's own editor: what it saves, and how it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcquest.store.own_editor import USUAL, Edited, edit


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
        ("kill -INT $PPID; kill -INT $$", "was stopped by SIGINT; nothing was saved"),
    ],
)
def test_trouble_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, trouble: str) -> None:
    """The last one is what Ctrl+C does: it must end the editor, and nothing else."""
    editor(tmp_path, monkeypatch, script)
    edited = edit("web.yaml", "x")
    assert edited.text is None
    assert trouble in edited.trouble


@pytest.mark.parametrize(
    ("saved", "text", "trouble"),
    [
        (r"kind: Pod\r\n", "kind: Pod\n", ""),
        (r"\357\273\277kind: Pod\n", "kind: Pod\n", ""),
        (r"kind: Pod\n# caf\351\n", "kind: Pod\n# caf\N{REPLACEMENT CHARACTER}\n", "Line 2 is no UTF-8"),
    ],
    ids=["line ends of Windows", "byte order mark", "Latin-1"],
)
def test_no_text_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved: str, text: str, trouble: str) -> None:
    editor(tmp_path, monkeypatch, f"printf '{saved}' > \"$2\"")
    edited = edit("web.yaml", "x")
    assert edited.text == text
    assert edited.trouble.startswith(trouble)


@pytest.mark.parametrize(
    ("line", "trouble"),
    [("no-such-editor --wait", "no-such-editor is no program here"), ("vi 'x", "vi 'x: No closing quotation")],
)
def test_an_editor_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch, line: str, trouble: str) -> None:
    monkeypatch.setenv("VISUAL", line)
    assert edit("web.yaml", "x").trouble.startswith(trouble)


def test_blank_settings_mean_the_usual_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / USUAL
    program.write_text('#!/bin/sh\necho usual > "$1"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", "  ")
    assert edit("web.yaml", "x").text == "usual\n"
