from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import annotate, change, found, make, pod, pods_of, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.model.kinds import DAEMONSET, DEPLOYMENT, NODE, POD
from svcquest.model.tree import Tree


def test_a_started_pod_reports_what_kubectl_shows(cluster: Cluster) -> None:
    made = make(cluster, POD, pod("p", "web", nodeName="node-2"))
    assert made.view.ip.startswith("10.244.2.")
    assert made.status["hostIP"] == "192.168.1.244"
    assert made.status["phase"] == "Running"
    assert {each["type"]: each["status"] for each in made.status["conditions"]} == dict.fromkeys(
        ("PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"), "True"
    )
    assert made.status["containerStatuses"][0]["ready"]
    assert made.labels["topology.kubernetes.io/zone"] == "zone-b"
    assert made.labels["topology.kubernetes.io/region"] == "region-1"


@pytest.mark.parametrize(
    ("phase", "policy", "expected", "state"),
    [
        ("Pending", "Always", "Pending", ("waiting", "ImagePullBackOff")),
        ("Succeeded", "Never", "Succeeded", ("terminated", "Completed")),
        ("Failed", "Never", "Failed", ("terminated", "Error")),
        ("Failed", "OnFailure", "Running", ("waiting", "CrashLoopBackOff")),
        ("Succeeded", "OnFailure", "Succeeded", ("terminated", "Completed")),
        ("Succeeded", "Always", "Running", ("waiting", "CrashLoopBackOff")),
    ],
)
def test_what_becomes_of_a_program(
    cluster: Cluster, phase: str, policy: str, expected: str, state: tuple[str, str]
) -> None:
    made = make(cluster, POD, pod("p", annotations={"svcquest/phase": phase}, restartPolicy=policy))
    assert made.view.phase == expected
    assert not made.view.ready
    kind, reason = state
    assert made.status["containerStatuses"][0]["state"][kind]["reason"] == reason


PROBES: list[tuple[str, dict[str, Any], dict[str, str], bool]] = [
    ("none", {}, {}, True),
    ("right port", {"readinessProbe": {"httpGet": {"port": 80}}}, {}, True),
    ("wrong port", {"readinessProbe": {"httpGet": {"port": 81}}}, {}, False),
    ("socket", {"readinessProbe": {"tcpSocket": {"port": 80}}}, {}, True),
    ("command", {"readinessProbe": {"exec": {"command": ["true"]}}}, {}, True),
    (
        "named port",
        {"ports": [{"name": "http", "containerPort": 8080}], "readinessProbe": {"httpGet": {"port": "http"}}},
        {},
        True,
    ),
    ("silent program", {"readinessProbe": {"httpGet": {"port": 80}}}, {"svcquest/listen": "none"}, False),
    ("loopback", {"readinessProbe": {"httpGet": {"port": 80}}}, {"svcquest/listen": "127.0.0.1:80/tcp"}, False),
    ("all addresses", {"readinessProbe": {"httpGet": {"port": 80}}}, {"svcquest/listen": "0.0.0.0:80,[::]:81"}, True),
    ("udp only", {"readinessProbe": {"tcpSocket": {"port": 53}}}, {"svcquest/listen": "53/udp"}, False),
    ("told so", {}, {"svcquest/ready": "false"}, False),
]


@pytest.mark.parametrize(
    ("container", "annotations", "ready"), [row[1:] for row in PROBES], ids=[row[0] for row in PROBES]
)
def test_readiness(cluster: Cluster, container: dict[str, Any], annotations: dict[str, str], ready: bool) -> None:
    containers = [{"name": "c", "image": "i", **container}]
    made = make(cluster, POD, pod("p", annotations=annotations, containers=containers))
    assert made.view.ready is ready


def test_a_probe_waits_for_its_initial_delay(cluster: Cluster) -> None:
    probe = {"httpGet": {"port": 80}, "initialDelaySeconds": 15}
    make(cluster, POD, pod("p", containers=[{"name": "c", "image": "i", "readinessProbe": probe}]))
    cluster.advance(14)
    assert not found(cluster, POD, "p").view.ready
    cluster.advance(1)
    assert found(cluster, POD, "p").view.ready


