"""What a template is made of. Each node prints as Go prints it in error messages."""

from __future__ import annotations

from typing import Any, Literal

from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a template.

    Attributes:
        at: offset in the template that error messages give as its place.
    """

    at: int


# Operands -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A number, string, ``true`` or ``false``, as written and as it counts."""

    text: str
    value: Any

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Dot(Node):
    """``.``: what the template is about at this place."""

    def __str__(self) -> str:
        return "."


@dataclass(frozen=True, slots=True)
class Nil(Node):
    """``nil``."""

    def __str__(self) -> str:
        return "nil"


@dataclass(frozen=True, slots=True)
class Function(Node):
    """The name of a function."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Path(Node):
    """Fields of something: ``.a.b`` (``base`` is None), ``$x.a``, ``(index .a 0).b``."""

    base: Variable | Pipe | Function | Constant | None
    names: tuple[str, ...]

    def __str__(self) -> str:
        start = f"({self.base})" if isinstance(self.base, Pipe) else str(self.base or "")
        return start + "".join(f".{name}" for name in self.names)


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """``$name``, or ``$`` for what the template was called with."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Command(Node):
    """An operand, or a function with its arguments."""

    words: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(f"({word})" if isinstance(word, Pipe) else str(word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Pipe(Node):
    """Commands, each handing its value to the next; ``names`` of variables that get the last one's."""

    names: tuple[str, ...]
    assigns: bool
    commands: tuple[Command, ...]

    def __str__(self) -> str:
        start = f"{', '.join(self.names)} {'=' if self.assigns else ':='} " if self.names else ""
        return start + " | ".join(map(str, self.commands))


# Statements ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Text outside of actions."""

    text: str


@dataclass(frozen=True, slots=True)
class Action(Node):
    """``{{ pipe }}``: prints its value, unless it declares a variable."""

    pipe: Pipe


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """``if``, ``with`` or ``range`` with both of its bodies."""

    keyword: Literal["if", "with", "range"]
    pipe: Pipe
    body: tuple[Node, ...]
    otherwise: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Leave(Node):
    """``break`` or ``continue``."""

    keyword: Literal["break", "continue"]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``{{template "name" pipe}}``."""

    quoted: str
    name: str
    pipe: Pipe | None

    def __str__(self) -> str:
        return f"{{{{template {self.quoted}{f' {self.pipe}' if self.pipe else ''}}}}}"
