"""A player's progress: the best attempt of each level, unfinished work, settings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from svcquest.model.frozen import dataclass, field
from svcquest.store.database import connect
from svcquest.store.paths import data_path

FILE_NAME = "progress.db"
KNOWN = "known-chapters"

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Best:
    """The best attempt of a level.

    Attributes:
        stars: 1 to 3.
        runs: that it took.
        hints: that were taken.
        answer: what was handed in, plain data; enough to grade it again.
    """

    stars: int
    runs: int
    hints: int = 0
    answer: Mapping[str, Any] = field(default_factory=dict)

    def beats(self, other: Best | None) -> bool:
        """Whether it counts rather than the other: more stars, else fewer runs, else fewer hints."""
        return other is None or (-self.stars, self.runs, self.hints) < (-other.stars, other.runs, other.hints)


class Progress:
    """Reading and writing of progress. Each write is one transaction; several games may share a file.

    Attributes:
        notices: what the player must be told, such as that nothing can be saved.
    """

    def __init__(self, path: Path | None = None, *, in_memory: bool = False) -> None:
        """Open the player's file.

        Args:
            path: of the file; the usual one when left out.
            in_memory: save nothing at all.
        """
        where = None if in_memory else path or data_path() / FILE_NAME
        self._connection, self.notices = connect(where)

    def close(self) -> None:
        """End access; safe to leave away, nothing is kept back."""
        self._connection.close()

    # Results --------------------------------------------------------------------------------------------------------

    def best(self, level: str) -> Best | None:
        """The best attempt of a level, None while it is unsolved."""
        return self.all_best().get(level)

    def all_best(self) -> dict[str, Best]:
        """The best attempt of each solved level."""
        rows = self._read("SELECT level, stars, runs, hints, answer FROM best ORDER BY level")
        return {level: Best(stars, runs, hints, _plain(answer)) for level, stars, runs, hints, answer in rows}

    def record(self, level: str, attempt: Best) -> bool:
        """Keep an attempt if it is the best so far; whether it is."""

        def write(connection: sqlite3.Connection) -> bool:
            row = connection.execute("SELECT stars, runs, hints FROM best WHERE level = ?", (level,)).fetchone()
            if not attempt.beats(Best(*row) if row else None):
                return False
            connection.execute(
                "INSERT OR REPLACE INTO best (level, stars, runs, hints, answer) VALUES (?, ?, ?, ?, ?)",
                (level, attempt.stars, attempt.runs, attempt.hints, json.dumps(dict(attempt.answer))),
            )
            return True

        return self._write(write) or False

    # Unfinished work ------------------------------------------------------------------------------------------------

    def draft(self, level: str) -> Mapping[str, Any] | None:
        """What ``keep`` was given last for a level."""
        rows = self._read("SELECT data FROM draft WHERE level = ?", (level,))
        return _plain(rows[0][0]) if rows else None

    def drafts(self) -> dict[str, Mapping[str, Any]]:
        """Unfinished work of all levels."""
        return {level: _plain(data) for level, data in self._read("SELECT level, data FROM draft ORDER BY level")}

    def keep(self, level: str, data: Mapping[str, Any]) -> None:
        """Keep a level's unfinished work: editor text, what was done, hints."""
        text = json.dumps(dict(data))
        self._write(lambda connection: connection.execute("INSERT OR REPLACE INTO draft VALUES (?, ?)", (level, text)))

    # Settings -------------------------------------------------------------------------------------------------------

    def setting(self, name: str) -> Any:
        """A setting, None when it was never set."""
        rows = self._read("SELECT value FROM setting WHERE name = ?", (name,))
        try:
            return json.loads(rows[0][0]) if rows else None
        except ValueError:
            return None

    def set(self, name: str, value: Any) -> None:
        """Keep a setting; any JSON value."""
        text = json.dumps(value)
        self._write(lambda connection: connection.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, text)))

    # Placement -----------------------------------------------------------------------------------------------------

    def known_chapters(self) -> frozenset[str]:
        """Ids of chapters that the player has shown to know without playing them."""
        found = self.setting(KNOWN)
        return frozenset(each for each in found if isinstance(each, str)) if isinstance(found, list) else frozenset()

    def know(self, chapters: Iterable[str]) -> None:
        """Save what the last placement test has shown."""
        self.set(KNOWN, sorted(chapters))

    # All of it ------------------------------------------------------------------------------------------------------

    def forget(self, level: str | None = None) -> None:
        """Drop results and unfinished work of one level, or of all and what a placement test has shown.

        Settings stay.
        """

        def write(connection: sqlite3.Connection) -> None:
            for table in ("best", "draft"):
                if level is None:
                    connection.execute(f"DELETE FROM {table}")
                else:
                    connection.execute(
                        f"DELETE FROM {table} WHERE level = ? OR substr(level, 1, ?) = ?",
                        (level, len(level) + 1, f"{level}@"),
                    )
            if level is None:
                connection.execute("DELETE FROM setting WHERE name = ?", (KNOWN,))

        self._write(write)

    def _read(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._trouble("read", error)
            return []

    def _write(self, action: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """Run an action in one transaction; a disk that fails becomes a notice, once."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                result = action(self._connection)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._trouble("saved", error)
            return None
        return result

    def _trouble(self, what: str, error: sqlite3.Error) -> None:
        notice = f"Progress cannot be {what} now ({error}). The game goes on."
        if notice not in self.notices:
            self.notices.append(notice)


def _plain(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
