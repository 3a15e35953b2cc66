from __future__ import annotations

from typing import Any

import pytest

from svcquest.engine.cluster import Cluster
from svcquest.engine.environment import container_environment, expand, service_variables
from svcquest.model import kinds
from svcquest.model.tree import with_value
from svcquest.model.views import view_of


def service(name: str, *ports: dict[str, Any], namespace: str = "shop", **spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"clusterIP": "10.96.0.11", "ports": list(ports) or [{"port": 80}], **spec},
    }


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (
            service("redis-primary", {"port": 6379, "protocol": "TCP"}),
            {
                "REDIS_PRIMARY_SERVICE_HOST": "10.96.0.11",
                "REDIS_PRIMARY_SERVICE_PORT": "6379",
                "REDIS_PRIMARY_PORT": "tcp://10.96.0.11:6379",
                "REDIS_PRIMARY_PORT_6379_TCP": "tcp://10.96.0.11:6379",
                "REDIS_PRIMARY_PORT_6379_TCP_PROTO": "tcp",
                "REDIS_PRIMARY_PORT_6379_TCP_PORT": "6379",
                "REDIS_PRIMARY_PORT_6379_TCP_ADDR": "10.96.0.11",
            },
        ),
        (
            service("d", {"name": "dns-udp", "port": 53, "protocol": "UDP"}, {"port": 9153}, clusterIP="fd00::1"),
            {
                "D_SERVICE_HOST": "fd00::1",
                "D_SERVICE_PORT": "53",
                "D_SERVICE_PORT_DNS_UDP": "53",
                "D_PORT": "udp://[fd00::1]:53",
                "D_PORT_53_UDP": "udp://[fd00::1]:53",
                "D_PORT_53_UDP_PROTO": "udp",
                "D_PORT_53_UDP_PORT": "53",
                "D_PORT_53_UDP_ADDR": "fd00::1",
                "D_PORT_9153_TCP": "tcp://[fd00::1]:9153",
                "D_PORT_9153_TCP_PROTO": "tcp",
                "D_PORT_9153_TCP_PORT": "9153",
                "D_PORT_9153_TCP_ADDR": "fd00::1",
            },
        ),
    ],
)
def test_variables_of_one_service(tree: dict[str, Any], expected: dict[str, str]) -> None:
    view = view_of(
        kinds.SERVICE,
        "shop",
        tree["metadata"]["name"],
        {**tree, "spec": tree["spec"] | {"clusterIPs": [tree["spec"]["clusterIP"]]}},
    )
    assert service_variables(view) == expected


def pod(**spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "app", "namespace": "shop", "labels": {"app": "x"}},
        "spec": {"nodeName": "node-1", "containers": [{"name": "c", "image": "x", "env": spec.pop("env", [])}], **spec},
    }


def environment(*trees: dict[str, Any], links: bool = True, env: list[dict[str, Any]] | None = None) -> dict[str, str]:
    cluster = Cluster()
    namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}}
    assert cluster.load([namespace, *trees]) == []
    cluster.advance(5)
    cluster.create(kinds.POD, pod(enableServiceLinks=links, env=env or []), namespace="shop")
    cluster.advance(5)
    found = cluster.get(kinds.POD, "shop", "app")
    assert found is not None
    return container_environment(cluster.state, found)


def hosts(found: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in found.items() if name.endswith("_SERVICE_HOST")}


def test_services_of_the_namespace_and_the_api_server() -> None:
    found = environment(
        service("web"),
        service("hl", clusterIP="None"),
        service("out", type="ExternalName", externalName="a.example.com", clusterIP="", ports=[]),
        service("far", namespace="default", clusterIP="10.96.0.12"),
    )
    assert hosts(found) == {"KUBERNETES_SERVICE_HOST": "10.96.0.1", "WEB_SERVICE_HOST": "10.96.0.11"}


def test_without_links_only_the_api_server() -> None:
    assert hosts(environment(service("web"), links=False)) == {"KUBERNETES_SERVICE_HOST": "10.96.0.1"}


@pytest.mark.parametrize(("links", "address"), [(True, "10.96.0.11"), (False, "10.96.0.1")])
def test_own_service_called_kubernetes_wins_with_links(links: bool, address: str) -> None:
    assert hosts(environment(service("kubernetes"), links=links)) == {"KUBERNETES_SERVICE_HOST": address}


