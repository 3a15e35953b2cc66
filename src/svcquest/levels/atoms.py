"""The small parts that every format is made of: names, lines, places."""

from __future__ import annotations

from typing import Any

from svcquest.levels.reading import Notes, Reader, number, pairs, several, text
from svcquest.model.net import parse_vantage
from svcquest.model.tree import Path

identifier = text(63, pattern=r"[a-z0-9]+(-[a-z0-9]+)*", means="lower-case words joined by hyphens")
file_name = text(100, pattern=r"[A-Za-z0-9][A-Za-z0-9._-]*", means="the name of a file in the level's folder")
line = text(300)
prose = text(20_000, lines=True)
command = text(4_000, lines=True)
word = text(300, pattern=r"\S+", means="one word")


def _read_vantage(value: Any, path: Path, notes: Notes) -> str:
    one = f"pod/{value.removeprefix('pods/')}" if isinstance(value, str) and value[:5] == "pods/" else value
    if not isinstance(one, str) or parse_vantage(one) is None:
        notes.add(path, "a source is pod/NAMESPACE/NAME, pods/NAMESPACE/WORKLOAD, node/NAME or external")
        return ""
    return str(value)


vantage = Reader(
    _read_vantage, lambda _: {"type": "string", "pattern": "^(pods?/[^/]+/[^/]+|node/[^/]+|external(/[^/]+)?)$"}
)
sources: Reader = several(vantage, 20, least=1, alone=True)
after = several(number(0, 10), 11, least=1, alone=True)
labels = pairs(text(317), text(63), 20)
