"""The reference of the level format is the one that the classes give."""

from __future__ import annotations

from scripts.level_reference import TARGET, text


def test_reference_is_current() -> None:
    assert TARGET.read_text(encoding="utf-8") == text(), "run make reference"
