"""Whoever writes an object owns what was written; server-side apply meets them."""

from __future__ import annotations

import json

import pytest
from tests.terminal.kubectl.conftest import Kubectl

SERVICE = """\
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: other}
  ports: [{port: 80, targetPort: 8080}]
"""


def owners(kubectl: Kubectl, what: str) -> dict[str, object]:
    """Fields by manager, a ``/`` and the subresource after those that write through one."""
    entries = json.loads(kubectl(f"get {what} -o json --show-managed-fields"))["metadata"]["managedFields"]
    return {
        each["manager"] + (f"/{each['subresource']}" if "subresource" in each else ""): each["fieldsV1"]
        for each in entries
    }


@pytest.fixture
def made(kubectl: Kubectl) -> Kubectl:
    kubectl("create service clusterip web --tcp=80:80")
    kubectl.write("s.yaml", SERVICE)
    return kubectl


@pytest.mark.parametrize(
    ("command", "manager"),
    [
        ("label svc web a=b", "kubectl-label"),
        ("annotate svc web a=b", "kubectl-annotate"),
        ("""patch svc web -p '{"spec":{"type":"NodePort"}}'""", "kubectl-patch"),
        ("set selector svc web a=b", "kubectl-set"),
        ("""patch svc web --field-manager=me -p '{"spec":{"type":"NodePort"}}'""", "me"),
        ("apply -f s.yaml", "kubectl-client-side-apply"),
        ("replace -f s.yaml", "kubectl-replace"),
    ],
)
def test_every_command_writes_under_its_own_name(made: Kubectl, command: str, manager: str) -> None:
    made(command)
    assert owners(made, "svc web").keys() == {"kubectl-create", manager}


def test_what_is_changed_changes_hands(made: Kubectl) -> None:
    made("""patch svc web -p '{"spec":{"type":"NodePort"}}'""")
    found = owners(made, "svc web")
    assert "f:type" in str(found["kubectl-patch"])
    assert "f:type" not in str(found["kubectl-create"])


def test_what_changes_nothing_changes_no_owner(made: Kubectl) -> None:
    before = made("get svc web -o json --show-managed-fields")
    made("""patch svc web -p '{"spec":{"type":"ClusterIP"}}'""")
    assert made("get svc web -o json --show-managed-fields") == before


def test_server_side_apply_meets_who_created_the_object(made: Kubectl) -> None:
    assert made.fails("apply --server-side -f s.yaml").startswith(
        'error: Apply failed with 2 conflicts: conflicts with "kubectl-create" using v1:\n'
        '- .spec.ports[port=80,protocol="TCP"].targetPort\n- .spec.selector\nPlease review'
    )
    made("apply --server-side --force-conflicts -f s.yaml")
    assert "f:selector" in str(owners(made, "svc web")["kubectl"])
    assert made("get svc web -o jsonpath={.spec.selector.app}") == "other"


def test_scaling_is_told_by_its_subresource(kubectl: Kubectl) -> None:
    kubectl("create deployment web --image=nginx:1")
    kubectl.write("d.yaml", kubectl("create deployment web --image=nginx:1 --dry-run=client -o yaml"))
    kubectl("scale deployment web --replicas=3")
    assert owners(kubectl, "deployment web")["kubectl/scale"] == {"f:spec": {"f:replicas": {}}}
    assert kubectl.fails("apply --server-side -f d.yaml").startswith(
        'error: Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: '
        ".spec.replicas\n"
    )


def test_server_side_apply_inherits_from_client_side_apply(kubectl: Kubectl) -> None:
    kubectl.write("s.yaml", SERVICE)
    kubectl("apply -f s.yaml")
    kubectl.write("s.yaml", SERVICE.replace("{app: other}", "{app: web}").replace(", targetPort: 8080", ""))
    kubectl("apply --server-side -f s.yaml")
    assert "kubectl-client-side-apply" not in owners(kubectl, "svc web")
    assert kubectl("get svc web -o jsonpath={.spec.ports[0].targetPort}") == "80"
    assert kubectl("get svc web -o jsonpath={.metadata.annotations}") != ""


def test_owners_are_shown_on_request_only(made: Kubectl) -> None:
    assert "managedFields" not in made("get svc web -o yaml")
    assert "manager: kubectl-create\n" in made("get svc web -o yaml --show-managed-fields")


@pytest.mark.parametrize(
    ("what", "managers"),
    [
        ("deploy web", ["kubectl-create", "kube-controller-manager/status"]),
        ("rs -l app=web", ["kube-controller-manager", "kube-controller-manager/status"]),
        ("pod -l app=web", ["kube-controller-manager", "kubelet/status"]),
        ("endpoints web", ["kube-controller-manager"]),
        ("endpointslice -l app=web", ["kube-controller-manager"]),
        ("svc web", ["kubectl-expose"]),
    ],
)
def test_controllers_own_what_they_make_and_report(kubectl: Kubectl, what: str, managers: list[str]) -> None:
    kubectl("create deployment web --image=nginx")
    kubectl("expose deployment web --port=80")
    one = kubectl(f"get {what} -o name").split()[0]
    assert sorted(owners(kubectl, one)) == sorted(managers)
