"""Integer arithmetic of ``$((…))``.

Follows the operators and precedences of C for 64-bit signed integers, as POSIX asks for.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, MutableMapping

_TOKEN = re.compile(
    r"\s*(?:(0[xX][0-9a-fA-F]+|\d+)|([A-Za-z_]\w*)|(\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||"
    r"[-+*/%]=|[-+*/%<>!~&|^()?:=,]))"
)
_DEEPEST = 20
_LONGEST = 256
_BITS = 64


class ArithmeticShellError(ValueError):
    """An expression that has no value; its text says why."""


def _quotient(a: int, b: int) -> int:
    if b == 0:
        raise ArithmeticShellError("division by 0")
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


_LEVELS: tuple[dict[str, Callable[[int, int], int]], ...] = (
    {"||": lambda a, b: int(bool(a) or bool(b))},
    {"&&": lambda a, b: int(bool(a) and bool(b))},
    {"|": operator.or_},
    {"^": operator.xor},
    {"&": operator.and_},
    {"==": lambda a, b: int(a == b), "!=": lambda a, b: int(a != b)},
    {
        "<": lambda a, b: int(a < b),
        "<=": lambda a, b: int(a <= b),
        ">": lambda a, b: int(a > b),
        ">=": lambda a, b: int(a >= b),
    },
    {"<<": lambda a, b: a << (b % _BITS), ">>": lambda a, b: a >> (b % _BITS)},
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": _quotient, "%": lambda a, b: a - b * _quotient(a, b)},
)


_OPERATIONS = _LEVELS[-2] | _LEVELS[-1]
_ASSIGNMENTS = frozenset(("=", "+=", "-=", "*=", "/=", "%="))


def _is_name(token: str) -> bool:
    return token[:1].isalpha() or token[:1] == "_"


def _wrap(value: int) -> int:
    half: int = 2 ** (_BITS - 1)
    return (value + half) % (2 * half) - half


def evaluate(expression: str, variables: MutableMapping[str, str]) -> int:
    """The value of an expression; unset and empty variables count as 0, and ``x=1``, ``x+=1``, ``x++`` change them.

    Raises:
        ArithmeticShellError: it is malformed or divides by zero.
    """
    tokens: list[str] = []
    at = 0
    text = expression.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or len(tokens) > _LONGEST:
            raise ArithmeticShellError(f"{text}: syntax error: operand expected")
        tokens.append(found[found.lastindex or 0])
        at = found.end()
    return _Evaluator(tokens, variables, text).value() if tokens else 0


class _Evaluator:
    def __init__(self, tokens: list[str], variables: MutableMapping[str, str], text: str) -> None:
        self._tokens = [*tokens, ""]
        self._at = 0
        self._variables = variables
        self._text = text
        self._depth = 0

    def value(self) -> int:
        result = self._choice()
        while self._tokens[self._at] == ",":
            self._take()
            result = self._choice()
        if self._tokens[self._at]:
            self._fail()
        return result

    def _fail(self) -> None:
        raise ArithmeticShellError(f"{self._text}: syntax error in expression")

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _choice(self) -> int:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail()
        condition = self._assignment() if self._at_assignment() else self._binary(0)
        if self._tokens[self._at] == "?":
            self._take()
            yes = self._choice()
            if self._take() != ":":
                self._fail()
            no = self._choice()
            condition = yes if condition else no
        self._depth -= 1
        return condition

    def _at_assignment(self) -> bool:
        following = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else ""
        return _is_name(self._tokens[self._at]) and following in _ASSIGNMENTS

    def _assignment(self) -> int:
        name, sign = self._take(), self._take()
        value = self._choice()
        if sign != "=":
            value = _wrap(_OPERATIONS[sign[0]](self._variable(name), value))
        self._variables[name] = str(value)
        return value

    def _variable(self, name: str) -> int:
        held = self._variables.get(name, "").strip()
        return _wrap(int(held)) if re.fullmatch(r"[-+]?[0-9]{1,40}", held) else 0

    def _step(self, name: str, sign: str) -> int:
        before = self._variable(name)
        after = _wrap(before + (1 if sign == "++" else -1))
        self._variables[name] = str(after)
        return before

    def _binary(self, level: int) -> int:
        if level == len(_LEVELS):
            return self._unary()
        left = self._binary(level + 1)
        while self._tokens[self._at] in _LEVELS[level]:
            apply = _LEVELS[level][self._take()]
            left = _wrap(apply(left, self._binary(level + 1)))
        return left

    def _unary(self) -> int:
        signs = ""
        while self._tokens[self._at] in ("-", "+", "!", "~"):
            signs += self._take()
        result = self._power()
        for sign in reversed(signs):
            result = {"-": -result, "+": result, "!": int(not result), "~": ~result}[sign]
        return _wrap(result)

    def _power(self) -> int:
        base = self._operand()
        if self._tokens[self._at] != "**":
            return base
        self._take()
        exponent = self._unary()
        if exponent < 0:
            raise ArithmeticShellError("exponent less than 0")
        return _wrap(pow(base, exponent, 2**_BITS))

    def _literal(self, token: str) -> int:
        base = 16 if token[:2].lower() == "0x" else 8 if token[0] == "0" else 10
        try:
            return _wrap(int(token, base))
        except ValueError:
            raise ArithmeticShellError(f"{token}: value too great for base") from None

    def _operand(self) -> int:
        token = self._take()
        if token == "(":
            result = self._choice()
            if self._take() != ")":
                self._fail()
            return result
        if token[:1].isdigit():
            return self._literal(token[:64])
        if token in ("++", "--") and _is_name(self._tokens[self._at]):
            name = self._take()
            self._step(name, token)
            return self._variable(name)
        if _is_name(token):
            return self._step(token, self._take()) if self._tokens[self._at] in ("++", "--") else self._variable(token)
        self._fail()
        return 0
