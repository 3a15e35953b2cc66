"""What follows from a cluster's objects, settings and halted proxies alone, kept while these stay the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Generic, TypeVar

from svcquest.engine.settings import Settings
from svcquest.engine.state import Halted, Objects, State

MOST_KEPT = 8
"""Sets of objects that are remembered: a few, so that forks and undone states do not push each other out."""

MOST_ANSWERS = 200_000
"""Answers of one function that are remembered for one set of objects."""

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class PerObjects(Generic[T]):
    """Something made of a state, and the same for all states that differ only in time and traffic."""

    __slots__ = ("_kept", "_make")

    def __init__(self, make: Callable[[State], T]) -> None:
        self._make = make
        self._kept: list[tuple[Objects, Settings, Halted, T]] = []

    def of(self, state: State) -> T:
        """What belongs to a state."""
        for objects, settings, halted, made in self._kept:
            if objects is state.objects and settings is state.settings and halted is state.halted:
                return made
        made = self._make(state)
        self._kept.insert(0, (state.objects, state.settings, state.halted, made))
        del self._kept[MOST_KEPT:]
        return made


def remembered(function: Callable[[State, K], T]) -> Callable[[State, K], T]:
    """A function of a state's objects and one more thing, which works out each answer once."""
    memory: PerObjects[dict[K, Any]] = PerObjects(lambda _state: {})

    @wraps(function)
    def answer(state: State, about: K) -> T:
        answers = memory.of(state)
        if about not in answers:
            if len(answers) >= MOST_ANSWERS:
                answers.clear()
            answers[about] = function(state, about)
        found: T = answers[about]
        return found

    return answer
