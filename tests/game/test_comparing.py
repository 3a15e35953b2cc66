"""The player's answer beside the reference."""

from __future__ import annotations

from svcquest.game.comparing import manifests
from svcquest.game.stage import Stage

BY_HAND = (
    "kubectl -n shop create service clusterip archive --tcp=5000",
    'kubectl -n shop patch service archive -p \'{"spec":{"selector":null}}\'',
    "kubectl -n shop delete endpoints archive",
    'kubectl -n shop create -f - <<< \'{"apiVersion":"v1","kind":"Endpoints","metadata":{"name":"archive"},'
    '"subsets":[{"addresses":[{"ip":"192.168.1.10"}],"ports":[{"port":5432}]}]}\'',
)


def test_endpoints_that_follow_from_a_selector_are_left_out(stage: Stage) -> None:
    cluster = stage.cluster()
    stage.terminal(cluster).run("kubectl -n shop expose deployment storefront --name=web --port=80")
    cluster.advance(60)
    start = cluster.state
    assert "kind: Service" in manifests(stage.start, start)
    stage.terminal(cluster).run("kubectl -n shop rollout restart deployment storefront")
    cluster.advance(60)
    changed = manifests(start, cluster.state)
    assert "kind: Deployment" in changed
    assert "kind: Endpoints" not in changed


def test_endpoints_that_somebody_wrote_are_part_of_an_answer(stage: Stage) -> None:
    cluster = stage.cluster()
    for line in BY_HAND:
        stage.terminal(cluster).run(line)
    cluster.advance(60)
    text = manifests(stage.start, cluster.state)
    assert "kind: Service" in text
    assert "ip: 192.168.1.10" in text
