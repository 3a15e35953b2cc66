"""``pack lint``: each rule for authors, broken once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.levels.authoring import LEVEL, PACK, write_level, write_pack

from svcquest.levels.linting import lint_level, lint_pack

PROBE = LEVEL["probes"][0]


def faults(folder: Path) -> list[str]:
    """Line and text of each fault."""
    return [f"{each.line}: {each.text}" if each.line else each.text for each in lint_level(folder).faults]


def test_a_whole_level_has_no_fault(tmp_path: Path) -> None:
    assert faults(write_level(tmp_path / "first")) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"summary": None}, "title: the map shows one line about each level: add summary"),
        ({"teaches": None}, "title: say which concepts it teaches: add teaches"),
        ({"hints": [{"text": "Look."}]}, "hints: there are 1 hints; 2 to 4 are wanted"),
        (
            {"hints": [{"text": "a", "cost": 1}, {"text": "b"}]},
            "hints: a later hint must not be cheaper than an earlier one",
        ),
        ({"hints": [{"text": "a"}, {"text": "b"}]}, "the last hint tells the most; it must cost a star"),
        ({"hints": [{"text": "a", "cost": 1}, {"text": "b", "cost": 1}]}, "the first hint must be free"),
        (
            {"probes": [PROBE], "near_misses": [{"run": ["ls"], "fails": "web"}] * 2},
            "probes: no probe says what must not happen; add one with not_pods, failure, absent or NXDOMAIN",
        ),
        ({"probes": [*LEVEL["probes"], PROBE | {"id": "again"}]}, "say: another probe says the same"),
        ({"changes": None}, "no hidden change; a hard-coded address would pass. Add changes"),
        ({"setup": {"halted_proxies": ["node-1", "node-9"]}}, 'there is no node "node-9"'),
        ({"changes": [{"say": "Gone", "halted_proxies": ["node-0"]}]}, 'there is no node "node-0"'),
        ({"near_misses": LEVEL["near_misses"][:1]}, "near_misses: there are 1 near misses; at least 2 are wanted"),
        (
            {"alternates": None},
            'ways: "kubectl" is open, but neither the solution nor an alternate goes that way',
        ),
        (
            {"brief": f"Type {LEVEL['alternates'][0]['run'][0]}."},
            "brief: holds a whole answer",
        ),
    ],
)
def test_what_makes_a_level_whole(tmp_path: Path, changes: dict[str, Any], expected: str) -> None:
    ways = {"ways": ["yaml", "kubectl"]}
    assert any(fault.endswith(expected) for fault in faults(write_level(tmp_path / "first", **ways | changes)))


@pytest.mark.parametrize(
    ("written", "torn"),
    [
        ("[kubectl get pods,services]", ["services"]),
        ("[kubectl label pods -l app=web,tier=a x=y, ls]", ["tier=a x=y"]),
        ('["kubectl get pods,services","ls"]', []),
        ("[kubectl get pods, ls]", []),
        ("[kubectl get pods,kubectl get services]", []),
        ("[ls]", []),
        ("\n  - kubectl get pods,services\n  - ls", []),
    ],
)
def test_command_lines_that_commas_tear_are_told(tmp_path: Path, written: str, torn: list[str]) -> None:
    folder = write_level(tmp_path / "first", near_misses=None)
    with (folder / "level.yaml").open("a", encoding="utf-8") as file:
        file.write(f"near_misses:\n- fails: web\n  run: {written}\n")
    told = [each for each in faults(folder) if "torn" in each]
    assert [each.partition('"')[2].partition('"')[0] for each in told] == torn


def test_a_comment_in_a_start_file_is_told(tmp_path: Path) -> None:
    folder = write_level(tmp_path / "first")
    (folder / "start.yaml").write_text("a: b\nc: d # here\n", encoding="utf-8")
    assert [fault.partition(": ")[2] for fault in faults(folder)] == [
        "service.yaml: line 2 has a comment; a start file must not point at its fault"
    ]


def test_a_file_that_is_not_used_is_told(tmp_path: Path) -> None:
    folder = write_level(tmp_path / "first")
    (folder / "old.yaml").write_text("", encoding="utf-8")
    assert faults(folder) == ["nothing in level.yaml names this file"]


def test_a_pack_holds_together(tmp_path: Path) -> None:
    chapters = [{"id": "two", "title": "Two", "levels": ["first", "absent"]}]
    folder = write_pack(tmp_path / "acme", **PACK | {"chapters": chapters})
    write_level(folder / "second", chapter="two")
    levels, found = lint_pack(folder)
    assert [linted.level.id for linted in levels] == ["first"]
    assert [each.text for each in found] == [
        'chapter: is "one", but pack.yaml lists the level in chapter "two"',
        "no such file",
        "no chapter of pack.yaml lists this level",
    ]


def test_what_is_required_comes_before(tmp_path: Path) -> None:
    folder = write_pack(tmp_path / "acme", chapters=[{"id": "one", "title": "One", "levels": ["first", "second"]}])
    write_level(folder / "second", requires=["first", "selector", "ports"])
    assert [each.text for each in lint_pack(folder)[1]] == [
        '"ports" is neither a level nor a concept that comes before this level'
    ]
