"""The cluster picture as text: what stands where, who is tied to whom."""

from __future__ import annotations

from svcquest.game.near_misses import NearMiss
from svcquest.game.picture import ClusterPicture, Edge, NodePicture, PodPicture, PortPicture, ServicePicture
from svcquest.model.resource import ObjectKey
from svcquest.tui.drawing import Drawing, View, draw
from svcquest.tui.glyphs import ASCII, UNICODE, Glyphs
from svcquest.tui.themes import DARK


def pod(name: str, node: str, *, ready: bool = True, app: str = "web", namespace: str = "shop") -> PodPicture:
    return PodPicture(
        namespace=namespace,
        name=name,
        node=node,
        ip="10.244.1.4",
        phase="Running",
        ready=ready,
        terminating=False,
        labels=(("app", app),),
        ports=("8080/TCP",),
    )


def service(name: str, *edges: Edge, namespace: str = "shop", **changes: object) -> ServicePicture:
    values: dict[str, object] = {
        "namespace": namespace,
        "name": name,
        "type": "ClusterIP",
        "cluster_ip": "10.96.0.50",
        "dns": f"{name}.{namespace}.svc.cluster.local",
        "selector": (("app", name),),
        "ports": (PortPicture("", "TCP", 80, "8080", 0),),
        "external": (),
        "edges": edges,
        "near_misses": (),
        **changes,
    }
    return ServicePicture(**values)  # type: ignore[arg-type]


def to(name: str, *, used: bool = True) -> Edge:
    return Edge(("shop", name), "10.244.1.4", used)


def cluster(pods: list[PodPicture], *services: ServicePicture) -> ClusterPicture:
    nodes = sorted({each.node for each in pods})
    return ClusterPicture(
        "192.168.1.10",
        tuple(NodePicture(n, "192.168.1.243", ready=True, pods=tuple(p for p in pods if p.node == n)) for n in nodes),
        services,
    )


def drawn(picture: ClusterPicture, width: int = 80, glyphs: Glyphs = UNICODE, **view: object) -> Drawing:
    return draw(picture, View(width, **view), DARK, glyphs)  # type: ignore[arg-type]


def text(drawing: Drawing) -> str:
    return "\n".join(drawing.canvas.row_text(y) for y in range(drawing.canvas.height))


THREE = [pod("web-1", "node-1"), pod("web-2", "node-2"), pod("db-0", "node-2", app="db")]


FRAME = """\
▌ web  ClusterIP                ╶──┐   node-1  192.168.1.243
▌ 10.96.0.50  :80 → 8080           ├─▶ ● web-1  :8080
▌ app=web                          │
▌ ✓ 2 pods selected, all ready     │   node-2  192.168.1.243
                                   └─▶ ● web-2  :8080
                                       ● db-0  :8080"""


def test_a_service_reaches_its_pods() -> None:
    assert text(drawn(cluster(THREE, service("web", to("web-1"), to("web-2"))))) == FRAME


def test_a_pod_that_is_not_ready_gets_no_arrow() -> None:
    pods = [pod("web-1", "node-1"), pod("web-2", "node-1", ready=False)]
    shown = text(drawn(cluster(pods, service("web", to("web-1"), to("web-2", used=False)))))
    assert "─▶ ● web-1" in shown
    assert "─✗ ○ web-2  :8080  not ready" in shown
    assert "! 2 pods selected, 1 ready" in shown


def test_a_service_without_pods_says_so() -> None:
    assert "✗ selects no pod" in text(drawn(cluster(THREE, service("cart"))))


def test_the_label_that_keeps_a_pod_out_is_named_beside_it() -> None:
    miss = NearMiss("shop", "web-2", "app", "web", "wbe")
    shown = text(drawn(cluster(THREE, service("web", to("web-1"), near_misses=(miss,)))))
    assert "● web-2  :8080  ≠ app=wbe" in shown


def test_node_ports_and_addresses_outside_are_shown() -> None:
    gate = service("web", to("web-1"), type="NodePort", ports=(PortPicture("", "TCP", 80, "8080", 30080),))
    assert "outside ▶ any node:30080" in text(drawn(cluster(THREE, gate)))


def test_pods_of_other_namespaces_than_the_main_one_say_so() -> None:
    pods = [*THREE, pod("api-1", "node-1", namespace="pay")]
    assert "pay/api-1" in text(drawn(cluster(pods)))
    assert "shop/" not in text(drawn(cluster(THREE)))


def test_system_namespaces_show_when_asked_for() -> None:
    pods = [*THREE, pod("coredns-1", "node-1", namespace="kube-system")]
    assert "coredns" not in text(drawn(cluster(pods)))
    assert "coredns" in text(drawn(cluster(pods), system=True))


def test_ascii_needs_nothing_else() -> None:
    shown = text(drawn(cluster(THREE, service("web", to("web-1"), to("web-2"))), glyphs=ASCII))
    assert [line for line in shown.replace("→", "->").splitlines() if not line.isascii()] == []


def test_every_item_can_be_picked_where_it_is_drawn() -> None:
    drawing = drawn(cluster(THREE, service("web", to("web-1")), service("db", to("db-0"))))
    found: dict[tuple[str, ObjectKey], str] = {
        (item.kind, item.key): drawing.canvas.row_text(item.y)[item.x : item.x + item.width] for item in drawing.items
    }
    assert set(found) == {
        ("service", ("shop", "web")),
        ("service", ("shop", "db")),
        ("pod", ("shop", "web-1")),
        ("pod", ("shop", "web-2")),
        ("pod", ("shop", "db-0")),
    }
    assert all(key[1] in row for (_, key), row in found.items())


def test_an_empty_cluster_says_that_there_is_no_service() -> None:
    assert text(drawn(ClusterPicture("192.168.1.10", (), ()))) == "no Service here yet"
