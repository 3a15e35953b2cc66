"""Events as readers of the API find them: what controllers have done, and what goes on being wrong."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import annotate, change, found, make, pod, service, template, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.events import listing
from svcquest.engine.events.notes import LIMIT
from svcquest.engine.settings import Settings
from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource


def told(cluster: Cluster, kind: Kind, name: str) -> list[tuple[str, str, str]]:
    """Type, reason and message of the events about an object, oldest first."""
    events = [each for each in cluster.select(kinds.EVENT) if _about(each) == (kind.kind, name)]
    return [(each.tree["type"], each.tree["reason"], each.tree["message"]) for each in events]


def _about(event: Resource) -> tuple[str, str]:
    involved = event.tree["involvedObject"]
    return involved["kind"], involved["name"]


def reasons(cluster: Cluster, kind: Kind, name: str) -> list[str]:
    return [reason for _, reason, _ in told(cluster, kind, name)]


def test_a_pod_is_placed_pulled_created_and_started(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web"))
    assert told(cluster, kinds.POD, "web") == [
        ("Normal", "Scheduled", "Successfully assigned default/web to node-1"),
        ("Normal", "Pulled", 'Container image "nginx:1" already present on machine and can be accessed by the pod'),
        ("Normal", "Created", "Container created"),
        ("Normal", "Started", "Container started"),
    ]


def test_a_deployment_tells_of_its_replicasets_and_they_of_their_pods(cluster: Cluster) -> None:
    make(cluster, kinds.DEPLOYMENT, workload("web", 3))
    (replicaset,) = cluster.select(kinds.REPLICASET, "default")
    change(cluster, kinds.DEPLOYMENT, "web", ("spec", "replicas"), 1)
    assert told(cluster, kinds.DEPLOYMENT, "web") == [
        ("Normal", "ScalingReplicaSet", f"Scaled up replica set {replicaset.name} from 0 to 3"),
        ("Normal", "ScalingReplicaSet", f"Scaled down replica set {replicaset.name} from 3 to 1"),
    ]
    assert reasons(cluster, kinds.REPLICASET, replicaset.name) == ["SuccessfulCreate"] * 3 + ["SuccessfulDelete"] * 2


def test_a_statefulset_names_its_pods(cluster: Cluster) -> None:
    make(cluster, kinds.STATEFULSET, workload("db", 2, serviceName="db"))
    messages = [message for *_, message in told(cluster, kinds.STATEFULSET, "db")]
    assert messages == [f"create Pod db-{number} in StatefulSet db successful" for number in range(2)]


def test_a_daemonset_tells_of_its_pods(cluster: Cluster) -> None:
    tree = {"metadata": {"name": "ds"}, "spec": {"selector": {"matchLabels": {"app": "x"}}, "template": template("x")}}
    make(cluster, kinds.DAEMONSET, tree)
    assert reasons(cluster, kinds.DAEMONSET, "ds") == ["SuccessfulCreate"] * 3


def test_a_deleted_pod_leaves_its_events_behind(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web"))
    cluster.delete(kinds.POD, "default", "web")
    assert told(cluster, kinds.POD, "web")[-1] == ("Normal", "Killing", "Stopping container c")


def test_a_lingering_pod_is_killed_once(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web", annotations={"svcquest/linger": "5"}))
    cluster.delete(kinds.POD, "default", "web")
    cluster.advance(10)
    assert reasons(cluster, kinds.POD, "web").count("Killing") == 1


def test_a_load_balancer_is_told_of_where_there_is_a_controller() -> None:
    cluster = Cluster(Settings(load_balancer_ips=("192.0.2.1",)))
    make(cluster, kinds.SERVICE, service("web", "web", type="LoadBalancer"))
    assert reasons(cluster, kinds.SERVICE, "web") == ["EnsuringLoadBalancer", "EnsuredLoadBalancer"]


def test_a_silent_node_is_told_of_and_its_pods_are_evicted(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web"))
    annotate(cluster, kinds.NODE, "node-1", ready="false")
    cluster.advance(301)
    assert told(cluster, kinds.NODE, "node-1") == [
        ("Normal", "NodeNotReady", "Node node-1 status is now: NodeNotReady")
    ]
    assert told(cluster, kinds.POD, "web")[-2:] == [
        ("Warning", "NodeNotReady", "Node is not ready"),
        ("Normal", "TaintManagerEviction", "Marking for deletion Pod default/web"),
    ]


PROBE = {"httpGet": {"path": "/ok", "port": 8080}, "periodSeconds": 5}


def test_a_container_that_never_starts_is_not_ready(cluster: Cluster) -> None:
    tree = pod("web")
    tree["spec"]["containers"][0]["startupProbe"] = {"tcpSocket": {"port": 99}, "periodSeconds": 5}
    assert not make(cluster, kinds.POD, tree).view.ready
    cluster.advance(12)
    event = next(each.tree for each in cluster.select(kinds.EVENT) if each.tree["reason"] == "Unhealthy")
    assert event["message"].startswith("Startup probe failed: dial tcp")


@pytest.mark.parametrize(
    ("probe", "notes", "message"),
    [
        (PROBE, {}, 'Get "http://{}:8080/ok": dial tcp {}:8080: connect: connection refused'),
        (PROBE, {"svcquest/ready": "false"}, "HTTP probe failed with statuscode: 503"),
        ({"tcpSocket": {"port": 99}, "periodSeconds": 5}, {}, "dial tcp {}:99: connect: connection refused"),
    ],
)
def test_a_failing_probe_is_told_once_a_period(
    cluster: Cluster, probe: dict[str, Any], notes: dict[str, str], message: str
) -> None:
    tree = pod("web", annotations=notes)
    tree["spec"]["containers"][0]["readinessProbe"] = probe
    ip = make(cluster, kinds.POD, tree).view.ips[0]
    cluster.advance(12)
    event = next(each for each in cluster.select(kinds.EVENT) if each.tree["reason"] == "Unhealthy").tree
    assert event["message"] == f"Readiness probe failed: {message.format(ip, ip)}"
    assert (event["type"], event["count"], event["involvedObject"]["fieldPath"]) == ("Warning", 3, "spec.containers{c}")


def test_what_was_wrong_is_still_told_when_it_is_right_again(cluster: Cluster) -> None:
    tree = pod("web", annotations={"svcquest/ready": "false"})
    make(cluster, kinds.POD, tree)
    cluster.advance(25)
    annotate(cluster, kinds.POD, "web", ready="true")
    cluster.advance(100)
    event = next(each.tree for each in cluster.select(kinds.EVENT) if each.tree["reason"] == "Unhealthy")
    assert event["count"] == 3


def test_an_image_that_cannot_be_pulled_is_tried_again_and_again(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web", annotations={"svcquest/phase": "Pending"}))
    cluster.advance(75)
    events = [each.tree for each in cluster.select(kinds.EVENT, "default")]
    assert [(each["reason"], each.get("count", 1)) for each in events] == [
        ("Scheduled", 1),
        ("Pulling", 4),
        ("Failed", 4),
        ("Failed", 4),
        ("BackOff", 6),
        ("Failed", 6),
    ]


def test_a_resolver_configuration_that_is_too_long_is_told_of_each_minute(cluster: Cluster) -> None:
    more = {
        "nameservers": ["9.9.9.1", "9.9.9.2", "9.9.9.3"],
        "searches": [f"s{number}.example" for number in range(30)],
    }
    make(cluster, kinds.POD, pod("web", dnsConfig=more))
    make(cluster, kinds.POD, pod("short", dnsConfig={"options": [{"name": "ndots", "value": "2"}]}))
    cluster.advance(150)
    nameservers, searches = told(cluster, kinds.POD, "web")[-2:]
    line = "some nameservers have been omitted, the applied nameserver line is: 10.96.0.10 9.9.9.1 9.9.9.2"
    assert nameservers == ("Warning", "DNSConfigForming", f"Nameserver limits were exceeded, {line}")
    assert searches[2].startswith(
        "Search Line limits were exceeded, some search paths have been omitted, the applied search line is: "
        "default.svc.cluster.local svc.cluster.local cluster.local s0.example s1.example"
    )
    assert searches[2].endswith(" s28.example")
    forming = [each for each in cluster.select(kinds.EVENT) if each.tree["reason"] == "DNSConfigForming"]
    assert [(each.tree["involvedObject"]["name"], each.tree["count"]) for each in forming] == [("web", 3)] * 2


def test_a_pod_without_a_place_is_told_of_in_the_new_style(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web", nodeSelector={"disk": "ssd"}))
    cluster.advance(301)
    (event,) = cluster.select(kinds.EVENT, "default")
    tree = event.tree
    assert (tree["reason"], tree["reportingComponent"]) == ("FailedScheduling", "default-scheduler")
    assert tree["series"]["count"] == 2
    assert tree["firstTimestamp"] is None


def test_a_service_is_told_that_it_leaves_out_a_pod_of_an_unknown_node() -> None:
    cluster = Cluster()
    status = {"phase": "Running", "podIP": "10.244.9.9", "conditions": [{"type": "Ready", "status": "True"}]}
    tree = {"apiVersion": "v1", "kind": "Pod", **pod("web", "web", nodeName="gone"), "status": status}
    cluster.load([tree, {"apiVersion": "v1", "kind": "Service", **service("web", "web")}])
    ((kind, reason, message),) = told(cluster, kinds.SERVICE, "web")
    assert (kind, reason) == ("Warning", "FailedToUpdateEndpointSlices")
    assert message.endswith("skipping Pod web for Service default/web: Node gone Not Found")
    (alone,) = listing.about(cluster.state, found(cluster, kinds.SERVICE, "web"))
    assert [alone.tree] == [each.tree for each in cluster.select(kinds.EVENT, "default")]


def test_events_are_forgotten_an_hour_after_they_happened_last(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web"))
    cluster.advance(3601)
    assert cluster.select(kinds.EVENT) == []


def test_events_go_with_their_namespace(cluster: Cluster) -> None:
    make(cluster, kinds.NAMESPACE, {"metadata": {"name": "shop"}})
    make(cluster, kinds.POD, pod("web"), "shop")
    assert cluster.select(kinds.EVENT, "shop")
    cluster.delete(kinds.NAMESPACE, "", "shop")
    cluster.advance(60)
    assert cluster.select(kinds.EVENT, "shop") == []
    make(cluster, kinds.NAMESPACE, {"metadata": {"name": "shop"}})
    assert cluster.select(kinds.EVENT, "shop") == []


def test_reading_leaves_no_trace_and_finds_the_same_again(cluster: Cluster) -> None:
    make(cluster, kinds.DEPLOYMENT, workload("web", 3))
    before = cluster.state
    first = [each.tree for each in cluster.select(kinds.EVENT)]
    assert cluster.state is before
    assert [each.tree for each in cluster.select(kinds.EVENT)] == first
    assert len({each["metadata"]["uid"] for each in first}) == len({each["metadata"]["name"] for each in first})
    other = Cluster()
    make(other, kinds.DEPLOYMENT, workload("web", 3))
    assert [each.tree for each in other.select(kinds.EVENT)] == first


def test_deleted_events_are_gone_and_what_is_still_wrong_is_told_anew(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web", annotations={"svcquest/ready": "false"}))
    cluster.advance(25)
    for event in cluster.select(kinds.EVENT):
        cluster.delete(kinds.EVENT, event.namespace, event.name)
    assert cluster.select(kinds.EVENT) == []
    cluster.advance(10)
    ((reason, count),) = [(each.tree["reason"], each.tree["count"]) for each in cluster.select(kinds.EVENT)]
    assert (reason, count) == ("Unhealthy", 1)


def test_an_event_can_be_read_and_changed_like_any_object(cluster: Cluster) -> None:
    make(cluster, kinds.POD, pod("web"))
    (first, *_) = cluster.select(kinds.EVENT, "default")
    assert found_event(cluster, first.name) == first.tree
    change(cluster, kinds.EVENT, first.name, ("metadata", "labels"), {"seen": "yes"})
    assert found_event(cluster, first.name)["metadata"]["labels"] == {"seen": "yes"}
    assert len(cluster.select(kinds.EVENT, "default")) == 4


def found_event(cluster: Cluster, name: str) -> dict[str, Any]:
    event = cluster.get(kinds.EVENT, "default", name)
    assert event is not None
    return event.tree


def test_only_the_latest_notes_are_kept(cluster: Cluster) -> None:
    make(cluster, kinds.DEPLOYMENT, workload("web", 2))
    for size in (300, 0, 300, 0, 300, 0):
        change(cluster, kinds.DEPLOYMENT, "web", ("spec", "replicas"), size)
    assert len(cluster.state.notes) <= LIMIT
    assert "to 0" in cluster.state.notes[-1].message or cluster.state.notes[-1].reason == "Killing"


@pytest.mark.parametrize(
    ("nodes", "reason", "message"),
    [
        (("node-1", "node-2", "node-3"), "TopologyAwareHintsEnabled", "Topology Aware Hints has been enabled"),
        (("node-1",), "TopologyAwareHintsDisabled", "Insufficient number of endpoints"),
    ],
)
def test_topology_aware_routing_says_whether_it_is_in_force(
    cluster: Cluster, nodes: tuple[str, ...], reason: str, message: str
) -> None:
    for node in nodes:
        make(cluster, kinds.POD, pod(node, "web", nodeName=node))
    tree = service("web", "web")
    tree["metadata"]["annotations"] = {"service.kubernetes.io/topology-mode": "Auto"}
    make(cluster, kinds.SERVICE, tree)
    severity = "Normal" if reason.endswith("Enabled") else "Warning"
    assert told(cluster, kinds.SERVICE, "web") == [(severity, reason, f"{message}, addressType: IPv4")]
