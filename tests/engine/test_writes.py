from __future__ import annotations

from typing import Any

import pytest
from tests.engine.clusters import change, found, make, pod, refused, service, workload

from svcquest.engine.cluster import Accepted, Cluster
from svcquest.model.kinds import CONFIGMAP, DEPLOYMENT, ENDPOINTS, ENDPOINTSLICE, NAMESPACE, NODE, POD, SERVICE


def test_a_new_object_gets_what_only_the_server_gives(cluster: Cluster) -> None:
    sent = service("web", "web")
    sent["metadata"] |= {"uid": "mine", "resourceVersion": "7", "creationTimestamp": "1999-01-01T00:00:00Z"}
    made = make(cluster, SERVICE, sent)
    assert made.uid != "mine"
    assert made.metadata["creationTimestamp"] == "2026-11-18T11:06:40Z"
    assert int(made.resource_version) > 7
    assert made.status == {"loadBalancer": {}}
    assert made.spec["clusterIP"].startswith("10.")


@pytest.mark.parametrize(("prefix", "kept"), [("conf-", "conf-"), ("c" * 60 + "-", "c" * 58)])
def test_generate_name_appends_five_letters_to_what_leaves_room_for_them(
    cluster: Cluster, prefix: str, kept: str
) -> None:
    answer = cluster.create(CONFIGMAP, {"metadata": {"generateName": prefix}})
    assert isinstance(answer, Accepted)
    assert answer.resource.name.startswith(kept)
    assert len(answer.resource.name) == len(kept) + 5


@pytest.mark.parametrize(
    ("namespace", "sent_namespace", "reason", "message"),
    [
        ("nope", "nope", "NotFound", 'namespaces "nope" not found'),
        (
            "default",
            "other",
            "BadRequest",
            "the namespace of the provided object does not match the namespace sent on the request",
        ),
    ],
)
def test_refused_by_namespace(cluster: Cluster, namespace: str, sent_namespace: str, reason: str, message: str) -> None:
    sent = {"metadata": {"name": "c", "namespace": sent_namespace}}
    status = refused(cluster.create(CONFIGMAP, sent, namespace=namespace))
    assert (status.reason, status.message) == (reason, message)


def test_a_name_is_given_once(cluster: Cluster) -> None:
    make(cluster, SERVICE, service("web"))
    status = refused(cluster.create(SERVICE, service("web")))
    assert (status.code, status.message) == (409, 'services "web" already exists')


def test_unknown_fields_are_refused_or_warned_about_or_dropped(cluster: Cluster) -> None:
    sent = service("web", prots=[])
    assert 'unknown field "spec.prots"' in refused(cluster.create(SERVICE, sent)).message
    warned = cluster.create(SERVICE, sent, validation="Warn", dry_run=True)
    ignored = cluster.create(SERVICE, sent, validation="Ignore", dry_run=True)
    assert isinstance(warned, Accepted)
    assert isinstance(ignored, Accepted)
    assert warned.warnings == ('unknown field "spec.prots"',)
    assert ignored.warnings == ()


def test_a_refused_write_and_a_dry_run_leave_no_trace(cluster: Cluster) -> None:
    before = cluster.state
    refused(cluster.create(SERVICE, service("web", ports=[])))
    assert isinstance(cluster.create(SERVICE, service("web"), dry_run=True), Accepted)
    assert isinstance(cluster.delete(SERVICE, "default", "kubernetes", dry_run=True), Accepted)
    assert cluster.state is before


def test_replacing_keeps_identity_and_counts_changes_of_the_specification(cluster: Cluster) -> None:
    made = make(cluster, DEPLOYMENT, workload("web"))
    change(cluster, DEPLOYMENT, "web", ("metadata", "labels"), {"a": "b"})
    labelled = found(cluster, DEPLOYMENT, "web")
    change(cluster, DEPLOYMENT, "web", ("spec", "replicas"), 1)
    scaled = found(cluster, DEPLOYMENT, "web")
    assert [each.metadata["generation"] for each in (made, labelled, scaled)] == [1, 1, 2]
    assert made.uid == labelled.uid == scaled.uid
    assert scaled.status["observedGeneration"] == 2


def test_an_equal_object_changes_nothing(cluster: Cluster) -> None:
    made = make(cluster, SERVICE, service("web", "web"))
    answer = cluster.update(SERVICE, "default", "web", made.tree)
    assert isinstance(answer, Accepted)
    assert not answer.changed
    assert found(cluster, SERVICE, "web").resource_version == made.resource_version


