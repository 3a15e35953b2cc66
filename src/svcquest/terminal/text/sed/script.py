"""A sed script's text to commands.

Follows GNU sed 4.9: ``s y d D p P q Q = a i c n N g G h H x`` and ``{ }``, with its complaints. Labels and files
(``b t r w``) are left out.
"""

from __future__ import annotations

import re

from svcquest.model.frozen import dataclass
from svcquest.terminal.text.regex import PatternError, Regex, compile_regex

_BARE = "dDpPqQ=nNgGhHx"
_WITH_TEXT = "aic"
_DEEPEST = 20


class SedError(ValueError):
    """A script that cannot be read; its text follows ``sed: -e expression #1, char N: ``.

    Attributes:
        at: how many characters were read.
    """

    def __init__(self, text: str, at: int) -> None:
        super().__init__(text)
        self.at = at


@dataclass(frozen=True, slots=True)
class Address:
    """Which lines: a number, the last one, those that match, or each ``step``-th from ``number``.

    Number 0 is before the first line, from where a range can end at the first line already.
    """

    number: int = 0
    step: int = 0
    last: bool = False
    regex: Regex | None = None


@dataclass(frozen=True, slots=True)
class Substitute:
    r"""``s/regex/replacement/flags``; pieces of the replacement are texts and group numbers, ``\U`` and the like."""

    regex: Regex
    replacement: tuple[str | int, ...]
    nth: int
    everywhere: bool
    printing: bool


@dataclass(frozen=True, slots=True)
class Command:
    """One command with its addresses.

    Attributes:
        name: its letter; ``{`` for a group.
        first: where it begins to hold, None for all lines.
        second: where it ends to hold.
        span: ``N,+M``: how many lines after the first, -1 without.
        negated: it holds for the other lines.
        text: of ``a``, ``i``, ``c``; exit status of ``q``.
        substitute: of ``s``.
        table: of ``y``.
        body: of a group.
    """

    name: str
    first: Address | None = None
    second: Address | None = None
    span: int = -1
    negated: bool = False
    text: str = ""
    substitute: Substitute | None = None
    table: tuple[tuple[str, str], ...] = ()
    body: tuple[Command, ...] = ()


def parse(script: str, *, extended: bool) -> tuple[Command, ...]:
    """Reads a script.

    Raises:
        SedError: it is malformed.
    """
    return _Reader(script, extended=extended).commands(0)


