"""One resource record, or a question, as dig and host lay it out. Follows masterdump.c and soa_6.c of lib/dns.

Columns are counted in cells; tabs lead from one to the next.
"""

from __future__ import annotations

from typing import NamedTuple

from svcquest.model.dns import Question, Record
from svcquest.model.frozen import dataclass

TAB = 8


class Columns(NamedTuple):
    """Where the fields behind a name begin."""

    ttl: int = 24
    classes: int = 32
    type: int = 40
    data: int = 48


@dataclass(frozen=True, slots=True)
class Layout:
    """How records are written.

    Attributes:
        ttl, classes: these fields are there.
        multiline: an SOA takes a line for each of its numbers, and fields stand closer.
        units: a TTL reads ``8h`` instead of ``28800``.
    """

    ttl: bool = True
    classes: bool = True
    multiline: bool = False
    units: bool = False

    @property
    def columns(self) -> Columns:
        """The columns of such a layout."""
        if self.multiline or not (self.ttl or self.classes):
            return Columns(24, 24, 24, 32)
        return Columns() if self.ttl and self.classes else Columns(24, 24, 32, 40)


USUAL = Layout()


def question_line(question: Question, layout: Layout = USUAL) -> str:
    """A question as a comment; its semicolon stands before the first column."""
    fields = [("IN", layout.columns.classes, True), (question.type, layout.columns.type, True)]
    return ";" + _in_columns(question.name, fields)


def record_lines(record: Record, layout: Layout = USUAL) -> list[str]:
    """A record, which may take several lines."""
    columns = layout.columns
    ttl = in_units(record.ttl) if layout.units else str(record.ttl)
    data, *more = _soa(record.data) if layout.multiline and record.type == "SOA" else [record.data]
    fields = [
        (ttl, columns.ttl, layout.ttl),
        ("IN", columns.classes, layout.classes),
        (record.type, columns.type, True),
        (data, columns.data, True),
    ]
    indent = "\t" * (columns.data // TAB)
    return [_in_columns(record.name, fields), *(indent + line for line in more)]


def _in_columns(line: str, fields: list[tuple[str, int, bool]]) -> str:
    column = len(line)
    for text, start, on in fields:
        if on:
            line = indented(line, column, start)
            column = max(start, column + 1) + len(text)
            line += text
    return line


def indented(line: str, column: int, to: int) -> str:
    """A line filled up with tabs and blanks to a column, by one blank at least.

    Args:
        column: where the line ends now.
    """
    to = max(to, column + 1)
    tabs = to // TAB - column // TAB
    return line + "\t" * tabs + " " * (to % TAB if tabs else to - column)


def _soa(data: str) -> list[str]:
    """A start of authority, a number a line."""
    origin, mail, serial, *seconds = data.split(" ")
    names = ("refresh", "retry", "expire", "minimum")
    times = [f"{each:<10} ; {name} ({_in_words(int(each))})" for each, name in zip(seconds, names, strict=True)]
    return [f"{origin} {mail} (", f"{serial:<10} ; serial", *times, ")"]


_UNITS = (("week", 604_800), ("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


def _parts(seconds: int) -> list[tuple[int, str]]:
    found = []
    for unit, size in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            found.append((count, unit))
    return found or [(0, "second")]


def in_units(seconds: int) -> str:
    """``1d30m``."""
    return "".join(f"{count}{unit[0]}" for count, unit in _parts(seconds))


def _in_words(seconds: int) -> str:
    return " ".join(f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in _parts(seconds))
