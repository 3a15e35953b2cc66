"""The events of an object."""

from __future__ import annotations

from svcquest.engine.events import listing
from svcquest.engine.state import State
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree, dig
from svcquest.terminal.kubectl.ages import since
from svcquest.terminal.kubectl.describing.page import Page


def events_of(resource: Resource, state: State) -> list[Resource]:
    """What has happened to an object, oldest first; what has no last time, as the scheduler's, before all others."""
    found = listing.about(state, resource)
    return sorted(found, key=lambda each: each.tree.get("lastTimestamp") or "")


def describe_events(page: Page, resource: Resource, state: State) -> None:
    """The table of events, or that there are none."""
    found = events_of(resource, state)
    if not found:
        page.add("Events:\t<none>")
        return
    page.flush()
    page.add("Events:")
    page.add("Type\tReason\tAge\tFrom\tMessage", 1)
    page.add("----\t------\t----\t----\t-------", 1)
    for event in found:
        page.add("\t".join(_cells(event.tree, state.now)), 1)


def _cells(event: Tree, now: float) -> list[str]:
    reporter = (event.get("source") or {}).get("component") or event.get("reportingComponent") or ""
    message = str(event.get("message", "")).strip()
    part = dig(event, "involvedObject", "fieldPath")
    if part:
        message = f"{part}: {message}"
    return [event.get("type", ""), event.get("reason", ""), interval(event, now), reporter, message]


def interval(event: Tree, now: float) -> str:
    """When an event happened, and how often: ``5s (x3 over 2m)``."""
    first = since(event.get("eventTime") or event.get("firstTimestamp"), now)
    series, count = event.get("series"), event.get("count") or 1
    if series:
        return f"{since(series.get('lastObservedTime'), now)} (x{series.get('count')} over {first})"
    return f"{since(event.get('lastTimestamp'), now)} (x{count} over {first})" if count > 1 else first
