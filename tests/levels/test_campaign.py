"""The built-in campaign keeps to the rules for authors. Its answers are played in tests/game/test_levels.py."""

from __future__ import annotations

import re
from functools import cache

import pytest

from svcquest.levels.catalog import Catalog, Entry
from svcquest.levels.format import Probe, RequestProbe
from svcquest.levels.level import Answer, Level
from svcquest.levels.loading import LEVEL_FILE

CATALOG = Catalog()
ENTRIES = {entry.id: entry for entry in CATALOG.entries}
SECTIONS = ["What happened", "The picture to keep", "Commands worth keeping", "Where it bites"]
each_level = pytest.mark.parametrize("name", ENTRIES)


@cache
def level_of(name: str) -> Level:
    return CATALOG.open(name)


def test_every_folder_is_listed() -> None:
    folders = {path.parent.name for path in CATALOG.folder.glob(f"*/{LEVEL_FILE}")}
    assert folders == ENTRIES.keys()


@each_level
def test_header_fits_the_pack(name: str) -> None:
    entry: Entry = ENTRIES[name]
    earlier = list(ENTRIES)[: list(ENTRIES).index(name)]
    taught = {concept for other in earlier for concept in ENTRIES[other].header.teaches}
    assert entry.header.chapter == entry.chapter.id
    assert entry.header.summary
    assert entry.header.teaches
    assert set(entry.header.requires) <= {*earlier, *taught}


@each_level
def test_some_probe_says_what_must_not_happen(name: str) -> None:
    assert any(forbids(probe) for probe in level_of(name).probes)


def forbids(probe: Probe) -> bool:
    return isinstance(probe, RequestProbe) and bool(probe.expect.not_pods or probe.expect.failure)


@each_level
def test_level_is_complete(name: str) -> None:
    level = level_of(name)
    assert len(level.changes) >= 1
    assert 2 <= len(level.hints) <= 4
    costs = [hint.cost for hint in level.hints]
    assert costs == sorted(costs)
    assert (costs[0], costs[-1]) == (0, 1)
    assert len(level.near_misses) >= 3
    assert len({probe.say for probe in level.probes}) == len(level.probes)


@each_level
def test_both_ways_are_shown(name: str) -> None:
    level = level_of(name)
    answers = (level.solution, *level.alternates)
    assert {"yaml" if is_manifest(answer) else "kubectl" for answer in answers} == set(level.ways)


def is_manifest(answer: Answer) -> bool:
    return bool(answer.files) and not answer.run


@each_level
def test_debrief_has_its_sections_in_order(name: str) -> None:
    found = re.findall(r"^### (.+)$", level_of(name).debrief, re.MULTILINE)
    assert [title for title in found if title in SECTIONS] == SECTIONS


@each_level
def test_nothing_gives_the_answer_away(name: str) -> None:
    level = level_of(name)
    for text in level.files.values():
        assert "#" not in text
    solutions = [answer.run[0] for answer in (level.solution, *level.alternates) if len(answer.run) == 1]
    for told in (level.brief, *(probe.say for probe in level.probes), *(hint.text for hint in level.hints)):
        assert not any(answer in told for answer in solutions)
