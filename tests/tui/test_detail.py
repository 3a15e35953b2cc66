"""Two lines on what is under the cursor of the cluster picture."""

from __future__ import annotations

from tests.tui.test_drawing import THREE, cluster, drawn, many, pod, service, serving, to

from svcquest.game.near_misses import NearMiss
from svcquest.game.picture import ClusterPicture
from svcquest.tui.detail import detail
from svcquest.tui.drawing import Pick
from svcquest.tui.glyphs import UNICODE


def told(picture: ClusterPicture, pick: Pick) -> str:
    item = next(item for item in drawn(picture).items if item.pick == pick)
    return detail(picture, item, UNICODE).plain


def test_a_service_tells_its_name_and_whom_it_selects() -> None:
    picture = cluster(THREE, service("web", to("web-1"), to("web-2", used=False)))
    assert told(picture, ("service", ("shop", "web"))) == (
        "web.shop.svc.cluster.local  traffic goes to 1 of 2 endpoints\nselects pods of shop that carry app=web"
    )


def test_a_pod_tells_who_selects_it() -> None:
    picture = cluster(THREE, service("web", to("web-1"), to("web-2")))
    assert told(picture, ("pod", ("shop", "web-1"))) == (
        "web-1  10.244.1.4 on node-1, of web\napp=web  ✓ selected by web"
    )


def test_a_pod_tells_which_service_almost_selects_it() -> None:
    miss = NearMiss("shop", "wbe-1", "app", "web", "wbe")
    picture = cluster([pod("wbe-1", "node-1", app="wbe")], service("web", near_misses=(miss,)))
    assert "app=wbe  ≠ web wants app=web" in told(picture, ("pod", ("shop", "wbe-1")))


def test_a_group_tells_how_many_and_some_names() -> None:
    pods = many(60, nodes=3)
    picture = cluster(pods, serving("web", pods))
    group = next(item for item in drawn(picture).items if item.kind == "group" and item.pods[0] == ("shop", "p-0"))
    assert detail(picture, group, UNICODE).plain.startswith("20 pods of web  p-0, p-3, p-6 and 17 more")


def test_a_node_tells_how_many_pods_it_has() -> None:
    assert told(cluster(THREE), ("node", ("", "node-2"))) == "node-2  192.168.1.243  ready\n2 pods, 2 ready"
