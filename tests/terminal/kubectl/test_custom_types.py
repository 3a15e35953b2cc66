"""Types that only this cluster has: custom resources, and what a dump holds of them."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl

from svcquest.engine.cluster import Cluster
from svcquest.engine.custom_kinds import custom_kinds
from svcquest.terminal.files import Files
from svcquest.terminal.session import Terminal

CERTIFICATE = {
    "apiVersion": "cert-manager.io/v1",
    "kind": "Certificate",
    "metadata": {"name": "tls", "namespace": "default", "labels": {"app": "web"}},
    "spec": {"secretName": "tls"},
    "status": {"conditions": [{"type": "Ready", "status": "True"}]},
}

DEFINITION = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {plural: shops, singular: shop, kind: Shop, shortNames: [sh], categories: [all]}
  versions:
  - {name: v1, served: true, storage: true}
  - {name: v1alpha1, served: false, storage: false}
"""
SHOP = """\
apiVersion: example.com/v1
kind: Shop
metadata: {name: corner}
spec: {open: true}
"""


@pytest.fixture
def dumped() -> Kubectl:
    """A cluster that has been loaded with an object of a type that nobody has declared."""
    cluster = Cluster()
    assert cluster.load([CERTIFICATE]) == []
    return Kubectl(Terminal(cluster, Files()))


@pytest.mark.parametrize(
    "word",
    ["certificates", "certificate", "Certificate", "certificates.cert-manager.io", "certificate.v1.cert-manager.io"],
)
def test_what_a_dump_holds_is_found(dumped: Kubectl, word: str) -> None:
    assert dumped(f"get {word} -o name") == "certificate.cert-manager.io/tls\n"


def test_it_is_kept_as_it_was(dumped: Kubectl) -> None:
    assert dumped("get certificate tls -o jsonpath={.status.conditions[0].status}") == "True"
    assert "Secret Name:  tls" in dumped("describe certificate tls")


def test_it_can_be_changed_and_deleted(dumped: Kubectl) -> None:
    dumped("label certificate tls a=b")
    assert dumped("get certificates -l a=b -o name") == "certificate.cert-manager.io/tls\n"
    assert dumped("delete certificate tls") == 'certificate.cert-manager.io "tls" deleted from default namespace\n'


def test_what_nobody_has_is_unknown(dumped: Kubectl) -> None:
    assert dumped.fails("get issuers") == 'error: the server doesn\'t have a resource type "issuers"\n'
    assert "ensure CRDs are installed first" in dumped.fails("apply -f -", SHOP)


def test_a_definition_makes_a_type(kubectl: Kubectl) -> None:
    kubectl("apply -f -", DEFINITION)
    assert kubectl("apply -f -", SHOP) == "shop.example.com/corner created\n"
    assert "shop.example.com/corner" in kubectl("get all -o name")
    assert kubectl("get sh corner -o jsonpath={.spec.open}") == "true"
    assert ["shops", "sh", "example.com/v1", "true", "Shop"] in map(str.split, kubectl("api-resources").splitlines())


def test_versions_that_are_not_served_are_no_types(kubectl: Kubectl) -> None:
    kubectl("apply -f -", DEFINITION)
    found = [kind.api_version for kind in custom_kinds(kubectl.terminal.cluster.state) if kind.kind == "Shop"]
    assert found == ["example.com/v1"]
