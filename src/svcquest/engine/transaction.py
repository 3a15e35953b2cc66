"""A change of state in the making: writes keep indexes and resource versions right and remember what changed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Hashable, Iterable

from immutables import Map

from svcquest.engine import chance
from svcquest.engine.events.notes import LIMIT, Note
from svcquest.engine.indexes import BY_KIND, FOR_UNMODELLED, Index, Member, Members, added, dropped, extended
from svcquest.engine.state import FORMER_LIMIT, PAST_LIMIT, Former, Reader, State, Timer
from svcquest.model.frozen import dataclass, replace
from svcquest.model.kinds import SERVICE, Kind
from svcquest.model.resource import ObjectKey, Resource
from svcquest.model.timestamps import to_timestamp
from svcquest.model.tree import Tree
from svcquest.model.views import view_of

RANDOM_LETTERS = 5
"""What ``generateName`` gets at its end."""
LONGEST_BASE = 63 - RANDOM_LETTERS
"""Characters of it that are kept."""


@dataclass(frozen=True, slots=True)
class Change:
    """One write: ``old`` is None for a new object, ``new`` for a removed one."""

    kind: Kind
    old: Resource | None
    new: Resource | None

    @property
    def resource(self) -> Resource:
        """The object after the write, or as it last was."""
        found = self.new or self.old
        assert found is not None
        return found


class Transaction(Reader):
    """Working copy of a state. ``commit`` makes a new state; dropping it leaves the old one untouched."""

    __slots__ = (
        "_base",
        "_noted",
        "changes",
        "counters",
        "former",
        "indexes",
        "notes",
        "now",
        "objects",
        "revision",
        "settings",
        "timers",
    )

    def __init__(self, state: State) -> None:
        self._base = state
        self.settings = state.settings
        self.now = state.now
        self.revision = state.revision
        self.counters = state.counters
        self.objects = state.objects
        self.indexes = state.indexes
        self.timers = list(state.timers)
        self.former = state.former
        self.changes: list[Change] = []
        self.notes: deque[Note] = deque(maxlen=LIMIT)
        self._noted = state.counters.get("notes", 0)

    def commit(self) -> State:
        """The state with every write of this transaction."""
        if self.notes:
            self.counters = self.counters.set("notes", self._noted)
        return replace(
            self._base,
            now=self.now,
            revision=self.revision,
            counters=self.counters,
            objects=self.objects,
            indexes=self.indexes,
            timers=tuple(sorted(self.timers)),
            former=self.former,
            notes=(*self._base.notes, *self.notes)[-LIMIT:] if self.notes else self._base.notes,
            past=self._past(),
        )

    def _past(self) -> tuple[State, ...]:
        base = self._base
        if not base.settings.keeps_past or base.objects is self.objects:
            return base.past
        return (*base.past, replace(base, past=()))[-PAST_LIMIT:]

    def is_new(self, resource: Resource) -> bool:
        """Whether there was no object of this name when the transaction began."""
        return resource.key not in self._base.objects.get(resource.kind.resource, Map())

    # Writes -----------------------------------------------------------------------------------------------------

    def create(self, kind: Kind, tree: Tree) -> Resource:
        """Store a new object; uid, creation time and resourceVersion are filled in where they are missing."""
        return self._put(kind, tree, self._identified(dict(tree.get("metadata") or {})), None)

    def create_many(self, kind: Kind, trees: Iterable[Tree]) -> None:
        """Store new objects of one kind, all with different names: the same as ``create`` for each, but faster.

        Args:
            trees: with metadata of their own, which is filled in.
        """
        made = [self._built(kind, tree, self._identified(tree["metadata"])) for tree in trees]
        self.keep(kind, made)
        self.changes += [Change(kind, None, new) for new in made]

    def keep(self, kind: Kind, resources: Iterable[Resource]) -> None:
        """Store new objects of one kind as they are, without telling anybody."""
        kept: dict[ObjectKey, Resource] = {}
        covering = BY_KIND.get(kind.kind, FOR_UNMODELLED)
        found: dict[str, defaultdict[Hashable, list[Member]]] = {index.name: defaultdict(list) for index in covering}
        indexes = [(index.keys, found[index.name]) for index in covering]
        resource = kind.resource
        for each in resources:
            namespace, name = each.namespace, each.name
            kept[namespace, name] = each
            member = (resource, namespace, name)
            for keys_of, pending in indexes:
                for key in keys_of(each):
                    pending[key].append(member)
        self.objects = self.objects.set(kind.resource, self.objects.get(kind.resource, Map()).update(kept))
        for name, members in found.items():
            if members:
                table: Map[Hashable, Members] = self.indexes.get(name, Map())
                grown = {key: extended(table.get(key), more) for key, more in members.items()}
                self.indexes = self.indexes.set(name, table.update(grown))

    def update(self, old: Resource, tree: Tree) -> Resource:
        """Replace an object. A tree equal to the stored one changes nothing, not even the resourceVersion."""
        if tree == old.tree:
            return old
        return self._put(old.kind, tree, dict(tree["metadata"]), old)

    def remove(self, resource: Resource) -> None:
        """Take an object out of the store at once; finalizers and grace periods are the caller's concern."""
        kind = resource.kind
        self.objects = self.objects.set(kind.resource, self.objects[kind.resource].delete(resource.key))
        self.revision += 1
        self._retire(resource, None)
        self._reindex(kind, resource, None)
        self.changes.append(Change(kind, resource, None))

    def _identified(self, metadata: Tree) -> Tree:
        """Metadata that nobody else has yet, with uid and creation time."""
        if not metadata.get("uid"):
            metadata["uid"] = self.uid()
        if not metadata.get("creationTimestamp"):
            metadata["creationTimestamp"] = to_timestamp(self.now)
        return metadata

    def _built(self, kind: Kind, tree: Tree, metadata: Tree) -> Resource:
        """A tree as it is stored under the next resourceVersion, with metadata that nobody else has yet."""
        self.revision += 1
        metadata["resourceVersion"] = str(self.revision)
        stored: Tree = {"apiVersion": kind.api_version, "kind": kind.kind, **tree, "metadata": metadata}
        namespace = metadata.get("namespace", "") if kind.namespaced else ""
        return Resource(kind, namespace, metadata["name"], stored, view_of(kind, namespace, metadata["name"], stored))

    def _put(self, kind: Kind, tree: Tree, metadata: Tree, old: Resource | None) -> Resource:
        new = self._built(kind, tree, metadata)
        table = self.objects.get(kind.resource)
        self.objects = self.objects.set(kind.resource, (Map() if table is None else table).set(new.key, new))
        self._reindex(kind, old, new)
        if old is not None:
            self._retire(old, new)
        self.changes.append(Change(kind, old, new))
        return new

    def _retire(self, old: Resource, new: Resource | None) -> None:
        """Remember what a Service was, when containers would see it otherwise."""
        if old.kind is not SERVICE:
            return
        before, after = old.view, new.view if new else None
        if after is None or (before.cluster_ips, before.ports) != (after.cluster_ips, after.ports):
            self.former = (*self.former, Former(old, self.now, self.revision))[-FORMER_LIMIT:]

    def _reindex(self, kind: Kind, old: Resource | None, new: Resource | None) -> None:
        present = new or old
        assert present is not None
        member = (kind.resource, present.namespace, present.name)
        for index in BY_KIND.get(kind.kind, FOR_UNMODELLED):
            before = index.keys(old) if old else ()
            after = index.keys(new) if new else ()
            if before or after:
                self._move(index, member, before, after)

    def _move(self, index: Index, member: Member, before: Collection[Hashable], after: Collection[Hashable]) -> None:
        """Take a member from the keys that it no longer has to those that it has now."""
        table: Map[Hashable, Members] | None = self.indexes.get(index.name)
        moved = Map() if table is None else table
        for key in before:
            members = moved.get(key) if key not in after else None
            if members is not None:
                left = dropped(members, member)
                moved = moved.delete(key) if left is None else moved.set(key, left)
        for key in after:
            if key not in before:
                moved = moved.set(key, added(moved.get(key), member))
        if moved is not table:
            self.indexes = self.indexes.set(index.name, moved)

    # Reports ----------------------------------------------------------------------------------------------------

    def note(
        self,
        about: Resource,
        reason: str,
        message: str,
        reporter: str,
        *,
        warning: bool = False,
        host: str = "",
        field: str = "",
    ) -> None:
        """Report what has happened to an object, as the event recorder of a controller does.

        Args:
            reason: a word such as ``Scheduled``.
            reporter: the component that says so.
            warning: the event's type is ``Warning``.
            host: node of the component.
            field: part of the object.
        """
        self.notes.append(Note(self._noted, about, reason, message, reporter, self.now, warning, host, field))
        self._noted += 1

    # Numbers ----------------------------------------------------------------------------------------------------

    def count(self, name: str) -> int:
        """The next number of a named counter, from 0."""
        value = self.counters.get(name, 0)
        self.counters = self.counters.set(name, value + 1)
        return value

    def draw(self, bound: int) -> int:
        """A pseudo-random number from 0 to ``bound`` - 1."""
        return chance.below(self.settings.seed, self.count("draws"), bound)

    def name_from(self, base: str) -> str:
        """A name by ``generateName``: as much of the base as leaves room for five random letters in a label."""
        return base[:LONGEST_BASE] + chance.suffix(self.settings.seed, self.count("draws"), RANDOM_LETTERS)

    def uid(self) -> str:
        """A new uid, unique in this cluster's history."""
        return chance.uid(self.settings.seed, self.count("uids"))

    # Later ------------------------------------------------------------------------------------------------------

    def after(self, seconds: float, controller: str, key: tuple[str, ...]) -> None:
        """Have a controller look at a key once so many simulated seconds have passed."""
        self.timers.append(Timer(self.now + seconds, self.count("timers"), controller, key))
