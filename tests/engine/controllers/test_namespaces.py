"""Namespaces that go, with all that is in them."""

from __future__ import annotations

import pytest
from tests.engine.clusters import change, make, pod, service, workload

from svcquest.engine.cluster import Cluster
from svcquest.engine.pod_admission import SERVICE_ACCOUNT
from svcquest.model.kinds import CONFIGMAP, DEPLOYMENT, ENDPOINTS, NAMESPACE, POD, SERVICE, STATEFULSET, Kind
from svcquest.model.resource import Resource


def content(cluster: Cluster, name: str) -> list[Resource]:
    return [each for each in cluster.state.all() if each.namespace == name]


def test_a_namespace_waits_for_its_last_pod() -> None:
    cluster = Cluster()
    make(cluster, NAMESPACE, {"metadata": {"name": "shop"}})
    make(cluster, DEPLOYMENT, workload("web", 3), "shop")
    make(cluster, STATEFULSET, workload("db", 1, serviceName="db"), "shop")
    for name in ("web", "db"):
        make(cluster, SERVICE, service(name, name), "shop")
    make(cluster, SERVICE, service("by-hand"), "shop")
    make(cluster, ENDPOINTS, {"metadata": {"name": "by-hand"}, "subsets": [_subset()]}, "shop")
    make(cluster, POD, pod("slow", annotations={"svcquest/linger": "20"}), "shop")
    cluster.delete(NAMESPACE, "", "shop")
    assert {(each.kind, each.name) for each in content(cluster, "shop")} == {(POD, "slow")}
    assert cluster.get(NAMESPACE, "", "shop") is not None
    cluster.advance(30)
    assert content(cluster, "shop") == []
    assert cluster.get(NAMESPACE, "", "shop") is None


@pytest.mark.parametrize("held", [SERVICE, ENDPOINTS], ids=str)
def test_nothing_new_is_made_for_what_a_finalizer_holds(held: Kind) -> None:
    cluster = Cluster()
    make(cluster, NAMESPACE, {"metadata": {"name": "shop"}})
    make(cluster, SERVICE, service("web", "web" if held == SERVICE else ""), "shop")
    if held == ENDPOINTS:
        make(cluster, ENDPOINTS, {"metadata": {"name": "web"}, "subsets": [_subset()]}, "shop")
    change(cluster, held, "web", ("metadata", "finalizers"), ["example.com/slow"], "shop")
    cluster.delete(NAMESPACE, "", "shop")
    assert [(each.kind, each.name) for each in content(cluster, "shop")] == [(held, "web")]
    change(cluster, held, "web", ("metadata", "finalizers"), None, "shop")
    assert cluster.get(NAMESPACE, "", "shop") is None


def _subset() -> dict[str, object]:
    return {"addresses": [{"ip": "192.0.2.1"}], "ports": [{"port": 80}]}


def test_an_empty_namespace_goes_at_once_and_may_come_back() -> None:
    cluster = Cluster()
    for _ in range(2):
        make(cluster, NAMESPACE, {"metadata": {"name": "shop"}})
        assert [each.kind for each in content(cluster, "shop")] == [CONFIGMAP, SERVICE_ACCOUNT]
        cluster.delete(NAMESPACE, "", "shop")
        assert cluster.get(NAMESPACE, "", "shop") is None


@pytest.mark.parametrize(("kind", "name"), [(CONFIGMAP, "kube-root-ca.crt"), (SERVICE_ACCOUNT, "default")])
def test_what_every_namespace_has_comes_back_when_somebody_deletes_it(kind: Kind, name: str) -> None:
    cluster = Cluster()
    before = cluster.get(kind, "default", name)
    cluster.delete(kind, "default", name)
    after = cluster.get(kind, "default", name)
    assert before is not None
    assert after is not None
    assert before.uid != after.uid