def test_readiness_follows_its_annotation(cluster: Cluster) -> None:
    make(cluster, POD, pod("p"))
    for value in ("false", "true"):
        annotate(cluster, POD, "p", ready=value)
        assert found(cluster, POD, "p").view.ready is (value == "true")


def test_the_time_of_a_condition_is_that_of_its_last_change(cluster: Cluster) -> None:
    made = make(cluster, POD, pod("p"))
    cluster.advance(60)
    annotate(cluster, POD, "p", ready="false")
    times = {each["type"]: each["lastTransitionTime"] for each in found(cluster, POD, "p").status["conditions"]}
    began = made.status["startTime"]
    assert times["Initialized"] == began
    assert times["Ready"] > began


def test_an_address_is_not_taken_again_at_once(cluster: Cluster) -> None:
    seen = []
    for number in range(4):
        seen.append(make(cluster, POD, pod(f"p{number}", nodeName="node-1")).view.ip)
        cluster.delete(POD, "default", f"p{number}")
    assert len(set(seen)) == 4


def test_addresses_of_loaded_pods_are_left_alone(cluster: Cluster) -> None:
    taken = {"phase": "Running", "podIP": "10.244.1.4", "podIPs": [{"ip": "10.244.1.4"}]}
    cluster.load([{"apiVersion": "v1", "kind": "Pod", **pod("old", nodeName="node-1"), "status": taken}])
    made = [make(cluster, POD, pod(f"p{number}", nodeName="node-1")).view.ip for number in range(4)]
    assert "10.244.1.4" not in made


def test_host_network_pods_have_their_nodes_address(cluster: Cluster) -> None:
    made = make(cluster, POD, pod("p", hostNetwork=True, nodeName="node-3"))
    assert made.view.ips == ("192.168.1.245",)


def test_dual_stack_pods_have_an_address_of_each_family() -> None:
    settings = Settings(
        service_cidrs=("10.96.0.0/16", "fd00:10:96::/112"), pod_cidrs=("10.244.0.0/16", "fd00:10:244::/56")
    )
    made = make(Cluster(settings), POD, pod("p", nodeName="node-1"))
    assert made.view.ips[0].startswith("10.244.1.")
    assert made.view.ips[1].startswith("fd00:10:244:1::")


def test_a_silent_node_makes_its_pods_unready_and_loses_them_after_five_minutes(cluster: Cluster) -> None:
    make(cluster, DEPLOYMENT, workload("web", 3))
    agents = workload("agent")
    del agents["spec"]["replicas"]
    make(cluster, DAEMONSET, agents)
    annotate(cluster, NODE, "node-2", ready="false")
    assert not found(cluster, NODE, "node-2").view.ready
    unready = [each for each in cluster.select(POD, "default") if not each.view.ready]
    assert {each.view.node for each in unready} == {"node-2"}
    assert len(unready) == 2
    cluster.advance(300)
    assert sorted(each.view.node for each in pods_of(cluster, "web") if each.view.ready) == [
        "node-1",
        "node-1",
        "node-3",
    ]
    assert [each.view.node for each in pods_of(cluster, "web") if each.view.terminating] == ["node-2"]
    assert not any(each.view.terminating for each in pods_of(cluster, "agent"))
    annotate(cluster, NODE, "node-2", ready="true")
    assert all(each.view.ready and not each.view.terminating for each in cluster.select(POD, "default"))


