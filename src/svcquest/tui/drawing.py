"""The cluster picture: where everything stands, and how it is drawn.

Services stand on the left, pods by node on the right, and between them each Service has a lane of its own, from
which arrows lead to the pods that it sends traffic to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from rich.style import Style

from svcquest.game.picture import ClusterPicture, PodPicture, PortPicture, ServicePicture
from svcquest.model.resource import ObjectKey
from svcquest.tui.canvas import Canvas
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.themes import Palette

SYSTEM = frozenset({"kube-system", "kube-public", "kube-node-lease"})
"""Namespaces that are hidden until somebody asks."""

_LANE_GAP = 2


@dataclass(frozen=True, slots=True)
class Item:
    """Something in the picture that can be picked: a Service or a pod.

    Attributes:
        kind: ``service`` or ``pod``.
        x, y, width, height: its cells.
    """

    kind: str
    key: ObjectKey
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class View:
    """How to look at a picture.

    Attributes:
        width: cells that there are; the height follows from the content.
        picked: the item under the cursor, None without one.
        touched: pods that just answered a request; they are marked.
        system: whether system namespaces are shown too.
    """

    width: int
    picked: tuple[str, ObjectKey] | None = None
    touched: Collection[ObjectKey] = ()
    system: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn picture: the canvas, and what stands where, top to bottom, left to right."""

    canvas: Canvas
    items: tuple[Item, ...]
    paths: dict[tuple[ObjectKey, ObjectKey], tuple[tuple[int, int], ...]]
    """(Service, pod) to the cells (column, row) that a packet passes on its way."""


@dataclass(frozen=True, slots=True)
class _Styles:
    text: Style
    dim: Style
    ok: Style
    bad: Style
    warn: Style
    service: Style
    flow: Style
    picked: Style

    @classmethod
    def of(cls, palette: Palette) -> _Styles:
        return cls(
            text=Style(color=palette.text),
            dim=Style(color=palette.dim),
            ok=Style(color=palette.ok),
            bad=Style(color=palette.bad),
            warn=Style(color=palette.warn),
            service=Style(color=palette.service, bold=True),
            flow=Style(color=palette.flow),
            picked=Style(bgcolor=palette.panel),
        )


def draw(picture: ClusterPicture, view: View, palette: Palette, glyphs: Glyphs) -> Drawing:
    """Draw a picture for a width."""
    return _Draft(picture, view, palette, glyphs).finish()


def port_text(ports: tuple[PortPicture, ...]) -> str:
    """Ports in one line: ``:80 → 8080``, with the node port where there is one."""
    shown = []
    for port in ports:
        text = f":{port.port}"
        if port.target != str(port.port):
            text += f" → {port.target}"
        if port.protocol != "TCP":
            text += f" {port.protocol}"
        shown.append(text)
    return "  ".join(shown)


