"""Filling a template in. Follows ``text/template/exec.go``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

from svcquest.terminal.kubectl.go_template import nodes
from svcquest.terminal.kubectl.go_template.errors import TemplateError
from svcquest.terminal.kubectl.go_template.formatting import plain, type_name
from svcquest.terminal.kubectl.go_template.functions import BUILTIN, LAZY, Builtin, FunctionError, truth
from svcquest.terminal.kubectl.go_template.parser import MAIN, Statements

_DEPTH = 100
"""Templates within templates beyond which a template is taken for endless."""

_STATEMENTS, _LETTERS = 200_000, 4_000_000
"""How many statements a template may run and how much it may write; kubectl sets no such limits."""

_NO_VALUE = object()
"""Stands for the value that a pipe hands to its first command: there is none."""


class Execution:
    """One run of a template.

    Args:
        template: its text, for places in error messages.
        defined: statements of templates by name.
        write: takes the text, piece by piece.
        missing_fails: a key that an object does not have is an error.
    """

    def __init__(
        self,
        template: str,
        defined: Mapping[str, Statements],
        write: Callable[[str], object],
        *,
        missing_fails: bool = False,
    ) -> None:
        self._template = template
        self._defined = defined
        self._take = write
        self._statements, self._letters = _STATEMENTS, _LETTERS
        self._missing_fails = missing_fails
        self._name = MAIN
        self._variables: list[tuple[str, Any]] = []
        self._node: nodes.Node = nodes.Dot(0)
        self._depth = 0

    def run(self, tree: Any) -> None:
        """Fill the template in with an object.

        Raises:
            TemplateError: it does not fit; what stands before has been written.
        """
        self._call(MAIN, tree)

    def _fail(self, message: str) -> NoReturn:
        before = self._template[: self._node.at]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1)
        where = f'{MAIN}:{line}:{column}: executing "{self._name}" at <{self._node}>'
        raise TemplateError(f"template: {where}: {message}")

    # Statements -----------------------------------------------------------------------------------------------------

    def _call(self, name: str, dot: Any) -> None:
        outer = self._name, self._variables
        self._name, self._variables = name, [("$", dot)]
        self._depth += 1
        self._walk(self._defined[name], dot)
        self._depth -= 1
        self._name, self._variables = outer

    def _walk(self, statements: Statements, dot: Any) -> str:
        """Runs statements up to a ``break`` or ``continue``, which is the result; empty when they all have run."""
        for node in statements:
            left = self._run(node, dot)
            if left:
                return left
        return ""

    def _write(self, text: str) -> None:
        self._letters -= len(text)
        if self._letters < 0:
            self._fail("too much text")
        self._take(text)

    def _step(self) -> None:
        self._statements -= 1
        if self._statements < 0:
            self._fail("too many steps")

    def _run(self, node: nodes.Node, dot: Any) -> str:
        self._step()
        match node:
            case nodes.Text(text=text):
                self._write(text)
            case nodes.Action(pipe=pipe):
                value = self._pipe(pipe, dot)
                if not pipe.names:
                    self._write("<no value>" if value is None else plain(value))
            case nodes.Branch(keyword="range"):
                self._range(node, dot)
            case nodes.Branch():
                return self._branch(node, dot)
            case nodes.Call():
                self._call_other(node, dot)
            case nodes.Leave(keyword=keyword):
                return keyword
        return ""

    def _branch(self, node: nodes.Branch, dot: Any) -> str:
        mark = len(self._variables)
        value = self._pipe(node.pipe, dot)
        if truth(value):
            left = self._walk(node.body, value if node.keyword == "with" else dot)
        else:
            left = self._walk(node.otherwise, dot)
        del self._variables[mark:]
        return left

    def _range(self, node: nodes.Branch, dot: Any) -> None:
        mark = len(self._variables)
        value = self._pipe(node.pipe, dot)
        del self._variables[mark:]
        empty = True
        for key, item in self._items(value, node.pipe):
            empty = False
            self._step()
            self._set(node.pipe, [item] if len(node.pipe.names) == 1 else [key, item])
            left = self._walk(node.body, item)
            del self._variables[mark:]
            if left == "break":
                break
        if empty:
            self._walk(node.otherwise, dot)
            del self._variables[mark:]

    def _items(self, value: Any, pipe: nodes.Pipe) -> Iterator[tuple[Any, Any]]:
        match value:
            case None:
                return
            case dict():
                yield from ((key, value[key]) for key in sorted(value))
            case list():
                yield from enumerate(value)
            case int() if not isinstance(value, bool):
                if len(pipe.names) > 1:
                    self._fail(f"can't use {value} to iterate over more than one variable")
                yield from ((number, number) for number in range(value))
            case _:
                self._fail(f"range can't iterate over {plain(value)}")

    def _call_other(self, node: nodes.Call, dot: Any) -> None:
        self._node = node
        if node.name not in self._defined:
            self._fail(f'template "{node.name}" not defined')
        if self._depth >= _DEPTH:
            self._fail("exceeded maximum template depth (100000)")
        self._call(node.name, self._pipe(node.pipe, dot) if node.pipe else None)

    # Pipes ----------------------------------------------------------------------------------------------------------

    def _pipe(self, pipe: nodes.Pipe, dot: Any) -> Any:
        self._node = pipe
        value: Any = _NO_VALUE
        for command in pipe.commands:
            value = self._command(command, dot, value)
        self._set(pipe, [value] * len(pipe.names))
        return value

    def _set(self, pipe: nodes.Pipe, values: Sequence[Any]) -> None:
        """Gives values to the variables of a pipe: to new ones, or with ``=`` to those that are there."""
        for name, value in zip(pipe.names, values, strict=False):
            if pipe.assigns:
                at = max(at for at, (known, _) in enumerate(self._variables) if known == name)
                self._variables[at] = (name, value)
            else:
                self._variables.append((name, value))

    def _variable(self, name: str) -> Any:
        return next(value for known, value in reversed(self._variables) if known == name)

    def _command(self, command: nodes.Command, dot: Any, piped: Any) -> Any:
        first = command.words[0]
        given = len(command.words) > 1 or piped is not _NO_VALUE
        if isinstance(first, nodes.Function):
            return self._function(first, command, command.words[1:], dot, piped)
        if isinstance(first, nodes.Path):
            return self._path(first, dot, arguments=given)
        self._node = first
        if given:
            self._fail(f"can't give argument to non-function {first}")
        if isinstance(first, nodes.Nil):
            self._fail("nil is not a command")
        return self._operand(first, dot)

    def _operand(self, node: nodes.Node, dot: Any) -> Any:
        match node:
            case nodes.Path():
                return self._path(node, dot)
            case nodes.Pipe():
                return self._pipe(node, dot)
            case nodes.Function():
                return self._function(node, node, (), dot, _NO_VALUE)
        self._node = node
        match node:
            case nodes.Dot():
                return dot
            case nodes.Variable(name=name):
                return self._variable(name)
            case nodes.Constant(value=value):
                return value
        return None

    def _path(self, path: nodes.Path, dot: Any, *, arguments: bool = False) -> Any:
        value = dot if path.base is None else self._operand(path.base, dot)
        self._node = path
        for at, name in enumerate(path.names):
            last = at == len(path.names) - 1
            value = self._field(value, name, at, arguments=arguments and last)
        return value

    def _field(self, value: Any, name: str, at: int, *, arguments: bool) -> Any:
        if value is None:
            if self._missing_fails:
                self._fail(f'nil data; no entry for key "{name}"')
            return None
        if not isinstance(value, dict):
            self._fail(f"can't evaluate field {name} in type {'interface {}' if at else type_name(value)}")
        if arguments:
            self._fail(f"{name} is not a method but has arguments")
        if name not in value and self._missing_fails:
            self._fail(f'map has no entry for key "{name}"')
        return value.get(name)

    # Functions ------------------------------------------------------------------------------------------------------

    def _function(
        self, node: nodes.Function, whole: nodes.Node, words: Sequence[nodes.Node], dot: Any, piped: Any
    ) -> Any:
        self._node = node
        builtin = BUILTIN[node.name]
        count = len(words) + (piped is not _NO_VALUE)
        self._check_count(node.name, builtin, count)
        if node.name in LAZY:
            return self._lazily(words, dot, piped, ends_with=LAZY[node.name])
        arguments = [self._operand(word, dot) for word in words]
        if builtin.text_first and words and not isinstance(arguments[0], str):
            self._fail_for_text(words[0], arguments[0])
        if piped is not _NO_VALUE:
            arguments.append(piped)
            if builtin.text_first and not words and not isinstance(piped, str):
                self._fail(f"wrong type for value; expected string; got {type_name(piped)}")
        self._node = whole
        try:
            return builtin.call(*arguments)
        except FunctionError as error:
            self._fail(f"error calling {node.name}: {error}")

    def _check_count(self, name: str, builtin: Builtin, count: int) -> None:
        if builtin.more and count < builtin.least:
            self._fail(f"wrong number of args for {name}: want at least {builtin.least} got {count}")
        if not builtin.more and count != builtin.least:
            self._fail(f"wrong number of args for {name}: want {builtin.least} got {count}")

    def _lazily(self, words: Sequence[nodes.Node], dot: Any, piped: Any, *, ends_with: bool) -> Any:
        value: Any = None
        for word in words:
            value = self._operand(word, dot)
            if truth(value) == ends_with:
                return value
        return value if piped is _NO_VALUE else piped

    def _fail_for_text(self, word: nodes.Node, value: Any) -> NoReturn:
        match word:
            case nodes.Constant():
                self._fail(f"expected string; found {word}")
            case nodes.Nil():
                self._fail("cannot assign nil to string")
        if value is None:
            self._fail("invalid value; expected string")
        self._fail(f"wrong type for value; expected string; got {type_name(value)}")
