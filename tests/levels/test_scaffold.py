"""New packs and levels: whole from the first moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.game.proving import prove
from svcquest.levels.format import Proxy
from svcquest.levels.from_objects import services_to_ask
from svcquest.levels.linting import lint_level, lint_pack
from svcquest.levels.scaffold import ScaffoldError, level_from_objects, new_pack, pack_from_objects
from svcquest.model.tree import Tree
from svcquest.terminal.session import Terminal

LABELS = {"app": "web"}


def deployment(name: str, port: int, **more: str) -> Tree:
    labels = {"app": name, **more}
    container = {"name": "c", "image": "nginx", "ports": [{"containerPort": port}]}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [container]}}
    spec = {"replicas": 2, "selector": {"matchLabels": labels}, "template": template}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name},
        "spec": spec,
    }


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def faults(folder: Path) -> list[str]:
    levels, found = lint_pack(folder)
    proofs = [prove(linted.level) for linted in levels]
    return [*map(str, found), *(f"{each.what}: {each.text}" for proof in proofs for each in proof.findings)]


def test_a_new_pack_works_as_it_is(tmp_path: Path) -> None:
    assert faults(write(tmp_path / "mine", dict(new_pack("mine")))) == []


def test_a_level_begun_from_a_dump_works_as_it_is(tmp_path: Path) -> None:
    cluster = Cluster()
    assert cluster.load([deployment("web", 8080), deployment("api", 80)]) == []
    cluster.advance(60)
    assert Terminal(cluster).run("kubectl expose deployment web --port=80 --target-port=8080").exit == 0
    dump = [each.tree for each in cluster.state.all()]
    assert faults(write(tmp_path / "mine", dict(pack_from_objects("mine", dump)))) == []


CALLER = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "cron", "namespace": "other"},
    "spec": {"containers": [{"name": "c", "image": "busybox"}]},
}


def service(name: str, port: int, target: int | str = 80, **selector: str) -> Tree:
    spec = {"selector": selector, "ports": [{"port": port, "targetPort": target}]}
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}, "spec": spec}


@pytest.mark.parametrize(
    ("trees", "wanted"),
    [
        pytest.param([deployment("web", 80), service("web", 80, app="web")], "", id="nobody-to-call"),
        pytest.param([deployment("web", 8080), service("web", 80, 8080, app="web"), CALLER], "", id="from-elsewhere"),
        pytest.param(
            [
                deployment("api", 80),
                deployment("web", 80, tier="front"),
                service("api", 8080, app="api"),
                service("web", 8080, app="web", tier="front"),
            ],
            "default/web",
            id="two-keys",
        ),
    ],
)
def test_a_level_begun_from_a_cluster_file_works_as_it_is(trees: list[Tree], wanted: str, tmp_path: Path) -> None:
    files = dict(level_from_objects("mine", trees, wanted, Proxy("ipvs", "rr", "1.33")))
    linted = lint_level(write(tmp_path / "mine", files))
    assert linted.faults == ()
    assert linted.level.proxy == Proxy("ipvs", "rr", "1.33")
    assert "  name: web" in linted.level.solution.files["service.yaml"]
    assert [f"{each.what}: {each.text}" for each in prove(linted.level).findings] == []


def test_services_that_can_be_asked_for() -> None:
    trees = [deployment("web", 80), service("web", 80, app="web"), service("lost", 80, app="none"), LONELY]
    assert services_to_ask(trees) == ["default/web"]


def test_a_service_that_is_not_there_is_refused() -> None:
    with pytest.raises(ScaffoldError, match="no default/api with a selector and pods"):
        level_from_objects("mine", [deployment("web", 80), service("web", 80, app="web")], "default/api")


@pytest.mark.parametrize("name", ["", "Mine", "my_pack", "../mine", "a" * 64, "-a"])
def test_a_name_that_is_no_id_is_refused(name: str) -> None:
    with pytest.raises(ScaffoldError, match="lower-case words joined by hyphens"):
        new_pack(name)


LONELY = {"kind": "Service", "metadata": {"name": "a"}, "spec": {"ports": [{"port": 1}]}}


@pytest.mark.parametrize("trees", [[], [LONELY]])
def test_objects_without_a_service_are_refused(trees: list[Tree]) -> None:
    with pytest.raises(ScaffoldError, match="no Service with a selector and pods"):
        pack_from_objects("mine", trees)
