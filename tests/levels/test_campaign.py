"""The built-in campaign keeps to the rules for authors. Its answers are played in tests/game/test_levels.py."""

from __future__ import annotations

import re
from functools import cache

import pytest

from svcquest.levels.catalog import Catalog
from svcquest.levels.level import Level
from svcquest.levels.linting import lint_pack

CATALOG = Catalog()
SECTIONS = ["What happened", "The picture to keep", "Commands worth keeping", "Where it bites"]
each_level = pytest.mark.parametrize("name", [entry.id for entry in CATALOG.entries])


@cache
def level_of(name: str) -> Level:
    return CATALOG.open(name)


def test_pack_lints() -> None:
    assert [str(fault) for fault in lint_pack(CATALOG.folder)[1]] == []


@each_level
def test_debrief_has_its_sections_in_order(name: str) -> None:
    found = re.findall(r"^### (.+)$", level_of(name).debrief, re.MULTILINE)
    assert [title for title in found if title in SECTIONS] == SECTIONS
