"""A cluster's whole state as one immutable value."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from immutables import Map

from svcquest.engine.events.notes import Note
from svcquest.engine.flows import Flows
from svcquest.engine.indexes import IN_NAMESPACE, Index, Members
from svcquest.engine.settings import Settings
from svcquest.model.frozen import dataclass, field
from svcquest.model.kinds import Kind
from svcquest.model.resource import ObjectKey, Resource

LOADED = "loaded"
"""Counter with the revision at which loading ended last: what is not younger was there from the start."""

Objects = Map[str, Map[ObjectKey, Resource]]
Indexes = Map[str, Map[Hashable, Members]]
Halted = Map[str, "State"]


@dataclass(frozen=True, slots=True, order=True)
class Timer:
    """Work that a controller wants done later.

    Attributes:
        due: simulated time, seconds since 1970.
        sequence: keeps timers of one moment in the order in which they were set.
        controller: name of the controller.
        key: what it shall look at then.
    """

    due: float
    sequence: int
    controller: str
    key: tuple[str, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Former:
    """A Service as it once was; containers that started at that time remember it in their environment.

    Attributes:
        ended: simulated time at which it was deleted or became another, seconds since 1970.
        revision: resourceVersion that was given out next.
    """

    service: Resource
    ended: float
    revision: int


PAST_LIMIT = 2_000
"""Earlier states that a state keeps."""

FORMER_LIMIT = 256
"""Former Services that a state keeps."""


class Reader:
    """Reading access to objects and indexes, the same for a state and for a running transaction."""

    __slots__ = ()

    settings: Settings
    objects: Objects
    indexes: Indexes

    def get(self, kind: Kind, namespace: str, name: str) -> Resource | None:
        """The object of that name, or None."""
        found = self.objects.get(kind.resource)
        return found.get((namespace, name)) if found is not None else None

    def select(self, kind: Kind, namespace: str | None = None) -> list[Resource]:
        """Objects of a kind, of one namespace or of all (None), by namespace and name."""
        found = self.objects.get(kind.resource)
        if found is None:
            return []
        if not namespace:
            return [found[key] for key in sorted(found) if namespace is None or not key[0]]
        return self.find(IN_NAMESPACE, (kind.resource, namespace))

    def find(self, index: Index, key: Hashable) -> list[Resource]:
        """Objects under a key of an index, by kind, namespace and name."""
        table = self.indexes.get(index.name)
        members = table.get(key) if table is not None else None
        if not members:
            return []
        ordered = sorted(members) if len(members) > 1 else members
        return [self.objects[kind][(namespace, name)] for kind, namespace, name in ordered]

    def first(self, index: Index, key: Hashable) -> Resource | None:
        """One object under a key, or None: for keys that only one object can have."""
        table = self.indexes.get(index.name)
        members = table.get(key) if table is not None else None
        if not members:
            return None
        kind, namespace, name = next(iter(members))
        return self.objects[kind][(namespace, name)]

    def has(self, index: Index, key: Hashable) -> bool:
        """Whether any object is under a key."""
        table = self.indexes.get(index.name)
        return table is not None and key in table

    def all(self) -> Iterator[Resource]:
        """Every object, by kind, namespace and name."""
        for kind in sorted(self.objects):
            found = self.objects[kind]
            for key in sorted(found):
                yield found[key]


@dataclass(frozen=True, slots=True)
class State(Reader):
    """Everything about a cluster at one moment. Keeping one is a snapshot; putting it back is an undo.

    Attributes:
        settings: how the cluster was set up.
        now: simulated time, seconds since 1970.
        revision: the last resourceVersion that was given out.
        counters: named counters, such as the number of random draws so far.
        timers: sorted by due time.
        flows: what proxies and kernels remember of earlier traffic.
        notes: what controllers have reported of late, oldest first; ``events.listing`` makes Events of them.
        former: Services that were deleted or changed of late, in that order.
        halted: kube-proxies that do not run, by node: the state that each saw last, whose rules its node goes by.
        past: states that were at rest before this one, oldest first, each without a past of its own; empty unless the
            settings keep it.
    """

    settings: Settings
    now: float
    revision: int = 0
    counters: Map[str, int] = field(default_factory=Map)
    objects: Objects = field(default_factory=Map)
    indexes: Indexes = field(default_factory=Map)
    timers: tuple[Timer, ...] = ()
    flows: Flows = field(default_factory=Flows)
    notes: tuple[Note, ...] = ()
    former: tuple[Former, ...] = ()
    halted: Halted = field(default_factory=Map)
    past: tuple[State, ...] = field(default=(), compare=False)

    def with_flows(self, flows: Flows) -> State:
        """The same objects after some traffic."""
        if flows is self.flows:
            return self
        return State(
            self.settings,
            self.now,
            self.revision,
            self.counters,
            self.objects,
            self.indexes,
            self.timers,
            flows,
            self.notes,
            self.former,
            self.halted,
            self.past,
        )

    def as_proxied(self, node: str) -> State:
        """What a node's kube-proxy makes its rules of: this state, or the one in which it stopped."""
        return self.halted.get(node, self) if self.halted else self


def initial(settings: Settings) -> State:
    """The state of a cluster in which nothing is stored yet."""
    return State(settings=settings, now=settings.epoch)
