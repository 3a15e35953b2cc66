"""What a learner meets differently on older clusters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.engine.clusters import found, make, pod, service, slices_of, workload
from tests.engine.network import scenes

from svcquest.engine.cluster import Accepted, Cluster
from svcquest.engine.settings import ProxyMode, Settings
from svcquest.game.offering import offers
from svcquest.model import kinds
from svcquest.model.status import Status
from svcquest.model.tree import Tree, dig, with_value
from svcquest.schema import versions
from svcquest.schema.versions import Difference
from svcquest.terminal.files import Files
from svcquest.terminal.session import Terminal


def cluster_of(minor: int, **settings: Any) -> Cluster:
    return Cluster(Settings(version=(1, minor), **settings))


def answer(minor: int, **spec: Any) -> Accepted | Status:
    return cluster_of(minor).create(kinds.SERVICE, service("web", **spec))


def is_taken(minor: int, **spec: Any) -> bool:
    return isinstance(answer(minor, **spec), Accepted)


def is_warned_of(minor: int, **spec: Any) -> bool:
    given = answer(minor, **spec)
    assert isinstance(given, Accepted)
    return bool(given.warnings)


def are_pods_labelled(minor: int) -> bool:
    cluster = cluster_of(minor)
    placed = [make(cluster, kinds.POD, pod("web")), make(cluster, kinds.POD, pod("bound", nodeName="node-1"))]
    (labelled,) = {"topology.kubernetes.io/zone" in each.labels for each in placed}
    return labelled


def scene(minor: int, *endpoints: Tree, proxy_mode: ProxyMode = "iptables", **spec: Any) -> Cluster:
    """Pods on three nodes and a client on node-1; the Service's endpoints are written by hand."""
    by_hand = {**scenes.endpoints("web"), "endpoints": list(endpoints)}
    cluster = cluster_of(minor, proxy_mode=proxy_mode)
    pods = [scenes.pod(f"web-{number}", number) for number in (1, 2, 3)]
    assert not cluster.load([*pods, scenes.client(node=1), scenes.service(app=None, **spec), by_hand])
    return cluster


def heeds_hints_for_nodes(minor: int) -> bool:
    """Some requests from node-1, whose pod is the one that is meant for it."""
    endpoints = [
        {"addresses": [f"10.244.{number}.10{number}"], "hints": {"forNodes": [{"name": f"node-{number}"}]}}
        for number in (1, 2, 3)
    ]
    return len(scenes.pods(scene(minor, *endpoints), "client", scenes.IP)) == 1


def are_endpoints_marked(minor: int) -> bool:
    cluster = cluster_of(minor)
    make(cluster, kinds.SERVICE, service("web", "web"))
    marked = "endpoints.kubernetes.io/managed-by" in found(cluster, kinds.ENDPOINTS, "web").labels
    assert ("v1 Endpoints is deprecated" in Terminal(cluster, Files()).run("kubectl get ep").stderr) is marked
    return marked


def are_addresses_objects(minor: int) -> bool:
    """A Service without a name gets an address where addresses are no objects, and is refused for its name."""
    cluster = cluster_of(minor)
    shell = Terminal(cluster, Files())
    given = cluster.create(kinds.SERVICE, service(""))
    assert isinstance(given, Status)
    served = "spec.parentRef.name: Required value" in given.message
    assert served or "name or generateName is required" in given.message
    for word in ("ipaddresses", "servicecidr"):
        for line in (f"kubectl get {word}", f"kubectl explain {word}"):
            told = shell.run(line)
            assert (told.exit == 0) is served
            assert served or told.stderr.endswith(f'the server doesn\'t have a resource type "{word}"\n')
    assert ("ipaddresses" in shell.run("kubectl api-resources").stdout) is served
    outside = cluster.create(kinds.SERVICE, service("far", clusterIP="10.200.0.5"))
    assert isinstance(outside, Status)
    newer = "the provided network does not match the current range"
    older = "provided IP is not in the valid range. The range of valid IPs is 10.96.0.0/12"
    assert outside.causes[0].message.endswith(f": {newer if served else older}")
    return served


