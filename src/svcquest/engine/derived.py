"""Objects that follow from others and are made when somebody asks for them."""

from __future__ import annotations

from svcquest.engine.state import State
from svcquest.model.kinds import EVENT, Kind
from svcquest.model.resource import Resource

DERIVED = frozenset({EVENT.resource, "ipaddresses.networking.k8s.io", "servicecidrs.networking.k8s.io"})
"""Kinds of which there is more than what is stored (``Kind.resource``)."""


def select(state: State, kind: Kind, namespace: str | None) -> list[Resource]:
    """Objects of a derived kind by namespace and name, those that are stored among them."""
    if kind == EVENT:
        from svcquest.engine.events import listing  # noqa: PLC0415 - few commands ask for events

        return listing.select(state, namespace)
    from svcquest.engine.services import address_objects  # noqa: PLC0415 - few commands ask for addresses

    made = address_objects.addresses(state) if kind.kind == "IPAddress" else address_objects.ranges(state)
    found = {each.key: each for each in (*made, *state.select(kind, namespace))}
    return [found[key] for key in sorted(found)]


def get(state: State, kind: Kind, namespace: str, name: str) -> Resource | None:
    """The object of that name, or None."""
    return next((each for each in select(state, kind, namespace) if each.name == name), None)


def stored(state: State, kind: Kind) -> State:
    """The state in which objects of a kind can be changed and deleted: events are written down for that."""
    if kind != EVENT:
        return state
    from svcquest.engine.events import listing  # noqa: PLC0415 - as above

    return listing.stored(state)
