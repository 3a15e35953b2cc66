"""What the API server says when it refuses."""

from __future__ import annotations

import pytest

from svcquest.model.status import quote


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", '""'),
        ("web", '"web"'),
        ("böse 日本 🙂", '"böse 日本 🙂"'),
        ('say "hi"', r'"say \"hi\""'),
        ("a\\b", r'"a\\b"'),
        ("one\ntwo\tthree\r\f\b\a\v", r'"one\ntwo\tthree\r\f\b\a\v"'),
        ("\x01\x7f", r'"\x01\x7f"'),
        ("web\u00a0", r'"web\u00a0"'),
        ("we\u200bb", r'"we\u200bb"'),
        ("\U000e0001", r'"\U000e0001"'),
    ],
)
def test_what_cannot_be_seen_is_spelt_out(text: str, shown: str) -> None:
    assert quote(text) == shown
