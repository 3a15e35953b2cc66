"""How a pod's labels stand to a selector, pair by pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from svcquest.game.picture import PodPicture
from svcquest.model.language import _


@dataclass(frozen=True, slots=True)
class Miss:
    """A pair of a selector that a pod does not carry; ``found`` is None where the pod lacks the key."""

    key: str
    wanted: str
    found: str | None

    def __str__(self) -> str:
        """What the pod has instead."""
        return _("no {key}", key=self.key) if self.found is None else f"{self.key}={self.found}"


def misses(pod: PodPicture, selector: Iterable[tuple[str, str]]) -> tuple[Miss, ...]:
    """The pairs that keep a pod out; empty where all match."""
    has = dict(pod.labels)
    return tuple(Miss(key, wanted, has.get(key)) for key, wanted in selector if has.get(key) != wanted)
