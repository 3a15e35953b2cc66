r"""A regular expression's text to a tree.

Follows POSIX (Regular Expressions, 9.3 and 9.4) with GNU's additions: ``\w \s \b \< \>`` and, in basic ones,
``\+ \? \|``. Error texts are those of GNU grep and sed.
"""

from __future__ import annotations

import re
from typing import Literal

from svcquest.model.frozen import dataclass

_LONGEST = 1_000
_MOST_REPEATS = 255
_DEEPEST = 30
_CLASSES = {
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "alnum": "a-zA-Z0-9",
    "upper": "A-Z",
    "lower": "a-z",
    "space": r"\s",
    "blank": r" \t",
    "punct": r"!-/:-@\[-`{-~",
    "xdigit": "0-9A-Fa-f",
    "print": " -~",
    "graph": "!-~",
    "cntrl": r"\x00-\x1f\x7f",
}
_SHORTHANDS = {"w": "[A-Za-z0-9_]", "W": "[^A-Za-z0-9_]", "s": r"\s", "S": r"\S", "d": r"\d", "D": r"\D"}
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}


class PatternError(ValueError):
    """A pattern that cannot be read; its text is the tool's complaint."""


@dataclass(frozen=True, slots=True)
class One:
    """A single character out of a set, as the source of a Python pattern that matches one character."""

    source: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A place between characters: line start and end, word edges, no word before or after."""

    kind: Literal["start", "end", "edge", "inside", "word-start", "word-end", "no-word-before", "no-word-after"]


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part ``least`` to ``most`` times; None is without end."""

    part: Node
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Capture:
    """A group with its number."""

    number: int
    part: Node


@dataclass(frozen=True, slots=True)
class Back:
    """The text of an earlier group once more."""

    number: int


Node = One | Edge | Chain | Choice | Repeat | Capture | Back


def parse(pattern: str, *, extended: bool) -> Node:
    """Reads a pattern.

    Raises:
        PatternError: it is malformed or too large.
    """
    if len(pattern) > _LONGEST:
        raise PatternError("Regular expression too big")
    reader = _Reader(pattern, extended=extended)
    tree = reader.choice()
    if not reader.ended():
        raise PatternError("Unmatched ) or \\)")
    return tree