class _Draft:
    """A drawing in the making."""

    def __init__(self, picture: ClusterPicture, view: View, palette: Palette, glyphs: Glyphs) -> None:
        self.picture = picture
        self.view = view
        self.glyphs = glyphs
        self.styles = _Styles.of(palette)
        self.services = [s for s in picture.services if self._shown(s.namespace) and s.key != ("default", "kubernetes")]
        self.nodes = [(node, tuple(pod for pod in node.pods if self._shown(pod.namespace))) for node in picture.nodes]
        named = [s.namespace for s in self.services] + [p.namespace for _, pods in self.nodes for p in pods]
        self.main_namespace = Counter(named).most_common(1)[0][0] if named else ""
        self.near = {(miss.namespace, miss.name): miss for s in self.services for miss in s.near_misses}
        self.lanes = [s for s in self.services if s.edges]
        gutter = 6 + _LANE_GAP * max(len(self.lanes) - 1, 0)
        self.service_width = max(22, min(44, (view.width - gutter) * 45 // 100))
        self.pod_x = self.service_width + gutter
        height = max(sum(self._service_height(s) + 1 for s in self.services), self._pod_height(), 1)
        self.canvas = Canvas(view.width, height, glyphs, Style(color=palette.text, bgcolor=palette.surface))
        self.items: list[Item] = []
        self.pod_rows: dict[ObjectKey, int] = {}
        self.paths: dict[tuple[ObjectKey, ObjectKey], tuple[tuple[int, int], ...]] = {}

    def finish(self) -> Drawing:
        anchors = self._services()
        self._pods()
        self._edges(anchors)
        if not self.services:
            self.canvas.write(0, 0, "no Service here yet", self.styles.dim, self.service_width)
        return Drawing(self.canvas, tuple(self.items), self.paths)

    def _shown(self, namespace: str) -> bool:
        return self.view.system or namespace not in SYSTEM

    def _name(self, key: ObjectKey) -> str:
        return key[1] if key[0] == self.main_namespace else f"{key[0]}/{key[1]}"

    def _style(self, style: Style, kind: str, key: ObjectKey) -> Style:
        return style + self.styles.picked if self.view.picked == (kind, key) else style

    # Services -------------------------------------------------------------------------------------------------------

    def _service_height(self, service: ServicePicture) -> int:
        return len(self._service_lines(service))

    def _service_lines(self, service: ServicePicture) -> list[tuple[str, Style]]:
        styles = self.styles
        lines = []
        address = {"": "no cluster IP", "None": "headless"}.get(service.cluster_ip, service.cluster_ip)
        lines.append((f"{address}  {port_text(service.ports)}".rstrip(), styles.text))
        outside = [f"{self.glyphs.arrow} any node:{port.node_port}" for port in service.ports if port.node_port]
        outside += [f"{self.glyphs.arrow} {address}" for address in service.external]
        if outside:
            lines.append(("outside " + "  ".join(outside), styles.flow))
        if service.selector:
            lines.append((", ".join(f"{key}={value}" for key, value in service.selector), styles.dim))
        lines.append(self._count(service))
        return [("", styles.service), *lines]

    def _count(self, service: ServicePicture) -> tuple[str, Style]:
        used = sum(edge.used for edge in service.edges)
        if service.type == "ExternalName":
            return ("an alias, no pods", self.styles.dim)
        if not service.selector and not service.edges:
            return (f"{self.glyphs.failed} no selector, no endpoints", self.styles.bad)
        if not service.edges:
            return (f"{self.glyphs.failed} selects no pod", self.styles.bad)
        noun = "pod" if len(service.edges) == 1 else "pods"
        if not service.selector:
            return (f"{self.glyphs.ready} {len(service.edges)} endpoints by hand", self.styles.ok)
        if used == len(service.edges):
            return (f"{self.glyphs.passed} {used} {noun} selected, all ready", self.styles.ok)
        style = self.styles.warn if used else self.styles.bad
        return (f"{self.glyphs.warning} {len(service.edges)} {noun} selected, {used} ready", style)

    def _services(self) -> dict[ObjectKey, int]:
        anchors = {}
        y = 0
        for service in self.services:
            key = service.key
            lines = self._service_lines(service)
            for row in range(len(lines)):
                self.canvas.write(0, y + row, self.glyphs.bar, self.styles.service)
                if self.view.picked == ("service", key):
                    self.canvas.write(1, y + row, " " * (self.service_width - 1), self.styles.picked)
            name = self._style(self.styles.service, "service", key)
            end = self.canvas.write(2, y, self._name(key), name, self.service_width - 4)
            self.canvas.write(
                end + 2, y, service.type, self._style(self.styles.dim, "service", key), self.service_width - end - 3
            )
            for row, (text, style) in enumerate(lines[1:], 1):
                self.canvas.write(2, y + row, text, self._style(style, "service", key), self.service_width - 3)
            self.items.append(Item("service", key, 0, y, self.service_width, len(lines)))
            anchors[key] = y
            y += len(lines) + 1
        return anchors

    # Pods -----------------------------------------------------------------------------------------------------------

    def _pod_height(self) -> int:
        return sum(len(pods) + 2 for _, pods in self.nodes if pods) - 1 + sum(1 for _, pods in self.nodes if not pods)

    def _pods(self) -> None:
        y = 0
        room = self.view.width - self.pod_x
        for node, pods in self.nodes:
            mark = "" if node.ready else f"  {self.glyphs.failed} not ready"
            title = f"{node.name or 'no node yet'}  {node.ip}{mark}"
            self.canvas.write(self.pod_x, y, title, self.styles.dim if node.ready else self.styles.bad, room)
            y += 1
            for pod in pods:
                self._pod(pod, y, room)
                y += 1
            if pods:
                y += 1

    def _pod(self, pod: PodPicture, y: int, room: int) -> None:
        key = pod.key
        self.pod_rows[key] = y
        self.items.append(Item("pod", key, self.pod_x, y, room, 1))
        if self.view.picked == ("pod", key):
            self.canvas.write(self.pod_x, y, " " * room, self.styles.picked)
        sign, style = self._state(pod)
        x = self.canvas.write(self.pod_x, y, sign, self._style(style, "pod", key))
        note, note_style = self._note(pod)
        ports = " ".join(f":{port.removesuffix('/TCP')}" for port in pod.ports) or "no listener"
        name_room = max(12, room - 4 - len(ports) - (len(note) + 2 if note else 0))
        name_style = self.styles.flow + Style(bold=True) if key in self.view.touched else self.styles.text
        x = self.canvas.write(x + 1, y, self._name(key), self._style(name_style, "pod", key), name_room)
        x = self.canvas.write(
            x + 2, y, ports, self._style(self.styles.dim, "pod", key), max(0, self.view.width - x - 2)
        )
        if note:
            self.canvas.write(x + 2, y, note, self._style(note_style, "pod", key), max(0, self.view.width - x - 2))

    def _state(self, pod: PodPicture) -> tuple[str, Style]:
        if pod.terminating:
            return self.glyphs.gone, self.styles.dim
        if pod.ready:
            return self.glyphs.ready, self.styles.ok
        return self.glyphs.unready, self.styles.bad

    def _note(self, pod: PodPicture) -> tuple[str, Style]:
        if pod.terminating:
            return "terminating", self.styles.dim
        if not pod.ready:
            return ("not ready" if pod.phase == "Running" else pod.phase), self.styles.bad
        miss = self.near.get(pod.key)
        if miss is not None:
            has = f"{miss.key}={miss.found}" if miss.found is not None else f"no {miss.key}"
            return f"{self.glyphs.mismatch} {has}", self.styles.warn
        return "", self.styles.dim

    # Edges ----------------------------------------------------------------------------------------------------------

    def _edges(self, anchors: dict[ObjectKey, int]) -> None:
        picked = self.view.picked
        for number, service in enumerate(self.lanes):
            lane = self.pod_x - 4 - _LANE_GAP * number
            start = anchors[service.key]
            faded = picked is not None and picked[0] == "service" and picked[1] != service.key
            owner = number + 1
            for edge in sorted(service.edges, key=lambda edge: edge.used):  # what carries traffic is drawn on top
                row = self.pod_rows.get(edge.pod) if edge.pod else None
                if row is None:
                    continue
                style = self.styles.dim if faded or not edge.used else self.styles.flow
                self.canvas.across(self.service_width - 1, lane, start, style, owner)
                self.canvas.down(lane, start, row, style, owner)
                self.canvas.across(lane, self.pod_x - 2, row, style, owner)
                tip = self.glyphs.arrow if edge.used else self.glyphs.failed
                self.canvas.write(self.pod_x - 2, row, tip, style if edge.used else self.styles.bad)
                if edge.pod:
                    self.paths[(service.key, edge.pod)] = self._path(start, lane, row)

    def _path(self, start: int, lane: int, row: int) -> tuple[tuple[int, int], ...]:
        """The cells from a Service's name to a pod."""
        step = 1 if row >= start else -1
        across = [(x, start) for x in range(self.service_width - 1, lane)]
        down = [(lane, y) for y in range(start, row, step)]
        return (*across, *down, *((x, row) for x in range(lane, self.pod_x - 1)))
