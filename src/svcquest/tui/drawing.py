"""The cluster picture: where everything stands, and how it is drawn.

Services stand on the left, pods by node on the right, and between them lanes, from which arrows lead to the pods that a
Service sends traffic to. A picture of three pods shows each in full; one of three hundred folds what is alike, says a
Service in one line, and lets Services share lanes where they do not meet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rich.cells import cell_len

from svcquest.game.picture import API_SERVICE, SYSTEM, ClusterPicture, NodePicture, ServicePicture
from svcquest.model.language import _, ngettext
from svcquest.model.resource import ObjectKey
from svcquest.tui import pod_line, service_box
from svcquest.tui.canvas import Canvas
from svcquest.tui.folding import Fold, Row, Section, fitting, fold, ties_of
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.ink import Ink, Span
from svcquest.tui.labels import Miss
from svcquest.tui.text import shorten
from svcquest.tui.themes import Palette

ItemKind = Literal["service", "node", "pod", "group"]

Pick = tuple[ItemKind, ObjectKey]
"""Something in the picture; a node has the namespace ``""``, a group the key of its first pod."""

_LANE_GAP = 2
_NAME_SHARE = 28
"""Percent of a line that a pod's name may have at the expense of what is said beside it."""
_LEAST_PODS = 24
"""Lines of pods that are shown one by one, however low the terminal."""
_ROOM_FOR_SERVICES = 30
"""Lines that Services may take in full, however low the terminal."""
_SERVICE_SHARE = 45
"""Percent of the room that Services may take at the expense of pods."""
_LEAST_SERVICE, _MOST_SERVICE = 22, 60
"""Cells that a Service has for itself, whatever is said of it."""
_BAR = 3
"""Cells that a Service's bar takes, with the blanks beside it."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something in the picture that can be picked.

    Attributes:
        x, y, width, height: its cells.
        pods: of a group and a node, else empty.
    """

    kind: ItemKind
    key: ObjectKey
    x: int
    y: int
    width: int
    height: int
    pods: tuple[ObjectKey, ...] = ()

    @property
    def pick(self) -> Pick:
        """What picks it."""
        return (self.kind, self.key)


@dataclass(frozen=True, slots=True)
class View:
    """How to look at a picture.

    Attributes:
        width: cells that there are; the height of the drawing follows from the content.
        height: lines that can be seen at once.
        picked: the item under the cursor, None without one.
        touched: pods that just answered a request; they are marked.
        system: whether system namespaces are shown too.
        namespace: show this one only, None for all.
        service: show this one only, with the pods that it selects or almost does.
        fold: how pods are put together, None for what fits.
        opened: groups whose pods are shown one by one.
    """

    width: int
    height: int = 16
    picked: Pick | None = None
    touched: Collection[ObjectKey] = ()
    system: bool = False
    namespace: str | None = None
    service: ObjectKey | None = None
    fold: Fold | None = None
    opened: frozenset[ObjectKey] = frozenset()


