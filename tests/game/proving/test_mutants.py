"""Wrong answers out of right ones: which there are, and that the harmless are left out."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.network.scenes import client, pod, scene, service

from svcquest.engine.cluster import Accepted, Cluster
from svcquest.game.proving import mutants_of
from svcquest.model.kinds import DEPLOYMENT, SERVICE, Kind
from svcquest.model.tree import Tree

PODS = [client(), pod("web-1", ports=(8080,), port_name="http"), pod("db-1", 2, app="db")]
HTTP: list[Tree] = [{"port": 80, "targetPort": 8080}]


def ids(made: list[Tree], start: list[Tree] | None = None, kind: Kind = SERVICE) -> set[str]:
    """Mutants of an answer that makes or replaces Services."""
    cluster = scene(*PODS, *(start or ()))
    before = cluster.state
    for tree in made:
        put(cluster, kind, tree)
    return {each.id.partition(": ")[2] for each in mutants_of(before, cluster.state)}


def put(cluster: Cluster, kind: Kind, tree: Tree) -> None:
    place, name = tree["metadata"]["namespace"], tree["metadata"]["name"]
    known = cluster.get(kind, place, name) is not None
    answer = cluster.update(kind, place, name, tree) if known else cluster.create(kind, tree, namespace=place)
    assert isinstance(answer, Accepted), answer


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({}, "spec.selector.app dropped"),
        ({}, "spec.selector.app changed to webx"),
        ({}, "spec.selector.app changed to db"),
        ({}, "spec.ports[0].port changed to 81"),
        ({}, "spec.ports[0].port changed to 8080"),
        ({}, "spec.ports[0].targetPort changed to 80"),
        ({}, "spec.ports[0].targetPort changed to 8081"),
        ({}, "spec.ports[0].protocol changed to UDP"),
        ({}, "spec.type changed to ExternalName"),
        ({}, "spec.clusterIP changed to None"),
        ({}, "metadata.name changed to webx"),
        ({"clusterIP": "None", "ports": None}, "spec.type changed to ExternalName"),
        ({"type": "ExternalName", "externalName": "db.shop.svc.cluster.local"}, "spec.externalName changed to db.shop"),
        ({"type": "ExternalName", "externalName": "example.com"}, "spec.externalName changed to xexample.com"),
        ({"type": "NodePort"}, "spec.type changed to ClusterIP"),
        ({"sessionAffinity": "ClientIP"}, "spec.sessionAffinity changed to None"),
        ({"type": "NodePort", "externalTrafficPolicy": "Local"}, "spec.externalTrafficPolicy changed to Cluster"),
        ({"internalTrafficPolicy": "Local"}, "spec.internalTrafficPolicy changed to Cluster"),
        ({"externalIPs": ["192.0.2.7"]}, "spec.externalIPs: 192.0.2.7 dropped"),
        ({"publishNotReadyAddresses": True}, "spec.publishNotReadyAddresses changed to False"),
        (
            {"sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 60}}},
            "spec.sessionAffinityConfig dropped",
        ),
        ({"trafficDistribution": "PreferClose"}, "spec.trafficDistribution dropped"),
        ({"trafficDistribution": "PreferClose"}, "spec.trafficDistribution changed to PreferSameNode"),
        ({"trafficDistribution": "PreferSameNode"}, "spec.trafficDistribution changed to PreferSameZone"),
        ({"ports": [{"port": 80, "targetPort": "http"}]}, "spec.ports[0].targetPort changed to httpx"),
    ],
)
def test_one_thing_is_wrong_in_each(spec: dict[str, Any], expected: str) -> None:
    assert expected in ids([service(**({"ports": HTTP, "ip": ""} | spec))])


def test_a_single_port_is_not_dropped_but_one_of_several_is() -> None:
    ports = [{"name": "a", "port": 80}, {"name": "b", "port": 81}]
    assert "spec.ports[0] dropped" not in ids([service(ports=HTTP, ip="")])
    assert {"spec.ports[0] dropped", "spec.ports[1] dropped"} <= ids([service(ports=ports, ip="")])


def test_what_a_default_fills_in_again_is_no_mutant() -> None:
    assert "spec.sessionAffinityConfig dropped" not in ids([service(sessionAffinity="ClientIP")])
    assert not {each for each in ids([service(ip="")]) if each.startswith("spec.sessionAffinity")}


def test_an_object_of_the_start_keeps_its_name_and_its_address() -> None:
    before = service(ports=[{"port": 80}])
    found = ids([service(ports=HTTP)], [before])
    assert "spec.selector.app dropped" in found
    assert not {each for each in found if each.startswith("metadata.")}


def test_parts_of_an_answer_are_left_out_one_by_one() -> None:
    found = ids([service(ip=""), service("api", ip="")])
    assert "not made" in found


def test_what_was_deleted_is_brought_back() -> None:
    cluster = scene(*PODS, service())
    before = cluster.state
    cluster.delete(SERVICE, "default", "web")
    assert [each.id for each in mutants_of(before, cluster.state)] == ["service/default/web: not deleted"]


def test_what_the_server_filled_in_is_no_mistake_of_the_author() -> None:
    probe = {"httpGet": {"path": "/well", "port": 8080}}
    spec: Tree = {"containers": [{"name": "c", "image": "i", "readinessProbe": probe}]}
    tree: Tree = {
        "metadata": {"name": "web", "namespace": "default"},
        "spec": {
            "selector": {"matchLabels": {"app": "w"}},
            "template": {"metadata": {"labels": {"app": "w"}}, "spec": spec},
        },
    }
    found = {each.rpartition("readinessProbe.")[2] for each in ids([tree], kind=DEPLOYMENT) if "readinessProbe" in each}
    assert {each.partition(" ")[0] for each in found} == {"httpGet.path", "httpGet.port"}


def test_doing_nothing_has_no_mutants() -> None:
    cluster = scene(*PODS, service())
    assert list(mutants_of(cluster.state, cluster.state)) == []
