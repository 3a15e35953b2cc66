"""Where a cursor stands in YAML that is being typed. Indentation alone tells, because half a line parses as nothing.

The reader in ``compose`` knows what a finished text means; this one guesses what an unfinished one is about. It knows
block style, and flow style (``{app: web}``) as far as it stands on the cursor's own line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from svcquest.model.frozen import dataclass, field
from svcquest.model.tree import Path

_DASHES = re.compile(r" *(?:- +)*")
_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s#:,\[\]{}'"][^\s#:,\[\]{}]*)\s*:(?:\s+|$)""")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_ITEM = 0
"""Stands in paths for the number of a list item, which nobody needs here."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a cursor is about.

    Attributes:
        kind, api_version, namespace: of the document, as far as it names them.
        path: of the mapping in which a key is typed, or of the field whose value is typed; list items are 0.
        typed: what stands between the beginning of the word and the cursor, without an opening quote.
        start: column (from 0) at which the word begins, after an opening quote.
        is_value: a value is typed, else a key.
        in_flow: inside of ``{…}`` or ``[…]``.
        indent: column at which keys of this mapping begin.
        siblings: keys that the mapping has besides.
    """

    kind: str
    api_version: str
    namespace: str
    path: Path
    typed: str
    start: int
    is_value: bool
    in_flow: bool
    indent: int
    siblings: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that holds something.

    Attributes:
        dashes: columns of the dashes that it begins with.
        column: where the rest begins.
        key: empty where the rest is no ``key:``.
        value: after the colon, or the rest where there is no key.
    """

    dashes: tuple[int, ...]
    column: int
    key: str
    value: str


@dataclass(slots=True)
class _Flow:
    """An open ``{`` or ``[``: whether it is a mapping, its keys so far, and the key whose value comes next."""

    is_mapping: bool
    keys: list[str] = field(default_factory=list)
    key: str | None = None


def spot_at(lines: Sequence[str], row: int, column: int) -> Spot | None:
    """What a cursor (row and column from 0) is about; None where nothing can be said, as in a comment."""
    before, after = lines[row][:column], lines[row][column:]
    ends_in_dash = before.endswith("-") and not before.strip(" -")
    if "\t" in before or ends_in_dash or _COMMENT.search(before):
        return None
    here = _read(before)
    if here is None:
        if after.strip():
            return None
        here = _Line((), column, "", "")
    first, end = _document(lines, row)
    above = _above(lines, first, row, here)
    if above is None:
        return None
    path = (*above, here.key) if here.key else above
    typed, is_value = here.value, bool(here.key)
    siblings = frozenset(_siblings(lines, first, end, row, here))
    flow = _flow_at(here.value)
    if here.value[:1] in {"{", "["}:
        if flow is None:
            return None
        inner, typed, is_value, siblings = flow
        path += inner
    unquoted = typed.lstrip("\"'")
    return Spot(
        *_named(lines, first, end),
        path,
        unquoted,
        column - len(unquoted),
        is_value,
        flow is not None,
        here.column,
        siblings,
    )


def line_path(lines: Sequence[str], row: int) -> tuple[str, Path]:
    """Kind of the document and path of the field on a line (from 0); ``("", ())`` where there is none."""
    line = _read(lines[row])
    if line is None or not line.key:
        return "", ()
    first, end = _document(lines, row)
    above = _above(lines, first, row, line)
    return ("", ()) if above is None else (_named(lines, first, end)[0], (*above, line.key))


def _document(lines: Sequence[str], row: int) -> tuple[int, int]:
    """First line, and the line after the last one, of the document around a line."""
    first = next((i + 1 for i in range(row, -1, -1) if lines[i].startswith("---")), 0)
    return first, next((i for i in range(row + 1, len(lines)) if lines[i].startswith("---")), len(lines))


def _read(text: str) -> _Line | None:
    """A line's parts; None for one that holds nothing, or only a comment."""
    text = _COMMENT.sub("", text)
    if not text.strip():
        return None
    lead = _DASHES.match(text)
    column = lead.end() if lead else 0
    dashes = tuple(index for index in range(column) if text[index] == "-")
    rest = text[column:]
    if rest == "-":
        return _Line((*dashes, column), column + 2, "", "")
    key = _KEY.match(rest)
    if key is None:
        return _Line(dashes, column, "", rest)
    return _Line(dashes, column, key[1].strip("\"'"), rest[key.end() :])


def _above(lines: Sequence[str], first: int, row: int, here: _Line) -> Path | None:
    """The path of the mapping or list item that a line belongs to; None where what stands above cannot hold it."""
    path: list[str | int] = []
    column, is_item = here.column, False
    for dash in reversed(here.dashes):
        path.append(_ITEM)
        column, is_item = dash, True
    for index in range(row - 1, first - 1, -1):
        if not column and not is_item:
            break
        line = _read(lines[index])
        if line is None:
            continue
        if line.key and (line.column < column or (is_item and line.column == column)):
            if line.value.strip():
                return None
            path.append(line.key)
            column, is_item = line.column, False
        for dash in reversed(line.dashes):
            if dash < column:
                path.append(_ITEM)
                column, is_item = dash, True
    return tuple(reversed(path))


def _siblings(lines: Sequence[str], first: int, end: int, row: int, here: _Line) -> Iterator[str]:
    """Keys of the mapping that a line belongs to, its own left out."""
    for index in range(row - 1, first - 1, -1) if not here.dashes else ():
        line = _read(lines[index])
        if line is None or line.column > here.column:
            continue
        if line.column < here.column:
            break
        yield line.key
        if line.dashes:
            break
    for index in range(row + 1, end):
        line = _read(lines[index])
        if line is None:
            continue
        if (*line.dashes, line.column)[0] < here.column:
            break
        if line.column == here.column:
            yield line.key


def _flow_at(text: str) -> tuple[Path, str, bool, frozenset[str]] | None:
    """Path below an open flow value, the word at its end, whether that is a value, and the mapping's keys."""
    open_ones: list[_Flow] = []
    word = ""
    for char in text:
        if char in "{[":
            open_ones.append(_Flow(char == "{"))
        elif not open_ones:
            return None
        elif char in "}]":
            open_ones.pop()
        elif char == ",":
            open_ones[-1].key = None
        elif char == ":" and open_ones[-1].is_mapping and open_ones[-1].key is None:
            open_ones[-1].key = word.strip("\"'")
            open_ones[-1].keys.append(word.strip("\"'"))
        else:
            word = (word + char).lstrip()
            continue
        word = ""
    if not open_ones:
        return None
    path = tuple(each.key or "" if each.is_mapping else _ITEM for each in open_ones)
    last = open_ones[-1]
    names_key = last.is_mapping and last.key is None
    return (path[:-1] if names_key else path), word, not names_key, frozenset(last.keys)


def _named(lines: Sequence[str], first: int, end: int) -> tuple[str, str, str]:
    """``kind``, ``apiVersion`` and ``metadata.namespace`` of a document, empty where they are not there."""
    found: dict[str, str] = {}
    inside = ""
    for index in range(first, end):
        name, colon, value = lines[index].partition(":")
        if not colon:
            continue
        if name[:1] != " ":
            inside = name
        if name in {"kind", "apiVersion"} or (inside == "metadata" and name.strip() == "namespace"):
            found.setdefault(name.strip(), _COMMENT.sub("", value).strip(" \"'"))
    return found.get("kind", ""), found.get("apiVersion", ""), found.get("namespace", "")
