"""Markdown of levels as lines for a terminal, also for one that is read aloud: no stars, no hashes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from shutil import get_terminal_size

from svcquest.cli.printing import say

WIDEST = 100
"""Columns beyond which a line is hard to follow."""

_STAYS = "\N{NO-BREAK SPACE}"
_ITEM = re.compile(r"(?:-|\d+\.) ")


def say_prose(text: str) -> None:
    """Print Markdown, in lines that fit the terminal."""
    say(prose(text, min(get_terminal_size((WIDEST, 24)).columns, WIDEST)))


def say_lines(lines: Iterable[str], under: int = 4) -> None:
    """Print lines of the game's own; where the terminal is narrower they are broken at blanks.

    Args:
        under: columns by which a line goes on to the right of its own beginning.
    """
    width = get_terminal_size((0, 0)).columns
    for line in lines:
        say(broken(line, width, under) if 0 < width < len(line) else line)


def broken(line: str, width: int, under: int) -> str:
    """A line in several that are no wider than ``width``, as far as its words allow."""
    from textwrap import fill  # noqa: PLC0415 - not for those who only type commands

    indent = " " * (len(line) - len(line.lstrip()) + under)
    return fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def prose(text: str, width: int) -> str:
    """Markdown without its marks, in lines of at most ``width`` columns. Backticks stay, as they show what to type."""
    return "\n".join(_lines(text, width))


def _lines(text: str, width: int) -> Iterator[str]:
    from textwrap import fill  # noqa: PLC0415 - not for those who only type commands

    for block in _blocks(text):
        item = _ITEM.match(block)
        line = _in_one_piece(without_stars(block.lstrip("#").lstrip()))
        yield fill(
            line.replace(" ", _STAYS, 1) if item else line,  # an item's sign is not left alone on its line
            width,
            subsequent_indent=" " * item.end() if item else "",
            break_long_words=False,
            break_on_hyphens=False,
        ).replace(_STAYS, " ")


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs, headings, items and the empty lines between them, each on one line."""
    pending: list[str] = []
    for line in map(str.strip, text.strip().splitlines()):
        begins = line.startswith("#") or _begins_item(line, pending)
        if pending and (begins or not line or pending[0].startswith("#")):
            yield " ".join(pending)
            pending = []
        if line:
            pending.append(line)
        else:
            yield ""
    if pending:
        yield " ".join(pending)


def _begins_item(line: str, pending: list[str]) -> bool:
    """Whether a line is an item's first; within a paragraph that is no list, only 1. begins one, as in CommonMark."""
    item = _ITEM.match(line)
    return item is not None and (not pending or item[0] in {"- ", "1. "} or _ITEM.match(pending[0]) is not None)


def _in_one_piece(text: str) -> str:
    """A text whose code is not broken at its blanks, so that a command can be copied."""
    parts = text.split("`")
    return "`".join(part.replace(" ", _STAYS) if number % 2 else part for number, part in enumerate(parts))


def without_stars(text: str) -> str:
    """A text without the stars of emphasis; those of code stay."""
    parts = text.split("`")
    return "`".join(part if number % 2 else part.replace("*", "") for number, part in enumerate(parts))
