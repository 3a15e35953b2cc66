"""Level folders: what is read, what is refused, and where the fault is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svcquest.levels.catalog import Catalog
from svcquest.levels.data import data_folder
from svcquest.levels.loading import open_level, read_header, read_objects, read_pack
from svcquest.levels.probe_format import RequestProbe
from svcquest.levels.problems import LevelError, UnknownLevelError

LEVEL = """\
format: 1
id: small
title: A small level
chapter: one
brief: |
  Do it.
cluster: [cluster.yaml]
files: {service.yaml: start.yaml}
open: [services]
probes:
  - say: It works
    from: pod/shop/client
    request: http://web/
    expect: {pods: {app: web}}
  - id: not-db
    say: Not that
    from: [external, node/node-1]
    request: tcp://web:5432
    expect: {failure: refused}
hints:
  - text: Look.
solution: {files: {service.yaml: start.yaml}}
near_misses:
  - {run: [kubectl get pods], fails: not-db}
debrief: Done.
"""

BOMB = "a0: &a0 [x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]\n" for n in range(1, 9)
)


def folder(tmp_path: Path, level: str = LEVEL) -> Path:
    home = tmp_path / "small"
    home.mkdir(exist_ok=True)
    (home / "level.yaml").write_text(level, encoding="utf-8")
    (home / "start.yaml").write_text("kind: Service\n", encoding="utf-8")
    (home / "cluster.yaml").write_text("kind: Pod\nmetadata: {name: a}\n", encoding="utf-8")
    return home


def faults(tmp_path: Path, level: str) -> list[str]:
    home = folder(tmp_path, level)
    with pytest.raises(LevelError) as caught:
        open_level(home)
    return [str(fault).removeprefix(f"{home}/") for fault in caught.value.faults]


def test_level_is_read_whole(tmp_path: Path) -> None:
    level = open_level(folder(tmp_path))
    assert (level.id, level.title, level.brief) == ("small", "A small level", "Do it.\n")
    assert [tree["kind"] for tree in level.cluster] == ["Pod"]
    assert dict(level.files) == {"service.yaml": "kind: Service\n"}
    first, second = level.probes
    assert isinstance(first, RequestProbe)
    assert first.id == "probe-1"
    assert first.expect.pods is not None
    assert first.expect.pods.selector == {"app": "web"}
    assert isinstance(second, RequestProbe)
    assert second.source == ("external", "node/node-1")
    assert level.near_misses[0].fails == "not-db"


def test_header_needs_nothing_after_brief(tmp_path: Path) -> None:
    home = folder(tmp_path, LEVEL.partition("brief:")[0] + "brief: [this is: {no YAML\n")
    assert read_header(home).title == "A small level"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title:", "titel:", 'level.yaml:3:1: unknown key "titel"; did you mean "title"?'),
        ("format: 1", "format: 2", "level.yaml:1:1: format: 2 is not possible here; known here: 1"),
        (
            "id: small",
            "id: big",
            'level.yaml:2:1: id: the level\'s folder is called "small"; id and folder must be the same',
        ),
        (
            "    request:",
            "    requests:",
            "level.yaml:11:5: must have one of the keys request, lookup, env, object, stream",
        ),
        ("pods: {app", "podz: {app", 'level.yaml:14:14: unknown key "podz"; did you mean "pods"?'),
        (
            "failure: refused",
            "failure: refuse",
            'level.yaml:19:14: failure: "refuse" is not possible here; did you mean "refused"?',
        ),
        (
            "from: pod/shop/client",
            "from: shop/client",
            "level.yaml:12:5: from: a source is pod/NAMESPACE/NAME, pods/NAMESPACE/WORKLOAD, node/NAME or external",
        ),
        ("fails: not-db", "fails: not-dp", 'level.yaml:24:31: fails: no probe "not-dp"; did you mean "not-db"?'),
        (
            "[cluster.yaml]",
            "[../secret.yaml]",
            'level.yaml:7:11: "../secret.yaml" is not the name of a file in the level\'s folder',
        ),
        ("[cluster.yaml]", "[other.yaml]", 'level.yaml:7:1: cluster: the level\'s folder has no file "other.yaml"'),
        (
            "title: A small level",
            "title: A small level\ntitle: B",
            'level.yaml:4:1: key "title" stands here for the second time',
        ),
        ("debrief: Done.\n", "", 'level.yaml:1:1: key "debrief" is missing'),
    ],
)
def test_fault_is_told_at_its_place(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in LEVEL
    assert expected in faults(tmp_path, LEVEL.replace(old, new, 1))


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    assert faults(tmp_path, LEVEL.replace("open: [services]", "open: [services"))[0].startswith("level.yaml:1")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0\0",
        "just text",
        BOMB,
        "[" * 5000,
    ],
)
def test_hostile_texts_are_refused(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_level_or_refused(tmp_path: Path, raw: bytes) -> None:
    home = folder(tmp_path)
    (home / "level.yaml").write_bytes(raw)
    with pytest.raises(LevelError):
        open_level(home)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.integers(0, len(LEVEL) - 1), st.text(max_size=3))
def test_any_damage_is_a_level_or_refused(tmp_path: Path, at: int, put: str) -> None:
    home = folder(tmp_path)
    (home / "level.yaml").write_text(LEVEL[:at] + put + LEVEL[at + 1 :], encoding="utf-8", errors="replace")
    try:
        level = open_level(home)
    except LevelError:
        return
    assert level.id == "small"


def test_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    home = folder(tmp_path)
    (home / "cluster.yaml").unlink()
    (home / "cluster.yaml").symlink_to("/etc/hostname")
    with pytest.raises(LevelError, match="has no file"):
        open_level(home)


def test_cluster_file_holds_objects_only() -> None:
    items = read_objects(
        "kind: List\nitems:\n- {kind: A, metadata: {name: x}}\n- {kind: B, metadata: {name: y}}\n", "f"
    )
    assert [tree["kind"] for tree in items] == ["A", "B"]
    with pytest.raises(LevelError, match="f:2:1: is not an object"):
        read_objects("---\n- a\n", "f")
    with pytest.raises(LevelError, match="cannot be read as YAML"):
        read_objects("a: [", "f")


def test_pack_lists_a_level_once(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(
        'format: 1\nid: p\ntitle: P\nversion: "1"\nchapters:\n- {id: a, title: A, levels: [x, x]}\n', encoding="utf-8"
    )
    with pytest.raises(LevelError, match='"x" is listed twice'):
        read_pack(tmp_path)


def test_unknown_level_names_similar_ones() -> None:
    with pytest.raises(UnknownLevelError, match="did you mean a-name-for-three-pods"):
        Catalog().open("a-name-for-tree-pods")
    for wanted in ("", " ", "nothing-like-it", "a\\b", "../campaign", "/etc"):
        with pytest.raises(UnknownLevelError):
            Catalog().open(wanted)


def test_built_in_levels_are_complete() -> None:
    catalog = Catalog()
    folders = {path.parent.name for path in (data_folder("levels") / "campaign").glob("*/level.yaml")}
    assert folders
    assert {entry.id for entry in catalog.entries} == folders
    for entry in catalog.entries:
        assert entry.header.chapter == entry.chapter.id
        level = catalog.open(entry.id)
        assert 2 <= len(level.hints) <= 4
        assert level.alternates
        assert len(level.near_misses) >= 2
