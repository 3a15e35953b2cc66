"""What StatefulSets and DaemonSets remember of their earlier templates."""

from __future__ import annotations

import pytest
from tests.engine.clusters import change, found, make, pods_of, template, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.controllers.revisions import CONTROLLER_REVISION, REVISION_HASH
from svcquest.model.kinds import DAEMONSET, STATEFULSET, Kind
from svcquest.model.tree import Tree, with_value
from svcquest.terminal.session import Terminal

TEMPLATE = ("spec", "template")
GENERATION = "deprecated.daemonset.template.generation"


def owner(kind: Kind) -> Tree:
    if kind == STATEFULSET:
        return workload("db", 3, serviceName="db")
    tree = workload("db")
    del tree["spec"]["replicas"]
    return tree


def numbers(cluster: Cluster) -> dict[str, int]:
    """Image to number of every revision."""
    found = {}
    for each in cluster.select(CONTROLLER_REVISION, "default"):
        (container,) = each.tree["data"]["spec"]["template"]["spec"]["containers"]
        found[container["image"]] = each.tree["revision"]
    return found


@pytest.mark.parametrize("kind", [STATEFULSET, DAEMONSET], ids=str)
def test_every_template_is_kept_once_and_the_present_one_is_the_newest(cluster: Cluster, kind: Kind) -> None:
    make(cluster, kind, owner(kind))
    for image in ("nginx:2", "nginx:3", "nginx:2"):
        change(cluster, kind, "db", TEMPLATE, template("db", image))
    assert numbers(cluster) == {"nginx:1": 1, "nginx:3": 3, "nginx:2": 4}
    shell = Terminal(cluster)
    assert shell.run(f"kubectl rollout undo {kind.singular} db").stdout.endswith("/db rolled back\n")
    assert numbers(cluster) == {"nginx:1": 1, "nginx:2": 4, "nginx:3": 5}
    change(cluster, kind, "db", ("spec", "revisionHistoryLimit"), 1)
    assert numbers(cluster) == {"nginx:2": 4, "nginx:3": 5}


def test_a_daemonset_counts_its_templates(cluster: Cluster) -> None:
    make(cluster, DAEMONSET, owner(DAEMONSET))
    change(cluster, DAEMONSET, "db", ("spec", "minReadySeconds"), 1)
    change(cluster, DAEMONSET, "db", ("metadata", "annotations"), {"mine": "1"})
    assert found(cluster, DAEMONSET, "db").annotations == {"mine": "1", GENERATION: "1"}
    change(cluster, DAEMONSET, "db", TEMPLATE, template("db", "nginx:2"))
    assert found(cluster, DAEMONSET, "db").annotations[GENERATION] == "2"
    cluster.advance(60)
    assert {pod.labels["pod-template-generation"] for pod in pods_of(cluster, "db")} == {"2"}


@pytest.mark.parametrize("kind", [STATEFULSET, DAEMONSET], ids=str)
def test_pods_of_a_dump_stay(cluster: Cluster, kind: Kind) -> None:
    """A real controller calls its revisions otherwise than ours; their pods are up to date all the same."""
    make(cluster, kind, owner(kind))
    dump = [each.tree for each in (found(cluster, kind, "db"), *pods_of(cluster, "db"))]
    (ours,) = cluster.select(CONTROLLER_REVISION, "default")
    theirs = "db-7d9f8c6b5"
    renamed = [_renamed(tree, {ours.name: theirs, ours.labels.get(REVISION_HASH, ""): "7d9f8c6b5"}) for tree in dump]

    other = Cluster()
    assert other.load(renamed) == []
    other.advance(60)
    assert [each.uid for each in pods_of(other, "db")] == [each.uid for each in pods_of(cluster, "db")]
    assert [each.name for each in other.select(CONTROLLER_REVISION, "default")] == [theirs]
    assert Terminal(other).run(f"kubectl rollout restart {kind.singular} db").exit == 0
    other.advance(60)
    assert {each.uid for each in pods_of(other, "db")}.isdisjoint(each["metadata"]["uid"] for each in renamed)


def _renamed(tree: Tree, names: dict[str, str]) -> Tree:
    labels = {key: names.get(value, value) for key, value in tree["metadata"].get("labels", {}).items()}
    status = {
        key: names.get(value, value) if isinstance(value, str) else value for key, value in tree["status"].items()
    }
    return {**with_value(tree, ("metadata", "labels"), labels or None), "status": status}