def test_a_pod_that_was_bound_to_a_node_starts_when_the_node_joins(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", nodeName="node-9"))
    assert found(cluster, POD, "p").view.phase == "Pending"
    make(cluster, NODE, {"metadata": {"name": "node-9"}})
    assert found(cluster, POD, "p").view.alive


def test_a_pod_of_a_missing_node_can_be_deleted(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", nodeName="node-9"))
    cluster.delete(POD, "default", "p")
    assert cluster.get(POD, "default", "p") is None


def test_a_terminating_pod_goes_on_but_can_become_unready(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", annotations={"svcquest/linger": "20"}))
    cluster.delete(POD, "default", "p")
    assert found(cluster, POD, "p").view.ready
    change(cluster, POD, "p", ("metadata", "annotations"), {"svcquest/linger": "20", "svcquest/ready": "false"})
    assert not found(cluster, POD, "p").view.ready


@pytest.mark.parametrize(
    ("hook", "grace", "seconds"),
    [
        ({"sleep": {"seconds": 5}}, 30, 5),
        ({"exec": {"command": ["sleep", "7"]}}, 30, 7),
        ({"exec": {"command": ["/bin/sh", "-c", "echo bye; sleep 7 && sync"]}}, 30, 7),
        ({"exec": {"command": ["sleep", "60"]}}, 10, 10),
        ({"exec": {"command": ["sh", "-c", "sleep 7s; exit 0"]}}, 30, 7),
        ({"exec": {"command": ["sleep", "1m"]}}, 90, 60),
        ({"exec": {"command": ["nginx", "-s", "quit"]}}, 30, 0),
        ({"httpGet": {"port": 80}}, 30, 0),
    ],
)
def test_a_deleted_pod_waits_for_its_hook_within_its_grace(
    cluster: Cluster, hook: Tree, grace: int, seconds: int
) -> None:
    container = {"name": "c", "image": "nginx", "lifecycle": {"preStop": hook}}
    make(cluster, POD, pod("p", terminationGracePeriodSeconds=grace, containers=[container]))
    cluster.delete(POD, "default", "p")
    if seconds:
        cluster.advance(seconds - 1)
        assert found(cluster, POD, "p").view.ready
        cluster.advance(1)
    assert cluster.get(POD, "default", "p") is None


def test_the_hook_comes_before_the_program_is_told_to_stop(cluster: Cluster) -> None:
    container = {"name": "c", "image": "nginx", "lifecycle": {"preStop": {"sleep": {"seconds": 5}}}}
    make(cluster, POD, pod("p", annotations={"svcquest/linger": "4"}, containers=[container]))
    cluster.delete(POD, "default", "p")
    cluster.advance(8)
    assert found(cluster, POD, "p").terminating
    cluster.advance(1)
    assert cluster.get(POD, "default", "p") is None


def _with_probe(field: str, probe: Tree, **notes: str) -> Tree:
    tree = pod("p", annotations={f"svcquest/{key}": value for key, value in notes.items()})
    tree["spec"]["containers"][0][field] = probe
    return tree


def test_a_startup_probe_is_not_asked_again_once_it_has_succeeded(cluster: Cluster) -> None:
    assert make(cluster, POD, _with_probe("startupProbe", {"tcpSocket": {"port": 80}})).view.ready
    annotate(cluster, POD, "p", listen="9090")
    cluster.advance(60)
    stuck = found(cluster, POD, "p")
    assert stuck.view.ready
    assert stuck.status["containerStatuses"][0]["started"]


def test_a_container_has_not_started_before_its_startup_probe_succeeds(cluster: Cluster) -> None:
    made = make(cluster, POD, _with_probe("startupProbe", {"tcpSocket": {"port": 80}}, listen="9090"))
    assert not made.view.ready
    assert not made.status["containerStatuses"][0]["started"]
    annotate(cluster, POD, "p", listen="80")
    assert found(cluster, POD, "p").status["containerStatuses"][0]["started"]


@pytest.mark.parametrize(
    ("command", "ready"),
    [
        (["wget", "-qO-", "http://localhost:80/"], True),
        (["wget", "-qO-", "http://localhost/healthz"], True),
        (["sh", "-c", "nc -z 127.0.0.1 80 || exit 1"], True),
        (["/usr/bin/curl", "-f", "http://127.0.0.1:8080/"], False),
        (["nc", "-z", "localhost", "8080"], False),
        (["wget", "http://localhost.example:8080/"], True),
        (["cat", "localhost:8080"], True),
    ],
)
def test_a_command_that_asks_the_pod_itself_finds_what_listens(
    cluster: Cluster, command: list[str], ready: bool
) -> None:
    probe = {"exec": {"command": command}}
    assert make(cluster, POD, _with_probe("readinessProbe", probe)).view.ready is ready
