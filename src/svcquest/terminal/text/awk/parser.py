"""An awk program's text to its tree.

Follows the grammar of POSIX awk without user functions, ``getline`` and output to files or commands.
"""

from __future__ import annotations

import re
from typing import Literal, NoReturn

from svcquest.model.frozen import dataclass
from svcquest.terminal.shell.lexer import unescape
from svcquest.terminal.text.awk.syntax import (
    Assign,
    AwkError,
    Binary,
    Block,
    Call,
    Conditional,
    Contains,
    Delete,
    Element,
    Evaluate,
    Expression,
    Field,
    ForIn,
    Grouped,
    IfElse,
    Jump,
    Loop,
    Name,
    Number,
    Pattern,
    Print,
    Rule,
    Statement,
    Step,
    String,
    Unary,
)
from svcquest.terminal.text.regex import PatternError, compile_regex

FUNCTIONS = frozenset(
    ("length", "substr", "index", "split", "sub", "gsub", "match", "sprintf", "tolower", "toupper", "int")
)
_KEYWORDS = frozenset(
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
_DEEPEST = 25
_COMPARISONS = ("<", "<=", "==", "!=", ">", ">=")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["number", "string", "name", "sign", "regex", "end"]
    text: str


def parse(text: str) -> tuple[Rule, ...]:
    """Reads a program.

    Raises:
        AwkError: it is malformed.
    """
    return _Parser(_tokens(text)).program()


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        last = tokens[-1] if tokens else _Token("sign", "\n")
        value_before = last.kind in ("number", "string") or last.text in (")", "]", "$")
        value_before = value_before or (last.kind == "name" and last.text not in _KEYWORDS)
        found = _REGEX.match(text, at) if text[at] == "/" and not value_before else None
        if found:
            tokens.append(_Token("regex", found[1].replace("\\/", "/")))
            at = found.end()
            continue
        found = _TOKEN.match(text, at)
        if found is None:
            raise AwkError(f"syntax error near {text[at : at + 10]!r}")
        at = found.end()
        match found.lastgroup:
            case ("number" | "string" | "name" | "sign") as kind:
                tokens.append(_Token(kind, found[0]))
    return [*tokens, _Token("end", "end of program")]


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._in_print = False

    @property
    def _here(self) -> _Token:
        return self._tokens[self._at]

    def _fail(self) -> NoReturn:
        shown = "newline" if self._here.text == "\n" else self._here.text
        raise AwkError(f"syntax error near {shown}")

    def _is(self, *signs: str) -> bool:
        return self._here.text in signs and self._here.kind in ("sign", "name")

    def _take(self) -> _Token:
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

    def program(self) -> tuple[Rule, ...]:
        rules: list[Rule] = []
        self._skip_lines(";")
        while self._here.kind != "end":
            rules.append(self._rule())
            self._skip_lines(";")
        return tuple(rules)

    def _rule(self) -> Rule:
        when: Literal["BEGIN", "END", "line"] = "line"
        first = last = None
        if self._is("BEGIN", "END"):
            when = "BEGIN" if self._take().text == "BEGIN" else "END"
        elif not self._is("{"):
            first = self._expression()
            if self._accept(","):
                self._skip_lines()
                last = self._expression()
        action = self._block() if self._is("{") else None
        if when != "line" and action is None:
            self._fail()
        return Rule(when, first, last, action)

    def _block(self) -> Block:
        self._require("{")
        statements: list[Statement] = []
        self._skip_lines(";")
        while not self._is("}"):
            statements.append(self._statement())
            self._skip_lines(";")
        self._take()
        return Block(tuple(statements))

    def _statement(self) -> Statement:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise AwkError("program is too deeply nested")
        statement = self._one_statement()
        self._depth -= 1
        return statement

    def _one_statement(self) -> Statement:
        token = self._here
        if token.kind == "sign" and token.text == "{":
            return self._block()
        match token.text if token.kind == "name" else "":
            case "if":
                return self._if()
            case "while":
                self._take()
                condition = self._parenthesized()
                return Loop(None, condition, None, self._body())
            case "do":
                self._take()
                body = self._body()
                self._skip_lines(";")
                self._require("while")
                return self._ended(Loop(None, self._parenthesized(), None, body, body_first=True))
            case "for":
                return self._for()
            case _:
                return self._ended(self._simple())

    def _ended(self, statement: Statement) -> Statement:
        if not self._accept(";", "\n") and not self._is("}") and self._here.kind != "end":
            self._fail()
        return statement

    def _body(self) -> Statement:
        self._skip_lines()
        if self._accept(";"):
            return Block(())
        return self._statement()

    def _parenthesized(self) -> Expression:
        self._require("(")
        inner = self._expression()
        self._require(")")
        return inner

    def _if(self) -> IfElse:
        self._take()
        condition = self._parenthesized()
        body = self._body()
        back = self._at
        self._skip_lines(";")
        if self._accept("else"):
            return IfElse(condition, body, self._body())
        self._at = back
        return IfElse(condition, body, None)

    def _for(self) -> Statement:
        self._take()
        self._require("(")
        upcoming = [token.text for token in self._tokens[self._at : self._at + 4]]
        if upcoming[1:2] == ["in"] and upcoming[3:] == [")"]:
            self._at += 4
            return ForIn(upcoming[0], upcoming[2], self._body())
        start = None if self._is(";") else self._simple()
        self._require(";")
        condition = None if self._is(";") else self._expression()
        self._require(";")
        step = None if self._is(")") else self._simple()
        self._require(")")
        return Loop(start, condition, step, self._body())

    def _simple(self) -> Statement:
        token = self._here
        match token.text if token.kind == "name" else "":
            case "print" | "printf":
                return self._print()
            case "next" | "break" | "continue" as kind:
                self._take()
                return Jump(kind)
            case "exit":
                self._take()
                bare = self._is(";", "\n", "}") or self._here.kind == "end"
                return Jump("exit", None if bare else self._expression())
            case "delete":
                self._take()
                array = self._take().text
                return Delete(array, self._subscript() if self._is("[") else ())
            case _:
                return Evaluate(self._expression())

    def _print(self) -> Print:
        formatted = self._take().text == "printf"
        before, self._in_print = self._in_print, True
        values: tuple[Expression, ...] = ()
        if not (self._is(";", "\n", "}", ">", "|") or self._here.kind == "end"):
            values = self._list()
        self._in_print = before
        if self._is(">", "|"):
            raise AwkError("output to files and commands is not available here")
        if len(values) == 1 and isinstance(values[0], Grouped):
            values = values[0].parts
        return Print(values, formatted)

    def _list(self) -> tuple[Expression, ...]:
        values = [self._expression()]
        while self._accept(","):
            self._skip_lines()
            values.append(self._expression())
        return tuple(values)

    def _subscript(self) -> tuple[Expression, ...]:
        self._require("[")
        values = self._list()
        self._require("]")
        return values

    def _expression(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise AwkError("program is too deeply nested")
        result = self._ternary()
        if isinstance(result, Name | Field | Element) and self._is("=", "+=", "-=", "*=", "/=", "%=", "^=", "**="):
            operator = self._take().text[:-1]
            self._skip_lines()
            result = Assign(result, "^" if operator == "**" else operator, self._expression())
        self._depth -= 1
        return result

    def _ternary(self) -> Expression:
        condition = self._or()
        if not self._accept("?"):
            return condition
        yes = self._expression()
        self._require(":")
        return Conditional(condition, yes, self._expression())

    def _or(self) -> Expression:
        left = self._and()
        while self._accept("||"):
            self._skip_lines()
            left = Binary("||", left, self._and())
        return left

    def _and(self) -> Expression:
        left = self._in()
        while self._accept("&&"):
            self._skip_lines()
            left = Binary("&&", left, self._in())
        return left

    def _in(self) -> Expression:
        left = self._match()
        while self._accept("in"):
            parts = left.parts if isinstance(left, Grouped) else (left,)
            left = Contains(parts, self._take().text)
        return left

    def _match(self) -> Expression:
        left = self._comparison()
        while self._is("~", "!~"):
            left = Binary(self._take().text, left, self._comparison())
        return left

    def _comparison(self) -> Expression:
        left = self._joined()
        if self._is(*_COMPARISONS) and not (self._in_print and self._is(">")):
            return Binary(self._take().text, left, self._joined())
        return left

    def _joined(self) -> Expression:
        left = self._sum()
        while self._here.kind in ("number", "string") or self._is("$", "(") or self._at_value_name():
            left = Binary("", left, self._sum())
        return left

    def _at_value_name(self) -> bool:
        return self._here.kind == "name" and self._here.text not in _KEYWORDS

    def _sum(self) -> Expression:
        left = self._product()
        while self._is("+", "-"):
            left = Binary(self._take().text, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._unary()
        while self._is("*", "/", "%"):
            left = Binary(self._take().text, left, self._unary())
        return left

    def _unary(self) -> Expression:
        if self._is("!", "-", "+"):
            operator = self._take().text
            self._depth += 1
            if self._depth > _DEEPEST:
                raise AwkError("program is too deeply nested")
            operand = self._unary()
            self._depth -= 1
            return Unary(operator, operand)
        return self._power()

    def _power(self) -> Expression:
        base = self._postfix()
        if self._accept("^", "**"):
            return Binary("^", base, self._unary())
        return base

    def _postfix(self) -> Expression:
        if self._is("++", "--"):
            by: Literal[1, -1] = 1 if self._take().text == "++" else -1
            target = self._primary()
            if not isinstance(target, Name | Field | Element):
                self._fail()
            return Step(target, by, prefix=True)
        value = self._primary()
        if isinstance(value, Name | Field | Element) and self._is("++", "--"):
            return Step(value, 1 if self._take().text == "++" else -1, prefix=False)
        return value

    def _primary(self) -> Expression:
        token = self._take()
        match token.kind:
            case "number":
                return Number(float(token.text))
            case "string":
                return String(unescape(token.text[1:-1]))
            case "regex":
                try:
                    return Pattern(compile_regex(token.text, extended=True))
                except PatternError as error:
                    raise AwkError(f"{error}: /{token.text}/") from None
            case "name" if token.text not in _KEYWORDS:
                return self._named(token.text)
        if token.text == "$" and token.kind == "sign":
            return Field(self._postfix_of_field())
        if token.text != "(" or token.kind != "sign":
            self._at -= token.kind != "end"
            self._fail()
        return self._group()

    def _postfix_of_field(self) -> Expression:
        """``$i++`` is ``($i)++``, while ``$++i`` counts first."""
        return self._postfix() if self._is("++", "--") else self._unary() if self._is("-") else self._primary()

    def _group(self) -> Expression:
        before, self._in_print = self._in_print, False
        values = self._list()
        self._in_print = before
        self._require(")")
        return Grouped(values) if len(values) > 1 else values[0]

    def _named(self, name: str) -> Expression:
        if name in FUNCTIONS:
            arguments: tuple[Expression, ...] = ()
            if self._accept("("):
                arguments = () if self._is(")") else self._list()
                self._require(")")
            elif name != "length":
                self._fail()
            return Call(name, arguments)
        if self._is("["):
            return Element(name, self._subscript())
        if self._is("(") and self._tokens[self._at - 1].text == name:
            raise AwkError(f"function {name} not defined")
        return Name(name)
