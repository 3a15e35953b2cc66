"""``-o go-template``: the part of Go's ``text/template`` that people type at a prompt.

Fields, variables, ``range``, ``if``, ``with``, pipes, comparisons and the common functions; no named templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from svcquest.model.status import quote
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.go_functions import FUNCTIONS, TemplateError, show, truth

_ACTION = re.compile(r"\{\{(-\s)?(.*?)(\s-)?\}\}", re.DOTALL)
_TOKEN = re.compile(r'\s*("(?:\\.|[^"\\])*"|`[^`]*`|:=|[|(),=]|\$?[\w$]*(?:\.[\w]+)+|\$\w*|\.|-?\d+\.?\d*|\w+)')
_COMMENT = re.compile(r"/\*.*\*/", re.DOTALL)
_STRING_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}


@dataclass(slots=True)
class _Block:
    """``range``, ``if`` or ``with``, or the whole template: what it tests, and its two bodies."""

    keyword: str
    tokens: list[str]
    body: list[str | list[str] | _Block] = field(default_factory=list)
    otherwise: list[str | list[str] | _Block] = field(default_factory=list)
    in_else: bool = False
    nested: bool = False
    """An ``else if``: it ends with the block around it."""

    def add(self, part: str | list[str] | _Block) -> None:
        (self.otherwise if self.in_else else self.body).append(part)


def printer(template: str) -> Callable[[Any], str]:
    """The text of an object as ``-o go-template=TEMPLATE`` prints it.

    Raises:
        CommandError: the template cannot be read; the printer raises it when it does not fit the object.
    """
    try:
        root = _parse(template)
    except TemplateError as error:
        raise CommandError(f"error parsing template {template}, template: output:1: {error}") from None

    def render(tree: Any) -> str:
        try:
            return "".join(_run(root.body, tree, {"$": tree}))
        except TemplateError as error:
            raise CommandError(
                f'error executing template {quote(template)}: template: output:1: executing "output": {error}'
            ) from None

    return render


# Reading ------------------------------------------------------------------------------------------------------------


def _parse(template: str) -> _Block:
    stack = [_Block("template", [])]
    at, trim = 0, False
    for match in _ACTION.finditer(template):
        text = template[at : match.start()]
        text = text.lstrip() if trim else text
        if match[1]:
            text = text.rstrip()
        if text:
            stack[-1].add(text)
        at, trim = match.end(), bool(match[3])
        _action(stack, _tokens(_COMMENT.sub("", match[2])))
    rest = template[at:]
    if "{{" in rest:
        raise TemplateError("unclosed action")
    if len(stack) > 1:
        raise TemplateError("unexpected EOF")
    stack[-1].add(rest.lstrip() if trim else rest)
    return stack[0]


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise TemplateError(f"unexpected {quote(text[at:].strip()[:1])} in command")
        found.append(match[1])
        at = match.end()
    return found


def _action(stack: list[_Block], tokens: list[str]) -> None:
    match tokens:
        case []:
            return
        case [("range" | "if" | "with") as keyword, *condition]:
            if not condition:
                raise TemplateError(f"missing value for {keyword}")
            block = _Block(keyword, condition)
            stack[-1].add(block)
            stack.append(block)
        case ["else", *rest]:
            _else(stack, rest)
        case ["end"]:
            while stack[-1].nested:
                stack.pop()
            if len(stack) == 1:
                raise TemplateError("unexpected {{end}}")
            stack.pop()
        case _:
            stack[-1].add(tokens)


def _else(stack: list[_Block], rest: list[str]) -> None:
    if len(stack) == 1 or stack[-1].in_else:
        raise TemplateError("unexpected {{else}}")
    stack[-1].in_else = True
    if rest:
        block = _Block(rest[0], rest[1:], nested=True)
        stack[-1].add(block)
        stack.append(block)


# Running ------------------------------------------------------------------------------------------------------------

Variables = dict[str, Any]


def _run(parts: Sequence[str | list[str] | _Block], dot: Any, variables: Variables) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, _Block):
            yield from _run_block(part, dot, dict(variables))
        elif part[1:2] in [[":="], ["="]]:
            variables[part[0]] = _pipeline(part[2:], dot, variables)
        else:
            yield show(_pipeline(part, dot, variables))


def _run_block(block: _Block, dot: Any, variables: Variables) -> Iterator[str]:
    names, tokens = _declared(block.tokens)
    value = _pipeline(tokens, dot, variables)
    if block.keyword == "range":
        items = _items(value)
        for key, item in items:
            variables.update(zip(names, [item] if len(names) == 1 else [key, item], strict=False))
            yield from _run(block.body, item, variables)
        if not items:
            yield from _run(block.otherwise, dot, variables)
        return
    variables.update(dict.fromkeys(names, value))
    if truth(value):
        yield from _run(block.body, value if block.keyword == "with" else dot, variables)
    else:
        yield from _run(block.otherwise, dot, variables)


def _declared(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Variables before ``:=``, and the rest."""
    if ":=" not in tokens:
        return [], tokens
    at = tokens.index(":=")
    return [token for token in tokens[:at] if token != ","], tokens[at + 1 :]


