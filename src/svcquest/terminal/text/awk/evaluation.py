"""What awk expressions are worth."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from svcquest.terminal.process import Budget
from svcquest.terminal.text.awk.functions import PLAIN, substitute
from svcquest.terminal.text.awk.memory import Memory, split_by
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
    Target,
    Unary,
)
from svcquest.terminal.text.awk.values import Loose, Value, compare, number, text, true
from svcquest.terminal.text.regex import Regex

_LONG = 1_000
_COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}


class Evaluator:
    """Evaluates expressions over a program's memory; long texts are charged to the budget."""

    def __init__(self, memory: Memory, budget: Budget) -> None:
        self._memory = memory
        self._budget = budget
        self._by_type: dict[type, Callable[[Any], Value]] = {
            Number: lambda constant: constant.value,
            String: lambda constant: constant.value,
            Pattern: lambda pattern: float(pattern.regex.search(memory.line) is not None),
            Name: self._get,
            Field: self._get,
            Element: self._get,
            Contains: lambda test: float(self.subscript(test.subscript) in memory.arrays.get(test.array, {})),
            Unary: self._unary,
            Binary: self._binary,
            Conditional: lambda choice: self.value(choice.yes if self.holds(choice.condition) else choice.no),
            Assign: self._assign,
            Step: self._step,
            Call: self._call,
            Grouped: lambda group: self.subscript(group.parts),
        }
        self._functions: dict[str, Callable[[Call], Value]] = {
            "length": self._length,
            "split": self._split,
            "sub": self._substitute,
            "gsub": self._substitute,
            "match": self._match,
        }

    def value(self, expression: Expression) -> Value:
        """The value of an expression.

        Raises:
            AwkError: it has none.
        """
        return self._by_type[type(expression)](expression)

    def holds(self, condition: Expression) -> bool:
        """Whether a condition is true."""
        return true(self.value(condition))

    def subscript(self, parts: tuple[Expression, ...]) -> str:
        """The key of an array's element."""
        return self._memory.text("SUBSEP").join(text(self.value(part)) for part in parts)

    def _get(self, target: Target) -> Value:
        match target:
            case Field():
                return self._memory.field(number(self.value(target.index)))
            case Element():
                array = self._memory.arrays.setdefault(target.array, {})
                return array.setdefault(self.subscript(target.subscript), None)
            case Name():
                return self._memory.get(target.name)

    def _set(self, target: Target, value: Value) -> None:
        match target:
            case Field():
                self._memory.set_field(number(self.value(target.index)), value)
            case Element():
                self._memory.arrays.setdefault(target.array, {})[self.subscript(target.subscript)] = value
            case Name():
                self._memory.set(target.name, value)

    def _unary(self, expression: Unary) -> Value:
        operand = self.value(expression.operand)
        if expression.operator == "!":
            return float(not true(operand))
        return -number(operand) if expression.operator == "-" else number(operand)

    def _assign(self, expression: Assign) -> Value:
        value = self.value(expression.value)
        if expression.operator:
            value = _calculate(expression.operator, number(self._get(expression.target)), number(value))
        self._set(expression.target, value)
        return value

    def _step(self, expression: Step) -> Value:
        before = number(self._get(expression.target))
        self._set(expression.target, before + expression.by)
        return before + expression.by if expression.prefix else before

    def _binary(self, expression: Binary) -> Value:
        sign = expression.operator
        left = self.value(expression.left)
        if sign in ("&&", "||"):
            if true(left) != (sign == "&&"):
                return float(sign == "||")
            return float(self.holds(expression.right))
        if sign in ("~", "!~"):
            return float((self._pattern(expression.right).search(text(left)) is not None) == (sign == "~"))
        right = self.value(expression.right)
        if sign == "":
            return self._charged(text(left) + text(right))
        if sign in _COMPARISONS:
            return float(_COMPARISONS[sign](compare(left, right), 0))
        return _calculate(sign, number(left), number(right))

    def _charged(self, made: str) -> str:
        if len(made) > _LONG:
            # `x = x x` in a loop would fill the memory
            self._budget.take_characters(len(made))
        return made

    def _pattern(self, expression: Expression) -> Regex:
        return expression.regex if isinstance(expression, Pattern) else self._memory.regex(text(self.value(expression)))

    def _call(self, call: Call) -> Value:
        own = self._functions.get(call.name)
        if own is not None:
            return own(call)
        least, function = PLAIN[call.name]
        _need(call, least)
        return function([self.value(argument) for argument in call.arguments])

    def _length(self, call: Call) -> Value:
        if not call.arguments:
            return float(len(self._memory.line))
        first = call.arguments[0]
        if isinstance(first, Name) and first.name in self._memory.arrays:
            return float(len(self._memory.arrays[first.name]))
        return float(len(text(self.value(first))))

    def _match(self, call: Call) -> Value:
        _need(call, 2)
        found = self._pattern(call.arguments[1]).search(text(self.value(call.arguments[0])))
        start = float(found.start + 1 if found else 0)
        self._memory.set("RSTART", start)
        self._memory.set("RLENGTH", float(found.end - found.start if found else -1))
        return start

    def _split(self, call: Call) -> Value:
        _need(call, 2)
        whole = text(self.value(call.arguments[0]))
        array, *separators = call.arguments[1:]
        if not isinstance(array, Name):
            raise AwkError("split: second argument is not an array")
        if separators and isinstance(separators[0], Pattern):
            parts = split_by(separators[0].regex, whole) if whole else []
        else:
            separator = text(self.value(separators[0])) if separators else self._memory.text("FS")
            parts = self._memory.split(whole, separator)
        self._memory.arrays[array.name] = {str(index): Loose(part) for index, part in enumerate(parts, 1)}
        return float(len(parts))

    def _substitute(self, call: Call) -> Value:
        _need(call, 2)
        target = call.arguments[2] if len(call.arguments) > 2 else Field(Number(0))
        if not isinstance(target, Name | Field | Element):
            raise AwkError(f"{call.name}: third argument is not a variable")
        replacement = text(self.value(call.arguments[1]))
        whole = text(self._get(target))
        new, count = substitute(self._pattern(call.arguments[0]), replacement, whole, everywhere=call.name == "gsub")
        if count:
            self._set(target, self._charged(new))
        return float(count)


def _need(call: Call, least: int) -> None:
    if len(call.arguments) < least:
        raise AwkError(f"{call.name}: not enough arguments")


def _calculate(sign: str, left: float, right: float) -> float:
    try:
        match sign:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right
            case "%":
                return math.fmod(left, right)
            case _:
                result = left**right
                return result if isinstance(result, float) else math.nan
    except ZeroDivisionError:
        raise AwkError("division by zero") from None
    except (OverflowError, ValueError):
        raise AwkError(f"division by zero in {sign}" if not right else f"result of {sign} is out of range") from None
