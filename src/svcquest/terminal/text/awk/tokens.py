"""An awk program's text to tokens, and reading them one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NoReturn

from svcquest.model.frozen import dataclass
from svcquest.terminal.text.awk.syntax import AwkError

KEYWORDS = frozenset(
    ("BEGIN", "END", "print", "printf", "if", "else", "while", "do", "for", "in", "next", "exit", "break", "continue")
) | {"delete", "getline", "function"}
_TOKEN = re.compile(
    r"(?P<space>[ \t\r]+|\\\n|#[^\n]*)"
    r"|(?P<number>(?:\d{1,300}\.?\d{0,300}|\.\d{1,300})(?:[eE][-+]?\d{1,3})?)"
    r'|(?P<string>"(?:[^"\\\n]|\\.)*")'
    r"|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>\*\*=|\*\*|\+\+|--|[-+*/%^!=<>]=|&&|\|\||!~|[-+*/%^!=<>?:~$,;(){}\[\]|\n])"
)
_REGEX = re.compile(r"/((?:[^/\\\n\[]|\\.|\[\^?\]?[^\]\n]*\])*)/")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a program."""

    kind: Literal["number", "string", "name", "sign", "regex", "end"]
    text: str


def tokens_of(text: str) -> list[Token]:
    """The tokens of a program.

    Raises:
        AwkError: something in it is no token.
    """
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        last = tokens[-1] if tokens else Token("sign", "\n")
        value_before = last.kind in ("number", "string") or last.text in (")", "]", "$")
        value_before = value_before or (last.kind == "name" and last.text not in KEYWORDS)
        found = _REGEX.match(text, at) if text[at] == "/" and not value_before else None
        if found:
            tokens.append(Token("regex", found[1].replace("\\/", "/")))
            at = found.end()
            continue
        found = _TOKEN.match(text, at)
        if found is None:
            raise AwkError(f"syntax error near {text[at : at + 10]!r}")
        at = found.end()
        match found.lastgroup:
            case ("number" | "string" | "name" | "sign") as kind:
                tokens.append(Token(kind, found[0]))
    return [*tokens, Token("end", "end of program")]


class TokenReader:
    """Looks at tokens and takes them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def _here(self) -> Token:
        return self._tokens[self._at]

    def _fail(self) -> NoReturn:
        shown = "newline" if self._here.text == "\n" else self._here.text
        raise AwkError(f"syntax error near {shown}")

    def _is(self, *signs: str) -> bool:
        return self._here.text in signs and self._here.kind in ("sign", "name")

    def _take(self) -> Token:
        token = self._here
        if token.kind != "end":
            self._at += 1
        return token

    def _accept(self, *signs: str) -> bool:
        if self._is(*signs):
            self._take()
            return True
        return False

    def _require(self, sign: str) -> None:
        if not self._accept(sign):
            self._fail()

    def _skip_lines(self, *more: str) -> None:
        while self._is("\n", *more):
            self._take()
