"""``kubectl events``: what has happened, oldest first. Follows ``kubectl/pkg/cmd/events``."""

from __future__ import annotations

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import Tree, dig
from svcquest.terminal.kubectl import columns
from svcquest.terminal.kubectl.arguments import ALL_NAMESPACES
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.describing.events import interval
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.get import EVERY_CELL
from svcquest.terminal.kubectl.output import FORMATS, PRINT_FLAGS, formatter
from svcquest.terminal.kubectl.resource_types import type_of

_TYPES = ("Normal", "Warning")
_HEADERS = ("LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE")


def run(call: Call) -> int:
    """Print the events of a namespace, or those about one object."""
    if any(each.capitalize() not in _TYPES for each in call.flags.list("types")):
        raise CommandError("valid --types are Normal or Warning")
    about = _subject(call)
    everywhere = call.flags.on("all-namespaces")
    namespace = None if everywhere else call.client.namespace
    found = [each for each in call.client.cluster.select(kinds.EVENT, namespace) if _wanted(call, each, about)]
    found.sort(key=_moment)
    if call.flags.on("watch"):
        from svcquest.terminal.watching import ask_for_changes  # noqa: PLC0415 - rarely asked for

        ask_for_changes(call.process, 0 if call.flags.text("output") else EVERY_CELL)
    if call.flags.text("output"):
        listed = {
            "apiVersion": "v1",
            "items": [each.tree for each in found],
            "kind": "List",
            "metadata": {"resourceVersion": ""},
        }
        call.print(formatter(call, FORMATS)(listed), end="")
    elif not found:
        call.error("No events found." if everywhere else f"No events found in {call.client.namespace} namespace.")
    else:
        _print(call, found, everywhere=everywhere)
    return 0


def _subject(call: Call) -> tuple[str, str] | None:
    """Kind and name of the object that ``--for`` asks about."""
    about = call.flags.text("for")
    if not about:
        return None
    word, slash, name = about.partition("/")
    if not slash or not name:
        raise CommandError("--for must be in resource/name form")
    return type_of(word).kind, name


def _wanted(call: Call, event: Resource, about: tuple[str, str] | None) -> bool:
    types = {each.capitalize() for each in call.flags.list("types")}
    if types and event.tree.get("type") not in types:
        return False
    involved = event.tree.get("involvedObject") or {}
    return about is None or about == (involved.get("kind"), involved.get("name"))


def _moment(event: Resource) -> float:
    """When an event happened last, seconds since 1970."""
    tree = event.tree
    text = dig(tree, "series", "lastObservedTime") or tree.get("lastTimestamp") or tree.get("eventTime")
    return from_timestamp(text or "") or 0.0


def _print(call: Call, found: list[Resource], *, everywhere: bool) -> None:
    """Follows ``event_printer.go``, which has columns of its own."""
    now = call.client.cluster.state.now
    lines = [] if call.flags.on("no-headers") else [["NAMESPACE", *_HEADERS]]
    lines += [[event.namespace, *_cells(event.tree, now)] for event in found]
    call.print(columns.table(lines if everywhere else [line[1:] for line in lines]), end="")


def _cells(event: Tree, now: float) -> list[str]:
    involved = event.get("involvedObject") or {}
    about = f"{involved.get('kind', '')}/{involved.get('name', '')}"
    words = [str(event.get(field) or "") for field in ("type", "reason")]
    return [interval(event, now), *words, about, str(event.get("message") or "").strip()]


EVENTS = Command(
    run,
    flags=(
        *PRINT_FLAGS,
        ALL_NAMESPACES,
        Flag("for", "Only events about TYPE/NAME"),
        Flag("no-headers", "Leave the header out", "bool"),
        Flag("types", "Only events of these types: Normal, Warning", "list"),
        Flag("watch", "Go on showing new events", "bool", short="w"),
    ),
)
