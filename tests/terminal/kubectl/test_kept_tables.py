"""What ``kubectl get`` shows of objects that a cluster only keeps, and that nothing in them brings it down."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.engine.cluster import Cluster
from svcquest.model.kinds import Kind
from svcquest.model.resource import Resource
from svcquest.model.tree import Tree
from svcquest.terminal.files import Files
from svcquest.terminal.kubectl.resource_types import find_type
from svcquest.terminal.kubectl.tables import columns_of
from svcquest.terminal.kubectl.tables.kept import COLUMNS
from svcquest.terminal.session import Terminal

TEMPLATE = {"spec": {"containers": [{"name": "a", "image": "one"}, {"name": "b", "image": "two"}]}}
CPU = {"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 80}}}
SEEN = {"type": "Resource", "resource": {"name": "cpu", "current": {"averageUtilization": 12}}}
QUEUE = {"type": "External", "external": {"target": {"averageValue": "30"}}}
NOW = 1_799_107_200.0  # 2027-01-05T00:00:00Z

SHOWN: list[tuple[str, Tree, list[str]]] = [
    ("ing", {}, ["it", "<none>", "*", "", "80", "4d"]),
    (
        "ing",
        {
            "spec": {"ingressClassName": "nginx", "rules": [{"host": each} for each in "abcde"], "tls": [{}]},
            "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.7"}, {"hostname": "a-long-name.example.com"}]}},
        },
        ["it", "nginx", "a,b,c + 2 more...", "192.0.2.7,a-long-name.example.com", "80, 443", "4d"],
    ),
    (
        "ing",
        {"spec": {"rules": [{}, {"host": "a"}, {"host": "b"}, {"host": "c"}]}},
        ["it", "<none>", "a,b,c", "", "80", "4d"],
    ),
    (
        "ing",
        {"spec": {"rules": [{}, {"host": "a"}, {"host": "b"}, {"host": "c"}, {}]}},
        ["it", "<none>", "a,b,c + 2 more...", "", "80", "4d"],
    ),
    ("ingressclass", {"spec": {"controller": "k8s.io/nginx"}}, ["it", "k8s.io/nginx", "<none>", "4d"]),
    (
        "ingressclass",
        {"spec": {"controller": "c", "parameters": {"apiGroup": "x.io", "kind": "Set", "name": "s"}}},
        ["it", "c", "Set.x.io/s", "4d"],
    ),
    ("job", {"spec": {"completions": 3}}, ["it", "Running", "0/3", "", "4d"]),
    (
        "job",
        {
            "spec": {"template": TEMPLATE, "parallelism": 2, "selector": {"matchLabels": {"a": "b"}}},
            "status": {
                "succeeded": 1,
                "startTime": "2027-01-01T00:00:00Z",
                "completionTime": "2027-01-01T00:03:00Z",
                "conditions": [
                    {"type": "SuccessCriteriaMet", "status": "True"},
                    {"type": "Complete", "status": "True"},
                ],
            },
        },
        ["it", "Complete", "1/1 of 2", "3m", "4d", "a,b", "one,two", "a=b"],
    ),
    (
        "cj",
        {
            "spec": {"schedule": "@daily", "suspend": False, "jobTemplate": {"spec": {"template": TEMPLATE}}},
            "status": {"active": [{"name": "x"}], "lastScheduleTime": "2027-01-04T23:00:00Z"},
        },
        ["it", "@daily", "<none>", "False", "1", "60m", "4d", "a,b", "one,two", "<none>"],
    ),
    ("cj", {"spec": {"schedule": "@daily"}}, ["it", "@daily", "<none>", "<unset>", "0", "<none>", "4d"]),
    (
        "hpa",
        {
            "spec": {
                "scaleTargetRef": {"kind": "Deployment", "name": "web"},
                "minReplicas": 2,
                "maxReplicas": 9,
                "metrics": [CPU, QUEUE, CPU],
            },
            "status": {"currentReplicas": 3, "currentMetrics": [SEEN]},
        },
        ["it", "Deployment/web", "cpu: 12%/80%, <unknown>/30 (avg) + 1 more...", "2", "9", "3", "4d"],
    ),
    (
        "pvc",
        {
            "spec": {"volumeName": "pv-1", "storageClassName": "fast", "volumeMode": "Filesystem"},
            "status": {
                "phase": "Bound",
                "capacity": {"storage": "1Gi"},
                "accessModes": ["ReadWriteMany", "ReadWriteOnce"],
            },
        },
        ["it", "Bound", "pv-1", "1Gi", "RWO,RWX", "fast", "<unset>", "4d", "Filesystem"],
    ),
    ("pvc", {"status": {"phase": "Pending"}}, ["it", "Pending", "", "", "", "", "<unset>", "4d"]),
    (
        "pv",
        {
            "spec": {
                "capacity": {"storage": "1Gi"},
                "accessModes": ["ReadWriteOncePod"],
                "persistentVolumeReclaimPolicy": "Retain",
                "claimRef": {"namespace": "shop", "name": "data"},
                "storageClassName": "fast",
            },
            "status": {"phase": "Bound"},
        },
        ["it", "1Gi", "RWOP", "Retain", "Bound", "shop/data", "fast", "<unset>", "", "4d"],
    ),
    (
        "sc",
        {
            "metadata": {"annotations": {"storageclass.kubernetes.io/is-default-class": "true"}},
            "provisioner": "disk",
            "volumeBindingMode": "WaitForFirstConsumer",
            "allowVolumeExpansion": True,
        },
        ["it (default)", "disk", "Delete", "WaitForFirstConsumer", "true", "4d"],
    ),
    ("role", {"rules": []}, ["it", "2027-01-01T00:00:00Z"]),
    (
        "rolebinding",
        {
            "roleRef": {"kind": "ClusterRole", "name": "view"},
            "subjects": [
                {"kind": "User", "name": "eva"},
                {"kind": "ServiceAccount", "namespace": "shop", "name": "ci"},
            ],
        },
        ["it", "ClusterRole/view", "4d", "eva", "", "shop/ci"],
    ),
    ("pdb", {"spec": {"maxUnavailable": "30%"}}, ["it", "N/A", "30%", "0", "4d"]),
    ("secret", {"type": "Opaque", "data": {"a": "Yg=="}}, ["it", "Opaque", "1", "4d"]),
    (
        "quota",
        {"status": {"hard": {"pods": "9", "limits.cpu": "4"}, "used": {"pods": "2"}}},
        ["it", "pods: 2/9", "limits.cpu: 0/4", "4d"],
    ),
    ("pc", {"value": 7, "preemptionPolicy": "Never"}, ["it", "7", "false", "4d", "Never"]),
    ("lease", {"spec": {"holderIdentity": "node-1"}}, ["it", "node-1", "4d"]),
]


def kept(word: str, tree: Tree) -> Resource:
    kind = find_type(word)
    assert isinstance(kind, Kind), word
    metadata = {"name": "it", "creationTimestamp": "2027-01-01T00:00:00Z", **tree.get("metadata", {})}
    return Resource(kind, "", "it", {**tree, "metadata": metadata}, None)


@pytest.mark.parametrize(("word", "tree", "cells"), SHOWN)
def test_cells(word: str, tree: Tree, cells: list[str]) -> None:
    resource = kept(word, tree)
    found = [column.cell(resource, NOW) for column in columns_of(resource.kind, wide=True)]
    assert found[: len(cells)] == cells
    assert not [cell for cell in found[len(cells) :] if cell not in {"", "<none>", "<unset>"}]


def test_every_table_is_found() -> None:
    for word, count in (("clusterrole", 2), ("crd", 2), ("limits", 2), ("clusterrolebinding", 6)):
        assert len(columns_of(kept(word, {}).kind, wide=True)) == count
    gateway = Kind("networking.istio.io", "v1", "Ingress", "ingresses")
    assert [column.name for column in columns_of(gateway)] == ["NAME", "AGE"]


STEPS = [
    "spec",
    "status",
    "metrics",
    "rules",
    "host",
    "template",
    "containers",
    "selector",
    "matchLabels",
    "hard",
    "used",
    "type",
    "resource",
    "name",
    "conditions",
    "target",
    "data",
    "subjects",
    "active",
]
odd = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 9) | st.sampled_from(["", "x", "True", "2027-01-01T00:00:00Z"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(STEPS), inner, max_size=3),
    max_leaves=8,
)


@given(tree=st.dictionaries(st.sampled_from(["spec", "status", "data", "subjects", "roleRef"]), odd))
def test_anything_is_shown_somehow(tree: dict[str, Any]) -> None:
    for columns in COLUMNS.values():
        resource = kept("job", tree)
        assert all(isinstance(column.cell(resource, NOW), str) for column in columns)


def test_a_dump_is_listed_with_its_columns() -> None:
    cluster = Cluster()
    tree = kept("hpa", {"metadata": {"namespace": "default"}, "spec": {"maxReplicas": 4}}).tree
    cluster.load([{"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", **tree}])
    printed = Terminal(cluster, Files()).run("kubectl get hpa").stdout
    assert printed.splitlines()[0].split() == ["NAME", "REFERENCE", "TARGETS", "MINPODS", "MAXPODS", "REPLICAS", "AGE"]
