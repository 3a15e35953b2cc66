"""An awk program's text to its tree.

Follows the grammar of POSIX awk without user functions, ``getline`` and output to files or commands.
"""

from __future__ import annotations

from typing import Literal

from svcquest.terminal.text.awk.expressions import DEEPEST, ExpressionReader
from svcquest.terminal.text.awk.syntax import (
    AwkError,
    Block,
    Delete,
    Evaluate,
    Expression,
    ForIn,
    Grouped,
    IfElse,
    Jump,
    Loop,
    Print,
    Rule,
    Statement,
)
from svcquest.terminal.text.awk.tokens import tokens_of


def parse(text: str) -> tuple[Rule, ...]:
    """Reads a program.

    Raises:
        AwkError: it is malformed.
    """
    return _Parser(tokens_of(text)).program()


class _Parser(ExpressionReader):
    """Reads rules and statements."""

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
        if self._depth > DEEPEST:
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
