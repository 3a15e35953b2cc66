"""What became of a cluster's objects between two of its states."""

from __future__ import annotations

from typing import Literal

from svcquest.engine.controllers.endpoints import MANAGED_BY
from svcquest.engine.state import State
from svcquest.game.comparing import essence
from svcquest.manifest.dump import dump_yaml
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import EVENT, KINDS, Kind
from svcquest.model.resource import ObjectKey, Resource

_AROUND = 3
"""Lines shown before and after one that differs."""


@dataclass(frozen=True, slots=True)
class ObjectChange:
    """An object that is not what it was.

    Attributes:
        lines: unified diff of it as YAML; none for what controllers made or took away.
    """

    verb: Literal["created", "changed", "deleted"]
    kind: Kind
    key: ObjectKey
    lines: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.kind.singular}/{self.key[1]}"


def changes_between(before: State, after: State) -> tuple[ObjectChange, ...]:
    """Objects that differ in more than their status: those that somebody wrote, then those of controllers."""
    found = [
        change
        for kind in KINDS
        if kind != EVENT
        for change in _of_kind({each.key: each for each in before.select(kind)}, after.select(kind))
    ]
    return tuple(sorted(found, key=lambda each: not each.lines))


def _of_kind(before: dict[ObjectKey, Resource], after: list[Resource]) -> list[ObjectChange]:
    found = []
    for each in after:
        old = before.pop(each.key, None)
        if old is not each and (old is None or essence(old) != essence(each)):
            found.append(_change("created" if old is None else "changed", old, each))
    return found + [_change("deleted", old, None) for old in before.values()]


def _change(verb: Literal["created", "changed", "deleted"], old: Resource | None, new: Resource | None) -> ObjectChange:
    some = new or old
    assert some is not None, "one of both is there"
    by_controller = bool(some.controller_uid) or MANAGED_BY in some.labels
    return ObjectChange(verb, some.kind, some.key, () if by_controller else _diff(old, new))


def _diff(old: Resource | None, new: Resource | None) -> tuple[str, ...]:
    from difflib import unified_diff  # noqa: PLC0415 - only who compares needs it

    one, other = (dump_yaml(essence(each)).splitlines() if each is not None else [] for each in (old, new))
    lines = [line for line in unified_diff(one, other, lineterm="", n=_AROUND) if line[:3] not in {"---", "+++"}]
    return tuple(lines[1:])  # the first line only says which lines follow