class _Reader:
    def __init__(self, script: str, *, extended: bool) -> None:
        self._script = script
        self._extended = extended
        self._at = 0
        self._last_regex: Regex | None = None

    def _fail(self, text: str) -> SedError:
        return SedError(text, min(self._at, len(self._script)))

    def _peek(self) -> str:
        return self._script[self._at : self._at + 1]

    def _skip(self, chars: str = " \t") -> None:
        while self._peek() and self._peek() in chars:
            self._at += 1

    def commands(self, depth: int) -> tuple[Command, ...]:
        if depth > _DEEPEST:
            raise self._fail("too deeply nested")
        found: list[Command] = []
        while True:
            self._skip(" \t\n;")
            if self._peek() == "#":
                self._at = (self._script + "\n").index("\n", self._at)
            elif not self._peek():
                if depth:
                    raise self._fail("unmatched `{'")
                return tuple(found)
            elif self._peek() == "}":
                if not depth:
                    raise self._fail("unexpected `}'")
                self._at += 1
                return tuple(found)
            else:
                found.append(self._command(depth))

    def _command(self, depth: int) -> Command:
        first = self._address()
        second, span = None, -1
        self._skip()
        if first is not None and self._peek() == ",":
            self._at += 1
            self._skip()
            if self._peek() == "+":
                self._at += 1
                span = self._number()
            else:
                second = self._address()
                if second is None:
                    raise self._fail("unexpected `,'")
        self._skip()
        negated = self._peek() == "!"
        self._skip(" \t!")
        name = self._peek()
        self._at += 1
        if not name:
            raise self._fail("missing command")
        if first == Address() and (second is None or second.regex is None):
            raise self._fail("invalid usage of line address 0")
        if name == "{":
            return Command(name, first, second, span, negated, body=self.commands(depth + 1))
        if name == "s":
            return Command(name, first, second, span, negated, substitute=self._substitute())
        if name == "y":
            return Command(name, first, second, span, negated, table=self._table())
        if name in _WITH_TEXT:
            return Command(name, first, second, span, negated, text=self._text())
        if name not in _BARE:
            raise self._fail(f"unknown command: `{name}'")
        self._skip()
        status = str(self._number()) if name in "qQ" and self._peek().isdigit() else ""
        self._end()
        return Command(name, first, second, span, negated, text=status)

    def _end(self) -> None:
        self._skip()
        if self._peek() and self._peek() not in ";\n}#":
            self._at += 1
            raise self._fail("extra characters after command")

    def _number(self) -> int:
        found = re.compile(r"\d{1,9}").match(self._script, self._at)
        if found is None:
            raise self._fail("expected newer version of sed")
        self._at = found.end()
        return int(found[0])

    def _address(self) -> Address | None:
        self._skip()
        char = self._peek()
        if char == "$":
            self._at += 1
            return Address(last=True)
        if char.isdigit() and char.isascii():
            number = self._number()
            if self._peek() == "~":
                self._at += 1
                return Address(number, step=max(self._number(), 1))
            return Address(number)
        if char in ("/", "\\"):
            self._at += 1 if char == "/" else 2
            pattern = self._delimited(self._script[self._at - 1 : self._at], "unterminated address regex")
            ignore_case = self._peek() == "I"
            self._at += ignore_case
            return Address(regex=self._regex(pattern, ignore_case=ignore_case))
        return None

    def _regex(self, pattern: str, *, ignore_case: bool = False) -> Regex:
        if not pattern:
            if self._last_regex is None:
                raise self._fail("no previous regular expression")
            return self._last_regex
        try:
            self._last_regex = compile_regex(pattern, extended=self._extended, ignore_case=ignore_case)
        except PatternError as error:
            raise self._fail(str(error)) from None
        return self._last_regex

    def _delimited(self, delimiter: str, complaint: str) -> str:
        """The text up to the next delimiter; a backslash before a delimiter goes, others stay."""
        pieces: list[str] = []
        in_bracket = False
        while (char := self._peek()) and (char != delimiter or in_bracket):
            if char == "\\":
                pair = self._script[self._at : self._at + 2]
                pieces.append(delimiter if pair[1:] == delimiter else pair)
                self._at += 2
                continue
            if char == "\n" and "address" in complaint:
                break
            pieces.append(char)
            self._at += 1
        if self._peek() != delimiter or not delimiter:
            raise self._fail(complaint)
        self._at += 1
        return "".join(pieces)

    def _substitute(self) -> Substitute:
        delimiter = self._peek()
        self._at += 1
        complaint = "unterminated `s' command"
        if not delimiter or delimiter in "\n\\":
            raise self._fail(complaint)
        pattern = self._delimited(delimiter, complaint)
        replacement = self._delimited(delimiter, complaint)
        flags = re.compile(r"[gpIi0-9]*").match(self._script, self._at)
        text = flags[0] if flags else ""
        self._at += len(text)
        if self._peek() and self._peek() not in ";\n}# \t":
            self._at += 1
            raise self._fail("unknown option to `s'")
        self._end()
        digits = re.sub(r"\D", "", text)
        regex = self._regex(pattern, ignore_case="i" in text.lower())
        pieces = _replacement(replacement)
        highest = max((piece for piece in pieces if isinstance(piece, int)), default=0)
        if highest > regex.groups:
            raise self._fail(f"invalid reference \\{highest} on `s' command's RHS")
        return Substitute(regex, pieces, int(digits[:6] or 1), "g" in text, "p" in text)

    def _table(self) -> tuple[tuple[str, str], ...]:
        delimiter = self._peek()
        self._at += 1
        complaint = "unterminated `y' command"
        if not delimiter:
            raise self._fail(complaint)
        old, new = (re.sub(r"\\n", "\n", self._delimited(delimiter, complaint)) for _ in range(2))
        if len(old) != len(new):
            raise self._fail("strings for `y' command are different lengths")
        self._end()
        return tuple(zip(old, new, strict=True))

    def _text(self) -> str:
        self._skip()
        if self._peek() == "\\":
            self._at += 1
            self._skip()
            if self._peek() == "\n":
                self._at += 1
        lines = re.compile(r"(?:[^\n\\]|\\.)*", re.DOTALL).match(self._script, self._at)
        found = lines[0] if lines else ""
        if not found:
            raise self._fail("expected \\ after `a', `c' or `i'")
        self._at += len(found)
        return re.sub(r"\\(.)", r"\1", found, flags=re.DOTALL)


_PIECE = re.compile(r"\\([0-9])|(&)|\\([nt])|(\\[ULEul])|\\(.)", re.DOTALL)


def _replacement(text: str) -> tuple[str | int, ...]:
    r"""Texts, group numbers (0 for ``&``), and ``\U``-like marks with their backslash."""
    pieces: list[str | int] = []
    at = 0
    for found in _PIECE.finditer(text):
        if found.start() > at:
            pieces.append(text[at : found.start()])
        at = found.end()
        if found[1]:
            pieces.append(int(found[1]))
        elif found[2]:
            pieces.append(0)
        elif found[3]:
            pieces.append({"n": "\n", "t": "\t"}[found[3]])
        else:
            pieces.append(found[4] or found[5])
    if at < len(text):
        pieces.append(text[at:])
    return tuple(pieces)
