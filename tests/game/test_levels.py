"""Every built-in level, proved: start fails, right answers pass, near misses and mutants fail where they should."""

from __future__ import annotations

import pytest

from svcquest.game.proving import prove
from svcquest.game.words import verdict_lines
from svcquest.levels.catalog import Catalog

LEVELS = [entry.id for entry in Catalog().entries]


@pytest.mark.parametrize("name", LEVELS)
def test_level_can_be_trusted(name: str) -> None:
    proof = prove(Catalog().open(name))
    told = [
        "\n".join([f"{each.what}: {each.text}", *(verdict_lines(each.verdict) if each.verdict else ())])
        for each in proof.findings
    ]
    assert not told, "\n\n".join(told)
    assert proof.mutants > 0
    assert proof.score == 1
