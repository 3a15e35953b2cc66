"""A small cluster for tests of tools, and one line to run a tool somewhere in it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from typing import Any

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.model import kinds
from svcquest.model.net import Vantage, parse_vantage
from svcquest.terminal.hosts import host_of
from svcquest.terminal.process import Files, Outcome, Program, lookup_in, run_program
from svcquest.terminal.world import Tunnel

CLIENT = "pod/shop/client"
WEB = "web.shop.svc.cluster.local"
REFUSED = ";; communications error to 10.96.0.10#53: connection refused\n" * 3
"""What BIND's tools say where nobody takes questions."""


@dataclass(frozen=True)
class Place:
    cluster: Cluster
    vantage: Vantage
    container: str = ""
    tunnels: dict[int, Tunnel] = field(default_factory=dict)


def pod(name: str, address: str, node: str = "node-1", image: str = "toolbox:1", **annotations: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": name,
            "namespace": "shop",
            "labels": {"app": name.partition("-")[0]},
            "annotations": {f"svcquest/{key}": value for key, value in annotations.items()},
        },
        "spec": {"nodeName": node, "containers": [{"name": "c", "image": image}]},
        "status": {
            "phase": "Running",
            "podIP": address,
            "podIPs": [{"ip": address}],
            "conditions": [{"type": "Ready", "status": "True"}],
            "containerStatuses": [{"name": "c", "ready": True, "state": {"running": {}}}],
        },
    }


def service(name: str, address: str, **spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "namespace": "shop"},
        "spec": {"clusterIP": address, "selector": {"app": name}, "ports": [{"port": 80}], **spec},
    }


OBJECTS = [
    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}},
    pod("client", "10.244.3.5", "node-3", listen="none"),
    pod("web-1", "10.244.1.20", image="nginx:1.27"),
    pod("echo-1", "10.244.2.20", "node-2", listen="53/udp,7/tcp"),
    service("web", "10.96.22.1"),
    service("down", "10.96.22.2"),
    service("echo", "10.96.22.3", ports=[{"name": "u", "port": 53, "protocol": "UDP"}, {"name": "t", "port": 7}]),
    service("hl", "None", selector={"app": "web"}),
    {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "out", "namespace": "shop"},
        "spec": {"type": "ExternalName", "externalName": "db.example.com"},
    },
]


def playground(*more: dict[str, Any], settings: Settings | None = None) -> Cluster:
    cluster = Cluster(settings)
    assert cluster.load([*OBJECTS, *more]) == []
    return cluster


def run(line: str, cluster: Cluster | None = None, at: str = CLIENT, stdin: str = "") -> Outcome:
    """Runs one tool, without a shell."""
    cluster = cluster or playground()
    vantage = parse_vantage(at)
    assert vantage is not None
    host = host_of(cluster.state, vantage)
    argv = shlex.split(line)
    program: Program | None = lookup_in(host.tools)(argv[0])
    assert program is not None, f"{argv[0]} is not installed at {at}"
    files = Files(host.files, home=host.home)
    return run_program(program, *argv, stdin=stdin, files=files, env=host.env, world=Place(cluster, vantage))


def without_dns() -> Cluster:
    """A cluster whose DNS has no pods: its Service refuses."""
    cluster = playground()
    found = cluster.get(kinds.DEPLOYMENT, "kube-system", "coredns")
    assert found is not None
    cluster.update(kinds.DEPLOYMENT, "kube-system", "coredns", {**found.tree, "spec": {**found.spec, "replicas": 0}})
    return cluster
