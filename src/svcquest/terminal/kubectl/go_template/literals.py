"""Constants as Go writes them: numbers, strings, characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))", re.DOTALL)
_LETTERS = {
    "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", "'": "'", '"': '"',
}  # fmt: skip


def text_of(quoted: str) -> str:
    """The text of a string in double quotes or backquotes.

    Raises:
        ValueError: it holds an escape that Go does not know.
    """
    return quoted[1:-1] if quoted[0] == "`" else _ESCAPE.sub(_escaped, quoted[1:-1])


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16))
    if match[4]:
        return chr(int(match[4], 8))
    if match[5] not in _LETTERS:
        raise ValueError("invalid syntax")
    return _LETTERS[match[5]]


def _number(text: str) -> int | float:
    digits = text.replace("_", "")
    sign, bare = (-1, digits[1:]) if digits[0] == "-" else (1, digits.removeprefix("+"))
    if bare[:2].lower() in {"0x", "0b", "0o"}:
        return sign * int(bare, 0)
    if re.fullmatch(r"\d+", bare):
        return sign * int(bare, 8 if re.fullmatch("0[0-7]+", bare) else 10)
    return sign * float(bare)


def _rune(text: str) -> int:
    letter = _ESCAPE.sub(_escaped, text[1:-1])
    if len(letter) != 1:
        raise ValueError(f"malformed character constant: {text}")
    return ord(letter)


READERS: dict[str, Callable[[str], Any]] = {"number": _number, "raw": text_of, "rune": _rune, "string": text_of}
"""How the words of each kind are read; ValueError with Go's words when they cannot be."""