def have_addresses_modes(minor: int) -> bool:
    cluster = cluster_of(minor, load_balancer_ips=("192.168.1.100",))
    (entry,) = make(cluster, kinds.SERVICE, service("web", type="LoadBalancer")).status["loadBalancer"]["ingress"]
    with_mode = with_value(
        found(cluster, kinds.SERVICE, "web").tree,
        ("status", "loadBalancer", "ingress"),
        [{"ip": "192.168.1.101", "ipMode": "Proxy"}],
    )
    cluster.update(kinds.SERVICE, "default", "web", with_mode, subresource="status", validation="Ignore")
    (changed,) = found(cluster, kinds.SERVICE, "web").view.ingress
    assert changed.ip == "192.168.1.101"
    assert (changed.ip_mode == "Proxy") is ("ipMode" in entry)
    return "ipMode" in entry


def is_status_guarded(minor: int) -> bool:
    cluster = cluster_of(minor)
    tree = make(cluster, kinds.SERVICE, service("web")).tree
    given = {**tree, "status": {"loadBalancer": {"ingress": [{"hostname": "lb.example"}]}}}
    return isinstance(cluster.update(kinds.SERVICE, "default", "web", given, subresource="status"), Status)


def have_pods_the_condition(minor: int) -> bool:
    conditions = make(cluster_of(minor), kinds.POD, pod("web")).status["conditions"]
    return "PodReadyToStartContainers" in {each["type"] for each in conditions}


def are_node_ports_left(minor: int) -> bool:
    """Of 20 ports 16 are left; the odds that four drawn of all 20 leave them are one to 4,845."""
    cluster = cluster_of(minor, node_ports=(30000, 30019))
    ports = [{"name": f"p{number}", "port": number} for number in range(1, 5)]
    made = make(cluster, kinds.SERVICE, service("web", type="NodePort", ports=ports))
    return all(each["nodePort"] >= 30016 for each in made.spec["ports"])


def have_pods_an_index(minor: int) -> bool:
    cluster = cluster_of(minor)
    make(cluster, kinds.STATEFULSET, workload("db", 1, serviceName="db"))
    return "apps.kubernetes.io/pod-index" in found(cluster, kinds.POD, "db-0").labels


def is_mode_asked_for(minor: int) -> bool:
    cluster = cluster_of(minor)
    for number in range(6):
        make(cluster, kinds.POD, pod(f"web-{number}", "web", nodeName=f"node-{number % 3 + 1}"))
    warnings: list[str] = []
    for name, word in (("new", "topology-mode"), ("old", "topology-aware-hints")):
        asking = service(name, "web")
        asking["metadata"]["annotations"] = {f"service.kubernetes.io/{word}": "Auto"}
        given = cluster.create(kinds.SERVICE, asking)
        assert isinstance(given, Accepted)
        warnings += given.warnings
    (by_old_name,) = slices_of(cluster, "old")
    assert all(dig(each, "hints", "forZones") for each in by_old_name.tree["endpoints"])
    warned = bool(warnings)
    clash = service("clash")
    names = (f"service.kubernetes.io/{word}" for word in ("topology-mode", "topology-aware-hints"))
    clash["metadata"]["annotations"] = dict(zip(names, ("Auto", "Disabled"), strict=True))
    assert isinstance(cluster.create(kinds.SERVICE, clash), Status) is warned
    (by_new_name,) = slices_of(cluster, "new")
    hinted = all("hints" in each for each in by_new_name.tree["endpoints"])
    assert hinted is warned
    return hinted


def are_draining_endpoints_used(minor: int) -> bool:
    """In all modes of kube-proxy, and also by traffic that has to stay on its node."""
    conditions = {"ready": False, "serving": True, "terminating": True}
    endpoint = {"addresses": ["10.244.1.101"], "nodeName": "node-1", "conditions": conditions}
    modes: tuple[tuple[ProxyMode, str], ...] = (("iptables", "Cluster"), ("ipvs", "Cluster"), ("nftables", "Local"))
    answers = set()
    for mode, policy in modes:
        cluster = scene(minor, endpoint, proxy_mode=mode, internalTrafficPolicy=policy)
        answers.add(scenes.failure(cluster, "client", scenes.IP) is None)
    (used,) = answers
    return used


OBSERVED: dict[str, Callable[[int], bool]] = {
    "strict_addresses": lambda minor: not is_taken(minor, externalIPs=["192.0.2.010"]),
    "relaxed_service_names": lambda minor: isinstance(
        cluster_of(minor).create(kinds.SERVICE, service("1web")), Accepted
    ),
    "external_ips_deprecated": lambda minor: is_warned_of(minor, externalIPs=["192.0.2.1"]),
    "prefer_close_deprecated": lambda minor: is_warned_of(minor, trafficDistribution="PreferClose"),
    "topology_labels": are_pods_labelled,
    "same_zone_distribution": lambda minor: (
        is_taken(minor, trafficDistribution="PreferSameNode") & heeds_hints_for_nodes(minor)
    ),
    "endpoints_deprecated": are_endpoints_marked,
    "address_objects": are_addresses_objects,
    "balancer_modes": have_addresses_modes,
    "balancer_status_guarded": is_status_guarded,
    "sandbox_condition": have_pods_the_condition,
    "static_node_ports": are_node_ports_left,
    "pod_index_labels": have_pods_an_index,
    "topology_mode": is_mode_asked_for,
    "draining_endpoints": are_draining_endpoints_used,
}
"""For each difference whether a cluster shows the newer behaviour."""

