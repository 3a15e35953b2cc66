"""From the text of a template to its statements. Follows ``text/template/parse/parse.go``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, NoReturn

from svcquest.terminal.kubectl.go_template import literals, nodes
from svcquest.terminal.kubectl.go_template.errors import TemplateError
from svcquest.terminal.kubectl.go_template.functions import BUILTIN
from svcquest.terminal.kubectl.go_template.lexer import Token, tokens

Statements = tuple[nodes.Node, ...]
MAIN = "output"
"""The name that kubectl gives to the template of a command line."""

_NOT_EXECUTABLE = (nodes.Constant, nodes.Dot, nodes.Nil)
_OPERANDS = frozenset({"dot", "field", "open", "variable", "word", *literals.READERS})


def parse(template: str) -> dict[str, Statements]:
    """The statements of a template, and of those that it defines, by name.

    Raises:
        TemplateError: it cannot be read.
    """
    parser = _Parser(template)
    body, end = parser.statements()
    if end:
        parser.fail(f"unexpected {{{{{end}}}}}")
    return {**parser.defined, MAIN: body}


class _Parser:
    def __init__(self, template: str) -> None:
        self.template = template
        self.tokens = tokens(template)
        self.ahead: list[Token] = []
        self.last = Token("text", "", 0)
        self.variables = ["$"]
        self.ranges = 0
        self.depth = 0
        self.defined: dict[str, Statements] = {}

    # Words ----------------------------------------------------------------------------------------------------------

    def next(self) -> Token:
        self.last = self.ahead.pop() if self.ahead else next(self.tokens)
        return self.last

    def peek(self) -> Token:
        if not self.ahead:
            self.ahead.append(next(self.tokens))
        return self.ahead[-1]

    def next_word(self) -> Token:
        """The next word that is no blank."""
        while self.peek().kind == "space":
            self.next()
        return self.next()

    def peek_word(self) -> Token:
        while self.peek().kind == "space":
            self.next()
        return self.peek()

    def expect(self, context: str, *kinds: str) -> Token:
        token = self.next_word()
        if token.kind not in kinds:
            self.unexpected(token, context)
        return token

    def fail(self, message: str) -> NoReturn:
        line = self.template.count("\n", 0, self.last.at) + 1
        raise TemplateError(f"template: {MAIN}:{line}: {message}")

    def unexpected(self, token: Token, context: str) -> NoReturn:
        self.fail(f"unexpected {token} in {context}")

    # Statements -----------------------------------------------------------------------------------------------------

    def statements(self) -> tuple[Statements, str]:
        """Statements up to an ``end`` or ``else``, which comes back with them; empty at the end of the template."""
        found: list[nodes.Node] = []
        while True:
            token = self.next()
            if token.kind == "end":
                if self.depth:
                    self.fail("unexpected EOF")
                return tuple(found), ""
            if token.kind == "text":
                found.append(nodes.Text(token.at, token.text))
                continue
            word = self.peek_word()
            if word.kind == "keyword" and word.text in {"end", "else"}:
                self.next_word()
                if word.text == "end":
                    self.expect("end", "right")
                return tuple(found), word.text
            statement = self._statement(word)
            if statement is not None:
                found.append(statement)

    def _statement(self, word: Token) -> nodes.Node | None:
        read = _KEYWORDS.get(word.text) if word.kind == "keyword" else None
        if read is not None:
            return read(self, self.next_word())
        pipe = self.pipe("command", "right")
        return nodes.Action(pipe.at, pipe)

    def block(self, context: str) -> tuple[Statements, Statements, bool]:
        """The two bodies of a statement, and whether an ``else if`` inside has taken its ``end``."""
        self.depth += 1
        body, end = self.statements()
        otherwise: Statements = ()
        if end == "else":
            word = self.peek_word()
            if word.kind == "keyword" and word.text == context and context in {"if", "with"}:
                nested = self.branch(self.next_word())
                self.depth -= 1
                return body, (nested,), True
            self.expect("else", "right")
            otherwise, end = self.statements()
            if end == "else":
                self.fail("expected end; found {{else}}")
        self.depth -= 1
        return body, otherwise, False

    def branch(self, token: Token) -> nodes.Node:
        keyword: Literal["if", "with", "range"] = token.text  # type: ignore[assignment]
        known = len(self.variables)
        pipe = self.pipe(keyword, "right")
        self.ranges += keyword == "range"
        body, otherwise, _ = self.block(keyword)
        self.ranges -= keyword == "range"
        del self.variables[known:]
        return nodes.Branch(pipe.at, keyword, pipe, body, otherwise)

    def leave(self, token: Token) -> nodes.Node:
        keyword: Literal["break", "continue"] = token.text  # type: ignore[assignment]
        self.expect(f"{{{{{keyword}}}}}", "right")
        if not self.ranges:
            self.fail(f"{{{{{keyword}}}}} outside {{{{range}}}}")
        return nodes.Leave(token.at, keyword)

    def call(self, token: Token) -> nodes.Node:
        name = self.expect("template clause", "string", "raw")
        pipe = None
        if self.peek_word().kind == "right":
            self.next_word()
        else:
            pipe = self.pipe("template clause", "right")
        return nodes.Call(token.at, name.text, literals.text_of(name.text), pipe)

    def define(self, token: Token) -> None:
        if self.depth:
            self.unexpected(token, "command")
        name = self.expect("define clause", "string", "raw")
        self.expect("define clause", "right")
        self._keep(literals.text_of(name.text), "define clause")

    def define_and_call(self, token: Token) -> nodes.Node:
        """``block``: a template that is used where it is defined."""
        name = self.expect("block clause", "string", "raw")
        pipe = self.pipe("block clause", "right")
        self._keep(literals.text_of(name.text), "block clause")
        return nodes.Call(token.at, name.text, literals.text_of(name.text), pipe)

    def _keep(self, name: str, context: str) -> None:
        outer, self.variables = self.variables, ["$"]
        ranges, self.ranges = self.ranges, 0
        self.depth += 1
        body, end = self.statements()
        self.depth -= 1
        if end != "end":
            self.fail(f"unexpected {{{{{end}}}}} in {context}")
        self.variables, self.ranges = outer, ranges
        self.defined[name] = body

    # Pipes ----------------------------------------------------------------------------------------------------------

    def pipe(self, context: str, end: str) -> nodes.Pipe:
        """Commands up to a word of the kind ``end``."""
        at = self.peek_word().at
        names, assigns = self._declared(context)
        commands: list[nodes.Command] = []
        while True:
            token = self.peek_word()
            if token.kind == end:
                self.next_word()
                break
            if token.kind not in _OPERANDS and token.text != "nil":
                self.next_word()
                self.unexpected(token, context)
            commands.append(self.command())
        if not commands:
            self.fail(f"missing value for {context}")
        for stage, command in enumerate(commands[1:], 2):
            if isinstance(command.words[0], _NOT_EXECUTABLE):
                self.fail(f"non executable command in pipeline stage {stage}")
        if not assigns:
            self.variables += names
        return nodes.Pipe(at, tuple(names), assigns, tuple(commands))

    def _declared(self, context: str) -> tuple[list[str], bool]:
        """Variables that a pipe sets, one or in ``range`` two, and whether they exist already."""
        if self.peek_word().kind != "variable":
            return [], False
        read = [self.next()]
        after = self._and_blanks(read)
        names = [read[0].text]
        if after.kind == "comma" and context == "range":
            read.append(self.next())
            second = self._and_blanks(read)
            if second.kind != "variable":
                self.fail("range can only initialize variables")
            names.append(second.text)
            read.append(self.next())
            after = self._and_blanks(read)
        elif after.kind == "comma":
            self.fail(f"too many declarations in {context}")
        if after.kind not in {"declare", "assign"}:
            self.ahead += reversed(read)
            return [], False
        self.next()
        if after.kind == "assign":
            for name in names:
                self._check_variable(name)
        return names, after.kind == "assign"

    def _and_blanks(self, read: list[Token]) -> Token:
        """Read blanks on to a list; the word behind them stays to be read."""
        while self.peek().kind == "space":
            read.append(self.next())
        return self.peek()

    def command(self) -> nodes.Command:
        at = self.peek_word().at
        words: list[nodes.Node] = []
        while True:
            operand = self.operand()
            if operand is not None:
                words.append(operand)
            token = self.next()
            if token.kind == "space":
                self.peek_word()
                continue
            if token.kind in {"right", "close"}:
                self.ahead.append(token)
            elif token.kind != "pipe":
                self.unexpected(token, "operand")
            break
        if not words:
            self.fail("empty command")
        return nodes.Command(at, tuple(words))

    def operand(self) -> nodes.Node | None:
        """A term with the fields that are asked of it; None when there is none."""
        term = self.term()
        token = self.peek()
        if term is None or token.kind != "field":
            return term
        names: list[str] = []
        while self.peek().kind == "field":
            names.append(self.next().text[1:])
        if isinstance(term, nodes.Path):
            return nodes.Path(token.at, term.base, (*term.names, *names))
        if not isinstance(term, nodes.Variable | nodes.Pipe | nodes.Function):
            self.fail(f'unexpected . after term "{term}"')
        return nodes.Path(token.at, term, tuple(names))

    def term(self) -> nodes.Node | None:
        token = self.next()
        at, text = token.at, token.text
        match token.kind:
            case "word" if text in {"true", "false"}:
                return nodes.Constant(at, text, text == "true")
            case "word":
                if text not in BUILTIN:
                    self.fail(f'function "{text}" not defined')
                return nodes.Function(at, text)
            case "dot":
                return nodes.Dot(at)
            case "field":
                return nodes.Path(at, None, (text[1:],))
            case "variable":
                self._check_variable(text)
                return nodes.Variable(at, text)
            case "open":
                return self.pipe("parenthesized pipeline", "close")
            case "keyword" if text == "nil":
                return nodes.Nil(at)
            case kind if kind in literals.READERS:
                return nodes.Constant(at, text, self._constant(token))
        self.ahead.append(token)
        return None

    def _constant(self, token: Token) -> Any:
        try:
            return literals.READERS[token.kind](token.text)
        except ValueError as error:
            self.fail(str(error))

    def _check_variable(self, name: str) -> None:
        if name not in self.variables:
            self.fail(f'undefined variable "{name}"')


_KEYWORDS: Mapping[str, Callable[[_Parser, Token], nodes.Node | None]] = {
    "block": _Parser.define_and_call,
    "break": _Parser.leave,
    "continue": _Parser.leave,
    "define": _Parser.define,
    "if": _Parser.branch,
    "range": _Parser.branch,
    "template": _Parser.call,
    "with": _Parser.branch,
}
