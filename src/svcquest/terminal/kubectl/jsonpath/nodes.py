"""What a JSONPath template is made of."""

from __future__ import annotations

from svcquest.model.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text, outside of actions or quoted inside of one."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number on the right of a filter."""

    value: float | int


@dataclass(frozen=True, slots=True)
class Boolean:
    """``true`` or ``false`` on the right of a filter."""

    value: bool


@dataclass(frozen=True, slots=True)
class Identifier:
    """``range`` or ``end``; any other word is an error when it is met."""

    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """``.name``: the value of a key; of what is ``required`` there must be one."""

    name: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Wildcard:
    """``.*``: every value of an object or list."""


@dataclass(frozen=True, slots=True)
class Recursive:
    """``..``: the value and everything in it that holds something."""


@dataclass(frozen=True, slots=True)
class Slice:
    """``[start:end:step]``; ``[n]`` has no ``end`` and is ``single``."""

    start: int | None
    end: int | None
    step: int | None
    single: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """``[?(left operator right)]``; the operator ``exists`` has an empty right side."""

    left: Path
    operator: str
    right: Path


@dataclass(frozen=True, slots=True)
class Union:
    """``[a,b]``: the results of several paths, one after the other."""

    paths: tuple[Path, ...]


Node = Text | Number | Boolean | Identifier | Field | Wildcard | Recursive | Slice | Filter | Union
Path = tuple[Node, ...]
"""Steps of one action; each works on the results of the one before."""


def requiring(path: Path) -> Path:
    """The path with all its fields required, as ``--allow-missing-template-keys=false`` asks for."""
    return tuple(_requiring(node) for node in path)


def _requiring(node: Node) -> Node:
    match node:
        case Field(name):
            return Field(name, required=True)
        case Union(paths):
            return Union(tuple(requiring(path) for path in paths))
        case Filter(left, operator, right) if operator != "exists":
            return Filter(requiring(left), operator, requiring(right))
    return node
