"""Small clusters for DNS tests, and answers as the lines of a zone file."""

from __future__ import annotations

from typing import Any

from svcquest.engine.cluster import Cluster
from svcquest.engine.dns.server import answer
from svcquest.engine.settings import Settings
from svcquest.model.dns import Answer, Question


def service(name: str, namespace: str = "shop", **spec: Any) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name, "namespace": namespace}, "spec": spec}


def slice_of(name: str, *endpoints: dict[str, Any], ports: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {
            "name": f"{name}-{more.get('suffix', 'a')}",
            "namespace": "shop",
            "labels": {"kubernetes.io/service-name": name},
        },
        "addressType": more.get("family", "IPv4"),
        "endpoints": list(endpoints),
        "ports": ports,
    }


def endpoint(address: str, *, ready: bool = True, hostname: str = "") -> dict[str, Any]:
    tree: dict[str, Any] = {"addresses": [address], "conditions": {"ready": ready}}
    return {**tree, "hostname": hostname} if hostname else tree


def external(name: str, target: str) -> dict[str, Any]:
    return service(name, type="ExternalName", externalName=target)


HTTP = {"name": "http", "port": 8080, "protocol": "TCP"}

SHOP: list[dict[str, Any]] = [
    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}},
    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "empty"}},
    service("web", clusterIP="10.96.1.10", ports=[{"name": "http", "port": 80}]),
    slice_of("web", endpoint("10.244.1.4"), endpoint("10.244.1.9", ready=False), ports=[HTTP]),
    service(
        "mixed",
        clusterIP="10.96.1.11",
        ports=[
            {"name": "http", "port": 80},
            {"name": "dns", "port": 53, "protocol": "UDP"},
            {"name": "dns-tcp", "port": 53},
        ],
    ),
    service("db", clusterIP="None", ports=[{"name": "pg", "port": 5432}]),
    slice_of(
        "db",
        endpoint("10.244.1.5", hostname="db-0"),
        endpoint("10.244.2.5", hostname="db-1"),
        endpoint("10.244.3.5", hostname="db-2", ready=False),
        ports=[{"name": "pg", "port": 5432, "protocol": "TCP"}],
    ),
    service("idle", clusterIP="None", ports=[{"port": 80}]),
    service("portless", clusterIP="None"),
    slice_of("portless", endpoint("10.244.1.6"), ports=[]),
    external("out", "db.example.com"),
    external("lost", "gone.example.com"),
    external("alias", "web.shop.svc.cluster.local"),
    external("alias2", "alias.shop.svc.cluster.local."),
    external("broken", "nope.shop.svc.cluster.local"),
    external("address", "192.168.1.10"),
    external("itself", "itself.shop.svc.cluster.local"),
    external("ping", "pong.shop.svc.cluster.local"),
    external("pong", "ping.shop.svc.cluster.local"),
]


def shop(settings: Settings | None = None) -> Cluster:
    cluster = Cluster(settings)
    assert cluster.load(SHOP) == []
    return cluster


def ask(cluster: Cluster, name: str, kind: str = "A", draw: int = 0) -> Answer:
    return answer(cluster.state, Question(name, kind), draw)


def in_full(name: str) -> str:
    """A name with the zone added, unless it has a dot at its end."""
    return name if name.endswith(".") else f"{name}.cluster.local."
