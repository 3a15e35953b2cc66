"""The cluster picture as text: what stands where, who is tied to whom."""

from __future__ import annotations

from svcquest.game.near_misses import NearMiss
from svcquest.game.picture import ClusterPicture, Edge, NodePicture, PodPicture, PortPicture, ServicePicture
from svcquest.tui.drawing import Drawing, Pick, View, draw
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
        owner=app,
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
▌ web  ClusterIP              ╶──┐   node-1  192.168.1.243
▌ 10.96.0.50  :80 → 8080         ├─▶ ● web-1  :8080
▌ app=web                        │
▌ ✓ 2 pods selected, all ready   │   node-2  192.168.1.243
                                 └─▶ ● web-2  :8080
                                     ● db-0  :8080"""


def test_a_service_reaches_its_pods() -> None:
    assert text(drawn(cluster(THREE, service("web", to("web-1"), to("web-2"))))) == FRAME


def test_pods_have_the_room_that_services_do_not_need_wherever_the_cursor_is() -> None:
    long = pod("storefront-5d4899597b-ztm9t", "node-1", app="checkout")
    found = cluster([long], service("web", selector=(("app", "web"),)))
    picks: tuple[Pick | None, ...] = (None, ("service", ("shop", "web")))
    columns = {next(item.x for item in drawn(found, 84, picked=pick).items if item.kind == "pod") for pick in picks}
    assert columns == {31}
    assert long.name in text(drawn(found, 84, picked=picks[1]))


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
    found: dict[Pick, str] = {
        (item.kind, item.key): drawing.canvas.row_text(item.y)[item.x : item.x + item.width] for item in drawing.items
    }
    assert set(found) == {
        ("service", ("shop", "web")),
        ("service", ("shop", "db")),
        ("pod", ("shop", "web-1")),
        ("pod", ("shop", "web-2")),
        ("pod", ("shop", "db-0")),
        ("node", ("", "node-1")),
        ("node", ("", "node-2")),
    }
    assert all(key[1] in row for (_, key), row in found.items())


def test_an_empty_cluster_says_that_there_is_no_service() -> None:
    assert text(drawn(ClusterPicture("192.168.1.10", (), ()))) == "no Service here yet"


def many(count: int = 300, nodes: int = 10, apps: tuple[str, ...] = ("web", "db", "cart")) -> list[PodPicture]:
    return [
        pod(f"p-{number}", f"node-{number % nodes}", app=apps[number % len(apps)], ready=number != 7)
        for number in range(count)
    ]


def serving(app: str, pods: list[PodPicture]) -> ServicePicture:
    edges = [Edge(each.key, each.ip, each.ready) for each in pods if ("app", app) in each.labels]
    return service(app, *edges)


def test_three_hundred_pods_stay_readable() -> None:
    pods = many()
    drawing = drawn(cluster(pods, *(serving(app, pods) for app in ("web", "db", "cart"))))
    shown = text(drawing)
    assert drawing.fold == "owners"
    assert drawing.canvas.height < 20
    assert "● 100 × web  :8080" in shown
    assert "● 99 × db  :8080  10 nodes" in shown
    assert "○ p-7  :8080  not ready" in shown


def test_pods_are_put_together_by_node_before_they_are_put_together_everywhere() -> None:
    pods = many(60, nodes=3)
    drawing = drawn(cluster(pods, serving("web", pods)))
    assert drawing.fold == "nodes"
    assert text(drawing).count("20 × ") == 2
    assert "19 × db" in text(drawing)


def test_a_group_opens() -> None:
    pods = many(60, nodes=3)
    closed = drawn(cluster(pods))
    group = next(item for item in closed.items if item.kind == "group")
    opened = drawn(cluster(pods), opened=frozenset({group.key}))
    assert {("pod", key) for key in group.pods} <= {item.pick for item in opened.items}


def test_each_pod_of_a_group_is_reached_by_packets() -> None:
    pods = many()
    drawing = drawn(cluster(pods, serving("web", pods)))
    assert {key for _, key in drawing.paths} == {each.key for each in pods if ("app", "web") in each.labels}


def test_many_services_take_a_line_each_and_share_lanes() -> None:
    apps = tuple(f"app-{number}" for number in range(20))
    pods = many(200, apps=apps)
    drawing = drawn(cluster(pods, *(serving(app, pods) for app in apps)))
    assert drawing.canvas.height <= 40
    assert "▌ ✓ 10 app-0  :80" in text(drawing)


def test_the_service_under_the_cursor_always_has_its_arrows() -> None:
    apps = tuple(f"app-{number}" for number in range(30))
    pods = [pod(f"p-{number}", "node-0", app=app) for number, app in enumerate(reversed(apps))]
    picture = cluster(pods, *(serving(app, pods) for app in apps))
    without = drawn(picture)
    assert without.without_lane
    lacking = next(app for app in apps if all(service_key[1] != app for service_key, _ in without.paths))
    picked = drawn(picture, picked=("service", ("shop", lacking)))
    assert any(service_key[1] == lacking for service_key, _ in picked.paths)


def test_the_service_under_the_cursor_is_held_against_the_labels_of_each_pod() -> None:
    pods = [pod("web-1", "node-1"), pod("db-0", "node-1", app="db")]
    shown = text(drawn(cluster(pods, serving("web", pods)), picked=("service", ("shop", "web"))))
    assert "● web-1  :8080  ✓ app=web" in shown
    assert "● db-0  :8080  ≠ app=db" in shown


def test_zooming_to_a_service_leaves_out_what_it_has_nothing_to_do_with() -> None:
    pods = [*THREE, pod("wbe-1", "node-3", app="wbe")]
    miss = NearMiss("shop", "wbe-1", "app", "web", "wbe")
    web = service("web", to("web-1"), to("web-2"), near_misses=(miss,))
    shown = text(drawn(cluster(pods, web, service("db", to("db-0"))), service=web.key))
    assert "wbe-1  :8080  ≠ app=wbe" in shown
    assert "db" not in shown


def test_zooming_to_a_namespace() -> None:
    pods = [*THREE, pod("api-1", "node-1", namespace="pay")]
    shown = text(drawn(cluster(pods), namespace="pay"))
    assert "● api-1" in shown
    assert "web-1" not in shown
