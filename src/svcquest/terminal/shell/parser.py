"""Tokens to the tree of a command line, by recursive descent along the grammar of POSIX."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Mapping
from typing import Literal, NoReturn

from svcquest.terminal.shell.lexer import NO_ARRAYS, Lexer, Token, here_text
from svcquest.terminal.shell.syntax import (
    AndOr,
    Calculation,
    Case,
    Command,
    CountingFor,
    For,
    Function,
    Group,
    HereDocument,
    If,
    Parameter,
    Pipeline,
    Redirect,
    Sequence,
    ShellSyntaxError,
    Simple,
    Text,
    While,
    Word,
)

_REDIRECTIONS = {"<": 0, "<<": 0, "<<-": 0, "<<<": 0, "<&": 0, ">": 1, ">>": 1, ">|": 1, ">&": 1, "&>": 1, "&>>": 1}
_CLOSERS = frozenset(("then", "do", "done", "fi", "else", "elif", "esac", "}"))
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\+?)=")
_DEEPEST = 40


def parse(text: str, aliases: Mapping[str, str] | None = None) -> Sequence:
    """Reads a whole text.

    Args:
        text: any number of lines.
        aliases: what to put in the place of a command's first word.

    Raises:
        ShellSyntaxError: it is no command line, or not yet.
    """
    return _Parser(text, aliases or {}).program()


def incomplete(text: str) -> bool:
    """Whether a prompt has to ask for another line: an open quote, here-document, bracket, loop or pipe."""
    if re.search(r"(?<!\\)(\\\\)*\\\Z", text):
        return True
    try:
        parse(text)
    except ShellSyntaxError as error:
        return error.incomplete
    return False


class _Parser:
    def __init__(self, text: str, aliases: Mapping[str, str]) -> None:
        self._lexer = Lexer(text)
        self._aliases = aliases
        self._queue: deque[Token] = deque()
        self._last = ""
        self._depth = 0

    def program(self) -> Sequence:
        sequence = self._sequence(frozenset())
        if self._peek().kind != "end":
            self._unexpected()
        return sequence

    def _peek(self) -> Token:
        if not self._queue:
            self._queue.append(self._lexer.next())
        return self._queue[0]

    def _take(self) -> Token:
        token = self._peek()
        self._queue.popleft()
        self._last = token.raw
        return token

    def _at_operator(self, *operators: str) -> bool:
        token = self._peek()
        return token.kind == "operator" and token.raw in operators

    def _at_word(self, *words: str) -> bool:
        token = self._peek()
        return token.kind == "word" and token.raw in words

    def _unexpected(self) -> NoReturn:
        token = self._peek()
        if token.kind == "end":
            raise ShellSyntaxError("syntax error: unexpected end of file", incomplete=True)
        array = NO_ARRAYS if token.raw == "(" and self._last.endswith("=") else ""
        raise ShellSyntaxError(f"syntax error near unexpected token `{token.raw}'{array}")

    def _require(self, word: str) -> None:
        if not (self._at_word(word) or self._at_operator(word)):
            self._unexpected()
        self._take()

    def _skip_newlines(self) -> None:
        while self._peek().kind == "newline":
            self._take()

    def _sequence(self, closers: frozenset[str]) -> Sequence:
        """Commands up to a closing word or operator, which is left in place."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ShellSyntaxError("syntax error: too deeply nested")
        items: list[AndOr] = []
        self._skip_newlines()
        while self._peek().kind != "end" and self._peek().raw not in closers:
            item = self._and_or()
            if self._at_operator("&"):
                self._take()
                item = AndOr(item.first, item.rest, background=True)
            elif self._at_operator(";"):
                self._take()
            elif self._peek().kind not in ("newline", "end") and self._peek().raw not in closers:
                self._unexpected()
            items.append(item)
            self._skip_newlines()
        self._depth -= 1
        return Sequence(tuple(items))

    def _body(self, *closers: str) -> Sequence:
        """A sequence that may not be empty."""
        sequence = self._sequence(frozenset(closers))
        if not sequence.items:
            self._unexpected()
        return sequence

    def _and_or(self) -> AndOr:
        first = self._pipeline()
        rest: list[tuple[Literal["&&", "||"], Pipeline]] = []
        while self._at_operator("&&", "||"):
            operator: Literal["&&", "||"] = "&&" if self._take().raw == "&&" else "||"
            self._skip_newlines()
            rest.append((operator, self._pipeline()))
        return AndOr(first, tuple(rest))

    def _pipeline(self) -> Pipeline:
        negated = False
        while self._at_word("!"):
            self._take()
            negated = not negated
        commands = [self._command()]
        while self._at_operator("|", "|&"):
            if self._take().raw == "|&":
                commands[-1] = _with_redirects(commands[-1], (Redirect(2, ">&", (Text("1"),)),))
            self._skip_newlines()
            commands.append(self._command())
        return Pipeline(tuple(commands), negated)

    def _command(self) -> Command:
        self._expand_aliases()
        token = self._peek()
        if token.kind == "operator" and token.raw == "(":
            self._take()
            body = self._body(")")
            self._require(")")
            return Group(body, self._redirects(), subshell=True)
        if token.kind == "arithmetic":
            self._take()
            return Calculation(here_text(token.raw), self._redirects())
        if token.kind == "word":
            compound = self._compound(token.raw)
            if compound is not None:
                return compound
            if token.raw in _CLOSERS:
                self._unexpected()
            if token.raw == "[[":
                return self._condition()
        return self._simple()

    def _expand_aliases(self) -> None:
        used: set[str] = set()
        while self._peek().kind == "word" and self._peek().raw in self._aliases and self._peek().raw not in used:
            name = self._take().raw
            used.add(name)
            inner = Lexer(self._aliases[name])
            tokens: list[Token] = []
            while (token := inner.next()).kind != "end":
                tokens.append(token)
            self._queue.extendleft(reversed(tokens))

    def _compound(self, keyword: str) -> Command | None:
        match keyword:
            case "{":
                self._take()
                body = self._body("}")
                self._require("}")
                return Group(body, self._redirects())
            case "for":
                return self._for()
            case "while" | "until":
                self._take()
                condition = self._body("do")
                body = self._do_group()
                return While(condition, body, keyword == "until", self._redirects())
            case "if":
                return self._if()
            case "case":
                return self._case()
            case "function":
                self._take()
                return self._function(self._take().raw)
        return None

    def _do_group(self) -> Sequence:
        self._require("do")
        body = self._body("done")
        self._require("done")
        return body

    def _for(self) -> For | CountingFor:
        self._take()
        name = self._take()
        if name.kind == "arithmetic":
            return self._counting_for(name.raw)
        if name.kind != "word" or not _NAME.fullmatch(name.raw):
            raise ShellSyntaxError(f"`{name.raw}': not a valid identifier", incomplete=name.kind == "end")
        self._skip_newlines()
        words: list[Word] | None = None
        if self._at_word("in"):
            self._take()
            words = []
            while self._peek().kind == "word":
                words.append(self._take().word)
        if self._at_operator(";"):
            self._take()
        self._skip_newlines()
        body = self._do_group()
        return For(name.raw, None if words is None else tuple(words), body, self._redirects())

    def _counting_for(self, head: str) -> CountingFor:
        parts = head.split(";")
        if len(parts) != 3:
            raise ShellSyntaxError("syntax error: arithmetic expression required")
        if self._at_operator(";"):
            self._take()
        self._skip_newlines()
        body = self._do_group()
        start, condition, step = map(here_text, parts)
        return CountingFor(start, condition, step, body, self._redirects())

    def _if(self) -> If:
        branches: list[tuple[Sequence, Sequence]] = []
        otherwise = None
        while self._at_word("if", "elif"):
            self._take()
            condition = self._body("then")
            self._require("then")
            branches.append((condition, self._body("elif", "else", "fi")))
        if self._at_word("else"):
            self._take()
            otherwise = self._body("fi")
        self._require("fi")
        return If(tuple(branches), otherwise, self._redirects())

    def _case(self) -> Case:
        self._take()
        subject = self._take()
        if subject.kind != "word":
            raise ShellSyntaxError("syntax error near `case'", incomplete=subject.kind == "end")
        self._skip_newlines()
        self._require("in")
        self._skip_newlines()
        branches: list[tuple[tuple[Word, ...], Sequence]] = []
        while not self._at_word("esac"):
            branches.append((self._patterns(), self._sequence(frozenset((";;", "esac")))))
            if self._at_operator(";;"):
                self._take()
            self._skip_newlines()
        self._take()
        return Case(subject.word, tuple(branches), self._redirects())

    def _patterns(self) -> tuple[Word, ...]:
        if self._at_operator("("):
            self._take()
        patterns: list[Word] = []
        while True:
            if self._peek().kind != "word":
                self._unexpected()
            patterns.append(self._take().word)
            if not self._at_operator("|"):
                self._require(")")
                return tuple(patterns)
            self._take()

    def _function(self, name: str) -> Function:
        if self._at_operator("("):
            self._take()
            self._require(")")
        self._skip_newlines()
        if not (self._at_word("{") or self._at_operator("(")):
            self._unexpected()
        return Function(name, self._command())

    def _condition(self) -> Simple:
        """``[[ … ]]``, inside of which operators are words."""
        words: list[Word] = []
        while True:
            token = self._peek()
            if token.kind not in ("word", "operator"):
                self._unexpected()
            self._take()
            words.append(token.word if token.kind == "word" else (Text(token.raw),))
            if token.raw == "]]":
                return Simple((), tuple(words), self._redirects())

    def _simple(self) -> Command:
        assignments: list[tuple[str, Word]] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while True:
            redirect = self._redirect()
            if redirect is not None:
                redirects.append(redirect)
                continue
            token = self._peek()
            if token.kind != "word":
                break
            self._take()
            if len(words) == 0 and not redirects and self._at_operator("(") and _NAME.fullmatch(token.raw):
                return self._function(token.raw)
            name = _ASSIGNMENT.match(token.raw) if not words else None
            if name:
                kept = (Parameter(name[1], quoted=True),) if name[2] else ()
                assignments.append((name[1], kept + _after_equals(token.word, name.end())))
            else:
                words.append(token.word)
        if not (assignments or words or redirects):
            self._unexpected()
        return Simple(tuple(assignments), tuple(words), tuple(redirects))

    def _redirects(self) -> tuple[Redirect, ...]:
        found: list[Redirect] = []
        while (redirect := self._redirect()) is not None:
            found.append(redirect)
        return tuple(found)

    def _redirect(self) -> Redirect | None:
        token = self._peek()
        if token.kind != "operator" or token.raw not in _REDIRECTIONS:
            return None
        self._take()
        # the word has to be read before the line ends, else the here-document would come first
        target = self._peek()
        if target.kind != "word":
            self._unexpected()
        document = None
        if token.raw in ("<<", "<<-"):
            literal = any(mark in target.raw for mark in "'\"\\")
            delimiter = "".join(part.text for part in target.word if isinstance(part, Text))
            document = HereDocument(delimiter, literal, token.raw == "<<-")
            self._lexer.expect(document)
        self._take()
        fd = token.fd if token.fd >= 0 else _REDIRECTIONS[token.raw]
        return Redirect(fd, token.raw, target.word, document)


def _after_equals(word: Word, length: int) -> Word:
    """The parts of an assignment's value."""
    first = word[0]
    rest = first.text[length:] if isinstance(first, Text) else ""
    return ((Text(rest),) if rest else ()) + word[1:]


def _with_redirects(command: Command, extra: tuple[Redirect, ...]) -> Command:
    if isinstance(command, Simple):
        return Simple(command.assignments, command.words, command.redirects + extra)
    return Group(Sequence((AndOr(Pipeline((command,))),)), extra)
