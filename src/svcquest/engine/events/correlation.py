"""Puts like notes together, so that what happens again is one event with a count.

Follows ``k8s.io/client-go/tools/events_cache.go``: events that differ in nothing but the time are counted; from the
tenth on, those that differ only in their message share one.
"""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.engine.events.notes import Note
from svcquest.model.frozen import dataclass, field, replace

SIMILAR = 10
"""Messages of one kind after which the next ones are combined."""
INTERVAL = 600.0
"""Seconds without any of a kind after which it is new again."""

_COMBINED = "(combined from similar events): "


@dataclass(slots=True)
class _Kind:
    """What is known of events that differ in nothing but their messages."""

    last: float
    messages: set[str] = field(default_factory=set)


def correlated(notes: Iterable[Note]) -> list[Note]:
    """Notes with like ones put together, in the order in which each happened first."""
    kinds: dict[tuple[object, ...], _Kind] = {}
    found: dict[tuple[object, ...], Note] = {}
    for note in notes:
        about = note.about
        kind = (note.reporter, note.host, about.kind.kind, *about.key, about.uid, note.field, note.warning, note.reason)
        known = kinds.get(kind)
        if known is None or note.first - known.last > INTERVAL:
            known = kinds[kind] = _Kind(note.first)
        known.last = note.latest
        known.messages.add(note.message)
        combined = len(known.messages) >= SIMILAR
        message = _COMBINED + note.message if combined else note.message
        if combined:
            known.messages.discard(note.message)
        key = (*kind, "" if combined else message)
        earlier = found.get(key)
        if earlier is None:
            found[key] = replace(note, message=message)
        else:
            found[key] = replace(earlier, message=message, count=earlier.count + note.count, last=note.latest)
    return list(found.values())
