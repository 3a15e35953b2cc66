"""Names that no image can have keep a container from starting."""

from __future__ import annotations

import pytest
from tests.engine.clusters import make, pod

from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers.image_names import complaint
from svcquest.model import kinds

FORMAT = "invalid reference format"


@pytest.mark.parametrize(
    "image",
    [
        "nginx",
        "nginx:1.27",
        "nginx:V1",
        "library/nginx",
        "registry.k8s.io/coredns/coredns:v1.14.2",
        "localhost:5000/a/b:c",
        "nginx@sha256:" + "0" * 64,
        "EXAMPLE/web",
    ],
)
def test_names_that_images_can_have(image: str) -> None:
    assert complaint(image) == ""


@pytest.mark.parametrize(
    ("image", "wrong"),
    [
        ("NGINX", f"{FORMAT}: repository name (library/NGINX) must be lowercase"),
        ("example.com/Web:1", f"{FORMAT}: repository name (Web) must be lowercase"),
        ("nginx:", FORMAT),
        ("nginx 1", FORMAT),
        ("-nginx", FORMAT),
        ("nginx:-1", FORMAT),
        ("a//b", FORMAT),
        ("", FORMAT),
    ],
)
def test_names_that_none_can_have(image: str, wrong: str) -> None:
    told = f'Failed to apply default image tag "{image}": couldn\'t parse image name "{image}": {wrong}'
    assert complaint(image) == told


def test_such_a_container_waits_and_the_others_run() -> None:
    cluster = Cluster()
    tree = pod("web")
    tree["spec"]["containers"].append({"name": "side", "image": "Side"})
    made = make(cluster, kinds.POD, tree)
    states = {each["name"]: each["state"] for each in made.status["containerStatuses"]}
    assert made.view.phase == "Pending"
    assert "running" in states["c"]
    assert states["side"]["waiting"]["reason"] == "InvalidImageName"
    cluster.advance(20)
    told = [(each.tree["reason"], each.tree.get("count")) for each in cluster.select(kinds.EVENT, "default")]
    beside = [("Pulled", 1), ("Created", 1), ("Started", 1)]
    assert told == [("Scheduled", None), *beside, ("InspectFailed", 2), ("Failed", 2)]