class _Reader:
    def __init__(self, pattern: str, *, extended: bool) -> None:
        self._pattern = pattern
        self._extended = extended
        self._at = 0
        self._groups = 0
        self._closed: set[int] = set()
        self._depth = 0

    def ended(self) -> bool:
        return self._at >= len(self._pattern)

    def _sign(self, name: str) -> str:
        """How a sign is written: bare in extended patterns, with a backslash in basic ones."""
        return name if self._extended else f"\\{name}"

    def _at_sign(self, name: str) -> bool:
        return self._pattern.startswith(self._sign(name), self._at)

    def choice(self) -> Node:
        options = [self._chain()]
        while self._at_sign("|"):
            self._at += len(self._sign("|"))
            options.append(self._chain())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _chain(self) -> Node:
        parts: list[Node] = []
        while not self.ended() and not self._at_sign("|"):
            if self._at_sign(")") and (self._depth or not self._extended):
                break
            parts.append(self._repeated(self._atom(first=not parts)))
        return Chain(tuple(parts))

    def _repeated(self, part: Node) -> Node:
        while True:
            if self._pattern.startswith("*", self._at):
                self._at += 1
                bounds: tuple[int, int | None] = (0, None)
            elif self._at_sign("+"):
                self._at += len(self._sign("+"))
                bounds = (1, None)
            elif self._at_sign("?"):
                self._at += len(self._sign("?"))
                bounds = (0, 1)
            elif self._at_sign("{"):
                counted = self._bounds()
                if counted is None:
                    return part
                bounds = counted
            else:
                return part
            part = _simplified(part, *bounds)

    def _bounds(self) -> tuple[int, int | None] | None:
        closing = "}" if self._extended else r"\\}"
        found = re.compile(rf"(\d{{0,5}})(,?)(\d{{0,5}}){closing}").match(
            self._pattern, self._at + len(self._sign("{"))
        )
        if found is None or not (found[1] or found[2]):
            if self._extended:
                return None
            raise PatternError("Unmatched \\{")
        self._at = found.end()
        least = int(found[1] or 0)
        most = least if not found[2] else int(found[3]) if found[3] else None
        if least > _MOST_REPEATS or (most or 0) > _MOST_REPEATS:
            raise PatternError("Regular expression too big")
        if most is not None and most < least:
            raise PatternError("Invalid content of \\{\\}")
        return least, most

    def _atom(self, *, first: bool) -> Node:
        if self._at_sign("("):
            return self._group()
        char = self._pattern[self._at]
        self._at += 1
        match char:
            case ".":
                return One(".")
            case "[":
                return One(self._bracket())
            case "^" if self._extended or first:
                return Edge("start")
            case "$" if self._extended or self.ended() or self._at_sign("|") or self._at_sign(")"):
                return Edge("end")
            case "\\":
                return self._escape()
            case _:
                # a repetition sign with nothing before it stands for itself
                return One(re.escape(char))

    def _group(self) -> Node:
        self._at += len(self._sign("("))
        self._depth += 1
        self._groups += 1
        number = self._groups
        if self._depth > _DEEPEST:
            raise PatternError("Regular expression too big")
        inner = self.choice()
        if not self._at_sign(")"):
            raise PatternError("Unmatched ( or \\(")
        self._at += len(self._sign(")"))
        self._depth -= 1
        self._closed.add(number)
        return Capture(number, inner)

    def _escape(self) -> Node:
        if self.ended():
            raise PatternError("Trailing backslash")
        char = self._pattern[self._at]
        self._at += 1
        if char in "123456789":
            if int(char) not in self._closed:
                raise PatternError("Invalid back reference")
            return Back(int(char))
        edges: dict[str, Edge] = {
            "b": Edge("edge"),
            "B": Edge("inside"),
            "<": Edge("word-start"),
            ">": Edge("word-end"),
        }
        if char in edges:
            return edges[char]
        return One(_SHORTHANDS.get(char) or re.escape(_CONTROL.get(char, char)))

    def _bracket(self) -> str:
        start = self._at
        negated = self._pattern.startswith("^", self._at)
        self._at += negated
        items: list[str] = []
        while True:
            if self.ended():
                raise PatternError("Unmatched [, [^, [:, [., or [=")
            if self._pattern[self._at] == "]" and self._at > start + negated:
                self._at += 1
                break
            items.append(self._bracket_item())
        return f"[{'^' if negated else ''}{''.join(items)}]"

    def _bracket_item(self) -> str:
        named = re.compile(r"\[:(\w*):\]").match(self._pattern, self._at)
        if named:
            if named[1] not in _CLASSES:
                raise PatternError("Invalid character class name")
            self._at = named.end()
            return _CLASSES[named[1]]
        low = self._bracket_char()
        following = self._pattern[self._at : self._at + 2]
        if len(following) == 2 and following[0] == "-" and following[1] != "]":
            self._at += 1
            high = self._bracket_char()
            if high < low:
                raise PatternError("Invalid range end")
            return f"{re.escape(low)}-{re.escape(high)}"
        return re.escape(low)

    def _bracket_char(self) -> str:
        char = self._pattern[self._at]
        self._at += 1
        if char == "\\" and self._pattern[self._at : self._at + 1] in ("n", "t"):
            self._at += 1
            return _CONTROL[self._pattern[self._at - 1]]
        return char


def _simplified(part: Node, least: int, most: int | None) -> Node:
    """A repetition of a repetition of one character is a repetition: ``a**`` is ``a*``."""
    if isinstance(part, Edge):
        return part if least else Chain(())
    if isinstance(part, Repeat) and part.most is None and most is None:
        return Repeat(part.part, min(part.least, least * part.least), None)
    return Repeat(part, least, most)
