"""NetworkPolicies: whom they select, what they let through, and at which point of the way they are asked."""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.network.scenes import IP, client, endpoints, failure, node_port, pod, policy, scene, service, trace

from svcquest.model.net import Failure, PolicyHop

WEB = pod("web-1", 1, port_name="http")
CLIENT = client(role="front")
NAMESPACE = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop", "labels": {"team": "a"}}}
SHOPPER = client("shopper", 2, namespace="shop")


def ingress(*rules: dict[str, Any]) -> dict[str, Any]:
    return policy(pods={"app": "web"}, ingress=list(rules), policyTypes=["Ingress"])


def egress(*rules: dict[str, Any]) -> dict[str, Any]:
    return policy(pods={"app": "client"}, egress=list(rules), policyTypes=["Egress"])


OPEN, SHUT = True, False
INGRESS = [
    ("no rule", ingress(), SHUT, SHUT),
    ("an empty rule", ingress({}), OPEN, OPEN),
    ("pods by label", ingress({"from": [{"podSelector": {"matchLabels": {"role": "front"}}}]}), OPEN, SHUT),
    ("pods of the own namespace", ingress({"from": [{"podSelector": {}}]}), OPEN, SHUT),
    ("pods of every namespace", ingress({"from": [{"namespaceSelector": {}}]}), OPEN, OPEN),
    ("a namespace by label", ingress({"from": [{"namespaceSelector": {"matchLabels": {"team": "a"}}}]}), SHUT, OPEN),
    (
        "a namespace by name",
        ingress({"from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "default"}}}]}),
        OPEN,
        SHUT,
    ),
    (
        "both selectors of one peer must fit",
        ingress({"from": [{"namespaceSelector": {}, "podSelector": {"matchLabels": {"role": "front"}}}]}),
        OPEN,
        SHUT,
    ),
    (
        "one of two peers is enough",
        ingress(
            {
                "from": [
                    {"namespaceSelector": {"matchLabels": {"team": "a"}}},
                    {"podSelector": {"matchLabels": {"role": "front"}}},
                ]
            }
        ),
        OPEN,
        OPEN,
    ),
    ("an address range", ingress({"from": [{"ipBlock": {"cidr": "10.244.3.0/24"}}]}), OPEN, SHUT),
    (
        "a range with a hole",
        ingress({"from": [{"ipBlock": {"cidr": "10.244.0.0/16", "except": ["10.244.3.0/24"]}}]}),
        SHUT,
        OPEN,
    ),
    ("the port", ingress({"ports": [{"port": 80}]}), OPEN, OPEN),
    ("another port", ingress({"ports": [{"port": 81}]}), SHUT, SHUT),
    ("another protocol", ingress({"ports": [{"port": 80, "protocol": "UDP"}]}), SHUT, SHUT),
    ("a range of ports", ingress({"ports": [{"port": 70, "endPort": 90}]}), OPEN, OPEN),
    ("a range below", ingress({"ports": [{"port": 70, "endPort": 79}]}), SHUT, SHUT),
    ("a named port", ingress({"ports": [{"port": "http"}]}), OPEN, OPEN),
    ("a name that the pod does not know", ingress({"ports": [{"port": "metrics"}]}), SHUT, SHUT),
    ("a protocol alone", ingress({"ports": [{"protocol": "TCP"}]}), OPEN, OPEN),
    (
        "peers and ports of one rule must both fit",
        ingress({"from": [{"podSelector": {}}], "ports": [{"port": 81}]}),
        SHUT,
        SHUT,
    ),
    ("a policy for other pods", policy(pods={"app": "db"}, policyTypes=["Ingress"]), OPEN, OPEN),
    ("a policy in another namespace", policy(namespace="shop", policyTypes=["Ingress"]), OPEN, OPEN),
    ("policyTypes default to Ingress", policy(pods={"app": "web"}), SHUT, SHUT),
]


@pytest.mark.parametrize(("about", "tree", "near", "far"), INGRESS, ids=[case[0] for case in INGRESS])
def test_ingress(about: str, tree: dict[str, Any], *, near: bool, far: bool) -> None:
    cluster = scene(NAMESPACE, WEB, CLIENT, SHOPPER, service(), tree)
    for source, allowed in (("client", near), ("pod/shop/shopper", far)):
        assert failure(cluster, source, IP) is (None if allowed else Failure.TIMEOUT), about


EGRESS = [
    ("no rule", egress(), SHUT),
    ("an empty rule", egress({}), OPEN),
    ("the pod behind the Service", egress({"to": [{"podSelector": {"matchLabels": {"app": "web"}}}]}), OPEN),
    ("the pod's port", egress({"ports": [{"port": 8080}]}), OPEN),
    ("the Service's port means nothing", egress({"ports": [{"port": 80}]}), SHUT),
    ("the cluster IP means nothing", egress({"to": [{"ipBlock": {"cidr": f"{IP}/32"}}]}), SHUT),
    ("the pod's address", egress({"to": [{"ipBlock": {"cidr": "10.244.1.101/32"}}]}), OPEN),
    ("a port name of the target", egress({"ports": [{"port": "http"}]}), OPEN),
    ("another direction", policy(pods={"app": "client"}, policyTypes=["Ingress"]), OPEN),
]


@pytest.mark.parametrize(("about", "tree", "allowed"), EGRESS, ids=[case[0] for case in EGRESS])
def test_egress_is_asked_after_address_translation(about: str, tree: dict[str, Any], *, allowed: bool) -> None:
    web = pod("web-1", 1, ports=(8080,), port_name="http")
    cluster = scene(web, CLIENT, service(ports=[{"port": 80, "targetPort": 8080}]), tree)
    assert failure(cluster, "client", IP) is (None if allowed else Failure.TIMEOUT), about


def test_policies_add_up() -> None:
    shut, partly = policy("shut", pods={"app": "web"}), policy("partly", ingress=[{"ports": [{"port": 80}]}])
    cluster = scene(WEB, CLIENT, service(), shut, partly)
    assert failure(cluster, "client", IP) is None


def test_a_pod_and_its_node_are_never_kept_away() -> None:
    cluster = scene(WEB, CLIENT, node_port(), policy(policyTypes=["Ingress", "Egress"]))
    assert failure(cluster, "web-1", IP) is None
    assert failure(cluster, "node-1", IP) is None
    assert failure(cluster, "node-2", IP) is Failure.TIMEOUT


def test_outside_clients_are_judged_by_their_own_address_on_the_pods_node() -> None:
    cluster = scene(WEB, node_port(), ingress({"from": [{"ipBlock": {"cidr": "192.168.1.10/32"}}]}))
    assert failure(cluster, "external", "192.168.1.243:30080") is None
    assert failure(cluster, "external", "192.168.1.244:30080") is Failure.TIMEOUT


def test_a_pod_on_its_way_to_another_nodes_port_is_asked_about_that_node() -> None:
    to_nodes = egress({"to": [{"ipBlock": {"cidr": "192.168.1.243/32"}}]})
    cluster = scene(WEB, CLIENT, node_port(), to_nodes)
    assert failure(cluster, "client", "192.168.1.243:30080") is None
    assert failure(cluster, "client", "192.168.1.244:30080") is Failure.TIMEOUT


def test_traffic_to_the_outside_is_held_by_ranges() -> None:
    outside = egress({"to": [{"ipBlock": {"cidr": "0.0.0.0/0", "except": ["192.168.1.10/32"]}}]})
    cluster = scene(CLIENT, service(app=None), endpoints("web", "192.168.1.10", port=5432), outside)
    assert failure(cluster, "client", "192.168.1.10:5432") is Failure.TIMEOUT
    assert failure(cluster, "client", IP) is Failure.TIMEOUT


def test_host_network_pods_are_not_isolated() -> None:
    agent = pod("agent-1", 1, hostNetwork=True, ports=(9100,))
    cluster = scene(agent, CLIENT, policy(pods={"app": "web"}))
    assert failure(cluster, "client", "192.168.1.243:9100") is None


def test_the_trace_names_the_policies_and_stops_there() -> None:
    cluster = scene(WEB, CLIENT, service(), ingress())
    found = trace(cluster, "client", IP)
    assert found.failing == len(found.hops) - 1
    assert found.hops[-1] == PolicyHop(
        "ingress", ("default", "web-1"), (("default", "wall"),), allowed=False, peer="10.244.3.109"
    )
