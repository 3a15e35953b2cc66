"""The events of an object."""

from __future__ import annotations

from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl.ages import since
from svcquest.terminal.kubectl.describing.page import Page


def events_of(resource: Resource, state: State) -> list[Resource]:
    """What has happened to an object, oldest first."""
    namespace = resource.namespace or "default"
    found = [each for each in state.select(kinds.EVENT, namespace) if _is_about(each.tree, resource)]
    return sorted(found, key=lambda each: each.tree.get("lastTimestamp") or "")


def _is_about(event: Tree, resource: Resource) -> bool:
    involved = event.get("involvedObject") or {}
    return (
        involved.get("kind") == resource.kind.kind
        and involved.get("name") == resource.name
        and involved.get("uid", resource.uid) in {resource.uid, resource.name}
    )


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
    last = since(event.get("lastTimestamp") or event.get("eventTime"), now)
    first = since(event.get("firstTimestamp") or event.get("eventTime"), now)
    count = event.get("count") or 1
    age = f"{last} (x{count} over {first})" if count > 1 else first
    reporter = (event.get("source") or {}).get("component") or event.get("reportingComponent") or ""
    return [event.get("type", ""), event.get("reason", ""), age, reporter, str(event.get("message", "")).strip()]
