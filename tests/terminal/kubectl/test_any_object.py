"""Whatever objects and patches the writing commands are given: an answer, never a fault."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.engine.cluster import Cluster
from svcquest.model.tree import Tree
from svcquest.terminal.files import Files
from svcquest.terminal.session import Terminal

SERVICE: Tree = {
    "apiVersion": "v1",
    "kind": "Service",
    "metadata": {"name": "web", "labels": {"a": "b"}, "annotations": {"c": "d"}, "finalizers": ["x.io/y"]},
    "spec": {
        "selector": {"app": "web"},
        "ports": [{"name": "http", "port": 80}, {"name": "dns", "port": 53, "protocol": "UDP"}],
        "externalIPs": ["192.168.1.9"],
    },
    "status": {"loadBalancer": {}},
}
DEPLOYMENT: Tree = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "web"},
    "spec": {
        "selector": {"matchLabels": {"app": "web"}},
        "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "c", "image": "nginx", "env": [{"name": "A", "value": "1"}]}]},
        },
    },
}

odd = st.recursive(
    st.none() | st.booleans() | st.sampled_from([0, -1, 80, 1.5, "", "web", "None", "a b"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "port", "$patch", "app", "key"]), inner, max_size=2)
    ),
    max_leaves=3,
)


def _places(tree: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [at, *(place for key, value in inner for place in _places(value, (*at, key)))]


def _replaced(tree: Any, place: tuple[Any, ...], value: Any) -> Any:
    if not place:
        return value
    if isinstance(tree, dict):
        return {**tree, place[0]: _replaced(tree[place[0]], place[1:], value)}
    return [_replaced(each, place[1:], value) if at == place[0] else each for at, each in enumerate(tree)]


@st.composite
def mangled(draw: st.DrawFn) -> Any:
    tree = draw(st.sampled_from([SERVICE, DEPLOYMENT]))
    for _ in range(draw(st.integers(1, 2))):
        tree = _replaced(tree, draw(st.sampled_from(_places(tree))), draw(odd))
    return tree


def _terminal(files: dict[str, str]) -> Terminal:
    terminal = Terminal(_CLUSTER.fork(), Files(files))
    terminal.files.write("there.json", json.dumps({"apiVersion": "v1", "kind": "List", "items": [SERVICE, DEPLOYMENT]}))
    return terminal


_CLUSTER = Cluster()


@pytest.mark.parametrize("first", ["", "kubectl apply -f there.json", "kubectl apply --server-side -f there.json"])
@given(tree=mangled())
def test_any_object(first: str, tree: Any) -> None:
    terminal = _terminal({"odd.json": json.dumps(tree)})
    lines = [
        "kubectl diff -f odd.json",
        "kubectl expose -f odd.json --port=80 --name=x",
        "kubectl apply --server-side -f odd.json --force-conflicts",
        "kubectl apply -f odd.json",
        "kubectl replace -f odd.json",
        "kubectl create -f odd.json --dry-run=client -o name",
        "kubectl delete -f odd.json --wait=false",
    ]
    for line in (first, *lines):
        outcome = terminal.run(line)
        assert outcome.exit == 0 or outcome.stderr or outcome.stdout


@pytest.mark.parametrize("how", ["strategic", "merge"])
@given(patch=mangled())
def test_any_patch(how: str, patch: Any) -> None:
    terminal = _terminal({"odd.json": json.dumps(patch)})
    terminal.run("kubectl apply -f there.json")
    for kind in ("svc", "deploy"):
        outcome = terminal.run(f"kubectl patch {kind} web --type={how} --patch-file=odd.json")
        assert outcome.stdout.startswith(("service/web patched", "deployment.apps/web patched")) or outcome.exit == 1


ODD_JOBS = [
    "x",
    [1],
    {"conditions": {"type": "Failed"}, "template": "x", "selector": "x"},
    {"conditions": ["x", {"type": {"a": 1}, "status": "True"}], "template": {"spec": {"containers": ["x"]}}},
    {"conditions": [{"type": "Failed", "status": "True", "observedGeneration": "x"}], "template": {"spec": [1]}},
]


@pytest.mark.parametrize("body", ODD_JOBS, ids=str)
def test_an_object_that_nobody_has_looked_into(body: Any) -> None:
    terminal = Terminal(Cluster(), Files())
    job = {"apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "odd", "namespace": "default"}}
    assert terminal.cluster.load([{**job, "spec": body, "status": body}]) == []
    lines = [
        "kubectl get job -o wide",
        "kubectl describe job odd",
        "kubectl wait job/odd --for=condition=failed --timeout=1s",
        "kubectl logs job/odd",
        "kubectl exec job/odd -- ls",
        "kubectl expose job odd --port=80",
        "kubectl set image job/odd a=b",
        "kubectl scale job odd --replicas=2",
        "kubectl rollout status job/odd",
    ]
    for line in lines:
        outcome = terminal.run(line)
        assert outcome.stderr or outcome.stdout
    for typed in ("kubectl set image job/odd ", "kubectl exec job/odd -c ", "kubectl port-forward job/odd "):
        assert terminal.complete(typed)[0] == len(typed)
