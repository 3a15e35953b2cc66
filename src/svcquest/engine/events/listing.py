"""Event objects: those that are stored, and those that follow from notes.

Reading leaves no trace: names, uids and times depend on what happened alone, not on who looked when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from immutables import Map

from svcquest.engine import chance
from svcquest.engine.events.correlation import correlated
from svcquest.engine.events.notes import SCHEDULER, Note
from svcquest.engine.events.repeating import Span, repeated
from svcquest.engine.events.resolving import shortened
from svcquest.engine.selection import pods_selected
from svcquest.engine.state import State
from svcquest.engine.transaction import Transaction
from svcquest.model.frozen import replace
from svcquest.model.kinds import EVENT, NAMESPACE, POD, SERVICE
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp, to_micro_timestamp, to_timestamp
from svcquest.model.tree import Tree

LIFETIME = 3600.0
"""Seconds for which the API server keeps an event after it happened for the last time (``--event-ttl``)."""

STORED = "events-stored"
"""Counter with the time, seconds since 1970, until which everything that was said has become an object."""

_UIDS = 1 << 40
"""Far above the count of any other object, so that no uid is given out twice."""


def select(state: State, namespace: str | None = None) -> list[Resource]:
    """Events of one namespace or of all (None), by namespace and name."""
    found = {each.key: each for each in state.select(EVENT, namespace)}
    span = _span(state)
    ongoing = (note for pod in state.select(POD, namespace) for note in _ongoing(state, pod, span))
    noted = (note for note in state.notes if namespace is None or _namespace(note.about) == namespace)
    for note in _lasting(state, chain(noted, ongoing)):
        event = _event(state, note)
        found.setdefault(event.key, event)
    return [found[key] for key in sorted(found)]


def about(state: State, resource: Resource) -> list[Resource]:
    """Events about one object, by name."""
    kept = [each for each in state.select(EVENT, _namespace(resource)) if _is_about(each.tree, resource)]
    said: Iterable[Note] = (
        note for note in state.notes if note.about.kind == resource.kind and note.about.key == resource.key
    )
    if resource.kind == POD:
        said = chain(said, _ongoing(state, resource, _span(state)))
    elif resource.kind == SERVICE:
        said = chain(said, _about_service(state, resource))
    found = [_event(state, note) for note in _lasting(state, said)]
    names = {each.name for each in kept}
    events = [*kept, *(each for each in found if each.name not in names and _is_about(each.tree, resource))]
    return sorted(events, key=lambda each: each.name)


def stored(state: State) -> State:
    """The state with an object for each event, so that events can be changed and deleted."""
    events = state.objects.get(EVENT.resource, Map())
    transaction = Transaction(state)
    transaction.keep(EVENT, [each for each in select(state) if each.key not in events])
    transaction.counters = transaction.counters.set(STORED, int(state.now))
    return replace(transaction.commit(), notes=())


def _is_about(event: Tree, resource: Resource) -> bool:
    involved = event.get("involvedObject") or {}
    return (
        involved.get("kind") == resource.kind.kind
        and involved.get("name") == resource.name
        and involved.get("uid", resource.uid) in {resource.uid, resource.name}
    )


def _namespace(resource: Resource) -> str:
    """Where events about an object are: what is outside of namespaces has them in ``default``."""
    return resource.namespace or "default"


def _ongoing(state: State, pod: Resource, span: Span) -> Iterator[Note]:
    """What is being said about a pod as long as it is as it is."""
    return chain(repeated(state, pod, span), shortened(state, pod, span))


def _about_service(state: State, service: Resource) -> Iterator[Note]:
    span = _span(state)
    for pod in pods_selected(state, service.namespace, service.view.selector):
        yield from (note for note in repeated(state, pod, span) if note.about is service)


def _span(state: State) -> Span:
    return Span(state.now, float(state.counters.get(STORED, 0)))


def _lasting(state: State, notes: Iterable[Note]) -> Iterator[Note]:
    """What is still to be seen: not too old, and its namespace is there."""
    for note in correlated(notes):
        namespace = state.get(NAMESPACE, "", _namespace(note.about))
        if namespace is not None and state.now - note.latest <= LIFETIME and not _is_younger(namespace, note):
            yield note


def _is_younger(namespace: Resource, note: Note) -> bool:
    """Whether a namespace was made after a note about something in an earlier one of that name."""
    return note.first < (from_timestamp(namespace.metadata.get("creationTimestamp") or "") or 0.0)


def _event(state: State, note: Note) -> Resource:
    """The object that a note is read as."""
    namespace, about = _namespace(note.about), note.about
    number = note.sequence if note.sequence >= 0 else _number(note)
    name = f"{about.name}.{int(note.first) * 1_000_000_000 + number:x}"
    involved: Tree = {
        "apiVersion": about.kind.api_version,
        "kind": about.kind.kind,
        "name": about.name,
        **({"namespace": about.namespace} if about.namespace else {}),
        **({"fieldPath": note.field} if note.field else {}),
        "resourceVersion": about.resource_version,
        "uid": about.uid,
    }
    tree: Tree = {
        "apiVersion": EVENT.api_version,
        "kind": EVENT.kind,
        "metadata": {
            "name": name,
            "namespace": namespace,
            "uid": chance.uid(state.settings.seed, _UIDS + number),
            "resourceVersion": about.resource_version,
            "creationTimestamp": to_timestamp(note.first),
        },
        "involvedObject": involved,
        "type": "Warning" if note.warning else "Normal",
        "reason": note.reason,
        "message": note.message,
        **(_new_style(note) if note.reporter == SCHEDULER else _old_style(note)),
    }
    return Resource(EVENT, namespace, name, tree)


def _number(note: Note) -> int:
    """A number below a billion for what nobody has noted, the same whenever it is read; in the order of sequences."""
    number = chance.fnv1a(f"{note.about.uid}/{note.field}/{note.first}")
    return 100_000_000 + number % 50_000_000 * 16 + note.sequence % 16


def _old_style(note: Note) -> Tree:
    """Times and reporter of an event of ``client-go/tools/record``."""
    source = {"component": note.reporter, **({"host": note.host} if note.host else {})}
    return {
        "count": note.count,
        "eventTime": None,
        "firstTimestamp": to_timestamp(note.first),
        "lastTimestamp": to_timestamp(note.latest),
        "source": source,
        "reportingComponent": note.reporter,
        "reportingInstance": note.host,
    }


def _new_style(note: Note) -> Tree:
    """Times and reporter of an event of ``client-go/tools/events``, which only the scheduler uses here."""
    series = {"count": note.count, "lastObservedTime": to_micro_timestamp(note.latest)} if note.count > 1 else None
    return {
        "action": "Scheduling" if note.warning else "Binding",
        "eventTime": to_micro_timestamp(note.first),
        "firstTimestamp": None,
        "lastTimestamp": None,
        **({"series": series} if series else {}),
        "source": {},
        "reportingComponent": note.reporter,
        "reportingInstance": f"{note.reporter}-control-plane",
    }
