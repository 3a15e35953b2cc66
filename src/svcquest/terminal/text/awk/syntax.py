"""An awk program as a tree: rules, statements, expressions."""

from __future__ import annotations

from typing import Literal

from svcquest.model.frozen import dataclass
from svcquest.terminal.text.regex import Regex


class AwkError(Exception):
    """A program that cannot be read or run; its text is the complaint."""


@dataclass(frozen=True, slots=True)
class Number:
    """A numeric constant."""

    value: float


@dataclass(frozen=True, slots=True)
class String:
    """A text constant."""

    value: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """``/regex/``; by itself it asks whether the line matches."""

    regex: Regex


@dataclass(frozen=True, slots=True)
class Name:
    """A variable."""

    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """``$expression``."""

    index: Expression


@dataclass(frozen=True, slots=True)
class Element:
    """``array[subscript]``."""

    array: str
    subscript: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """``(subscript) in array``."""

    subscript: tuple[Expression, ...]
    array: str


@dataclass(frozen=True, slots=True)
class Unary:
    """``! - +``."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """Arithmetic, comparison, ``&& || ~ !~``; joining of texts is the operator ``""``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Conditional:
    """``condition ? yes : no``."""

    condition: Expression
    yes: Expression
    no: Expression


@dataclass(frozen=True, slots=True)
class Assign:
    """``target = value`` and ``+=`` and its like; the operator is what stands before the ``=``."""

    target: Target
    operator: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Step:
    """``++`` and ``--``."""

    target: Target
    by: Literal[1, -1]
    prefix: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A built-in function."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """``(a, b)``: what ``print`` prints, or a subscript before ``in``."""

    parts: tuple[Expression, ...]


Target = Name | Field | Element
Expression = (
    Number
    | String
    | Pattern
    | Name
    | Field
    | Element
    | Contains
    | Unary
    | Binary
    | Conditional
    | Assign
    | Step
    | Call
    | Grouped
)


@dataclass(frozen=True, slots=True)
class Print:
    """``print`` and, with ``formatted``, ``printf``."""

    values: tuple[Expression, ...]
    formatted: bool


@dataclass(frozen=True, slots=True)
class Evaluate:
    """An expression for its effect."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class IfElse:
    """``if (condition) body else otherwise``."""

    condition: Expression
    body: Statement
    otherwise: Statement | None


@dataclass(frozen=True, slots=True)
class Loop:
    """``while``, ``do … while`` and ``for (;;)``."""

    start: Statement | None
    condition: Expression | None
    step: Statement | None
    body: Statement
    body_first: bool = False


@dataclass(frozen=True, slots=True)
class ForIn:
    """``for (name in array) body``."""

    name: str
    array: str
    body: Statement


@dataclass(frozen=True, slots=True)
class Block:
    """``{ … }``."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """``next``, ``break``, ``continue`` and ``exit`` with its status."""

    kind: Literal["next", "break", "continue", "exit"]
    status: Expression | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """``delete array[subscript]``, or the whole array."""

    array: str
    subscript: tuple[Expression, ...]


Statement = Print | Evaluate | IfElse | Loop | ForIn | Block | Jump | Delete


@dataclass(frozen=True, slots=True)
class Rule:
    """``pattern { action }``.

    Attributes:
        when: ``BEGIN``, ``END`` or ``line``.
        first: the condition, None for every line.
        last: the end of a range of lines.
        action: None prints the line.
    """

    when: Literal["BEGIN", "END", "line"]
    first: Expression | None
    last: Expression | None
    action: Statement | None
