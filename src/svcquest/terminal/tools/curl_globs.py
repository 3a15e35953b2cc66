"""URLs with sets and ranges, as curl takes them apart: ``http://{a,b}/``, ``http://10.0.0.[1-3]/``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from string import ascii_letters

MOST_URLS = 1000

_PART = re.compile(r"\{([^{}]*)\}|\[([^\[\]]*)\]|([{}\[\]])")
_NUMBERS = re.compile(r"(\d{1,9})-(\d{1,9})(?::(\d{1,9}))?")
_LETTERS = re.compile(r"([A-Za-z])-([A-Za-z])(?::(\d{1,9}))?")
_ADDRESS = re.compile(r"[0-9A-Fa-f:.%a-z]*:[0-9A-Fa-f:.%a-z]*")


class GlobError(Exception):
    """Braces or brackets that curl does not understand; its text says which and where."""


def expand(url: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The URLs that a pattern stands for, each with the text that replaced its parts.

    Raises:
        GlobError: the pattern is broken, or stands for too many.
    """
    plain, choices, end = [], [], 0
    for found in _PART.finditer(url):
        if found[2] is not None and _ADDRESS.fullmatch(found[2]) and "-" not in found[2]:
            continue
        if found[3]:
            kind = "unmatched close brace/bracket" if found[3] in "}]" else "unmatched brace"
            raise GlobError(f"{kind} in URL position {found.start() + 1}:\n{url}\n{' ' * found.start()}^")
        plain.append(url[end : found.start()])
        choices.append(_words(found, url))
        end = found.end()
    count = 1
    for each in choices:
        count *= len(each)
    if count > MOST_URLS:
        raise GlobError(f"range overflow in URL position {len(url)}:\n{url}")
    for chosen in product(*choices):
        yield "".join(a + b for a, b in zip((*plain, url[end:]), (*chosen, ""), strict=True)), chosen


def _words(found: re.Match[str], url: str) -> list[str]:
    if found[1] is not None:
        return found[1].split(",")
    numbers, letters = _NUMBERS.fullmatch(found[2]), _LETTERS.fullmatch(found[2])
    if numbers and int(numbers[1]) <= int(numbers[2]):
        width = len(numbers[1]) if numbers[1].startswith("0") else 0
        span = range(int(numbers[1]), int(numbers[2]) + 1, max(int(numbers[3] or 1), 1))
        if len(span) <= MOST_URLS:
            return [f"{number:0{width}}" for number in span]
    if letters and letters[1] <= letters[2]:
        row = ascii_letters[ascii_letters.index(letters[1]) : ascii_letters.index(letters[2]) + 1]
        return list(row[:: max(int(letters[3] or 1), 1)])
    raise GlobError(f"bad range in URL position {found.start() + 2}:\n{url}\n{' ' * (found.start() + 1)}^")


def numbered(name: str, chosen: tuple[str, ...]) -> str:
    """A file name in which ``#1`` stands for the text of the URL's first part."""

    def replace(found: re.Match[str]) -> str:
        number = int(found[1])
        return chosen[number - 1] if 0 < number <= len(chosen) else found[0]

    return re.sub(r"#(\d+)", replace, name)