def test_a_stale_resource_version_conflicts(cluster: Cluster) -> None:
    old = make(cluster, SERVICE, service("web", "web")).tree
    change(cluster, SERVICE, "web", ("spec", "selector"), {"app": "other"})
    status = refused(cluster.update(SERVICE, "default", "web", old))
    assert status.reason == "Conflict"
    assert "the object has been modified" in status.message


@pytest.mark.parametrize(
    ("kind", "sent", "creates"),
    [(SERVICE, service("new"), True), (CONFIGMAP, {"metadata": {"name": "new"}}, False), (POD, pod("new"), False)],
)
def test_put_of_an_absent_object(cluster: Cluster, kind: Any, sent: Any, creates: bool) -> None:
    answer = cluster.update(kind, "default", "new", sent)
    assert isinstance(answer, Accepted) is creates
    if not creates:
        assert refused(answer).reason == "NotFound"


def test_the_name_in_the_body_must_be_that_of_the_url(cluster: Cluster) -> None:
    make(cluster, SERVICE, service("u1"))
    status = refused(cluster.update(SERVICE, "default", "u1", service("u2")))
    assert status.message == "the name of the object (u2) does not match the name on the URL (u1)"


def test_status_changes_through_its_subresource_only(cluster: Cluster) -> None:
    made = make(cluster, SERVICE, service("web", "web", type="LoadBalancer"))
    status = {"loadBalancer": {"ingress": [{"ip": "192.168.1.200", "ipMode": "VIP"}]}}
    sent = {**made.tree, "status": status, "spec": {**made.spec, "selector": {"app": "other"}}}
    assert isinstance(cluster.update(SERVICE, "default", "web", sent, subresource="status"), Accepted)
    changed = found(cluster, SERVICE, "web")
    assert changed.status == status
    assert changed.spec == made.spec
    assert isinstance(cluster.update(SERVICE, "default", "web", service("web", "web", type="LoadBalancer")), Accepted)
    assert found(cluster, SERVICE, "web").status == status


def test_deleting_a_service_takes_its_endpoints_and_slices_along(cluster: Cluster) -> None:
    make(cluster, SERVICE, service("web", "web"))
    cluster.delete(SERVICE, "default", "web")
    assert [each.name for kind in (ENDPOINTS, ENDPOINTSLICE) for each in cluster.select(kind, "default")] == [
        "kubernetes",
        "kubernetes",
    ]


def test_the_kubernetes_service_comes_back(cluster: Cluster) -> None:
    before = found(cluster, SERVICE, "kubernetes")
    cluster.delete(SERVICE, "default", "kubernetes")
    after = found(cluster, SERVICE, "kubernetes")
    assert after.uid != before.uid
    assert after.spec["clusterIP"] == "10.96.0.1"
    assert found(cluster, ENDPOINTS, "kubernetes").tree["subsets"][0]["addresses"] == [{"ip": "192.168.1.242"}]


def test_deletion_cascades_unless_dependents_are_orphaned(cluster: Cluster) -> None:
    for name in ("gone", "kept"):
        make(cluster, DEPLOYMENT, workload(name))
    cluster.delete(DEPLOYMENT, "default", "gone")
    cluster.delete(DEPLOYMENT, "default", "kept", propagation="orphan")
    assert {each.labels["app"] for each in cluster.select(POD, "default")} == {"kept"}


def test_a_deleted_namespace_goes_once_its_last_pod_has_ended(cluster: Cluster) -> None:
    make(cluster, NAMESPACE, {"metadata": {"name": "lab"}})
    make(cluster, POD, pod("slow", annotations={"svcquest/linger": "9"}), "lab")
    cluster.delete(NAMESPACE, "", "lab")
    assert found(cluster, NAMESPACE, "lab").status == {"phase": "Terminating"}
    status = refused(cluster.create(CONFIGMAP, {"metadata": {"name": "late"}}, namespace="lab"))
    assert status.message == (
        'configmaps "late" is forbidden: unable to create new content in namespace lab because it is being terminated'
    )
    cluster.advance(9)
    assert cluster.get(NAMESPACE, "", "lab") is None
    assert [each for each in cluster.state.all() if each.namespace == "lab"] == []


