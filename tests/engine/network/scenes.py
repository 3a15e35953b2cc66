"""Small clusters for tests of the network: pods with fixed places and addresses, and Services before them.

Nodes are those of every cluster: node-1, node-2, node-3 at 192.168.1.243 and on, in zones a, b and c.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.model.net import EXTERNAL, Delivery, Failure, Reach, Request, Trace, Vantage, parse_vantage
from svcquest.model.objects import Protocol
from svcquest.model.tree import Tree

IP = "10.96.7.7"
"""Cluster IP of the Service in most scenes."""


def pod(
    name: str,
    node: int = 1,
    *,
    app: str = "web",
    ip: str = "",
    ports: tuple[int, ...] = (80,),
    listen: str | None = None,
    ready: bool = True,
    namespace: str = "default",
    labels: Mapping[str, str] | None = None,
    port_name: str = "",
    protocol: str = "TCP",
    **spec: Any,
) -> Tree:
    """A running pod on ``node-N``; its address ends in its name's number unless ``ip`` says otherwise."""
    digits = "".join(letter for letter in name if letter.isdigit()) or "9"
    address = ip or (f"192.168.1.{242 + node}" if spec.get("hostNetwork") else f"10.244.{node}.{100 + int(digits)}")
    declared = [
        {"containerPort": port, "protocol": protocol} | ({"name": port_name} if port_name else {}) for port in ports
    ]
    annotations = {} if listen is None else {"svcquest/listen": listen}
    if not ready:
        annotations["svcquest/ready"] = "false"
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": name,
            "namespace": namespace,
            "labels": {"app": app, **(labels or {})},
            "annotations": annotations,
        },
        "spec": {
            "nodeName": f"node-{node}",
            "containers": [{"name": "c", "image": "nginx:1", "ports": declared}],
            **spec,
        },
        "status": {
            "phase": "Running",
            "podIP": address,
            "podIPs": [{"ip": address}],
            "conditions": [{"type": "Ready", "status": "True" if ready else "False"}],
        },
    }


def client(name: str = "client", node: int = 3, *, namespace: str = "default", **labels: str) -> Tree:
    """A pod that listens on nothing."""
    return pod(name, node, app="client", ports=(), listen="none", namespace=namespace, labels=labels)


def service(
    name: str = "web",
    *,
    app: str | None = "web",
    ip: str = IP,
    ports: list[Tree] | None = None,
    namespace: str = "default",
    ingress: list[Tree] | None = None,
    **spec: Any,
) -> Tree:
    """A Service on port 80."""
    wanted: Tree = {"clusterIP": ip, "ports": ports or [{"port": 80}], **spec}
    if app is not None:
        wanted["selector"] = {"app": app}
    tree: Tree = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "namespace": namespace},
        "spec": wanted,
    }
    if ingress is not None:
        tree["status"] = {"loadBalancer": {"ingress": ingress}}
    return tree


def node_port(**spec: Any) -> Tree:
    """A Service with node port 30080."""
    return service(type="NodePort", ports=[{"port": 80, "nodePort": 30080}], **spec)


def endpoints(service_name: str, *addresses: str, port: int = 80, port_name: str = "", ready: bool = True) -> Tree:
    """An EndpointSlice that somebody wrote by hand."""
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {
            "name": f"{service_name}-1",
            "namespace": "default",
            "labels": {"kubernetes.io/service-name": service_name},
        },
        "addressType": "IPv4",
        "ports": [{"name": port_name, "port": port, "protocol": "TCP"}],
        "endpoints": [{"addresses": [address], "conditions": {"ready": ready}} for address in addresses],
    }


def policy(
    name: str = "wall", namespace: str = "default", *, pods: Mapping[str, str] | None = None, **spec: Any
) -> Tree:
    """A NetworkPolicy; without ``pods`` it selects all pods of its namespace."""
    selector = {"matchLabels": dict(pods)} if pods else {}
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"podSelector": selector, **spec},
    }


def scene(*trees: Tree, **settings: Any) -> Cluster:
    """A cluster that holds these objects."""
    cluster = Cluster(Settings(**settings))
    assert cluster.load(trees) == []
    return cluster


def place(text: str) -> Vantage:
    """A vantage point: ``client`` for a pod in default, ``node-1``, ``external``, or a full one."""
    if text == "external":
        return EXTERNAL
    if text.startswith("node-"):
        return Vantage("node", "", text)
    return parse_vantage(text) or Vantage("pod", "default", text)


def request(source: str, to: str, protocol: Protocol = "TCP", source_port: int = 0) -> Request:
    """A request to ``HOST:PORT``; without a port to 80."""
    host, _, port = to.partition(":")
    return Request(place(source), host, int(port or 80), protocol, source_port)


def call(cluster: Cluster, source: str, to: str, protocol: Protocol = "TCP", source_port: int = 0) -> Delivery:
    """One connection."""
    return cluster.connect(request(source, to, protocol, source_port))


def pods(cluster: Cluster, source: str, to: str, protocol: Protocol = "TCP", times: int = 40) -> set[str]:
    """Names of the pods that answered some connections."""
    return {name for _, name in reach(cluster, source, to, protocol, times).pods}


def reach(cluster: Cluster, source: str, to: str, protocol: Protocol = "TCP", times: int = 40) -> Reach:
    """Many connections."""
    return cluster.reach(request(source, to, protocol), times)


def failure(cluster: Cluster, source: str, to: str, protocol: Protocol = "TCP") -> Failure | None:
    """How one connection failed."""
    return call(cluster, source, to, protocol).failure


def sources(cluster: Cluster, source: str, to: str, protocol: Protocol = "TCP") -> set[str]:
    """Client addresses that were seen."""
    return {address for seen in reach(cluster, source, to, protocol).sources.values() for address in seen}


def trace(cluster: Cluster, source: str, to: str, protocol: Protocol = "TCP") -> Trace:
    """One connection, hop by hop."""
    return cluster.trace(request(source, to, protocol))


def cause(cluster: Cluster, source: str, to: str, protocol: Protocol = "TCP") -> tuple[str, str]:
    """Code and sentence of the root cause of a failure."""
    found = trace(cluster, source, to, protocol).diagnosis
    assert found is not None, "no diagnosis"
    return found.code, found.why
