"""A small shop for tests of kubectl: a Deployment, Services of each kind, an unready pod, an empty namespace."""

from __future__ import annotations

from typing import Any

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.terminal.process import Files, Outcome
from svcquest.terminal.session import Terminal

DEPRECATED = "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n"

MANIFEST = """\
apiVersion: v1
kind: Service
metadata:
  name: filed
spec:
  selector:
    app: web
  ports:
  - port: 80
"""


def _service(name: str, *, labels: dict[str, str] | None = None, **spec: Any) -> dict[str, Any]:
    metadata = {"name": name, "labels": labels} if labels else {"name": name}
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}


def _pod(name: str, node: str, address: str, labels: dict[str, str], **annotations: str) -> dict[str, Any]:
    ready = "False" if annotations.get("ready") == "false" else "True"
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": name,
            "labels": labels,
            "annotations": {f"svcquest/{key}": value for key, value in annotations.items()},
        },
        "spec": {
            "nodeName": node,
            "containers": [
                {"name": "c", "image": "nginx:1.27", "ports": [{"name": "http", "containerPort": 8080}]},
                {"name": "side", "image": "busybox:1.35"},
            ],
        },
        "status": {
            "phase": "Running",
            "podIP": address,
            "podIPs": [{"ip": address}],
            "conditions": [{"type": "Ready", "status": ready}],
            "containerStatuses": [
                {"name": "c", "ready": ready == "True", "restartCount": 0, "state": {"running": {}}},
                {"name": "side", "ready": True, "restartCount": 2, "state": {"running": {}}},
            ],
        },
    }


OBJECTS: list[dict[str, Any]] = [
    {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "empty"}},
    _pod("web-1", "node-1", "10.244.1.20", {"app": "web"}),
    _pod("web-2", "node-2", "10.244.2.20", {"app": "web"}, ready="false"),
    _service(
        "web",
        labels={"app": "web", "tier": "front"},
        clusterIP="10.96.22.1",
        selector={"app": "web"},
        ports=[{"name": "http", "port": 80, "targetPort": "http"}],
    ),
    _service(
        "np",
        type="NodePort",
        clusterIP="10.96.22.2",
        selector={"app": "web"},
        ports=[{"port": 81, "targetPort": 8080, "nodePort": 30080}],
    ),
    _service("ext", type="ExternalName", externalName="db.example.com"),
    _service("bare", clusterIP="10.96.22.3", ports=[{"port": 9}]),
    {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "idle", "labels": {"app": "idle"}},
        "spec": {
            "replicas": 0,
            "selector": {"matchLabels": {"app": "idle"}},
            "template": {
                "metadata": {"labels": {"app": "idle"}},
                "spec": {"containers": [{"name": "c", "image": "nginx:1.27"}]},
            },
        },
    },
]


def open_shop() -> Terminal:
    cluster = Cluster(Settings())
    assert cluster.load(OBJECTS) == []
    return Terminal(cluster, Files({"svc.yaml": MANIFEST}))


def kubectl(line: str) -> Outcome:
    """One command in a shop of its own."""
    return open_shop().run(f"kubectl {line}")


def answer(line: str) -> tuple[str, str, int]:
    """Standard output, standard error and status of one command in a shop of its own."""
    outcome = kubectl(line)
    return outcome.stdout, outcome.stderr, outcome.exit


def kubectls(*lines: str) -> list[tuple[int, str]]:
    """Commands in the same shop: their statuses and what they print on either channel."""
    terminal = open_shop()
    outcomes = [terminal.run(f"kubectl {line}") for line in lines]
    return [(outcome.exit, outcome.stdout + outcome.stderr) for outcome in outcomes]
