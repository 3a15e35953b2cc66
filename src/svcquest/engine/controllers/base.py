"""What a controller is, and the loop that runs them until nothing is left to do.

Real controllers watch the API and reconcile on their own; here each write is followed by a run to rest, so a
learner never meets a half-converged cluster. The order of the table decides who goes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from svcquest.engine.transaction import Change, Transaction
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import NAMESPACE

Key = tuple[str, ...]
"""What a controller works on, usually (namespace, name)."""

Keys = Callable[[Transaction, Change], Iterable[Key]]
"""Which keys a change makes worth looking at."""

ANY = ""
"""In ``Controller.watches``: objects of every kind."""

STEP_LIMIT = 2_000_000
"""Reconciliations in one run; more means that two controllers undo each other's work, a fault of ours."""


@dataclass(frozen=True, slots=True)
class Controller:
    """A control loop.

    Attributes:
        name: used by timers; must not change, saved states refer to it.
        watches: kind name to what a change of such an object makes worth looking at.
        reconcile: brings the cluster closer to what one key's object asks for. Doing it twice changes nothing.
    """

    name: str
    watches: Mapping[str, Keys]
    reconcile: Callable[[Transaction, Key], None]


def own_key(_transaction: Transaction, change: Change) -> Iterable[Key]:
    """The changed object itself."""
    return (change.resource.key,)


@dataclass(frozen=True, slots=True, eq=False)
class LabelWatch:
    """A watch that tells new objects apart by their namespace and labels alone.

    Pods come by the thousand and most have the labels of their neighbours: one of each sort is asked about.
    """

    keys: Keys

    def __call__(self, transaction: Transaction, change: Change) -> Iterable[Key]:
        """The keys of one change."""
        return self.keys(transaction, change)

    def representatives(self, changes: Iterable[Change]) -> list[Change]:
        """The changes without those that lead to the same keys as an earlier one."""
        seen: dict[object, Change] = {}
        for change in changes:
            new = change.new
            seen.setdefault(id(change) if change.old or new is None else (new.namespace, *new.labels.items()), change)
        return list(seen.values())


class UnsettledError(RuntimeError):
    """Controllers did not come to rest."""


def takes_content(transaction: Transaction, namespace: str) -> bool:
    """Whether objects can be made in a namespace. Follows the admission plugin NamespaceLifecycle."""
    found = transaction.get(NAMESPACE, "", namespace)
    return found is not None and not found.terminating


def settle(transaction: Transaction, controllers: Sequence[Controller], due: Iterable[tuple[str, Key]] = ()) -> None:
    """Run controllers over every change until none has work left.

    Each key waits in its controller's queue once, however often it was changed; the first controller in the
    table that has work goes first.

    Args:
        due: (controller name, key) of timers that have expired; those of controllers that do not run are lost.

    Raises:
        UnsettledError: they undo each other's work for ever.
    """
    queues: dict[str, dict[Key, None]] = {controller.name: {} for controller in controllers}
    for name, key in due:
        if name in queues:
            queues[name][key] = None
    work = [(queues[controller.name], controller.reconcile) for controller in controllers]
    watchers: dict[str, dict[Keys, list[dict[Key, None]]]] = {}
    for _ in range(STEP_LIMIT):
        while transaction.changes:
            changes = transaction.changes
            transaction.changes = []
            for kind, together in groupby(changes, _kind_name):
                if kind not in watchers:
                    watchers[kind] = _watchers(controllers, kind, queues)
                _ask(transaction, list(together), watchers[kind])
        for queue, reconcile in work:
            if queue:
                key = next(iter(queue))
                del queue[key]
                reconcile(transaction, key)
                break
        else:
            return
    raise UnsettledError(f"controllers did not come to rest in {STEP_LIMIT} steps")


def _kind_name(change: Change) -> str:
    return change.kind.kind


def _ask(transaction: Transaction, changes: list[Change], watchers: Mapping[Keys, list[dict[Key, None]]]) -> None:
    """Put what changes of one kind make worth looking at into the queues of those who watch."""
    for keys, waiting in watchers.items():
        asked = keys.representatives(changes) if len(changes) > 1 and isinstance(keys, LabelWatch) else changes
        for change in asked:
            for key in keys(transaction, change):
                for queue in waiting:
                    queue[key] = None


def _watchers(
    controllers: Sequence[Controller], kind: str, queues: Mapping[str, dict[Key, None]]
) -> dict[Keys, list[dict[Key, None]]]:
    """Who has to be asked about changes of a kind, and the queues of those that ask the same."""
    found: dict[Keys, list[dict[Key, None]]] = {}
    for controller in controllers:
        for watched in (ANY, kind):
            if watched in controller.watches:
                found.setdefault(controller.watches[watched], []).append(queues[controller.name])
    return found
