"""Texts in another language: what is there is used, what is not stays, what does not fit is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.levels.authoring import write_level

from svcquest.levels.catalog import Catalog
from svcquest.levels.linting import lint_level
from svcquest.levels.loading import open_level, read_header
from svcquest.levels.problems import LevelError
from svcquest.levels.translation import languages

GERMAN = """\
title: Der erste
probes: {web: Der Name web erreicht beide Pods}
hints: [Welche Labels tragen sie?, "Es ist app=web."]
"""


def translated(tmp_path: Path, text: str = GERMAN) -> Path:
    folder = write_level(tmp_path / "first")
    (folder / "level.de.yaml").write_text(text, encoding="utf-8")
    return folder


def test_what_is_there_is_used_and_what_is_not_stays(tmp_path: Path) -> None:
    folder = translated(tmp_path)
    level, own = open_level(folder, "de"), open_level(folder)
    assert level.title == "Der erste"
    assert [probe.say for probe in level.probes] == ["Der Name web erreicht beide Pods", own.probes[1].say]
    assert [hint.text for hint in level.hints] == ["Welche Labels tragen sie?", "Es ist app=web."]
    assert (level.brief, level.changes, level.solution) == (own.brief, own.changes, own.solution)
    assert read_header(folder, "de").title == "Der erste"
    assert read_header(folder, "de").summary == own.header.summary


@pytest.mark.parametrize("language", ["", "fr", "../de", "DE", "d"])
def test_a_language_that_is_not_there_changes_nothing(tmp_path: Path, language: str) -> None:
    folder = translated(tmp_path)
    assert open_level(folder, language).title == "First"
    assert languages(folder) == ["de"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: Der erste\n", 'level.de.yaml:1:1: unknown key "titel"; did you mean "title"?'),
        ("probes: {wbe: Ja}\n", "level.de.yaml:1:10: wbe: no probe of the level has this id; known here: not-db, web"),
        ("hints: [Nur einer]\n", "level.de.yaml:1:1: hints: there are 1, the level has 2; give all of them, or none"),
        ('brief: "\\e[2J"\n', "level.de.yaml:1:1: brief: holds control characters; only plain text is allowed"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, text: str, expected: str) -> None:
    folder = translated(tmp_path, text)
    with pytest.raises(LevelError) as caught:
        open_level(folder, "de")
    assert str(caught.value) == f"{folder}/{expected}"
    assert [str(fault) for fault in lint_level(folder).faults] == [f"{folder}/{expected}"]


@pytest.mark.parametrize("name", Catalog().pack.chapters[0].levels)
def test_the_first_chapter_is_there_in_chinese(name: str) -> None:
    level = Catalog(language="zh").open(name)
    for text in (level.title, level.brief, level.debrief, *(probe.say for probe in level.probes)):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in text)
