"""Template text to nodes. Follows ``client-go/util/jsonpath/parser.go``, its messages included."""

from __future__ import annotations

import re

from svcquest.terminal.kubectl.jsonpath.nodes import (
    Boolean,
    Field,
    Filter,
    Identifier,
    Node,
    Number,
    Path,
    Recursive,
    Slice,
    Text,
    Union,
    Wildcard,
)
from svcquest.terminal.kubectl.pairs import atoi

Template = tuple[Text | Path, ...]
"""Literal texts and actions in order."""

_END = ""
_TERMINATORS = frozenset("., []$@{}\t\r\n") | {_END}
_SLICE = re.compile(r"(-?\d*)(:-?\d*)?(:-?\d*)?")
_COMPARISON = re.compile(r"([^!<>=]+)([!<>=]+)(.+?)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\"}


class SyntaxProblemError(Exception):
    """A template that cannot be read; its text is kubectl's."""


def parse(text: str) -> Template:
    """Read a template.

    Raises:
        SyntaxProblemError: it is none.
    """
    parts: list[Text | Path] = []
    at = 0
    while at < len(text):
        brace = text.find("{", at)
        if brace != at:
            parts.append(Text(text[at:] if brace < 0 else text[at:brace]))
        if brace < 0:
            break
        action = _Action(text, brace + 1)
        parts.append(action.parse())
        at = action.at
    return tuple(parts)


def _sub_action(text: str) -> Path:
    return _Action("{" + text + "}", 1).parse()


class _Action:
    """Reads one action, from behind its opening brace to behind its closing one."""

    def __init__(self, text: str, at: int) -> None:
        self.text = text
        self.at = at
        self.nodes: list[Node] = []

    def _peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else _END

    def _next(self) -> str:
        letter = self._peek()
        self.at += 1
        return letter

    def parse(self) -> Path:
        while not self.text.startswith("}", self.at):
            if self.text.startswith("[?(", self.at):
                self._filter()
            elif self.text.startswith("..", self.at):
                self._recursive()
            else:
                self._step()
        self.at += 1
        return tuple(self.nodes)

    def _step(self) -> None:
        letter = self._next()
        if letter in {_END, "\r", "\n"}:
            raise SyntaxProblemError("unclosed action")
        if letter in " @$":
            return
        if letter == "[":
            self._array()
        elif letter in "\"'":
            self._quote(letter)
        elif letter == ".":
            self._field()
        elif letter in "+-" or letter.isdigit():
            self.at -= 1
            self._number()
        elif letter.isalnum() or letter == "_":
            self.at -= 1
            self._identifier()
        else:
            raise SyntaxProblemError(f"unrecognized character in action: U+{ord(letter):04X} '{letter}'")

    def _word(self) -> str:
        start = self.at
        while self._peek() not in _TERMINATORS:
            if self._next() == "\\":
                self.at += 1
        self.at = min(self.at, len(self.text))
        return self.text[start : self.at]

    def _field(self) -> None:
        name = self._word()
        self.nodes.append(Wildcard() if name == "*" else Field(name.replace("\\", "")))

    def _identifier(self) -> None:
        start = self.at
        while self._peek() not in _TERMINATORS:
            self.at += 1
        name = self.text[start : self.at]
        self.nodes.append(Boolean(name == "true") if name in {"true", "false"} else Identifier(name))

    def _recursive(self) -> None:
        if self.nodes and isinstance(self.nodes[-1], Recursive):
            raise SyntaxProblemError("invalid multiple recursive descent")
        self.at += 2
        self.nodes.append(Recursive())
        if self._peek().isalnum() or self._peek() == "_":
            self._field()

    def _number(self) -> None:
        start = self.at
        if self._peek() in "+-":
            self.at += 1
        while self._peek() == "." or self._peek().isdigit():
            self.at += 1
        text = self.text[start : self.at]
        try:
            self.nodes.append(Number(int(text) if "." not in text else float(text)))
        except ValueError:
            raise SyntaxProblemError(f"cannot parse number {text}") from None

    def _quote(self, mark: str) -> None:
        start = self.at
        while True:
            letter = self._next()
            if letter in {_END, "\n"}:
                raise SyntaxProblemError("unterminated quoted string")
            if letter == mark and self.text[self.at - 2] != "\\":
                break
        self.nodes.append(Text(_unquote(self.text[start : self.at - 1])))

    def _array(self) -> None:
        start = self.at
        while (letter := self._next()) != "]":
            if letter in {_END, "\n"}:
                raise SyntaxProblemError("unterminated array")
        text = self.text[start : self.at - 1]
        if text == "*":
            text = ":"
        parts = text.split(",")
        if len(parts) > 1:
            self.nodes.append(Union(tuple(_sub_action(f"[{part.strip(' ')}]") for part in parts)))
        elif len(text) >= 2 and text[0] == text[-1] == "'" and "'" not in text[1:-1]:
            self.nodes.extend(_sub_action(f".{text[1:-1]}"))
        else:
            self.nodes.append(_slice(text))

    def _filter(self) -> None:
        self.at += len("[?(")
        start = self.at
        pair, closed = "", False
        while True:
            letter = self._next()
            if letter in {_END, "\n"}:
                raise SyntaxProblemError("unterminated filter")
            if letter in "\"'":
                if not pair:
                    pair = letter
                elif self.text[self.at - 2] != "\\" and letter == pair:
                    closed = True
            elif letter == ")" and bool(pair) == closed:
                break
        if self._next() != "]":
            raise SyntaxProblemError("unclosed array expect ]")
        text = self.text[start : self.at - 2]
        found = _COMPARISON.fullmatch(text)
        if found is None:
            self.nodes.append(Filter(_sub_action(text), "exists", ()))
        else:
            self.nodes.append(Filter(_sub_action(found[1]), found[2], _sub_action(found[3])))


def _slice(text: str) -> Slice:
    found = _SLICE.fullmatch(text)
    if found is None:
        raise SyntaxProblemError(f"invalid array index {text}")
    start, end, step = found.groups()
    return Slice(_bound(start), _bound((end or "")[1:]), _bound((step or "")[1:]), single=end is None)


def _bound(text: str) -> int | None:
    number = atoi(text)
    if text and number is None:
        raise SyntaxProblemError(f"array index {text} is not a number")
    return number


def _unquote(text: str) -> str:
    """Text between quotes with its escapes resolved, for either kind of quote."""
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), text)
