"""Opening the database: a file that is damaged, newer or not writable never costs a player anything.

A file that cannot be used is renamed, never overwritten; where nothing can be written the game goes on in memory.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

APPLICATION = 0x53564351
"""``application_id`` of our files, so that someone else's database is not taken for one."""

VERSION = 1
"""``user_version``; a file with a higher one was written by a newer program."""

BUSY_SECONDS = 5.0
"""How long a write waits for another game's."""

_TABLES = """
CREATE TABLE IF NOT EXISTS best (
    level TEXT PRIMARY KEY,
    stars INTEGER NOT NULL,
    runs INTEGER NOT NULL,
    hints INTEGER NOT NULL,
    answer TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft (
    level TEXT PRIMARY KEY,
    data TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
"""


class UnusableError(Exception):
    """A file that is there but cannot be used; its text says why."""


def connect(path: Path | None) -> tuple[sqlite3.Connection, list[str]]:
    """A connection that works, whatever the file is like.

    Args:
        path: of the database file; None for memory.

    Returns:
        The connection, and what the player must be told.
    """
    if path is None:
        return _memory(), []
    notices: list[str] = []
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _open(path), notices
        except UnusableError as error:
            aside = _set_aside(path)
            notices.append(f"{path} {error}. It was set aside as {aside.name}; progress starts anew.")
            return _open(path), notices
    except (OSError, sqlite3.Error, UnusableError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        notices.append(f"Progress cannot be saved in {path.parent} ({reason}). The game goes on without saving.")
        return _memory(), notices


def _memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(_TABLES)
    return connection


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _prepare(connection)
    except sqlite3.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise UnusableError(f"is damaged ({error})") from error
    except UnusableError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    filled = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version > VERSION:
        raise UnusableError("was written by a newer svcquest")
    if filled and application != APPLICATION:
        raise UnusableError("is not a progress file of svcquest")
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise UnusableError("is damaged")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    if version < VERSION:
        connection.execute("BEGIN IMMEDIATE")
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={APPLICATION}")
        connection.execute(f"PRAGMA user_version={VERSION}")
        connection.execute("COMMIT")


def _set_aside(path: Path) -> Path:
    """Rename a file, and the journal that belongs to it, to the first free name."""
    number = 1
    while (aside := path.with_name(f"{path.name}.aside-{number}")).exists():
        number += 1
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        journal = path.with_name(path.name + suffix)
        if journal.exists():
            journal.rename(aside.with_name(aside.name + suffix))
    return aside