@pytest.mark.parametrize(
    ("spec", "annotations", "grace", "left"),
    [
        ({}, {}, None, None),
        ({}, {"svcquest/linger": "28"}, None, 28),
        ({}, {"svcquest/linger": "28"}, 5, 5),
        ({}, {"svcquest/linger": "28"}, 0, None),
        ({"terminationGracePeriodSeconds": 3}, {"svcquest/linger": "28"}, None, 3),
        ({}, {"svcquest/linger": "28", "svcquest/hold": "true"}, None, None),
    ],
    ids=["at-once", "lingers", "shorter-grace", "forced", "own-grace", "never-placed"],
)
def test_how_long_a_deleted_pod_stays(
    cluster: Cluster, spec: dict[str, Any], annotations: dict[str, str], grace: int | None, left: int | None
) -> None:
    make(cluster, POD, pod("p", annotations=annotations, **spec))
    cluster.delete(POD, "default", "p", grace_seconds=grace)
    if left is not None:
        assert found(cluster, POD, "p").terminating
        cluster.advance(left - 1)
        assert found(cluster, POD, "p").terminating
        cluster.advance(1)
    assert cluster.get(POD, "default", "p") is None


def test_a_shorter_grace_overtakes_a_longer_one(cluster: Cluster) -> None:
    make(cluster, POD, pod("p", annotations={"svcquest/linger": "28"}))
    cluster.delete(POD, "default", "p")
    cluster.advance(2)
    cluster.delete(POD, "default", "p", grace_seconds=4)
    cluster.delete(POD, "default", "p", grace_seconds=20)
    assert found(cluster, POD, "p").metadata["deletionGracePeriodSeconds"] == 4
    cluster.advance(2)
    assert cluster.get(POD, "default", "p") is None


def test_deleting_what_is_not_there(cluster: Cluster) -> None:
    assert refused(cluster.delete(NODE, "", "node-9")).message == 'nodes "node-9" not found'


def test_a_dry_run_gives_no_version_out(cluster: Cluster) -> None:
    answer = cluster.create(SERVICE, service("web"), dry_run=True)
    assert isinstance(answer, Accepted)
    assert "uid" in answer.resource.metadata
    assert "resourceVersion" not in answer.resource.metadata


DEPRECATED = "spec.externalIPs is deprecated and may no longer be implemented in some clusters"


def test_what_the_server_warns_of_comes_with_every_write(cluster: Cluster) -> None:
    tree = service("web", externalIPs=["192.0.2.1"])
    tried = cluster.create(SERVICE, tree, dry_run=True)
    made = cluster.create(SERVICE, tree)
    changed = cluster.update(SERVICE, "default", "web", {**tree, "metadata": {"name": "web", "labels": {"a": "b"}}})
    assert [each.warnings for each in (tried, made, changed) if isinstance(each, Accepted)] == [(DEPRECATED,)] * 3


@pytest.mark.parametrize(
    ("kind_of_service", "entry", "expected"),
    [
        ("LoadBalancer", {"ip": "192.0.2.1"}, []),
        ("LoadBalancer", {"ip": "192.0.2.1", "ipMode": "Proxy"}, []),
        ("LoadBalancer", {"hostname": "lb.example.com"}, []),
        (
            "ClusterIP",
            {"ip": "192.0.2.1", "ipMode": "VIP"},
            ["status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'"],
        ),
        (
            "LoadBalancer",
            {"ip": "x"},
            [
                'status.loadBalancer.ingress[0].ip: Invalid value: "x": must be a valid IP address, '
                "(e.g. 10.9.8.7 or 2001:db8::ffff)"
            ],
        ),
        (
            "LoadBalancer",
            {"ip": "192.0.2.1", "ipMode": "vip"},
            ['status.loadBalancer.ingress[0].ipMode: Unsupported value: "vip": supported values: "Proxy", "VIP"'],
        ),
        (
            "LoadBalancer",
            {"hostname": "lb.example.com", "ipMode": "VIP"},
            ["status.loadBalancer.ingress[0].ipMode: Forbidden: may not be specified when `ip` is not set"],
        ),
        (
            "LoadBalancer",
            {"hostname": "192.0.2.1"},
            [
                'status.loadBalancer.ingress[0].hostname: Invalid value: "192.0.2.1": must be a DNS name, '
                "not an IP address"
            ],
        ),
    ],
)
def test_the_status_of_a_service_has_rules_too(
    cluster: Cluster, kind_of_service: str, entry: dict[str, str], expected: list[str]
) -> None:
    made = cluster.create(SERVICE, service("web", type=kind_of_service))
    assert isinstance(made, Accepted)
    tree = {**made.resource.tree, "status": {"loadBalancer": {"ingress": [entry]}}}
    answer = cluster.update(SERVICE, "default", "web", tree, subresource="status")
    causes = () if isinstance(answer, Accepted) else answer.causes
    assert [str(cause) for cause in causes] == expected
