"""Progress: what is kept, and what happens to files that cannot be used."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from svcquest.store.database import VERSION
from svcquest.store.exchange import ImportRefusedError, export, import_text
from svcquest.store.progress import Best, Progress


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "progress.db"


def test_everything_comes_back(path: Path) -> None:
    first = Progress(path)
    assert first.record("a", Best(3, 1, 0, {"files": {"x": "y"}}))
    first.keep("b", {"files": {"f": "half"}})
    first.set("theme", "dark")
    again = Progress(path)
    assert again.best("a") == Best(3, 1, 0, {"files": {"x": "y"}})
    assert again.best("b") is None
    assert again.draft("b") == {"files": {"f": "half"}}
    assert again.draft("a") is None
    assert again.setting("theme") == "dark"
    assert again.setting("nothing") is None
    assert again.notices == []


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        (Best(1, 5), Best(2, 9), Best(2, 9)),
        (Best(2, 5), Best(1, 1), Best(2, 5)),
        (Best(2, 5), Best(2, 4), Best(2, 4)),
        (Best(2, 4, 1), Best(2, 4, 0), Best(2, 4, 0)),
        (Best(2, 4, 0), Best(2, 4, 0), Best(2, 4, 0)),
    ],
)
def test_best_attempt_counts(path: Path, before: Best, after: Best, kept: Best) -> None:
    progress = Progress(path)
    progress.record("a", before)
    assert progress.record("a", after) == (kept == after and after != before)
    assert progress.best("a") == kept


def test_two_games_share_a_file(path: Path) -> None:
    one, two = Progress(path), Progress(path)
    one.record("a", Best(1, 1))
    two.record("a", Best(3, 1))
    one.record("a", Best(2, 1))
    one.keep("x", {"n": 1})
    two.keep("y", {"n": 2})
    assert one.best("a") == two.best("a") == Best(3, 1)
    assert set(one.drafts()) == {"x", "y"}


def test_damaged_file_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, it is a love letter" * 100)
    progress = Progress(path)
    assert "set aside as progress.db.aside-1" in progress.notices[0]
    progress.record("a", Best(1, 1))
    assert path.with_name("progress.db.aside-1").read_bytes().startswith(b"this is no database")
    path.write_bytes(b"damaged once more " * 100)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    assert "aside-2" in Progress(path).notices[0]


def test_half_damaged_file_is_set_aside(path: Path) -> None:
    progress = Progress(path)
    for number in range(200):
        progress.keep(f"level-{number}", {"text": "x" * 500})
    progress.close()
    raw = bytearray(path.read_bytes())
    raw[4096:40960] = os.urandom(40960 - 4096)
    path.write_bytes(raw)
    assert "is damaged" in Progress(path).notices[0]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (f"PRAGMA user_version={VERSION + 1}", "was written by a newer svcquest"),
        ("PRAGMA application_id=7", "is not a progress file of svcquest"),
    ],
)
def test_foreign_file_is_set_aside_unchanged(path: Path, statement: str, told: str) -> None:
    Progress(path).record("a", Best(3, 1))
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert told in Progress(path).notices[0]
    kept = sqlite3.connect(path.with_name("progress.db.aside-1"))
    assert kept.execute("SELECT level, stars FROM best").fetchall() == [("a", 3)]
    kept.close()


def test_unwritable_place_means_playing_without_saving(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    progress = Progress(tmp_path / "file" / "progress.db")
    assert "goes on without saving" in progress.notices[0]
    assert progress.record("a", Best(2, 1))
    assert progress.best("a") == Best(2, 1)


def test_disk_that_fails_later_is_told_once(path: Path) -> None:
    progress = Progress(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("DROP TABLE draft")
    progress.keep("a", {})
    progress.keep("a", {})
    assert progress.draft("a") is None
    assert len(progress.notices) == 2
    assert "The game goes on" in progress.notices[0]
    other.close()


def test_kill_at_any_moment_loses_nothing_that_was_kept(path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom svcquest.store.progress import Best, Progress\n"
        f"progress = Progress(Path({str(path)!r}))\n"
        "for number in range(100000):\n"
        "    progress.keep('a', {'n': number, 'text': 'x' * 2000})\n"
        "    sys.stdout.write(f'{number}\\n')\n    sys.stdout.flush()\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    last = ""
    for _ in range(25):
        last = child.stdout.readline()
    child.send_signal(signal.SIGKILL)
    last = (child.stdout.read().splitlines() or [last])[-1] or last
    child.wait()
    child.stdout.close()
    progress = Progress(path)
    assert progress.notices == []
    draft = progress.draft("a")
    assert draft is not None
    assert draft["n"] >= int(last)
    assert len(draft["text"]) == 2000


def test_forgetting(path: Path) -> None:
    progress = Progress(path)
    for level in ("a", "b"):
        progress.record(level, Best(1, 1))
        progress.keep(level, {})
    progress.set("theme", "dark")
    progress.forget("a")
    assert set(progress.all_best()) == set(progress.drafts()) == {"b"}
    progress.forget()
    assert not progress.all_best()
    assert progress.setting("theme") == "dark"


def test_export_comes_back_and_never_loses(tmp_path: Path) -> None:
    one, two = Progress(tmp_path / "1.db"), Progress(tmp_path / "2.db")
    one.record("a", Best(1, 4, 2, {"x": 1}))
    one.record("b", Best(3, 1))
    one.keep("c", {"from": "one"})
    two.record("a", Best(2, 2))
    two.keep("c", {"from": "two"})
    assert import_text(two, export(one)) == (1, 2)
    assert two.best("a") == Best(2, 2)
    assert two.best("b") == Best(3, 1)
    assert two.draft("c") == {"from": "two"}
    assert import_text(Progress(in_memory=True), export(one)) == (2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "not json",
        '{"format": 2}',
        '{"format": 1, "unknown": 1}',
        '{"format": 1, "results": {"a": {"stars": 4, "runs": 1}}}',
        '{"format": 1, "results": {"a": {"stars": 3, "runs": 0}}}',
        '{"format": 1, "results": {"": {"stars": 3, "runs": 1}}}',
        json.dumps({"results": {"a": {"stars": 3, "runs": 1}, "b": []}}),
    ],
)
def test_other_texts_are_refused_whole(text: str) -> None:
    progress = Progress(in_memory=True)
    with pytest.raises(ImportRefusedError, match="no export of progress"):
        import_text(progress, text)
    assert not progress.all_best()


def test_to_forget_a_level_is_to_forget_its_variants(tmp_path: Path) -> None:
    progress = Progress(tmp_path / "progress.db")
    for name in ("first", "first@2", "first@31", "first-level", "firs"):
        progress.keep(name, {"level": name})
    progress.forget("first")
    assert sorted(progress.drafts()) == ["firs", "first-level"]
