"""What ``kubectl apply --prune`` takes away, and what it does not."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl

SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: web, labels: {team: a}}
spec: {ports: [{port: 80}]}
"""


@pytest.fixture
def left_over(kubectl: Kubectl) -> Kubectl:
    """Several objects were applied once; the file still has one of them."""
    kubectl.write("svc.yaml", SERVICE)
    kubectl.write("old.yaml", SERVICE.replace("name: web", "name: old"))
    kubectl.write("other.yaml", SERVICE.replace("name: web, labels: {team: a}", "name: other, labels: {team: b}"))
    kubectl.write("ns.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: gone, labels: {team: a}}\n")
    for name in ("svc", "old", "other", "ns"):
        kubectl(f"apply -f {name}.yaml")
    kubectl("create service clusterip made --tcp=80")
    kubectl("label svc made team=a")
    return kubectl


@pytest.mark.parametrize(
    ("flags", "pruned"),
    [
        ("-l team=a", "service/old pruned\nnamespace/gone pruned\n"),
        ("-l team=a --dry-run=server", "service/old pruned (server dry run)\nnamespace/gone pruned (server dry run)\n"),
        ("-l team=a --prune-allowlist=core/v1/Namespace", "namespace/gone pruned\n"),
        ("-l team=a --prune-allowlist=core/v1/Pod", ""),
        ("--all --prune-allowlist=core/v1/Service", "service/old pruned\nservice/other pruned\n"),
    ],
)
def test_what_was_applied_and_is_not_in_the_file_goes(left_over: Kubectl, flags: str, pruned: str) -> None:
    first, rest = left_over(f"apply -f svc.yaml --prune {flags}").split("\n", 1)
    assert first.startswith("service/web unchanged")
    assert rest == pruned
    there = left_over("get svc,ns -o name")
    assert "service/web\n" in there
    assert ("service/old\n" in there) == ("service/old pruned\n" not in pruned)


def test_nothing_goes_when_something_could_not_be_applied(left_over: Kubectl) -> None:
    left_over.write("svc.yaml", SERVICE + "---\n" + SERVICE.replace("name: web", "name: a.b"))
    assert "is invalid" in left_over.fails("apply -f svc.yaml --prune -l team=a")
    assert "service/old" in left_over("get svc -o name")


@pytest.mark.parametrize(
    ("flags", "warned"), [("-n default", True), ("", True), ("--prune-allowlist=core/v1/Service", False)]
)
def test_apply_warns_where_nobody_says_which_kinds_go(left_over: Kubectl, flags: str, warned: bool) -> None:
    outcome = left_over.run(f"apply -f svc.yaml --prune -l team=a {flags}")
    warning = "] Deprecated: kubectl apply will no longer prune non-namespaced resources by default"
    assert (warning in outcome.stderr) == warned


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("Service", "invalid GroupVersionKind format: Service, please follow <group/version/kind>"),
        ("core/v1/Thing", 'no matches for kind "Thing" in version "v1"'),
    ],
)
def test_kinds_that_cannot_be_pruned(left_over: Kubectl, word: str, message: str) -> None:
    line = f"apply -f svc.yaml --prune --all --prune-allowlist={word}"
    assert left_over.fails(line) == f"error: {message}\n"