@pytest.mark.parametrize("seconds", [0, 30])
def test_services_created_later_never_appear(seconds: float) -> None:
    cluster = Cluster()
    cluster.create(kinds.NAMESPACE, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}})
    cluster.create(kinds.SERVICE, service("early", clusterIP="10.96.0.20"), namespace="shop")
    cluster.create(kinds.POD, pod(), namespace="shop")
    cluster.advance(seconds)
    cluster.create(kinds.SERVICE, service("late"), namespace="shop")
    found = cluster.get(kinds.POD, "shop", "app")
    assert found is not None
    given = hosts(container_environment(cluster.state, found))
    assert given == {"EARLY_SERVICE_HOST": "10.96.0.20", "KUBERNETES_SERVICE_HOST": "10.96.0.1"}


def test_a_container_that_starts_again_hears_of_what_came_meanwhile() -> None:
    cluster = Cluster()
    cluster.create(kinds.NAMESPACE, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}})
    both = pod(containers=[{"name": name, "image": "nginx"} for name in ("c", "sidecar")])
    running = {"c": "2026-11-23T08:00:00Z", "sidecar": "2026-11-23T09:00:00Z"}
    states = [{"name": name, "ready": True, "state": {"running": {"startedAt": at}}} for name, at in running.items()]
    late = service("late")
    late["metadata"]["creationTimestamp"] = "2026-11-23T08:30:00Z"
    assert cluster.load([{**both, "status": {"phase": "Running", "containerStatuses": states}}, late]) == []
    found = cluster.get(kinds.POD, "shop", "app")
    assert found is not None
    names = [set(hosts(container_environment(cluster.state, found, each))) for each in running]
    assert names == [{"KUBERNETES_SERVICE_HOST"}, {"KUBERNETES_SERVICE_HOST", "LATE_SERVICE_HOST"}]


@pytest.mark.parametrize("seconds", [0, 30])
def test_services_are_remembered_as_they_were(seconds: float) -> None:
    cluster = Cluster()
    cluster.create(kinds.NAMESPACE, {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}})
    for name, ip in (("gone", "10.96.0.20"), ("made-again", "10.96.0.21"), ("moved", "10.96.0.22")):
        cluster.create(kinds.SERVICE, service(name, clusterIP=ip), namespace="shop")
    cluster.create(kinds.POD, pod(), namespace="shop")
    cluster.advance(seconds)
    cluster.delete(kinds.SERVICE, "shop", "gone")
    for ip in ("10.96.0.31", "10.96.0.32"):
        cluster.delete(kinds.SERVICE, "shop", "made-again")
        cluster.create(kinds.SERVICE, service("made-again", clusterIP=ip), namespace="shop")
    moved = cluster.get(kinds.SERVICE, "shop", "moved")
    assert moved is not None
    cluster.update(kinds.SERVICE, "shop", "moved", with_value(moved.tree, ("spec", "ports"), [{"port": 8000}]))
    found = cluster.get(kinds.POD, "shop", "app")
    assert found is not None
    given = container_environment(cluster.state, found)
    assert hosts(given) == {
        "GONE_SERVICE_HOST": "10.96.0.20",
        "KUBERNETES_SERVICE_HOST": "10.96.0.1",
        "MADE_AGAIN_SERVICE_HOST": "10.96.0.21",
        "MOVED_SERVICE_HOST": "10.96.0.22",
    }
    assert given["MOVED_SERVICE_PORT"] == "80"


def test_the_manifest_wins_and_may_refer_to_services() -> None:
    found = environment(
        service("web"),
        env=[
            {"name": "WEB_PORT", "value": "8080"},
            {"name": "URL", "value": "http://$(WEB_SERVICE_HOST):$(WEB_PORT)/$(NOPE)$$(X)"},
            {"name": "ME", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}},
            {"name": "APP", "valueFrom": {"fieldRef": {"fieldPath": "metadata.labels['app']"}}},
            {"name": "NODE", "valueFrom": {"fieldRef": {"fieldPath": "spec.nodeName"}}},
        ],
    )
    assert found["WEB_PORT"] == "8080"
    assert found["URL"] == "http://10.96.0.11:8080/$(NOPE)$(X)"
    assert (found["ME"], found["APP"], found["NODE"]) == ("app", "x", "node-1")


@pytest.mark.parametrize(
    ("text", "expanded"),
    [("$(A)", "1"), ("$$(A)", "$(A)"), ("$(B)", "$(B)"), ("$A", "$A"), ("a$(A)b$(A)", "a1b1"), ("$(A", "$(A")],
)
def test_expansion(text: str, expanded: str) -> None:
    assert expand(text, {"A": "1"}) == expanded