class Path(NamedTuple):
    """The way from a Service's name to a line of pods: columns, and the rows at both ends."""

    left: int
    lane: int
    right: int
    start: int
    row: int

    def cells(self) -> tuple[tuple[int, int], ...]:
        """All that it passes, as (column, row)."""
        step = 1 if self.row >= self.start else -1
        across = [(x, self.start) for x in range(self.left, self.lane)]
        down = [(self.lane, y) for y in range(self.start, self.row, step)]
        return (*across, *down, *((x, self.row) for x in range(self.lane, self.right)))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn picture.

    Attributes:
        items: what stands where, top to bottom, Services first.
        paths: (Service, pod) to the way that a packet takes.
        fold: how pods were put together.
        without_lane: Services whose arrows found no room; picking one draws its own.
    """

    canvas: Canvas
    items: tuple[Item, ...]
    paths: dict[tuple[ObjectKey, ObjectKey], Path]
    fold: Fold = "pods"
    without_lane: int = 0


def draw(picture: ClusterPicture, view: View, palette: Palette, glyphs: Glyphs) -> Drawing:
    """Draw a picture for a width."""
    return _Draft(picture, view, Ink.of(palette), glyphs).finish()


def hidden_namespaces(view: View) -> frozenset[str]:
    """Namespaces that a view leaves out by itself."""
    return frozenset() if view.system else SYSTEM


@dataclass(frozen=True, slots=True)
class _Lane:
    """A column of lines from one Service to its pods; number 0 is next to the pods."""

    number: int
    start: int
    tips: frozenset[int]

    def meets(self, other: _Lane) -> bool:
        """Whether both would be drawn over each other."""
        rows, others = (*self.tips, self.start), (*other.tips, other.start)
        return self.number == other.number and min(rows) <= max(others) and min(others) <= max(rows)

    def muddles(self, other: _Lane) -> bool:
        """Whether the line out of one Service would run into an arrow of the other, on the same row."""
        near, far = (self, other) if self.number < other.number else (other, self)
        return near.start in far.tips


class _Draft:
    """A drawing in the making: first what there is and how high it gets, then the canvas."""

    def __init__(self, picture: ClusterPicture, view: View, ink: Ink, glyphs: Glyphs) -> None:
        self.picture = picture
        self.view = view
        self.ink = ink
        self.glyphs = glyphs
        self.items: list[Item] = []
        self.pod_rows: dict[ObjectKey, int] = {}
        hidden = hidden_namespaces(self.view)
        self.services = [
            service
            for service in self.picture.services
            if self._in_view(service.namespace, hidden)
            and service.key != API_SERVICE
            and self.view.service in {None, service.key}
        ]
        ties = ties_of(self.services)
        self.near = {
            (miss.namespace, miss.name): Miss(miss.key, miss.wanted, miss.found)
            for service in self.services
            for miss in service.near_misses
            if self.view.service or not service.edges or (miss.namespace, miss.name) not in ties
        }
        nodes = self._nodes(hidden)
        self.fold = self.view.fold or fitting(nodes, ties, max(_LEAST_PODS, 2 * self.view.height))
        self.sections = fold(nodes, ties, self.fold, self.view.opened)
        named = [s.namespace for s in self.services] + [pod.namespace for node in nodes for pod in node.pods]
        self.main_namespace = Counter(named).most_common(1)[0][0] if named else ""
        self.asked = next((s for s in self.services if self._is_asked(s)), None)

    def finish(self) -> Drawing:
        boxes = self._boxes()
        anchors, left = _stacked([len(lines) for lines in boxes], gap=int(any(len(lines) > 1 for lines in boxes)))
        right = self._rows_of_pods()
        lanes, without = self._lanes(anchors)
        gutter = 6 + _LANE_GAP * max((lane.number for lane in lanes.values()), default=0)
        service_width = self._service_width(boxes, self.view.width - gutter)
        canvas = Canvas(self.view.width, max(left, right, 1), self.glyphs, self.ink.base)
        self._draw_services(canvas, boxes, anchors, service_width)
        self._draw_sections(canvas, service_width + gutter)
        paths = self._draw_edges(canvas, lanes, anchors, service_width, service_width + gutter)
        if not self.services:
            canvas.write(0, 0, _("no Service here yet"), self.ink.dim, service_width)
        return Drawing(canvas, tuple(self.items), paths, self.fold, without)

    # What there is --------------------------------------------------------------------------------------------------

    def _in_view(self, namespace: str, hidden: Collection[str]) -> bool:
        return namespace not in hidden and self.view.namespace in {None, namespace}

    def _nodes(self, hidden: Collection[str]) -> list[NodePicture]:
        """Nodes with the pods that are in view; zoomed to a Service, those without any are left out."""
        only: set[ObjectKey] | None = None
        if self.view.service is not None:
            only = {edge.pod for service in self.services for edge in service.edges if edge.pod} | self.near.keys()
        found = []
        for node in self.picture.nodes:
            pods = tuple(
                pod for pod in node.pods if self._in_view(pod.namespace, hidden) and (only is None or pod.key in only)
            )
            if pods or only is None:
                found.append(NodePicture(node.name, node.ip, node.ready, pods))
        return found

    def _is_asked(self, service: ServicePicture) -> bool:
        return self.view.picked == ("service", service.key) or self.view.service == service.key

    def _name(self, key: ObjectKey) -> str:
        return key[1] if key[0] in {self.main_namespace, ""} else f"{key[0]}/{key[1]}"

    # Services -------------------------------------------------------------------------------------------------------

    def _boxes(self) -> list[tuple[service_box.Line, ...]]:
        named = [(service, self._name(service.key), self.ink, self.glyphs) for service in self.services]
        full = [service_box.box(*each) for each in named]
        if sum(len(lines) + 1 for lines in full) <= max(_ROOM_FOR_SERVICES, 2 * self.view.height):
            return full
        return [service_box.line(*each) for each in named]

    def _service_width(self, boxes: Sequence[Sequence[service_box.Line]], room: int) -> int:
        """As wide as what is said of Services, as far as pods leave room; wherever the cursor is."""
        wanted = _BAR + max((_length(spans) for lines in boxes for spans in lines), default=0)
        pods = max((_length(self._said(row, None)) for section in self.sections for row in section.rows), default=0)
        return max(_LEAST_SERVICE, min(wanted, max(room * _SERVICE_SHARE // 100, room - pods), _MOST_SERVICE))

    def _draw_services(
        self, canvas: Canvas, boxes: Sequence[tuple[service_box.Line, ...]], anchors: Sequence[int], width: int
    ) -> None:
        for service, lines, top in zip(self.services, boxes, anchors, strict=True):
            pick: Pick = ("service", service.key)
            for row, spans in enumerate(lines, top):
                canvas.write(0, row, self.glyphs.bar, self.ink.service)
                self._write(canvas, 2, row, spans, width - 3, pick)
            self.items.append(Item(*pick, 0, top, width, len(lines)))

    def _write(self, canvas: Canvas, x: int, y: int, spans: Sequence[Span], room: int, pick: Pick) -> int:
        """Write spans in a room; what is picked gets a ground of its own, all over the room."""
        picked = self.view.picked == pick
        if picked:
            canvas.write(x, y, " " * max(room, 0), self.ink.picked)
        end = x + room
        for text, style in spans:
            x = canvas.write(x, y, text, style + self.ink.picked if picked else style, max(0, end - x))
        return x

    # Pods -----------------------------------------------------------------------------------------------------------

    def _rows_of_pods(self) -> int:
        """Give every pod its row; the height of all."""
        y = 0
        for section in self.sections:
            y += 1
            for row in section.rows:
                for pod in row.pods:
                    self.pod_rows[pod.key] = y
                y += 1
            y += 1 if section.rows else 0
        return y - 1 if self.sections and self.sections[-1].rows else y

    def _draw_sections(self, canvas: Canvas, x: int) -> None:
        room = self.view.width - x
        y = 0
        for section in self.sections:
            self._heading(canvas, section, x, y, room)
            y += 1
            for row in section.rows:
                self._row(canvas, row, x, y, room)
                y += 1
            y += 1 if section.rows else 0

    def _heading(self, canvas: Canvas, section: Section, x: int, y: int, room: int) -> None:
        missing = [node.name or _("no node yet") for node in section.nodes if not node.ready]
        if len(section.nodes) == 1:
            node = section.nodes[0]
            pick: Pick = ("node", ("", node.name))
            text = (node.name or _("no node yet")) + f"  {node.ip}"
            if node.name and not node.ready:
                text += "  " + _("{sign} not ready", sign=self.glyphs.failed)
            self._write(canvas, x, y, ((text, self.ink.bad if missing else self.ink.dim),), room, pick)
            if node.name:
                pods = tuple(pod.key for row in section.rows for pod in row.pods)
                self.items.append(Item(*pick, x, y, room, 1, pods))
            return
        text = ngettext("{n} node", "{n} nodes", len(section.nodes))
        if missing:
            told = _("{sign} {n} not ready: {nodes}", sign=self.glyphs.failed, n=len(missing), nodes=", ".join(missing))
            text += f"  {told}"
        canvas.write(x, y, text, self.ink.bad if missing else self.ink.dim, room)

    def _row(self, canvas: Canvas, row: Row, x: int, y: int, room: int) -> None:
        many = len(row.pods) > 1
        pick: Pick = ("group" if many else "pod", row.key)
        self.items.append(Item(*pick, x, y, room, 1, tuple(each.key for each in row.pods) if many else ()))
        self._write(canvas, x, y, self._said(row, self.asked, room), room, pick)

    def _said(self, row: Row, asked: ServicePicture | None, room: int | None = None) -> tuple[Span, ...]:
        """What is written in a line of pods; in a room that is too small the name gives way."""
        pod = row.first
        many = len(row.pods) > 1
        notes = list(pod_line.notes(pod, self.near.get(pod.key), asked, self.ink, self.glyphs))
        if many and self.fold == "owners":
            notes.append((ngettext("{n} node", "{n} nodes", row.nodes), self.ink.dim))
        behind: tuple[Span, ...] = (
            ("  ", self.ink.dim),
            (pod_line.ports(pod), self.ink.dim),
            *(part for note in notes for part in (("  ", self.ink.dim), note)),
        )
        sign = pod_line.sign(pod, self.ink, self.glyphs)
        name = pod_line.title(row, self._name((pod.namespace, pod.owner if many else pod.name)), self.glyphs)
        if room is not None:
            name = shorten(name, max(room - _length((sign, *behind)) - 1, room * _NAME_SHARE // 100))
        touched = any(each.key in self.view.touched for each in row.pods)
        return (sign, (" ", self.ink.text), (name, self.ink.touched if touched else self.ink.text), *behind)

    # Edges ----------------------------------------------------------------------------------------------------------

    def _lanes(self, anchors: Sequence[int]) -> tuple[dict[ObjectKey, _Lane], int]:
        """A lane for each Service with arrows, the one under the cursor first; how many found none."""
        most = max(2, (self.view.width // 5 - 6) // _LANE_GAP + 1)
        found: dict[ObjectKey, _Lane] = {}
        without = 0
        placed = sorted(zip(self.services, anchors, strict=True), key=lambda each: not self._is_asked(each[0]))
        for service, start in placed:
            tips = frozenset(self.pod_rows[edge.pod] for edge in service.edges if edge.pod in self.pod_rows)
            if not tips:
                continue
            lanes = [_Lane(number, start, tips) for number in range(most)]
            free = [lane for lane in lanes if not any(lane.meets(other) for other in found.values())]
            if free:
                found[service.key] = min(free, key=lambda lane: sum(lane.muddles(other) for other in found.values()))
            else:
                without += 1
        return found, without

    def _draw_edges(
        self,
        canvas: Canvas,
        lanes: dict[ObjectKey, _Lane],
        anchors: Sequence[int],
        start_x: int,
        pod_x: int,
    ) -> dict[tuple[ObjectKey, ObjectKey], Path]:
        paths = {}
        for owner, (service, start) in enumerate(zip(self.services, anchors, strict=True), 1):
            lane = lanes.get(service.key)
            if lane is None:
                continue
            x = pod_x - 4 - _LANE_GAP * lane.number
            faded = self.asked is not None and self.asked is not service
            rows = {edge.pod: self.pod_rows[edge.pod] for edge in service.edges if edge.pod in self.pod_rows}
            for used in (False, True):  # what carries traffic is drawn on top
                tips = sorted({rows[edge.pod] for edge in service.edges if edge.pod in rows and edge.used is used})
                if not tips:
                    continue
                style = self.ink.flow if used and not faded else self.ink.dim
                canvas.across(start_x - 1, x, start, style, owner)
                canvas.down(x, min(start, tips[0]), max(start, tips[-1]), style, owner)
                for row in tips:
                    canvas.across(x, pod_x - 2, row, style, owner)
                    tip = (self.glyphs.arrow, style) if used else (self.glyphs.failed, self.ink.bad)
                    canvas.write(pod_x - 2, row, *tip)
            paths.update({(service.key, pod): Path(start_x - 1, x, pod_x - 1, start, row) for pod, row in rows.items()})
        return paths


def _stacked(heights: Sequence[int], gap: int) -> tuple[list[int], int]:
    """The first row of each of several boxes, one below the other, and the height of all."""
    tops, y = [], 0
    for height in heights:
        tops.append(y)
        y += height + gap
    return tops, y - gap if tops else 0


def _length(spans: Sequence[Span]) -> int:
    return sum(cell_len(text) for text, _ in spans)
