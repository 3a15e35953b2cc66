from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from tests.engine.clusters import found, make, pod, service

from svcquest.engine.cluster import Cluster
from svcquest.engine.state import State
from svcquest.model.kinds import BY_MANIFEST, DEPLOYMENT, EVENT, NAMESPACE, NODE, POD, SERVICE
from svcquest.model.tree import Tree

RECORDINGS = Path(__file__).parents[1] / "conformance" / "recordings"


def _objects(path: Path) -> list[Tree]:
    if path.suffix == ".json":
        listed: list[Tree] = json.loads(path.read_text(encoding="utf-8"))["objects"]
        return listed
    recorded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [each for each in yaml.safe_load_all(recorded["cluster"]) if each]


@pytest.mark.parametrize("path", sorted((RECORDINGS / "network").glob("*.json"))[::6], ids=lambda path: path.stem)
def test_a_recorded_cluster_is_taken_as_it_is(path: Path) -> None:
    cluster = Cluster()
    objects = _objects(path)
    assert cluster.load(objects) == []
    for tree in objects:
        kind = BY_MANIFEST[tree["apiVersion"], tree["kind"]]
        namespace = tree["metadata"].get("namespace", "default")
        stored = found(cluster, kind, tree["metadata"]["name"], namespace)
        if kind == POD:
            assert stored.spec.get("nodeName") == tree["spec"].get("nodeName")
            assert {field: stored.status.get(field) for field in tree["status"]} == tree["status"]
        if kind == SERVICE:
            assert {field: stored.spec[field] for field in ("clusterIP", "selector") if field in tree["spec"]} == {
                field: tree["spec"][field] for field in ("clusterIP", "selector") if field in tree["spec"]
            }


def test_the_order_of_objects_makes_no_difference() -> None:
    objects = _objects(RECORDINGS / "transcripts" / "endpoints" / "hostnames-headless.yaml")
    shuffled = list(objects)
    Random(5).shuffle(shuffled)
    first, second = Cluster(), Cluster()
    first.load(objects)
    second.load(shuffled)
    assert _trees(first.state) == _trees(second.state)


def _trees(state: State) -> list[Tree]:
    return [each.tree for each in state.all()]


def test_a_list_is_its_items() -> None:
    cluster = Cluster()
    items = [{"apiVersion": "v1", "kind": "Pod", **pod("a")}, {"apiVersion": "v1", "kind": "Service", **service("b")}]
    assert cluster.load([{"apiVersion": "v1", "kind": "List", "items": items}]) == []
    assert found(cluster, POD, "a")
    assert found(cluster, SERVICE, "b")


def test_nobody_draws_an_address_or_port_that_another_service_of_the_file_names() -> None:
    for seed in range(5):
        cluster = Cluster()
        ports = [{"port": 80, "nodePort": 30086 + seed}]
        drawing = [
            {"apiVersion": "v1", "kind": "Service", **service(f"a{number}", type="NodePort")} for number in range(40)
        ]
        naming = {"apiVersion": "v1", "kind": "Service", **service("z", type="NodePort", ports=ports)}
        assert cluster.load([*drawing, naming]) == []
        assert found(cluster, SERVICE, "z").view.ports[0].node_port == 30086 + seed


def test_what_is_not_modelled_is_kept() -> None:
    cluster = Cluster()
    job = {"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "j", "namespace": "x"}, "spec": {"a": 1}}
    assert cluster.load([job]) == []
    kept = next(each for each in cluster.state.all() if each.kind.kind == "CronJob")
    assert (kept.kind.resource, kept.namespace, kept.spec) == ("cronjobs.batch", "x", {"a": 1})
    namespace = found(cluster, NAMESPACE, "x", "")
    assert (namespace.status, namespace.spec) == ({"phase": "Active"}, {"finalizers": ["kubernetes"]})
    assert namespace.labels == {"kubernetes.io/metadata.name": "x"}


@pytest.mark.parametrize("left", [{"type": "ClusterIP"}, {"sessionAffinity": "None"}])
def test_what_somebody_has_cut_short_after_it_was_printed_is_filled_in(left: Tree) -> None:
    cluster = Cluster()
    short = service("web", "web", clusterIP="10.0.0.9", **left)
    bare = pod("web", "web", restartPolicy="Always")
    for tree, kind in ((short, "Service"), (bare, "Pod")):
        tree.update(apiVersion="v1", kind=kind)
        tree["metadata"]["uid"] = kind
    assert cluster.load([short, bare]) == []
    spec = found(cluster, SERVICE, "web").spec
    assert (spec["type"], spec["sessionAffinity"], spec["ports"][0]["targetPort"]) == ("ClusterIP", "None", 80)
    assert found(cluster, POD, "web").spec["terminationGracePeriodSeconds"] == 30


def test_a_dump_keeps_addresses_uids_and_readiness() -> None:
    cluster = Cluster(empty=True)
    node: Tree = {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": "n", "uid": "n-uid"},
        "status": {"conditions": [{"type": "Ready", "status": "False"}]},
    }
    dumped: Tree = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "p", "namespace": "default", "uid": "p-uid", "labels": {"app": "p"}},
        "spec": {"nodeName": "n", "containers": [{"name": "c", "image": "i"}], "restartPolicy": "Always"},
        "status": {
            "phase": "Running",
            "podIP": "10.9.8.7",
            "podIPs": [{"ip": "10.9.8.7"}],
            "conditions": [{"type": "Ready", "status": "False", "reason": "ContainersNotReady"}],
        },
    }
    outside: Tree = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "s", "namespace": "default", "uid": "s-uid"},
        "spec": {
            "clusterIP": "172.20.3.4",
            "clusterIPs": ["172.20.3.4"],
            "selector": {"app": "p"},
            "ports": [{"port": 1}],
        },
    }
    assert cluster.load([outside, dumped, node]) == []
    kept = found(cluster, POD, "p")
    assert (kept.uid, kept.view.ip, kept.view.ready) == ("p-uid", "10.9.8.7", False)
    assert found(cluster, SERVICE, "s").view.cluster_ip == "172.20.3.4"
    assert not found(cluster, NODE, "n").view.ready


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ({"apiVersion": "v1", "kind": "Service", "metadata": {}}, "resource name may not be empty"),
        ({"apiVersion": "v1", "kind": "Pod", **pod("p", nodeName=7)}, "cannot unmarshal number"),
        ({"apiVersion": "v1", "kind": "Service", **service("s", ports=[])}, "spec.ports: Required value"),
    ],
)
def test_what_is_wrong_is_refused_and_the_rest_loaded(tree: dict[str, Any], message: str) -> None:
    cluster = Cluster()
    refused = cluster.load([tree, {"apiVersion": "v1", "kind": "Pod", **pod("fine")}])
    assert [message in status.message for status in refused] == [True]
    assert found(cluster, POD, "fine")


