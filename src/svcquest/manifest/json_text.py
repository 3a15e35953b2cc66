"""JSON input: a stream of objects, with Go's wording of errors and the place of every part.

Follows the scanner of Go's ``encoding/json``, which reports the offset of the first character that cannot be.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from svcquest.manifest.numbers import settle
from svcquest.manifest.positions import DuplicateKey, Place, Position
from svcquest.manifest.problems import Limits, UnreadableError
from svcquest.model.tree import Path

_SPACE = " \t\r\n"
_NUMBER_PART = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_LITERALS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_HEX = "0123456789abcdefABCDEF"


class JsonReader:
    """Reads one value after the other from a text.

    Attributes:
        at: index of the next character to read.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self.at = 0
        self.duplicates: list[DuplicateKey] = []
        self._text = text
        self._limits = limits
        self._count = 0
        self._line = 1
        self._line_start = 0
        self._seen = 0

    def skip_space(self) -> bool:
        """Goes to the next character that is not blank; false at the end of the text."""
        while self.at < len(self._text) and self._text[self.at] in _SPACE:
            self.at += 1
        return self.at < len(self._text)

    def document(self) -> tuple[Any, Place]:
        """The next value.

        Raises:
            UnreadableError: it is not JSON, or a limit is reached.
        """
        self._count = 0
        self.duplicates = []
        return self._value((), "looking for beginning of value")

    def refuse(self, context: str) -> NoReturn:
        """Refuses the character at hand.

        Raises:
            UnreadableError: always.
        """
        if self.at >= len(self._text):
            self._stop("unexpected EOF", "unexpected EOF")
        shown = {"'": "'\\''", '"': "'\"'"}.get(self._text[self.at]) or _quote_char(self._text[self.at])
        reason = f"invalid character {shown} {context}"
        offset = len(self._text[: self.at + 1].encode("utf-8", "surrogatepass"))
        self._stop(reason, f"json: offset {offset}: {reason}")

    def _stop(self, reason: str, said: str) -> NoReturn:
        here = self._here()
        raise UnreadableError(reason, here.line - 1, here.column - 1, said)

    def _here(self) -> Position:
        # positions are asked for in the order of the text, so each line end is counted once
        self._line += self._text.count("\n", self._seen, self.at)
        newline = self._text.rfind("\n", self._seen, self.at)
        if newline >= 0:
            self._line_start = newline + 1
        self._seen = self.at
        return Position(self._line, self.at - self._line_start + 1)

    def _value(self, path: Path, context: str) -> tuple[Any, Place]:
        if not self.skip_space():
            self.refuse(context)
        self._count += 1
        if self._count > self._limits.values:
            self._too_large(f"more than {self._limits.values} values")
        if len(path) >= self._limits.depth:
            self._too_large(f"more than {self._limits.depth} levels of nesting")
        here = self._here()
        place = Place(here, here)
        match self._text[self.at]:
            case "{":
                return self._object(path, place), place
            case "[":
                return self._array(path, place), place
            case '"':
                return self._string(), place
            case "t" | "f" | "n":
                return self._literal(), place
            case char if char not in "-0123456789":
                self.refuse(context)
        return self._number(), place

    def _too_large(self, what: str) -> NoReturn:
        reason = f"the document has {what}"
        self._stop(reason, reason)

    def _object(self, path: Path, place: Place) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        self.at += 1
        expected = "looking for beginning of object key string"
        if self.skip_space() and self._text[self.at] == "}":
            self.at += 1
            return fields
        while True:
            if not self.skip_space() or self._text[self.at] != '"':
                self.refuse(expected)
            where = self._here()
            key = self._string()
            self._expect(":", "after object key")
            value, child = self._value((*path, key), "looking for beginning of value")
            if key in fields:
                self.duplicates.append(DuplicateKey((*path, key), place.children[key].key, where))
            fields[key] = value
            child.key = where
            place.adopt(key, child)
            if self._expect(",}", "after object key:value pair") == "}":
                return fields

    def _array(self, path: Path, place: Place) -> list[Any]:
        items: list[Any] = []
        self.at += 1
        if self.skip_space() and self._text[self.at] == "]":
            self.at += 1
            return items
        while True:
            value, child = self._value((*path, len(items)), "looking for beginning of value")
            place.adopt(len(items), child)
            items.append(value)
            if self._expect(",]", "after array element") == "]":
                return items

    def _expect(self, choices: str, context: str) -> str:
        if not self.skip_space() or self._text[self.at] not in choices:
            self.refuse(context)
        self.at += 1
        return self._text[self.at - 1]

    def _string(self) -> str:
        start = self.at
        self.at += 1
        while True:
            plain = _PLAIN.match(self._text, self.at)
            self.at = plain.end() if plain else self.at
            char = self._text[self.at : self.at + 1]
            if char == '"':
                self.at += 1
                found: str = json.loads(self._text[start : self.at])
                return found if found.isascii() else _whole_characters(found)
            if char != "\\":
                self.refuse("in string literal")
            self._escape()

    def _escape(self) -> None:
        self.at += 1
        if self._text[self.at : self.at + 1] not in tuple('"\\/bfnrtu'):
            self.refuse("in string escape code")
        self.at += 1
        if self._text[self.at - 1] == "u":
            for _ in range(4):
                if self._text[self.at : self.at + 1] not in tuple(_HEX):
                    self.refuse("in \\u hexadecimal character escape")
                self.at += 1

    def _literal(self) -> bool | None:
        word = next(word for word in _LITERALS if word[0] == self._text[self.at])
        for char in word:
            if self._text[self.at : self.at + 1] != char:
                self.refuse(f"in literal {word} (expecting {_quote_char(char)})")
            self.at += 1
        return _LITERALS[word]

    def _number(self) -> int | float:
        found = _NUMBER_PART.match(self._text, self.at)
        if found is None:
            self.at += 1
            self.refuse("in numeric literal")
        self.at = found.end()
        following = self._text[self.at : self.at + 1]
        if following == "." and not found[2]:
            self.at += 1
            self.refuse("after decimal point in numeric literal")
        value = float(found[0])
        if not math.isfinite(value):
            reason = f"json: cannot unmarshal number {found[0]} into Go value of type float64"
            self._stop(reason, reason)
        return settle(value if found[2] or found[3] or len(found[0]) > 20 else int(found[0]))


def _quote_char(char: str) -> str:
    """A character as Go's ``%q`` prints a rune."""
    escapes = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", "'": "\\'"}
    shown = escapes.get(char) or (char if char.isprintable() else f"\\x{ord(char):02x}")
    return f"'{shown}'"


def _whole_characters(text: str) -> str:
    """Half a surrogate pair, which no text may hold, becomes the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
