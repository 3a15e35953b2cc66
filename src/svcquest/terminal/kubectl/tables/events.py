"""The table of events."""

from __future__ import annotations

from svcquest.model.resource import Resource
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.ages import since
from svcquest.terminal.kubectl.tables import NAME, Column, plain


def last_seen(resource: Resource, now: float) -> str:
    """Time since the event happened for the last time."""
    return since(_last(resource), now)


def _last(resource: Resource) -> object:
    tree = resource.tree
    return (
        dig(tree, "series", "lastObservedTime")
        or tree.get("lastTimestamp")
        or tree.get("eventTime")
        or dig(tree, "metadata", "creationTimestamp")
    )


def _first_seen(resource: Resource, now: float) -> str:
    tree = resource.tree
    return since(tree.get("firstTimestamp") or tree.get("eventTime") or _last(resource), now)


def about(resource: Resource) -> str:
    """The object of an event: ``pod/web-1``."""
    involved = resource.tree.get("involvedObject") or {}
    return f"{str(involved.get('kind', '')).lower()}/{involved.get('name', '')}"


def source(resource: Resource) -> str:
    """Who has reported an event: ``kubelet, node-1``."""
    given = resource.tree.get("source") or {}
    tree = resource.tree
    parts = [
        given.get("component") or tree.get("reportingComponent"),
        given.get("host") or tree.get("reportingInstance"),
    ]
    return ", ".join(part for part in parts if part)


def _count(resource: Resource) -> str:
    return str(dig(resource.tree, "series", "count") or resource.tree.get("count") or 1)


def _text(name: str, field: str) -> Column:
    return plain(name, lambda resource: str(resource.tree.get(field) or "").strip())


COLUMNS: dict[str, tuple[Column, ...]] = {
    "Event": (
        Column("LAST SEEN", last_seen),
        _text("TYPE", "type"),
        _text("REASON", "reason"),
        plain("OBJECT", about),
        plain("SUBOBJECT", lambda each: dig(each.tree, "involvedObject", "fieldPath") or "", wide=True),
        plain("SOURCE", source, wide=True),
        _text("MESSAGE", "message"),
        Column("FIRST SEEN", _first_seen, wide=True),
        plain("COUNT", _count, wide=True),
        Column(NAME.name, NAME.cell, wide=True),
    ),
}
