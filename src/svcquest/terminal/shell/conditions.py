"""``test``, ``[`` and ``[[``: conditions on strings, numbers and files.

Follows POSIX ``test`` with ``==``, ``=~``, ``<``, ``>`` of bash.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from svcquest.terminal.process import Files
from svcquest.terminal.shell.patterns import matcher

_LONGEST = 1_000
_MOST_WORDS = 60

_STRINGS: dict[str, Callable[[str, str], bool]] = {
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
}
_NUMBERS: dict[str, Callable[[int, int], bool]] = {
    "-eq": operator.eq,
    "-ne": operator.ne,
    "-lt": operator.lt,
    "-le": operator.le,
    "-gt": operator.gt,
    "-ge": operator.ge,
}
_FILES: dict[str, Callable[[Files, str], bool]] = {
    "-e": Files.exists,
    "-f": Files.is_file,
    "-d": Files.is_folder,
    "-r": Files.exists,
    "-w": Files.exists,
    "-x": Files.is_folder,
    "-s": lambda files, path: files.is_file(path) and bool(files.read(path)),
}


class ConditionError(ValueError):
    """A condition that cannot be read; its text is what the shell says."""


def holds(words: tuple[str, ...], files: Files, *, double: bool = False) -> bool:
    """Whether a condition is true.

    Args:
        words: the words between the name (or bracket) and the closing bracket.
        files: the file system that ``-f`` and its like look at.
        double: inside ``[[``, where ``=`` compares with a pattern.

    Raises:
        ConditionError: it is malformed.
    """
    if len(words) > _MOST_WORDS:
        raise ConditionError("too many arguments")
    if not words:
        return False
    reader = _Reader(words, files, double=double)
    result = reader.either()
    if reader.rest():
        raise ConditionError("too many arguments")
    return result


class _Reader:
    def __init__(self, words: tuple[str, ...], files: Files, *, double: bool) -> None:
        self._words = words
        self._at = 0
        self._files = files
        self._double = double

    def rest(self) -> tuple[str, ...]:
        return self._words[self._at :]

    def either(self) -> bool:
        result = self._both()
        while self._peek() in ("-o", "||"):
            self._at += 1
            result = self._both() or result
        return result

    def _both(self) -> bool:
        result = self._one()
        while self._peek() in ("-a", "&&"):
            self._at += 1
            result = self._one() and result
        return result

    def _peek(self, ahead: int = 0) -> str | None:
        at = self._at + ahead
        return self._words[at] if at < len(self._words) else None

    def _take(self) -> str:
        word = self._peek()
        if word is None:
            raise ConditionError("argument expected")
        self._at += 1
        return word

    def _one(self) -> bool:
        following = self._peek(1)
        if following in _STRINGS or following in _NUMBERS or following == "=~":
            left, sign, right = self._take(), self._take(), self._take()
            return self._compare(left, sign, right)
        word = self._take()
        if word == "!" and self._peek() is not None:
            return not self._one()
        if word == "(" and self._peek() is not None:
            result = self.either()
            if self._take() != ")":
                raise ConditionError("`)' expected")
            return result
        if self._peek() is None or word not in ("-n", "-z", *_FILES):
            return bool(word)
        argument = self._take()
        if word in _FILES:
            return _FILES[word](self._files, argument)
        return bool(argument) == (word == "-n")

    def _compare(self, left: str, sign: str, right: str) -> bool:
        if sign in _NUMBERS:
            return _NUMBERS[sign](_number(left), _number(right))
        if sign == "=~":
            return _search(right, left)
        if self._double and sign in ("=", "==", "!="):
            return bool(matcher([(right, False)]).match(left)) == (sign != "!=")
        return _STRINGS[sign](left, right)


def _number(text: str) -> int:
    if not re.fullmatch(r"\s*[-+]?[0-9]{1,30}\s*", text):
        raise ConditionError(f"{text}: integer expression expected")
    return int(text)


def _search(pattern: str, text: str) -> bool:
    if len(pattern) > _LONGEST or len(text) > _LONGEST:
        raise ConditionError("pattern or text too long")
    try:
        return bool(re.search(pattern, text))
    except re.error:
        raise ConditionError(f"{pattern}: invalid regular expression") from None
