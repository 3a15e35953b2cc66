"""A command line's text to words and operators.

Follows the token recognition of POSIX (Shell Command Language, 2.3) with bash's ``&>``, ``<<<`` and ``|&``.
"""

from __future__ import annotations

import re
from typing import Literal

from svcquest.model.frozen import dataclass
from svcquest.terminal.shell.syntax import (
    Arithmetic,
    HereDocument,
    Parameter,
    Part,
    ShellSyntaxError,
    Substitution,
    Text,
    Word,
)

_OPERATORS = ("&>>", "<<<", "<<-", "&>", "&&", "||", "|&", ";;", "<<", "<&", ">>", ">&", ">|", *"&|;<>()")
_ENDS_WORD = " \t\n&|;<>()"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9?$!#@*]")
_BRACED = re.compile(r"(#?)([A-Za-z_][A-Za-z0-9_]*|[0-9]+|[?$!#@*])(:?[-=+?]|##?|%%?|/?/|\^\^?|,,?|:)?")
_DEEPEST = 25

_ONLY_A_FILE = re.compile(r"\s*<\s*[^\s<(&|;]+\s*").fullmatch
"""``$(<file)`` is the text of a file."""

NO_ARRAYS = "\nthere are no arrays here; for x in a b c goes through words, set -- a b c keeps them in $1, $2, $3"
"""What is added to the message when a bash array was meant."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, an operator, the inside of ``((…))``, or a line end.

    Attributes:
        kind: what it is.
        raw: as it was typed, with quotes.
        word: the parts of a word.
        fd: the number in front of a redirection, -1 without one.
    """

    kind: Literal["word", "operator", "arithmetic", "newline", "end"]
    raw: str
    word: Word = ()
    fd: int = -1


