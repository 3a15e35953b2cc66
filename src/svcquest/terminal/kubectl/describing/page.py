"""Lines in columns, and the blocks that every description has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp
from svcquest.schema.last_applied import LAST_APPLIED
from svcquest.terminal.kubectl.columns import align

_HIDDEN = frozenset({LAST_APPLIED})
_LONG = 140
"""Characters beyond which an annotation gets lines of its own."""


class Page:
    """Collects lines; tabs in them become columns."""

    def __init__(self) -> None:
        self._done = ""
        self._lines: list[str] = []

    def add(self, text: str, level: int = 0) -> None:
        """Add a line, indented by two blanks a level."""
        self._lines.append("  " * level + text)

    def flush(self) -> None:
        """End the columns: what follows is laid out by itself."""
        self._done += align(self._lines)
        self._lines = []

    def text(self) -> str:
        """All lines, laid out."""
        self.flush()
        return self._done

    def raw(self) -> str:
        """Lines since the last ``flush`` with their tabs, as commands print them that lay nothing out."""
        return "".join(f"{line}\n" for line in self._lines)

    def identity(self, resource: Resource) -> None:
        """Name and, where there is one, namespace."""
        self.add(f"Name:\t{resource.name}")
        if resource.kind.namespaced:
            self.add(f"Namespace:\t{resource.namespace}")

    def labels_and_annotations(self, resource: Resource) -> None:
        """Both of an object, a pair a line."""
        self.labels("Labels", resource.labels)
        self.annotations("Annotations", resource.annotations)

    def labels(self, title: str, labels: Mapping[str, str] | None) -> None:
        """Pairs, one a line: ``Labels:  app=web``."""
        self.multiline(title, [f"{key}={labels[key]}" for key in sorted(labels)] if labels else [])

    def annotations(self, title: str, annotations: Mapping[str, str] | None) -> None:
        """Annotations, one a line, without what kubectl keeps there for itself."""
        shown = {key: value for key, value in (annotations or {}).items() if key not in _HIDDEN}
        lines: list[str] = []
        for key in sorted(shown):
            value = shown[key].removesuffix("\n")
            if len(key) + len(value) + 2 > _LONG or "\n" in value:
                lines.append(f"{key}:")
                lines += [f"  {_shortened(line)}" for line in value.split("\n")]
            else:
                lines.append(f"{key}: {value}")
        self.multiline(title, lines)

    def conditions(self, found: Sequence[Mapping[str, Any]]) -> None:
        """Conditions as a table with the time of their last change; nothing without any."""
        if not found:
            return
        self.add("Conditions:")
        self.add("Type\tStatus\tLastTransitionTime\tReason\tMessage", 1)
        self.add("----\t------\t------------------\t------\t-------", 1)
        for each in found:
            words = f"{moment(each.get('lastTransitionTime'))}\t{each.get('reason', '')}\t{each.get('message', '')}"
            self.add(f"{each.get('type')}\t{each.get('status')}\t{words}", 1)

    def multiline(self, title: str, lines: Sequence[str]) -> None:
        """A title with lines beside it, ``<none>`` without any."""
        for at, line in enumerate(lines or ["<none>"]):
            self.add(f"{title}:\t{line}" if at == 0 else f"\t{line}")


def _shortened(line: str) -> str:
    return f"{line[: _LONG - 2]}..." if len(line) > _LONG - 2 else line


def moment(timestamp: Any) -> str:
    """A time stamp as descriptions show it: ``Mon, 23 Nov 2026 08:00:00 +0000``."""
    seconds = from_timestamp(timestamp) if isinstance(timestamp, str) else None
    if seconds is None:
        return "Mon, 01 Jan 0001 00:00:00 +0000"
    return datetime.fromtimestamp(seconds, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")


def controller(resource: Resource) -> str:
    """Who controls the object: ``ReplicaSet/web-5d9c``; empty when it stands alone."""
    owner = resource.controller
    return f"{owner.get('kind')}/{owner.get('name')}" if owner else ""
