"""What a dump tells of its cluster, and what is made up where it does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.game.clusters import cluster_of
from svcquest.model import kinds
from svcquest.model.tree import Tree, with_value
from svcquest.terminal.session import Terminal


def printed(kind: str, name: str, spec: Tree, namespace: str = "default", **more: Any) -> Tree:
    """An object as an API server prints it."""
    metadata = {"name": name, "uid": f"{kind}-{name}", "creationTimestamp": "2027-03-01T10:00:00Z"}
    metadata |= {"namespace": namespace} if kind != "Node" else {}
    metadata |= more.pop("metadata", {})
    return {"apiVersion": "v1", "kind": kind, "metadata": metadata, "spec": spec, **more}


def service(name: str, ip: str, *others: str, namespace: str = "default", **more: Any) -> Tree:
    spec = {"clusterIP": ip, "clusterIPs": [ip, *others], "type": "ClusterIP", "selector": {"app": name}}
    ports = [{"port": 53, "protocol": "UDP", "targetPort": 53}] if "dns" in name else [{"port": 80, "protocol": "TCP"}]
    return printed("Service", name, {**spec, "ports": ports, **more.pop("spec", {})}, namespace, **more)


def pod(name: str, ip: str, node: str, host: str, **metadata: Any) -> Tree:
    runs = {"name": "c", "image": "nginx", "imageID": "", "restartCount": 0, "ready": True}
    runs["state"] = {"running": {"startedAt": "2027-03-01T10:00:05Z"}}
    status = {
        "phase": "Running",
        "podIP": ip,
        "podIPs": [{"ip": ip}],
        "hostIP": host,
        "conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": "2027-03-01T10:00:06Z"}],
        "containerStatuses": [runs],
    }
    containers = [{"name": "c", "image": "nginx", "ports": [{"containerPort": 80}]}]
    spec = {"nodeName": node, "restartPolicy": "Always", "containers": containers}
    metadata = {"labels": {"app": name.partition("-")[0]}, **metadata}
    return printed("Pod", name, spec, metadata=metadata, status=status)


def node(name: str, *pod_cidrs: str) -> Tree:
    ready = {"type": "Ready", "status": "True", "lastHeartbeatTime": "2027-03-01T10:10:00Z"}
    status = {"addresses": [{"type": "InternalIP", "address": "10.1.1.1"}], "conditions": [ready]}
    spec = {"podCIDR": pod_cidrs[0], "podCIDRs": [*pod_cidrs]} if pod_cidrs else {}
    return printed("Node", name, spec, status=status)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("metadata", "labels"), "x", "cannot unmarshal string into Go struct field ObjectMeta.metadata.labels"),
        (("metadata", "namespace"), True, "cannot unmarshal bool into Go struct field ObjectMeta.metadata.namespace"),
        (("metadata", "ownerReferences"), [{"kind": "ReplicaSet"}], "metadata.ownerReferences"),
        (("spec", "nodeName"), ["n"], "cannot unmarshal array into Go struct field PodSpec.spec.nodeName"),
        (("status", "podIPs"), ["10.1.1.1"], "cannot unmarshal string into Go struct field PodStatus.status.podIPs"),
        (("status", "phase"), {}, "cannot unmarshal object into Go struct field PodStatus.status.phase"),
    ],
)
def test_what_no_server_can_have_printed(path: tuple[str, ...], value: Any, message: str) -> None:
    """It is refused as from anybody's hand, and the rest is loaded."""
    wrong = with_value(pod("web-1", "10.42.3.4", "n", "10.1.1.1"), path, value)
    cluster, refused = cluster_of([wrong, pod("web-2", "10.42.3.5", "n", "10.1.1.1")])
    assert message in refused[0].message
    assert [each.name for each in cluster.select(kinds.POD, "default")] == ["web-2"]


def loaded(*trees: Tree) -> Cluster:
    cluster, refused = cluster_of(trees)
    assert refused == []
    return cluster