class Lexer:
    """Hands out tokens one by one; here-documents are collected at the end of their line."""

    def __init__(self, text: str, depth: int = 0, ends_word: str = _ENDS_WORD) -> None:
        if depth > _DEEPEST:
            raise ShellSyntaxError("too many levels of substitution")
        self._text = text.replace("\r\n", "\n")
        self._at = 0
        self._depth = depth
        self._ends_word = ends_word
        self._pending: list[HereDocument] = []

    def expect(self, document: HereDocument) -> None:
        """Announces a here-document; its text is read when the line has ended."""
        self._pending.append(document)

    def next(self) -> Token:
        """The next token; ``end`` again and again at the end.

        Raises:
            ShellSyntaxError: the text ends in the middle of something.
        """
        self._skip_blanks()
        if self._at >= len(self._text):
            if self._pending:
                raise ShellSyntaxError("here-document has no end", incomplete=True)
            return Token("end", "newline")
        if self._peek() == "\n":
            self._at += 1
            self._read_here_documents()
            return Token("newline", "newline")
        number = re.compile(r"[0-9]{1,2}(?=[<>])").match(self._text, self._at)
        if number:
            self._at = number.end()
        if self._text.startswith("((", self._at):
            end = _closing(self._text, self._at + 2, "((")
            if end is not None:
                inner = self._text[self._at + 2 : end]
                self._at = end + 2
                return Token("arithmetic", inner)
        for operator in () if self._text.startswith("<(", self._at) else _OPERATORS:
            if self._text.startswith(operator, self._at):
                self._at += len(operator)
                return Token("operator", operator, fd=int(number[0]) if number else -1)
        start = self._at
        word = self.word()
        return Token("word", self._text[start : self._at], word)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip_blanks(self) -> None:
        while True:
            if self._peek() in (" ", "\t"):
                self._at += 1
            elif self._text.startswith("\\\n", self._at):
                self._at += 2
            elif self._peek() == "#":
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            else:
                return

    def word(self) -> Word:
        """The parts up to a sign that ends a word."""
        parts: list[Part] = []
        while self._at < len(self._text):
            if self._text.startswith("<(", self._at) and self._ends_word == _ENDS_WORD:
                parts.append(self._substitution(quoted=True, as_file=True))
                continue
            if self._peek() in self._ends_word:
                break
            match self._peek():
                case "'":
                    parts.append(Text(self._until("'", 1), quoted=True))
                case '"':
                    self._at += 1
                    parts.extend(self.quoted_text('"') or [Text("", quoted=True)])
                case "\\":
                    self._at += 2
                    if self._text[self._at - 1 : self._at] != "\n":
                        parts.append(Text(self._text[self._at - 1 : self._at] or "\\", quoted=True))
                case "$" if self._text.startswith("$'", self._at):
                    parts.append(Text(self._ansi_quoted(), quoted=True))
                case "$":
                    parts.append(self._dollar(quoted=False))
                case "`":
                    parts.append(self._backticks(quoted=False))
                case _:
                    parts.append(self._plain())
        return tuple(parts)

    def _plain(self) -> Text:
        start = self._at
        while self._at < len(self._text) and self._peek() not in self._ends_word + "'\"\\$`":
            self._at += 1
        return Text(self._text[start : self._at])

    def _until(self, closing: str, opening_length: int) -> str:
        start = self._at + opening_length
        end = self._text.find(closing, start)
        if end < 0:
            raise ShellSyntaxError(f"unexpected EOF while looking for matching `{closing}'", incomplete=True)
        self._at = end + len(closing)
        return self._text[start:end]

    def _ansi_quoted(self) -> str:
        found = re.compile(r"\$'((?:[^'\\]|\\.)*)'", re.DOTALL).match(self._text, self._at)
        if found is None:
            raise ShellSyntaxError("unexpected EOF while looking for matching `''", incomplete=True)
        self._at = found.end()
        return unescape(found[1])

    def quoted_text(self, closing: str) -> list[Part]:
        """Parts up to ``closing``; an empty one reads to the end of the text (here-documents).

        Raises:
            ShellSyntaxError: it is not closed.
        """
        parts: list[Part] = []
        plain: list[str] = []

        def flush() -> None:
            if plain:
                parts.append(Text("".join(plain), quoted=True))
                plain.clear()

        while self._at < len(self._text):
            char = self._peek()
            if char == closing:
                self._at += 1
                flush()
                return parts
            if char == "\\":
                self._at += 2
                escaped = self._text[self._at - 1 : self._at]
                if escaped != "\n":
                    plain.append(escaped if escaped in ("$", "`", "\\", closing) and escaped else f"\\{escaped}")
            elif char in "$`":
                flush()
                parts.append(self._dollar(quoted=True) if char == "$" else self._backticks(quoted=True))
            else:
                plain.append(char)
                self._at += 1
        if closing:
            raise ShellSyntaxError(f"unexpected EOF while looking for matching `{closing}'", incomplete=True)
        flush()
        return parts

    def _substitution(self, *, quoted: bool, as_file: bool = False) -> Substitution:
        """``$(…)`` or ``<(…)``."""
        end = _closing(self._text, self._at + 2, "(")
        if end is None:
            raise ShellSyntaxError("unexpected EOF while looking for matching `)'", incomplete=True)
        script = self._text[self._at + 2 : end]
        self._at = end + 1
        if _ONLY_A_FILE(script):
            script = f"cat {script}"
        return Substitution(script, quoted, as_file)

    def _dollar(self, *, quoted: bool) -> Part:
        if self._text.startswith("$((", self._at):
            end = _closing(self._text, self._at + 3, "((")
            if end is not None:
                inner = self._text[self._at + 3 : end]
                self._at = end + 2
                return Arithmetic(here_text(inner, self._depth + 1), quoted)
        if self._text.startswith("$(", self._at):
            return self._substitution(quoted=quoted)
        if self._text.startswith("${", self._at):
            return self._braced(quoted=quoted)
        name = _NAME.match(self._text, self._at + 1)
        if name is None:
            self._at += 1
            return Text("$", quoted)
        self._at = name.end()
        return Parameter(name[0], quoted)

    def _braced(self, *, quoted: bool) -> Part:
        end = _closing(self._text, self._at + 2, "{")
        if end is None:
            raise ShellSyntaxError("unexpected EOF while looking for matching `}'", incomplete=True)
        inner = self._text[self._at + 2 : end]
        self._at = end + 1
        if inner == "#":
            return Parameter("#", quoted)
        found = _BRACED.match(inner)
        if found is None or (found.end() < len(inner) and not found[3]) or (found[1] and found[3]):
            raise ShellSyntaxError(f"${{{inner}}}: bad substitution{NO_ARRAYS if '[' in inner else ''}")
        argument = Lexer(inner[found.end() :], self._depth + 1, ends_word="").word()
        return Parameter(found[2], quoted, "length" if found[1] else (found[3] or ""), argument)

    def _backticks(self, *, quoted: bool) -> Substitution:
        found = re.compile(r"`((?:[^`\\]|\\.)*)`", re.DOTALL).match(self._text, self._at)
        if found is None:
            raise ShellSyntaxError("unexpected EOF while looking for matching ``'", incomplete=True)
        self._at = found.end()
        return Substitution(re.sub(r"\\([$`\\])", r"\1", found[1]), quoted)

    def _read_here_documents(self) -> None:
        pending, self._pending = self._pending, []
        for document in pending:
            lines: list[str] = []
            while True:
                if self._at >= len(self._text):
                    raise ShellSyntaxError(f"here-document has no line `{document.delimiter}'", incomplete=True)
                end = self._text.find("\n", self._at)
                end = len(self._text) if end < 0 else end
                line = self._text[self._at : end]
                self._at = end + 1
                line = line.lstrip("\t") if document.strip_tabs else line
                if line == document.delimiter:
                    break
                lines.append(line + "\n")
            text = "".join(lines)
            document.text = (Text(text, quoted=True),) if document.literal else here_text(text, self._depth + 1)


def here_text(text: str, depth: int = 0) -> Word:
    """The parts of a text in which only ``$``, backquotes and backslashes mean something."""
    return tuple(Lexer(text, depth).quoted_text(""))


def _closing(text: str, at: int, opening: str) -> int | None:
    """Where the bracket closes that is open before ``at``, quotes and nested brackets skipped; None if nowhere."""
    closer = {"(": ")", "((": ")", "{": "}"}[opening]
    opener = opening[0]
    depth = len(opening)
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif char in "'\"":
            end = _end_of_quote(text, at)
            if end is None:
                return None
            at = end
        elif char == opener:
            depth += 1
        elif char == closer:
            depth -= 1
            if depth == 0:
                return at - len(opening) + 1 if text[at - len(opening) + 1 : at + 1] == closer * len(opening) else None
        at += 1
    return None


def _end_of_quote(text: str, at: int) -> int | None:
    mark = text[at]
    at += 1
    while at < len(text) and text[at] != mark:
        at += 2 if text[at] == "\\" and mark == '"' else 1
    return at if at < len(text) else None


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "\\": "\\"}
_ESCAPE = re.compile(r"\\(?:([ntrabfve\\'\"])|x([0-9a-fA-F]{1,2})|0?([0-7]{1,3}))")


def unescape(text: str) -> str:
    r"""Replaces ``\n``, ``\x41``, ``\101`` and the like, as ``echo -e``, ``printf`` and ``$'…'`` do."""

    def replace(found: re.Match[str]) -> str:
        if found[1]:
            return _ESCAPES.get(found[1], found[1])
        return chr(int(found[2], 16) if found[2] else int(found[3], 8) & 255)

    return _ESCAPE.sub(replace, text)
