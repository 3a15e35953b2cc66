"""Words of a template. Follows ``text/template/parse/lex.go``."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator

from svcquest.model.frozen import dataclass
from svcquest.model.status import quote
from svcquest.terminal.kubectl.go_template.errors import TemplateError

KEYWORDS = frozenset({"block", "break", "continue", "define", "else", "end", "if", "nil", "range", "template", "with"})
_SPACE = " \t\r\n"
_LEFT = re.compile(r"\{\{(-(?=[ \t\r\n]))?")
_RIGHT = re.compile(r"(?:[ \t\r\n]-)?\}\}")
_ENDS_A_WORD = frozenset(" \t\r\n.,|:)(=}") | {""}
_WORDS = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
  | (?P<declare>:=)
  | (?P<assign>=)
  | (?P<pipe>\|)
  | (?P<comma>,)
  | (?P<open>\()
  | (?P<close>\))
  | (?P<string>"(?:\\.|[^"\\\n])*")
  | (?P<raw>`[^`]*`)
  | (?P<rune>'(?:\\.|[^'\\\n])*')
  | (?P<number>[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))
  | (?P<variable>\$\w*)
  | (?P<field>\.[^\W\d]\w*)
  | (?P<dot>\.)
  | (?P<word>[^\W\d]\w*)
    """,
    re.VERBOSE,
)
_UNFINISHED = {
    "unterminated quoted string": '"',
    "unterminated raw quoted string": "`",
    "unterminated character constant": "'",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a template.

    Attributes:
        kind: ``text``, ``left``, ``right``, ``end`` (of the template), ``keyword`` or the name of its pattern.
        text: as written.
        at: offset of its first character.
    """

    kind: str
    text: str
    at: int

    def __str__(self) -> str:
        if self.kind == "end":
            return "EOF"
        if self.kind == "keyword":
            return f"<{self.text}>"
        return f"{quote(self.text[:10])}..." if len(self.text) > 10 else quote(self.text)


def tokens(template: str) -> Iterator[Token]:
    """The words of a template; text between actions is trimmed where ``{{-`` and ``-}}`` say so.

    Raises:
        TemplateError: an action holds something that is no word, or does not end.
    """
    at, trim = 0, False
    while True:
        left = _LEFT.search(template, at)
        text = template[at : left.start() if left else len(template)]
        start = at + (len(text) - len(text.lstrip(_SPACE)) if trim else 0)
        text = text.lstrip(_SPACE) if trim else text
        if left is not None and left[1]:
            text = text.rstrip(_SPACE)
        if text:
            yield Token("text", text, start)
        if left is None:
            yield Token("end", "", len(template))
            return
        comment = _comment_end(template, left.end())
        if comment:
            at = comment
        else:
            yield Token("left", "{{", left.start())
            at = yield from _action(template, left.end())
            yield Token("right", "}}", at - 2)
        trim = template[at - 3] == "-" and template[at - 4] in _SPACE


def _comment_end(template: str, at: int) -> int:
    """The offset behind a comment that begins here, 0 when none does."""
    start = at + (1 if template[at : at + 1] in {*_SPACE} and template[at - 1] == "-" else 0)
    if not template.startswith("/*", start):
        return 0
    end = template.find("*/", start)
    if end < 0:
        raise _problem(template, at, "unclosed comment")
    right = _RIGHT.match(template, end + 2)
    if right is None:
        raise _problem(template, at, "comment ends before closing delimiter")
    return right.end()


def _action(template: str, at: int) -> Generator[Token, None, int]:
    """The words of one action; its return value is the offset behind ``}}``."""
    depth = 0
    while True:
        right = _RIGHT.match(template, at)
        if right is not None:
            if depth:
                raise _problem(template, at, "unclosed left paren")
            return right.end()
        word = _WORDS.match(template, at)
        if word is None:
            raise _problem(template, at, _no_word(template, at))
        kind, text = str(word.lastgroup), word[0]
        if kind == "space" and _RIGHT.match(template, word.end() - 1) and template[word.end()] == "-":
            text = text[:-1]  # a trim marker takes one of the blanks before it
        depth += (kind == "open") - (kind == "close")
        if depth < 0:
            raise _problem(template, at, "unexpected right paren")
        _check_end(template, kind, text, at)
        yield Token("keyword" if kind == "word" and text in KEYWORDS else kind, text, at)
        at += len(text)


def _check_end(template: str, kind: str, text: str, at: int) -> None:
    after = template[at + len(text) : at + len(text) + 1]
    half_closed = after == "}" and not template.startswith("}}", at + len(text))
    if kind in {"field", "variable", "word"} and (half_closed or after not in _ENDS_A_WORD):
        raise _problem(template, at, f"bad character {_unicode(after)}")
    if kind == "number" and (after.isalnum() or after in {"_", "."}):
        end = re.compile(r"[\w.]*").match(template, at)
        raise _problem(template, at, f'bad number syntax: "{end[0] if end else text}"')


def _no_word(template: str, at: int) -> str:
    letter = template[at : at + 1]
    if not letter:
        return "unclosed action"
    if letter == ":":
        return "expected :="
    unfinished = (reason for reason, quote in _UNFINISHED.items() if quote == letter)
    return next(unfinished, f"unrecognized character in action: {_unicode(letter)}")


def _unicode(letter: str) -> str:
    return f"U+{ord(letter):04X} '{letter}'"


def _problem(template: str, at: int, message: str) -> TemplateError:
    line = template.count("\n", 0, at) + 1
    return TemplateError(f"template: output:{line}: {message}")