@pytest.mark.parametrize(
    ("trees", "services", "pods"),
    [
        ([], ("10.96.0.0/12",), ("10.244.0.0/16",)),
        ([service("kubernetes", "10.96.0.1")], ("10.96.0.0/12",), ("10.244.0.0/16",)),
        ([service("kubernetes", "10.100.0.1")], ("10.100.0.0/16",), ("10.244.0.0/16",)),
        ([service("kubernetes", "34.118.224.1")], ("34.118.224.0/19",), ("10.244.0.0/16",)),
        ([service("kubernetes", "10.9.8.7")], ("10.9.0.0/16",), ("10.244.0.0/16",)),
        ([service("kubernetes", "fd00:9::1")], ("fd00:9::/112",), ("10.244.0.0/16",)),
        ([service("web", "10.96.3.4", "fd00:9::7")], ("10.96.0.0/12", "fd00:9::/112"), ("10.244.0.0/16",)),
        ([node("n", "10.42.3.0/24", "fd00:42:0:3::/64")], ("10.96.0.0/12",), ("10.42.0.0/16", "fd00:42::/56")),
        ([node("n"), pod("web", "10.0.41.7", "n", "10.0.40.17")], ("10.96.0.0/12",), ("10.0.0.0/16",)),
    ],
)
def test_networks(trees: Sequence[Tree], services: tuple[str, ...], pods: tuple[str, ...]) -> None:
    settings = loaded(*trees).state.settings
    assert (settings.service_cidrs, settings.pod_cidrs) == (services, pods)


@pytest.mark.parametrize(
    ("releases", "version"),
    [
        ((), (1, 36)),
        (("v1.28.9",), (1, 28)),
        (("v1.29.3-gke.1282000", "v1.27.16+k3s1", "v1.28.11-eks-db838b0"), (1, 29)),
        (("v1.99.0",), (1, 36)),
        (("main",), (1, 36)),
        ((["v1.28.9"],), (1, 36)),
    ],
)
def test_versions(releases: tuple[Any, ...], version: tuple[int, int]) -> None:
    nodes = [
        with_value(node(f"n{number}"), ("status", "nodeInfo"), {"kubeletVersion": release})
        for number, release in enumerate(releases)
    ]
    cluster, _ = cluster_of(nodes)
    assert cluster.state.settings.version == version


def test_a_node_that_no_server_can_have_printed() -> None:
    _, refused = cluster_of([node("n", "none of ours")])
    assert "none of ours" in refused[0].message


def test_a_node_without_its_address_runs_no_less() -> None:
    nameless = with_value(node("n", "10.42.3.0/24"), ("status", "addresses"), [{"type": "InternalIP"}])
    shell = Terminal(loaded(nameless))
    assert shell.run("kubectl get nodes -o wide").stdout.splitlines()[1].split()[:2] == ["n", "Ready"]
    assert shell.run("kubectl describe node n").exit == 0


def test_it_is_the_time_of_the_dump() -> None:
    """A pod that was on its way out then still is; it goes when its time comes."""
    ends = {"deletionTimestamp": "2027-03-01T10:10:20Z", "deletionGracePeriodSeconds": 30}
    trees = [node("n", "10.42.3.0/24"), pod("web-1", "10.42.3.4", "n", "10.1.1.1", **ends), service("web", "10.96.3.4")]
    cluster = loaded(*trees)
    shell = Terminal(cluster)
    assert shell.run("date -u +%FT%TZ").stdout == "2027-03-01T10:10:00Z\n"
    assert shell.run("kubectl get pods --no-headers").stdout.split() == ["web-1", "1/1", "Terminating", "0", "10m"]
    (endpoints,) = cluster.select(kinds.ENDPOINTSLICE, "default")[1:]
    assert endpoints.tree["endpoints"][0]["conditions"] == {"ready": False, "serving": True, "terminating": True}
    cluster.advance(30)
    assert not cluster.select(kinds.POD, "default")


def test_nodes_are_made_for_pods_that_come_without() -> None:
    zone = {"topology.kubernetes.io/zone": "west"}
    pods = [
        pod("web-1", "10.42.3.4", "worker-a", "10.1.1.1", labels={"app": "web", **zone}),
        pod("cli-1", "10.42.4.4", "worker-b", "10.1.1.2"),
    ]
    cluster = loaded(*pods, service("web", "10.96.3.4"))
    views = [each.view for each in cluster.select(kinds.NODE)]
    assert [(each.name, each.internal_ips, each.zone) for each in views] == [
        ("worker-a", ("10.1.1.1",), "west"),
        ("worker-b", ("10.1.1.2",), ""),
    ]
    answer = Terminal(cluster).run("kubectl exec cli-1 -- curl -s http://web")
    assert answer.stdout.startswith("web-1 10.42.3.4:80 saw 10.42.4.4")


