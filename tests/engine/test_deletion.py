"""What holds an object that is deleted: finalizers, grace, and what it owns."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import change, found, make, pod, refused, service, workload

from svcquest.engine.cluster import Accepted, Cluster
from svcquest.engine.deletion import MIRROR
from svcquest.engine.settings import Settings
from svcquest.model import kinds
from svcquest.model.kinds import NODE, POD, Kind
from svcquest.model.tree import Tree
from svcquest.terminal.files import Files
from svcquest.terminal.session import Terminal

HELD = ("metadata", "finalizers")


def with_finalizer(tree: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**tree, "metadata": {**tree["metadata"], "finalizers": list(names)}}


@pytest.mark.parametrize(("kind", "tree"), [(kinds.SERVICE, service("it", "it")), (kinds.POD, pod("it"))])
def test_a_finalizer_holds_an_object_until_it_is_taken_off(cluster: Cluster, kind: Kind, tree: dict[str, Any]) -> None:
    make(cluster, kind, with_finalizer(tree, "example.com/wait"))
    assert isinstance(cluster.delete(kind, "default", "it"), Accepted)
    held = found(cluster, kind, "it")
    assert held.terminating
    assert held.metadata["deletionGracePeriodSeconds"] == 0
    cluster.delete(kind, "default", "it")
    assert found(cluster, kind, "it") is held
    change(cluster, kind, "it", HELD, None)
    assert cluster.get(kind, "default", "it") is None


def test_a_held_pod_has_ended_and_is_no_endpoint(cluster: Cluster) -> None:
    make(cluster, kinds.SERVICE, service("it", "it"))
    make(cluster, kinds.POD, with_finalizer(pod("it", "it"), "example.com/wait"))
    cluster.delete(kinds.POD, "default", "it")
    held = found(cluster, kinds.POD, "it")
    assert (held.view.phase, held.view.ready) == ("Succeeded", False)
    assert "terminated" in held.status["containerStatuses"][0]["state"]
    assert found(cluster, kinds.ENDPOINTS, "it").tree.get("subsets") in (None, [])


def test_a_lingering_pod_is_held_after_its_program_has_ended(cluster: Cluster) -> None:
    tree = with_finalizer(pod("it", annotations={"svcquest/linger": "5"}), "example.com/wait")
    make(cluster, kinds.POD, tree)
    cluster.delete(kinds.POD, "default", "it")
    assert found(cluster, kinds.POD, "it").view.ready
    cluster.advance(6)
    assert found(cluster, kinds.POD, "it").view.phase == "Succeeded"
    change(cluster, kinds.POD, "it", HELD, None)
    assert cluster.get(kinds.POD, "default", "it") is None


def test_finalizers_can_be_taken_off_one_by_one_but_none_added(cluster: Cluster) -> None:
    make(cluster, kinds.SERVICE, with_finalizer(service("it"), "a.b/c", "a.b/d"))
    cluster.delete(kinds.SERVICE, "default", "it")
    tree = found(cluster, kinds.SERVICE, "it").tree
    more = {**tree, "metadata": {**tree["metadata"], "finalizers": ["a.b/c", "a.b/e"]}}
    assert {str(cause) for cause in refused(cluster.update(kinds.SERVICE, "default", "it", more)).causes} == {
        "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, "
        'found new finalizers []string{"a.b/e"}'
    }
    change(cluster, kinds.SERVICE, "it", HELD, ["a.b/d"])
    assert found(cluster, kinds.SERVICE, "it").metadata["finalizers"] == ["a.b/d"]


def test_a_namespace_waits_for_what_is_held(cluster: Cluster) -> None:
    make(cluster, kinds.NAMESPACE, {"metadata": {"name": "shop"}})
    make(cluster, kinds.SERVICE, with_finalizer(service("it"), "a.b/c"), "shop")
    cluster.delete(kinds.NAMESPACE, "", "shop")
    assert found(cluster, kinds.NAMESPACE, "shop", "").status["phase"] == "Terminating"
    change(cluster, kinds.SERVICE, "it", HELD, None, "shop")
    assert cluster.get(kinds.NAMESPACE, "", "shop") is None


def test_an_owner_goes_after_what_it_owns_when_asked_to(cluster: Cluster) -> None:
    tree = workload("web", 2)
    tree["spec"]["template"]["metadata"]["annotations"] = {"svcquest/linger": "5"}
    make(cluster, kinds.DEPLOYMENT, tree)
    cluster.delete(kinds.DEPLOYMENT, "default", "web", propagation="foreground")
    owner = found(cluster, kinds.DEPLOYMENT, "web")
    assert (owner.terminating, owner.metadata["finalizers"]) == (True, ["foregroundDeletion"])
    assert [each.terminating for each in cluster.select(kinds.POD, "default")] == [True, True]
    cluster.advance(6)
    for kind in (kinds.DEPLOYMENT, kinds.REPLICASET, kinds.POD):
        assert cluster.select(kind, "default") == []


def test_an_owner_goes_before_what_it_owns_otherwise(cluster: Cluster) -> None:
    tree = workload("web", 2)
    tree["spec"]["template"]["metadata"]["annotations"] = {"svcquest/linger": "5"}
    make(cluster, kinds.DEPLOYMENT, tree)
    cluster.delete(kinds.DEPLOYMENT, "default", "web")
    assert cluster.select(kinds.DEPLOYMENT, "default") == cluster.select(kinds.REPLICASET, "default") == []
    assert len(cluster.select(kinds.POD, "default")) == 2


def test_without_dependents_there_is_nothing_to_wait_for(cluster: Cluster) -> None:
    make(cluster, kinds.CONFIGMAP, {"metadata": {"name": "it"}})
    cluster.delete(kinds.CONFIGMAP, "default", "it", propagation="foreground")
    assert cluster.get(kinds.CONFIGMAP, "default", "it") is None


CLEANUP = "service.kubernetes.io/load-balancer-cleanup"


def test_a_load_balancer_is_taken_down_before_its_service_goes() -> None:
    cluster = Cluster(Settings(load_balancer_ips=("192.0.2.1",)))
    make(cluster, kinds.SERVICE, service("web", "web", type="LoadBalancer"))
    assert found(cluster, kinds.SERVICE, "web").metadata["finalizers"] == [CLEANUP]
    change(cluster, kinds.SERVICE, "web", ("spec", "type"), "NodePort")
    assert "finalizers" not in found(cluster, kinds.SERVICE, "web").metadata
    change(cluster, kinds.SERVICE, "web", ("spec", "type"), "LoadBalancer")
    assert found(cluster, kinds.SERVICE, "web").view.ingress[0].ip == "192.0.2.1"
    cluster.delete(kinds.SERVICE, "default", "web")
    assert cluster.get(kinds.SERVICE, "default", "web") is None
    reasons = [each.tree["reason"] for each in cluster.select(kinds.EVENT, "default")]
    assert reasons[-2:] == ["DeletingLoadBalancer", "DeletedLoadBalancer"]


def static_pod(node: str) -> Tree:
    """A pod as a kubelet shows one that it runs from a file, out of a dump."""
    tree = pod(f"scheduler-{node}", "scheduler", nodeName=node, annotations={MIRROR: "a1b2"})
    tree["metadata"] |= {"uid": f"uid-{node}", "creationTimestamp": "2026-01-01T00:00:00Z"}
    tree["metadata"]["ownerReferences"] = [{"apiVersion": "v1", "kind": "Node", "name": node, "uid": f"of-{node}"}]
    conditions = [{"type": "Ready", "status": "True"}]
    status = {"phase": "Running", "podIP": "10.9.9.9", "podIPs": [{"ip": "10.9.9.9"}], "conditions": conditions}
    return {"apiVersion": "v1", "kind": "Pod", **tree, "status": status}


@pytest.mark.parametrize("grace", [None, 0])
def test_a_static_pod_is_shown_again(grace: int | None) -> None:
    cluster = Cluster()
    assert cluster.load([static_pod("node-1")]) == []
    before = found(cluster, POD, "scheduler-node-1")
    cluster.delete(POD, "default", before.name, grace_seconds=grace)
    after = found(cluster, POD, "scheduler-node-1")
    assert after.uid != before.uid
    assert not after.terminating
    assert (after.spec, after.labels) == (before.spec, before.labels)
    assert (after.view.ips, after.view.ready) == (before.view.ips, True)
    cluster.advance(60)
    assert found(cluster, POD, "scheduler-node-1") == after
    drained = Terminal(cluster, Files()).run("kubectl drain node-1 --ignore-daemonsets --pod-selector=app=scheduler")
    assert drained.stdout == "node/node-1 cordoned\nnode/node-1 drained\n"
    deleted = Terminal(cluster, Files()).run("kubectl delete pod scheduler-node-1")
    assert deleted.stdout == 'pod "scheduler-node-1" deleted from default namespace\n'


def test_nobody_shows_the_static_pods_of_a_node_that_is_gone() -> None:
    cluster = Cluster()
    assert cluster.load([static_pod("node-1"), static_pod("node-2")]) == []
    unheard: Tree = {"conditions": [{"type": "Ready", "status": "Unknown"}]}
    silent = {**found(cluster, NODE, "node-1").tree, "status": unheard}
    cluster.update(NODE, "", "node-1", silent, subresource="status")
    cluster.delete(NODE, "", "node-2")
    for name in ("scheduler-node-1", "scheduler-node-2"):
        cluster.delete(POD, "default", name, grace_seconds=0)
        assert cluster.get(POD, "default", name) is None
