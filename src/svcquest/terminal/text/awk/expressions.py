"""Expressions of awk, by what binds tighter. Follows the grammar of POSIX awk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from svcquest.terminal.shell.lexer import unescape
from svcquest.terminal.text.awk.syntax import (
    Assign,
    AwkError,
    Binary,
    Call,
    Conditional,
    Contains,
    Element,
    Expression,
    Field,
    Grouped,
    Name,
    Number,
    Pattern,
    Step,
    String,
    Unary,
)
from svcquest.terminal.text.awk.tokens import KEYWORDS, Token, TokenReader
from svcquest.terminal.text.regex import PatternError, compile_regex

FUNCTIONS = frozenset(
    ("length", "substr", "index", "split", "sub", "gsub", "match", "sprintf", "tolower", "toupper", "int")
)
DEEPEST = 25
"""How deep statements and expressions may be nested."""

_COMPARISONS = ("<", "<=", "==", "!=", ">", ">=")


class ExpressionReader(TokenReader):
    """Reads expressions."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        self._depth = 0
        self._in_print = False

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

    def _parenthesized(self) -> Expression:
        self._require("(")
        inner = self._expression()
        self._require(")")
        return inner

    def _expression(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
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
        return self._here.kind == "name" and self._here.text not in KEYWORDS

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
            if self._depth > DEEPEST:
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
            case "name" if token.text not in KEYWORDS:
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