def _items(value: Any) -> list[tuple[Any, Any]]:
    if value is None:
        return []
    if isinstance(value, dict):
        return [(key, value[key]) for key in sorted(value)]
    if isinstance(value, list | tuple):
        return list(enumerate(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return [(number, number) for number in range(value)]
    raise TemplateError(f"range can't iterate over {show(value)}")


def _pipeline(tokens: Sequence[str], dot: Any, variables: Variables) -> Any:
    commands: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            commands.append([])
        else:
            commands[-1].append(token)
    piped: tuple[Any, ...] = ()
    for command in commands:
        piped = (_command(command, dot, variables, piped),)
    return piped[0]


def _command(tokens: list[str], dot: Any, variables: Variables, piped: tuple[Any, ...]) -> Any:
    if not tokens:
        raise TemplateError("missing value for command")
    function = FUNCTIONS.get(tokens[0])
    if function is None:
        if len(tokens) > 1 and tokens[0] != "(":
            raise TemplateError(f"can't give argument to non-function {tokens[0]}")
        values = _operands(tokens, dot, variables)
        return values[-1]
    arguments = (*_operands(tokens[1:], dot, variables), *piped)
    try:
        return function(*arguments)
    except (TypeError, IndexError, KeyError, ValueError):
        raise TemplateError(f"error calling {tokens[0]}: wrong number or type of arguments") from None


def _operands(tokens: Sequence[str], dot: Any, variables: Variables) -> list[Any]:
    found: list[Any] = []
    at = 0
    while at < len(tokens):
        if tokens[at] == "(":
            end = _closing(tokens, at)
            found.append(_pipeline(tokens[at + 1 : end], dot, variables))
            at = end + 1
        else:
            found.append(_operand(tokens[at], dot, variables))
            at += 1
    return found


def _closing(tokens: Sequence[str], at: int) -> int:
    depth = 0
    for index in range(at, len(tokens)):
        depth += (tokens[index] == "(") - (tokens[index] == ")")
        if depth == 0:
            return index
    raise TemplateError("unclosed left paren")


def _operand(token: str, dot: Any, variables: Variables) -> Any:
    if token[0] == '"':
        return re.sub(r"\\(.)", lambda match: _STRING_ESCAPES.get(match[1], match[1]), token[1:-1])
    if token[0] == "`":
        return token[1:-1]
    if token in _CONSTANTS:
        return _CONSTANTS[token]
    if token[0] == "." or token[0] == "$":
        start, *names = token.split(".")
        if start and start not in variables:
            raise TemplateError(f"undefined variable {quote(start)}")
        return _walk(variables[start] if start else dot, [name for name in names if name])
    if re.fullmatch(r"-?\d+", token):
        return int(token)
    if re.fullmatch(r"-?\d+\.\d*", token):
        return float(token)
    raise TemplateError(f"function {quote(token)} not defined")


_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "nil": None}


def _walk(value: Any, names: Sequence[str]) -> Any:
    for name in names:
        if value is None:
            return None
        if not isinstance(value, dict):
            raise TemplateError(f"can't evaluate field {name} in type {type(value).__name__}")
        value = value.get(name)
    return value