DIFFERENCES = {name: row for name, row in vars(versions).items() if isinstance(row, Difference)}


def test_each_difference_is_looked_at() -> None:
    assert list(OBSERVED) == list(DIFFERENCES)
    assert all(versions.OLDEST < row.since <= versions.CURRENT for row in DIFFERENCES.values())


@pytest.mark.parametrize("name", OBSERVED)
def test_both_sides_of_a_difference(name: str) -> None:
    first = DIFFERENCES[name].since[1]
    assert [OBSERVED[name](minor) for minor in (first - 1, first)] == [False, True]


def test_an_older_rule_is_told_in_its_own_words() -> None:
    given = cluster_of(35).create(kinds.SERVICE, service("1web"))
    assert "a DNS-1035 label must consist of" in str(given)
    lenient = answer(35, externalIPs=["192.0.2.010"])
    assert isinstance(lenient, Accepted)
    assert "non-standard IP address" in str(lenient.warnings)
    assert is_taken(33, trafficDistribution="PreferClose")


# Fields that came late ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minor", "kept"), [(29, None), (30, ""), (31, "PreferClose")])
def test_where_traffic_goes_is_asked_for_since_late(minor: int, kept: str | None) -> None:
    """The field came with 1.30, behind a gate that is open since 1.31."""
    given = answer(minor, trafficDistribution="PreferClose")
    text = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
    text += "spec: {ports: [{port: 80}], trafficDistribution: PreferClose}\n"
    shell = Terminal(cluster_of(minor), Files({"web.yaml": text}))
    by_server = shell.run("kubectl apply --server-side -f web.yaml")
    assert (by_server.exit == 0) is (kept is not None)
    if kept is None:
        assert by_server.stderr.endswith(".spec.trafficDistribution: field not declared in schema\n")
        assert isinstance(given, Status)
        assert given.message.endswith('strict decoding error: unknown field "spec.trafficDistribution"')
    else:
        assert isinstance(given, Accepted)
        assert given.resource.spec.get("trafficDistribution", "") == kept


@pytest.mark.parametrize(
    ("first", "path", "sentence"),
    [
        (30, "svc.spec.trafficDistribution", "traf"),
        (29, "svc.status.loadBalancer.ingress.ipMode", ""),
        (28, "pod.spec.initContainers.restartPolicy", ""),
        (33, "endpointslices.endpoints.hints.forNodes", ""),
        (26, "sts.spec.ordinals.start", ""),
    ],
)
def test_only_fields_that_are_there_are_explained_and_offered(first: int, path: str, sentence: str) -> None:
    above, _, name = path.rpartition(".")
    for minor in (first - 1, first):
        cluster = cluster_of(minor)
        shell, known = Terminal(cluster, Files()), minor == first
        told = shell.run(f"kubectl explain {path}")
        assert (told.exit == 0) is known
        assert known or told.stderr == f'error: field "{name}" does not exist\n'
        listed = shell.run(f"kubectl explain {above} --recursive")
        assert (f"\n  {name}\t<" in listed.stdout) is known
        _, completed = shell.complete(f"kubectl explain {above}.{name[:3]}")
        assert (path in completed) is known
        if sentence:
            text = f"apiVersion: v1\nkind: Service\nspec:\n  {sentence}"
            offered = offers(cluster.state, text, 3, 2 + len(sentence), "default")
            assert (name in [each.word for each in offered.items] if offered else []) is known


def test_only_values_that_are_known_are_offered() -> None:
    text = "apiVersion: v1\nkind: Service\nspec:\n  trafficDistribution: "
    for minor, values in ((33, ["PreferClose"]), (34, ["PreferClose", "PreferSameNode", "PreferSameZone"])):
        offered = offers(cluster_of(minor).state, text, 3, len(text.splitlines()[-1]), "default")
        assert offered is not None
        assert [each.word for each in offered.items] == values
