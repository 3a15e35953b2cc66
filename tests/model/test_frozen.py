"""Our decorator makes what the standard one makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError
from typing import Any, ClassVar

import pytest

from svcquest.model import frozen
from svcquest.model.frozen import dataclass, field, fields, replace


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list, compare=False)

    @property
    def sum(self) -> int:
        """Both."""
        return self.x + self.y


@dataclass(frozen=True, slots=True)
class Named(Point):
    name: str = field(default="n", repr=False)


@dataclass(frozen=True, slots=True)
class Derived:
    of: int
    double: int = field(init=False)
    made: tuple[int, ...] = field(init=False, default=(1,))

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", self.of * 2)


@dataclass(frozen=True, slots=True)
class Empty: ...


@dataclass(frozen=True, slots=True)
class Loose:
    a: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Loose)

    def __hash__(self) -> int:
        return 7


@dataclass(frozen=True, slots=True)
class Counted:
    limit: ClassVar[int] = 3
    a: int = 1


def test_values_are_made_with_defaults() -> None:
    assert (Point(1).x, Point(1).y, Point(1).tags) == (1, 2, [])
    assert Point(1).tags is not Point(1).tags
    assert Point(x=1, y=5).sum == 6
    assert Named(1, name="b").name == "b"
    assert (Derived(4).double, Derived(4).made) == (8, (1,))
    with pytest.raises(TypeError):
        Point()  # type: ignore[call-arg]


def test_values_compare_and_hash_by_their_fields() -> None:
    assert Point(1) == Point(1, 2, ["ignored"])
    assert Point(1) != Point(2)
    assert Point(1) != Named(1)
    assert Point(1).__eq__((1, 2)) is NotImplemented
    assert Named(1, name="a") != Named(1, name="b")
    assert len({Point(1), Point(1), Point(2), Named(1)}) == 3
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())
    assert Loose(1) == Loose(2)
    assert hash(Loose(1)) == 7


def test_values_cannot_be_changed() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 3  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.x
    with pytest.raises(FrozenInstanceError):
        point.other = 3  # type: ignore[attr-defined]
    assert not hasattr(point, "__dict__")


def test_values_are_dataclasses_to_others() -> None:
    assert [each.name for each in fields(Named)] == ["x", "y", "tags", "name"]
    assert replace(Point(1), y=9) == Point(1, 9)
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 2, "tags": []}
    assert dataclasses.is_dataclass(Point)
    match Point(1, 5):
        case Point(x, y):
            assert (x, y) == (1, 5)
    assert pickle.loads(pickle.dumps(Named(1, name="z"))) == Named(1, name="z")
    assert copy.copy(Point(3)) == copy.deepcopy(Point(3)) == Point(3)


def test_values_are_shown_as_by_the_standard_decorator() -> None:
    assert repr(Point(1)) == "Point(x=1, y=2, tags=[])"
    assert repr(Named(1)) == "Named(x=1, y=2, tags=[])"
    assert repr(Empty()) == "Empty()"


def test_what_is_not_known_is_left_to_the_standard_decorator() -> None:
    assert Counted.limit == 3
    assert [each.name for each in fields(Counted)] == ["a"]
    standard: Any = frozen.dataclass(frozen=True, slots=True, order=True)(
        type("Sorted", (), {"__annotations__": {"a": int}})
    )
    assert standard(1) < standard(2)
