"""File patterns (``*``, ``?``, ``[…]``) and braces (``{a,b}``, ``{1..5}``)."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Iterator
from itertools import islice

from svcquest.terminal.process import FileError, Files
from svcquest.terminal.shell.syntax import Part, Text, Word

Piece = tuple[str, bool]
"""Characters, and whether quotes protect them."""

_BRACES = re.compile(r"\{([^{}]*)\}")
_RANGE = re.compile(r"(-?\d{1,9})\.\.(-?\d{1,9})(?:\.\.-?(\d{1,9}))?|([a-zA-Z])\.\.([a-zA-Z])")
_MOST = 10_000
_MOST_BRACES = 20


def is_pattern(pieces: list[Piece]) -> bool:
    """Whether a field has an unprotected pattern sign."""
    return any(not quoted and any(sign in text for sign in "*?[") for text, quoted in pieces)


def matcher(pieces: list[Piece]) -> re.Pattern[str]:
    """A regular expression for a whole text that fits the pattern."""
    source = "".join(literal(text) if quoted else text for text, quoted in pieces)
    return re.compile(fnmatch.translate(source))


def literal(text: str) -> str:
    """A pattern that fits nothing but a text."""
    return re.sub(r"([*?\[])", r"[\1]", text)


def matching_files(files: Files, pieces: list[Piece]) -> list[str]:
    """Sorted names that a pattern stands for, empty when none fits."""
    text = "".join(text for text, _ in pieces)
    levels = _levels(pieces)
    found = ["/"] if text.startswith("/") else [""]
    for level in levels:
        found = [posixpath.join(folder, name) for folder in found for name in _names(files, folder, level)]
    return sorted(found)


def _levels(pieces: list[Piece]) -> list[list[Piece]]:
    """The pattern cut at its slashes, without empty levels."""
    levels: list[list[Piece]] = [[]]
    for text, quoted in pieces:
        first, *others = text.split("/")
        levels[-1].append((first, quoted))
        levels.extend([(other, quoted)] for other in others)
    return [level for level in levels if any(text for text, _ in level)]


def _names(files: Files, folder: str, level: list[Piece]) -> list[str]:
    plain = "".join(text for text, _ in level)
    if not is_pattern(level):
        return [plain] if files.exists(posixpath.join(folder or ".", plain)) else []
    fits = matcher(level)
    try:
        names = files.list(folder or ".")
    except FileError:
        return []
    return [name for name in names if fits.match(name) and name.startswith(".") <= plain.startswith(".")]


def expand_braces(word: Word) -> list[Word]:
    """The words that unquoted braces in a word stand for; the word itself without any."""
    if sum(part.text.count("{") for part in word if isinstance(part, Text)) > _MOST_BRACES:
        return [word]
    for index, part in enumerate(word):
        if not isinstance(part, Text) or part.quoted or "{" not in part.text:
            continue
        for found in _BRACES.finditer(part.text):
            choices = _choices(found[1])
            if choices is None:
                continue
            before: tuple[Part, ...] = (*word[:index], Text(part.text[: found.start()]))
            after: tuple[Part, ...] = (Text(part.text[found.end() :]), *word[index + 1 :])
            expanded = [_joined((*before, Text(choice), *after)) for choice in choices]
            return list(islice((each for one in expanded for each in expand_braces(one)), _MOST))
    return [word]


def _joined(parts: Word) -> Word:
    """Neighbouring unquoted texts made one, so that outer braces are seen as a whole."""
    joined: list[Part] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Text) and isinstance(last, Text) and not part.quoted and not last.quoted:
            joined[-1] = Text(last.text + part.text)
        else:
            joined.append(part)
    return tuple(joined)


def _choices(inner: str) -> list[str] | None:
    numbers = _RANGE.fullmatch(inner)
    if numbers:
        return list(_range(numbers))
    return inner.split(",") if "," in inner else None


def _range(found: re.Match[str]) -> Iterator[str]:
    if found[4]:
        first, last, step = ord(found[4]), ord(found[5]), 1
    else:
        first, last, step = int(found[1]), int(found[2]), int(found[3] or 1) or 1
    step = step if first <= last else -step
    width = max(map(len, (found[1], found[2]))) if not found[4] and re.match(r"-?0\d", found[1]) else 0
    for value in range(first, last + (1 if step > 0 else -1), step)[:_MOST]:
        yield chr(value) if found[4] else f"{value:0{width}d}"
