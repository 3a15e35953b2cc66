from __future__ import annotations

import pytest

from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.status import Refusal
from svcquest.model.tree import Tree
from svcquest.schema.request import read, read_strictly


@pytest.mark.parametrize("head", [{}, {"apiVersion": "v1"}, {"kind": "Service"}, {"apiVersion": None, "kind": ""}])
def test_version_and_kind_come_from_the_resource_where_they_are_missing(head: Tree) -> None:
    assert read(head, kinds.SERVICE).tree == {"apiVersion": "v1", "kind": "Service"}


@pytest.mark.parametrize(
    ("kind", "sent", "message"),
    [
        (
            kinds.SERVICE,
            {"spec": {"selctor": {}, "prots": []}},
            'Service in version "v1" cannot be handled as a Service: strict decoding error: '
            'unknown field "spec.prots", unknown field "spec.selctor"',
        ),
        (
            kinds.DEPLOYMENT,
            {"spec": {"replicas": "x"}},
            'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into '
            "Go struct field DeploymentSpec.spec.replicas of type int32",
        ),
        (
            kinds.SERVICE,
            {"kind": "service"},
            'service in version "v1" cannot be handled as a Service: no kind "service" is registered for version '
            '"v1" in scheme "svcquest"',
        ),
        (
            kinds.SERVICE,
            {"apiVersion": "apps/v1", "kind": "Service"},
            'Service in version "v1" cannot be handled as a Service: no kind "Service" is registered for version '
            '"apps/v1" in scheme "svcquest"',
        ),
        (
            kinds.SERVICE,
            {"apiVersion": "v1", "kind": "Pod"},
            'Pod in version "v1" cannot be handled as a Service: converting (v1.Pod) to (core.Service): '
            "unknown conversion",
        ),
        (
            kinds.DEPLOYMENT,
            {"apiVersion": "v1", "kind": "Pod"},
            'Pod in version "v1" cannot be handled as a Deployment: converting (v1.Pod) to (apps.Deployment): '
            "unknown conversion",
        ),
    ],
)
def test_what_cannot_be_read_is_a_bad_request(kind: Kind, sent: Tree, message: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_strictly(sent, kind)
    assert (caught.value.status.code, caught.value.status.reason) == (400, "BadRequest")
    assert caught.value.status.message == message


def test_unknown_fields_can_be_forgiven() -> None:
    body = read({"spec": {"foo": 1, "type": "NodePort"}}, kinds.SERVICE)
    assert body.tree["spec"] == {"type": "NodePort"}
    assert [str(unknown) for unknown in body.unknown] == ['unknown field "spec.foo"']


@pytest.mark.parametrize(
    ("group", "name", "version", "body", "message"),
    [
        (
            "networking.k8s.io",
            "Ingress",
            "v1",
            {"spec": {"rules": 5}},
            "Go struct field IngressSpec.spec.rules of",
        ),
        ("networking.k8s.io", "Ingress", "v1", {"spec": {"ruls": []}}, 'unknown field "spec.ruls"'),
        ("", "Secret", "v1", {"data": {"a": 5}}, "into Go struct field Secret.data of type string"),
        ("policy", "PodDisruptionBudget", "v1", {"spec": {"minAvailable": []}}, "cannot unmarshal array"),
        ("networking.istio.io", "Ingress", "v1", {"spec": {"rules": 5}}, ""),
        ("networking.k8s.io", "Ingress", "v1beta1", {"spec": {"rules": 5}}, ""),
        ("batch", "Job", "v1", {"spec": 5}, ""),
    ],
)
def test_kinds_that_are_only_kept_are_read_by_their_fields_where_these_are_known(
    group: str, name: str, version: str, body: Tree, message: str
) -> None:
    kind = Kind(group, version, name, f"{name.lower()}s")
    tree = {"apiVersion": kind.api_version, "kind": name, "metadata": {"name": "it"}, **body}
    if message:
        with pytest.raises(Refusal) as caught:
            read_strictly(tree, kind)
        assert message in caught.value.status.message
    else:
        assert read_strictly(tree, kind) == tree
