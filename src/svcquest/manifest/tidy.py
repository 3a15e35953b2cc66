"""A manifest laid out evenly, comments and the order of its fields kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from svcquest.manifest.dump import dump_json
from svcquest.manifest.positions import Place
from svcquest.manifest.reader import Parsed, parse
from svcquest.model.frozen import dataclass

_STEP = 2
_DASH = re.compile(r"- +(?=\S)")
_COLON = re.compile(r"""^((?:- )*[\w./-]+:) +(?=[^\s#])""")
_BLOCK = re.compile(r"(?:^|\s)[|>][+-]?\d?[+-]?\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Tidied:
    """What became of a text.

    Attributes:
        text: laid out evenly; as it was where that cannot be done.
        problem: why not, empty where it could.
        line: of the problem, from 1.
    """

    text: str
    problem: str = ""
    line: int = 0


def tidy(text: str) -> Tidied:
    """Lay a manifest out as kubectl would print it: two columns a level, dashes under the field that holds the list.

    Comments, quotes, flow style and the order of fields stay. The result is read again: where it would not mean
    exactly the same, the text is left alone.
    """
    parsed = parse(text)
    if parsed.problem is not None:
        return Tidied(text, parsed.problem.reason, parsed.problem.position.line)
    if text.lstrip().startswith("{"):
        return Tidied("".join(dump_json(each.tree, sort_keys=False).rstrip("\n") + "\n" for each in parsed.documents))
    lines = text.split("\n")
    fresh = "\n".join(_even(lines, _wanted(lines, parsed))).strip("\n") + "\n"
    again = parse(fresh)
    if again.problem is not None or [each.tree for each in again.documents] != [each.tree for each in parsed.documents]:
        return Tidied(text, "this text cannot be laid out anew without a change of what it says", 1)
    return Tidied(fresh)


def _wanted(lines: list[str], parsed: Parsed) -> dict[int, int]:
    """Lines (from 0) on which a field or item begins, with the column at which it should."""
    wanted: dict[int, int] = {}

    def visit(tree: Any, place: Place, indent: int) -> None:
        for step, child in place.children.items():
            value = tree[step]
            row, column = child.key.line - 1, child.key.column - 1
            begins = lines[row][:column].strip(" -" if isinstance(step, int) else " ") == ""
            if begins:
                wanted.setdefault(row, indent)
            if isinstance(step, int):
                visit_value(value, child, indent + _STEP)
            elif child.value.line != child.key.line:
                visit_value(value, child, indent + (0 if isinstance(value, list) else _STEP))

    def visit_value(value: Any, place: Place, indent: int) -> None:
        if isinstance(value, dict | list) and lines[place.value.line - 1][place.value.column - 1] not in "{[":
            visit(value, place, indent)

    for document in parsed.documents:
        visit_value(document.tree, document.place, 0)
    return wanted


def _even(lines: list[str], wanted: dict[int, int]) -> Iterator[str]:
    """The lines, moved to where they are wanted; what belongs to them moves along."""
    moved = 0
    in_block = False
    blank = False
    for row, line in enumerate(lines):
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        if row in wanted:
            moved, in_block = wanted[row] - indent, bool(_BLOCK.search(line))
            content = _COLON.sub(r"\1 ", _DASH.sub("- ", content)).rstrip()
        elif in_block:
            yield " " * (indent + moved) + content if content else ""
            continue
        elif not content.strip():
            if not blank:
                yield ""
            blank = True
            continue
        elif content.startswith("#"):
            following = next((wanted[i] for i in range(row, len(lines)) if i in wanted), None)
            moved_to = indent + moved if following is None else following
            yield " " * max(moved_to, 0) + content.rstrip()
            blank = False
            continue
        blank = False
        yield " " * max(indent + moved, 0) + content.rstrip()