def test_our_own_services_make_room() -> None:
    web = service("web", "10.96.0.10")
    cluster = loaded(pod("web-1", "10.42.3.4", "n", "10.1.1.1"), web, service("first", "10.96.0.1"))
    addresses = {each.name: each.view.cluster_ip for each in cluster.select(kinds.SERVICE)}
    assert addresses == {"first": "10.96.0.1", "kubernetes": "10.96.0.2", "web": "10.96.0.10", "kube-dns": "10.96.0.11"}
    shell = Terminal(cluster)
    assert "nameserver 10.96.0.11\n" in shell.run("kubectl exec web-1 -- cat /etc/resolv.conf").stdout
    assert shell.run("kubectl exec web-1 -- getent hosts web").stdout.split()[0] == "10.96.0.10"


@pytest.mark.parametrize(
    ("namespace", "name", "labels", "own"),
    [
        ("kube-system", "coredns", {"k8s-app": "kube-dns"}, False),
        ("kube-system", "other-dns", {}, True),
        ("openshift-dns", "dns-default", {}, False),
        ("shop", "coredns", {"k8s-app": "kube-dns"}, True),
    ],
)
def test_the_names_of_a_distribution(namespace: str, name: str, labels: Tree, own: bool) -> None:
    """Pods ask the DNS Service that the dump has; who answers is ours where the dump has nobody."""
    brought = service(
        name, "10.96.0.3", namespace=namespace, metadata={"labels": labels}, spec={"selector": {"k8s-app": "kube-dns"}}
    )
    cluster = loaded(pod("web-1", "10.42.3.4", "n", "10.1.1.1"), brought)
    assert (cluster.get(kinds.SERVICE, "kube-system", "kube-dns") is not None) is own
    assert cluster.get(kinds.DEPLOYMENT, "kube-system", "coredns") is not None
    text = Terminal(cluster).run("kubectl exec web-1 -- cat /etc/resolv.conf").stdout
    assert f"nameserver {'10.96.0.10' if own else '10.96.0.3'}\n" in text


def test_a_deployment_knows_its_pods_without_their_replicasets() -> None:
    """People dump Deployments and pods; what stands between them is made up, so that no pod starts anew."""
    labels = {"app": "web"}
    template = {"metadata": {"labels": labels}, "spec": {"containers": [{"name": "c", "image": "nginx"}]}}
    spec = {"replicas": 2, "selector": {"matchLabels": labels}, "template": template}
    deployment = printed(
        "Deployment", "web", spec, metadata={"annotations": {"deployment.kubernetes.io/revision": "4"}}
    )
    pods = []
    for number, word in enumerate(("aaa", "bbb"), 1):
        owner = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": f"web-{word}", "uid": word, "controller": True}
        since = {"creationTimestamp": f"2027-03-01T0{number}:00:00Z", "ownerReferences": [owner]}
        marks = {"labels": {**labels, "pod-template-hash": word}}
        pods.append(pod(f"web-{word}-{number}", f"10.42.3.{number}", "n", "10.1.1.1", **marks, **since))
    pods[0]["spec"]["containers"][0]["image"] = "nginx:old"
    cluster = loaded({**deployment, "apiVersion": "apps/v1"}, *pods)
    made = {each.uid: each for each in cluster.select(kinds.REPLICASET, "default")}
    assert [made[uid].annotations["deployment.kubernetes.io/revision"] for uid in ("aaa", "bbb")] == ["3", "4"]
    names = [each.name for each in cluster.select(kinds.POD, "default")]
    assert "web-bbb-2" in names
    assert all(name.startswith("web-bbb-") for name in names)


def test_accounts_are_made_up() -> None:
    runs = {"serviceAccountName": "web", "containers": [{"name": "c", "image": "nginx"}]}
    template = {"metadata": {"labels": {"app": "web"}}, "spec": runs}
    spec = {"replicas": 2, "selector": {"matchLabels": {"app": "web"}}, "template": template}
    tree = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "web", "namespace": "shop"},
        "spec": spec,
    }
    assert len(loaded(tree).select(kinds.POD, "shop")) == 2
