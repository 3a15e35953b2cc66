"""Files that the user names on the command line: read with limits, and refused in plain words."""

from __future__ import annotations

import sys
from pathlib import Path

from svcquest.cli.failing import UsageError

ANSWER_LIMIT = 3_000_000
"""Bytes that an answer's file may have."""

CLUSTER_LIMIT = 500_000_000
"""Bytes that a cluster's file may have; a dump of a large cluster is large."""


def read_file(name: str, limit: int = ANSWER_LIMIT) -> str:
    """The text of a file, or of standard input for ``-``; a byte order mark is dropped.

    Raises:
        UsageError: it cannot be read, is too large or is no text.
    """
    shown = "standard input" if name == "-" else name
    try:
        raw = sys.stdin.buffer.read(limit + 1) if name == "-" else _bytes(Path(name), limit)
    except OSError as error:
        raise UsageError(f"{shown}: cannot be read: {error.strerror or error}") from error
    if len(raw) > limit:
        raise UsageError(f"{shown}: is larger than {limit // 1_000_000} MB; that is no manifest")
    if b"\0" in raw[:8192]:
        raise UsageError(f"{shown}: is a binary file; a manifest is text")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{shown}:{line}: is not UTF-8 text (byte {error.start})") from error


def _bytes(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit + 1)
