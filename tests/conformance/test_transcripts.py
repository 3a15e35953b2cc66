from __future__ import annotations

from pathlib import Path

import pytest
from tests.conformance.transcripts import RECORDINGS, differences


@pytest.mark.parametrize("path", sorted(RECORDINGS.rglob("*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_terminal_answers_as_recorded(path: Path) -> None:
    assert differences(path) == []