@pytest.mark.parametrize("few", [True, False])
@pytest.mark.parametrize(
    "part", [{"status": {"conditions": ["Ready"]}}, {"spec": {"restartPolicy": "Always", "containers": "c"}}]
)
def test_one_wrong_pod_of_many_is_refused(part: Tree, few: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many are not looked at one by one until one of them cannot be read."""
    monkeypatch.setattr("svcquest.engine.loading._MANY", 50_000 if few else 2)
    names = ("a", "b", "c")
    pods = [{"apiVersion": "v1", "kind": "Pod", **pod(name, restartPolicy="Always")} for name in names]
    for tree in pods:
        tree["metadata"] = {**tree["metadata"], "uid": f"uid-{tree['metadata']['name']}"}
    cluster = Cluster()
    refused = cluster.load([pods[0], {**pods[1], **part}, pods[2]])
    assert ["cannot unmarshal" in status.message for status in refused] == [True]
    assert [each.name for each in cluster.select(POD, "default") if each.name in names] == ["a", "c"]


def test_loading_over_an_object_replaces_it() -> None:
    cluster = Cluster()
    before = make(cluster, SERVICE, service("web", "a"))
    sent = {"apiVersion": "v1", "kind": "Service", **service("web", "b", clusterIP=before.view.cluster_ip)}
    assert cluster.load([sent]) == []
    after = found(cluster, SERVICE, "web")
    assert (after.uid, after.view.selector) == (before.uid, {"app": "b"})


def test_every_cluster_has_dns_nodes_and_namespaces() -> None:
    cluster = Cluster()
    assert [each.name for each in cluster.select(NAMESPACE)] == [
        "default",
        "kube-node-lease",
        "kube-public",
        "kube-system",
    ]
    assert [(each.view.ip, each.view.zone, each.view.pod_cidrs) for each in cluster.select(NODE)] == [
        ("192.168.1.243", "zone-a", ("10.244.1.0/24",)),
        ("192.168.1.244", "zone-b", ("10.244.2.0/24",)),
        ("192.168.1.245", "zone-c", ("10.244.3.0/24",)),
    ]
    assert found(cluster, DEPLOYMENT, "coredns", "kube-system").status["readyReplicas"] == 2
    assert found(cluster, SERVICE, "kube-dns", "kube-system").view.cluster_ip == "10.96.0.10"


def test_of_two_objects_with_the_same_name_the_later_one_counts() -> None:
    cluster = Cluster()
    twice = [{"apiVersion": "v1", "kind": "Pod", **pod("p", app)} for app in ("first", "second")]
    assert cluster.load(twice) == []
    assert found(cluster, POD, "p").labels["app"] == "second"


def test_the_dump_of_another_simulated_cluster_is_kept_apart() -> None:
    """Both draw uids from the same seed, so that the dump holds uids that objects here have too."""
    other = Cluster()
    assert other.load([_deployment("web"), _deployment("api")]) == []
    other.advance(60)
    dump = [each.tree for each in other.state.all() if each.namespace == "default" and each.kind != EVENT]

    cluster = Cluster()
    assert cluster.load(dump) == []
    cluster.advance(60)
    uids = [each.uid for each in cluster.state.all()]
    assert len(uids) == len(set(uids))
    assert [each.name for each in cluster.select(POD, "default")] == [
        each.name for each in other.select(POD, "default")
    ]
    assert all(each.view.ready for each in cluster.select(POD))
    addresses = [each.view.ip for each in cluster.select(POD)]
    assert all(addresses)
    assert len(set(addresses)) == len(addresses)


def _deployment(name: str) -> Tree:
    labels = {"app": name}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "c", "image": "nginx"}]}}
    spec = {"replicas": 3, "selector": {"matchLabels": labels}, "template": template}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name},
        "spec": spec,
    }
