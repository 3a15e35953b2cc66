"""Objects for tests of validation, and the causes that they are refused for."""

from __future__ import annotations

from typing import Any

from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.schema.defaults import apply_defaults
from svcquest.schema.validate import validate_create

RANGE = "must be between 1 and 65535, inclusive"
LABELS = {"metadata": {"labels": {"app": "web"}}}
CONTAINERS = [{"name": "c", "image": "nginx"}]


def made(kind: Kind, metadata: Tree | None = None, **fields: Any) -> Tree:
    place = {"namespace": "default"} if kind.namespaced else {}
    tree = {"kind": kind.kind, "metadata": {"name": "x", **place, **(metadata or {})}, **fields}
    return apply_defaults(kind, tree)


def causes(kind: Kind, metadata: Tree | None = None, **fields: Any) -> list[str]:
    return [str(cause) for cause in validate_create(kind, made(kind, metadata, **fields))]


RIGHT: dict[str, Tree] = {
    "ConfigMap": {"data": {"key.name": "x"}},
    "DaemonSet": {
        "spec": {
            "selector": {"matchLabels": {"app": "web"}},
            "template": {**LABELS, "spec": {"containers": CONTAINERS}},
        }
    },
    "EndpointSlice": {"addressType": "IPv4", "endpoints": [{"addresses": ["10.0.0.1"]}], "ports": [{"port": 70000}]},
    "Endpoints": {"subsets": [{"addresses": [{"ip": "10.0.0.1"}], "ports": [{"port": 80}]}]},
    "Event": {},
    "Namespace": {},
    "NetworkPolicy": {"spec": {"podSelector": {}}},
    "Node": {"spec": {"taints": [{"key": "a", "effect": "NoSchedule"}]}},
    "Pod": {"spec": {"containers": CONTAINERS}},
    "ReplicationController": {"spec": {"template": {**LABELS, "spec": {"containers": CONTAINERS}}}},
}
RIGHT |= dict.fromkeys(("Deployment", "ReplicaSet", "StatefulSet"), RIGHT["DaemonSet"])


def assert_heads(found: list[str], expected: list[str]) -> None:
    assert len(found) == len(expected), found
    for text, head in zip(found, expected, strict=True):
        assert text.startswith(head)
