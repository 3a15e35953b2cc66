from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conformance.dns_vectors import differences

RECORDINGS = sorted((Path(__file__).parent / "recordings" / "network").glob("*.json"))


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_coredns_answers_as_recorded(path: Path) -> None:
    assert differences(json.loads(path.read_text(encoding="utf-8"))) == []
