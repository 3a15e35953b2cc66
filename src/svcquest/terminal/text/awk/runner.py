"""Runs an awk program: its rules over lines, and their statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from svcquest.terminal.process import Process
from svcquest.terminal.text.awk.evaluation import Evaluator
from svcquest.terminal.text.awk.functions import formatted
from svcquest.terminal.text.awk.memory import Memory
from svcquest.terminal.text.awk.syntax import (
    AwkError,
    Block,
    Delete,
    Evaluate,
    ForIn,
    IfElse,
    Jump,
    Loop,
    Print,
    Rule,
    Statement,
)
from svcquest.terminal.text.awk.values import Loose, number, text

_MOST_TURNS = 300_000


class _JumpError(Exception):
    """``next``, ``break``, ``continue``, ``exit`` on their way out."""

    def __init__(self, kind: str, status: int = 0) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status


class Runner:
    """One run of a program.

    Args:
        process: whose output and budget to use.
        rules: the program.
        variables: set before ``BEGIN``.
    """

    def __init__(self, process: Process, rules: tuple[Rule, ...], variables: dict[str, str]) -> None:
        self._process = process
        self._rules = rules
        self._memory = Memory(variables, process.env)
        self._evaluator = Evaluator(self._memory, process.budget)
        self._in_range: set[int] = set()
        self._turns = 0
        self._by_type: dict[type, Callable[[Any], None]] = {
            Print: self._print,
            Evaluate: self._evaluate,
            Block: self._block,
            IfElse: self._if,
            Loop: self._loop,
            ForIn: self._for_in,
            Jump: self._jump,
            Delete: self._delete,
        }

    def run(self, texts: Iterable[tuple[str, list[str]]]) -> int:
        """Runs ``BEGIN``, then the rules for each line of each input, then ``END``; gives back the status.

        Raises:
            AwkError: something cannot be done.
        """
        status = 0
        try:
            self._special("BEGIN")
            if any(rule.when != "BEGIN" for rule in self._rules):
                for name, lines in texts:
                    self._file(name, lines)
        except _JumpError as jump:
            status = _exit_status(jump)
        try:
            self._special("END")
        except _JumpError as jump:
            status = _exit_status(jump) or status
        return status

    def _special(self, when: str) -> None:
        for rule in self._rules:
            if rule.when == when and rule.action is not None:
                self._execute(rule.action)

    def _file(self, name: str, lines: list[str]) -> None:
        self._memory.set("FILENAME", "" if name == "-" else name)
        self._memory.set("FNR", 0.0)
        for line in lines:
            self._memory.next_line(line)
            try:
                for index, rule in enumerate(self._rules):
                    if rule.when == "line" and self._holds(index, rule):
                        self._execute(rule.action or Print((), formatted=False))
            except _JumpError as jump:
                if jump.kind != "next":
                    raise

    def _holds(self, index: int, rule: Rule) -> bool:
        if rule.first is None:
            return True
        if rule.last is None:
            return self._evaluator.holds(rule.first)
        if index not in self._in_range:
            if not self._evaluator.holds(rule.first):
                return False
            self._in_range.add(index)
        if self._evaluator.holds(rule.last):
            self._in_range.discard(index)
        return True

    def _execute(self, statement: Statement) -> None:
        self._by_type[type(statement)](statement)

    def _print(self, statement: Print) -> None:
        values = [self._evaluator.value(value) for value in statement.values]
        if statement.formatted:
            if not values:
                raise AwkError("printf: no format")
            self._process.out.write(formatted(text(values[0]), values[1:]))
            return
        precision = self._memory.text("OFMT")
        shown = [text(value, precision) for value in values] if statement.values else [self._memory.line]
        self._process.out.write(self._memory.text("OFS").join(shown) + self._memory.text("ORS"))

    def _evaluate(self, statement: Evaluate) -> None:
        self._evaluator.value(statement.expression)

    def _block(self, block: Block) -> None:
        for statement in block.statements:
            self._execute(statement)

    def _if(self, choice: IfElse) -> None:
        if self._evaluator.holds(choice.condition):
            self._execute(choice.body)
        elif choice.otherwise is not None:
            self._execute(choice.otherwise)

    def _loop(self, loop: Loop) -> None:
        if loop.start is not None:
            self._execute(loop.start)
        first = loop.body_first
        while first or loop.condition is None or self._evaluator.holds(loop.condition):
            first = False
            if not self._turn(loop.body):
                return
            if loop.step is not None:
                self._execute(loop.step)

    def _for_in(self, loop: ForIn) -> None:
        for key in list(self._memory.arrays.get(loop.array, {})):
            self._memory.set(loop.name, Loose(key))
            if not self._turn(loop.body):
                return

    def _turn(self, body: Statement) -> bool:
        """One turn of a loop; whether to go on."""
        self._turns += 1
        if self._turns > _MOST_TURNS:
            raise AwkError("stopped: too many turns; does a loop never end?")
        try:
            self._execute(body)
        except _JumpError as jump:
            if jump.kind not in ("break", "continue"):
                raise
            return jump.kind == "continue"
        return True

    def _jump(self, jump: Jump) -> None:
        status = int(number(self._evaluator.value(jump.status)) % 256) if jump.status else 0
        raise _JumpError(jump.kind, status)

    def _delete(self, deletion: Delete) -> None:
        array = self._memory.arrays.setdefault(deletion.array, {})
        if deletion.subscript:
            array.pop(self._evaluator.subscript(deletion.subscript), None)
        else:
            array.clear()


def _exit_status(jump: _JumpError) -> int:
    if jump.kind != "exit":
        raise AwkError(f"`{jump.kind}' does not belong here") from None
    return jump.status
