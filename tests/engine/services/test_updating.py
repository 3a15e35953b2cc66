from __future__ import annotations

from typing import Any

import pytest
from tests.engine.services.allocator import DUAL, Held, created, sent, updated

from svcquest.engine.services import ServiceConfig, prepare_create, prepare_update
from svcquest.model.status import Refusal
from svcquest.model.tree import Tree

NODE_PORT: Tree = {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30080}]}
LOCAL: Tree = {"type": "LoadBalancer", "externalTrafficPolicy": "Local", "ports": [{"port": 80, "nodePort": 30080}]}
EXTERNAL: Tree = {"type": "ExternalName", "externalName": "db.example.com"}
PREFERRED: Tree = {"ipFamilyPolicy": "PreferDualStack"}


def refusal(old: Tree, config: ServiceConfig | None = None, **spec: Any) -> str:
    with pytest.raises(Refusal) as caught:
        updated(old, config=config, **spec)
    return caught.value.status.message.removeprefix('Service "web" is invalid: ')


DNS: Tree = {
    "type": "NodePort",
    "ports": [
        {"name": "udp", "port": 53, "protocol": "UDP"},
        {"name": "tcp", "port": 53},
        {"name": "http", "port": 80},
    ],
}
"""TCP and UDP of one number share a node port."""


@pytest.mark.parametrize("old", [{}, NODE_PORT, LOCAL, EXTERNAL, DNS, {"clusterIP": "None"}])
def test_the_same_manifest_again_changes_nothing(old: Tree) -> None:
    assert updated(old, **old) == created(**old)


@pytest.mark.parametrize("cleared", [{}, {"clusterIP": ""}, {"clusterIPs": []}])
def test_a_cleared_address_is_kept(cleared: Tree) -> None:
    assert updated({"clusterIP": "10.96.7.7"}, **cleared)["clusterIPs"] == ["10.96.7.7"]


@pytest.mark.parametrize(
    ("old", "new", "nodes"),
    [
        ([(80, "a", 30080)], [(81, "a", 0)], [30080]),
        ([(80, "a", 30080)], [(80, "b", 0)], [30086]),
        ([(80, "a", 30080)], [(80, "a", 0), (81, "b", 30080)], [30086, 30080]),
        ([(80, "a", 30080), (81, "b", 30081)], [(81, "b", 0), (80, "a", 0)], [30081, 30080]),
        ([(80, "a", 30080)], [(80, "a", 30090)], [30090]),
    ],
)
def test_node_ports_stay_with_the_name_of_their_port(
    old: list[tuple[int, str, int]], new: list[tuple[int, str, int]], nodes: list[int]
) -> None:
    def ports(listed: list[tuple[int, str, int]]) -> list[Tree]:
        return [{"port": port, "name": name, **({"nodePort": node} if node else {})} for port, name, node in listed]

    spec = updated({"type": "NodePort", "ports": ports(old)}, type="NodePort", ports=ports(new))
    assert [port["nodePort"] for port in spec["ports"]] == nodes


def test_from_cluster_ip_to_node_port_and_back() -> None:
    assert updated({}, type="NodePort")["ports"][0]["nodePort"] == 30086
    spec = updated(NODE_PORT, ports=[{"port": 80, "nodePort": 30080}], externalTrafficPolicy="Cluster")
    assert "nodePort" not in spec["ports"][0]
    assert "externalTrafficPolicy" not in spec
    assert refusal(NODE_PORT, ports=[{"port": 80, "nodePort": 30081}]) == (
        "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"
    )


def test_from_load_balancer_to_node_port() -> None:
    old = created(**LOCAL, loadBalancerClass="x")
    kept = {field: value for field, value in old.items() if field != "type"}
    spec = updated({**LOCAL, "loadBalancerClass": "x"}, **{**kept, "type": "NodePort"})
    assert spec["externalTrafficPolicy"] == "Local"
    assert spec["ports"][0]["nodePort"] == 30080
    assert not {"healthCheckNodePort", "allocateLoadBalancerNodePorts", "loadBalancerClass"} & set(spec)


@pytest.mark.parametrize(("allocates", "left"), [(False, None), (True, 30080)])
def test_node_ports_of_a_load_balancer_can_be_let_go_where_none_are_allocated(
    allocates: bool, left: int | None
) -> None:
    old = {"type": "LoadBalancer", "ports": [{"port": 80, "nodePort": 30080}]}
    spec = updated(old, type="LoadBalancer", ports=[{"port": 80}], allocateLoadBalancerNodePorts=allocates)
    assert spec["ports"][0].get("nodePort") == left


def test_status_of_the_load_balancer_goes_with_the_type() -> None:
    old = prepare_create(sent(**LOCAL), Held())
    address = {"loadBalancer": {"ingress": [{"ip": "1.2.3.4"}]}}
    still = {**sent(**LOCAL), "status": address}
    assert prepare_update(still, old, Held())["status"]["loadBalancer"]["ingress"][0]["ip"] == "1.2.3.4"
    gone = {**sent(**NODE_PORT), "status": address}
    assert prepare_update(gone, old, Held())["status"] == {"loadBalancer": {}}


def test_to_external_name_and_back() -> None:
    old = created(**NODE_PORT, selector={"app": "web"})
    spec = updated({**NODE_PORT, "selector": {"app": "web"}}, **{**old, **EXTERNAL})
    assert spec == {
        **EXTERNAL,
        "ports": [{"port": 80, "protocol": "TCP", "targetPort": 80}],
        "selector": {"app": "web"},
        "sessionAffinity": "None",
    }
    assert updated(EXTERNAL)["clusterIP"] == "10.96.1.1"
    assert updated(EXTERNAL, clusterIP="None")["clusterIPs"] == ["None"]
    assert refusal({}, type="ExternalName") == "spec.externalName: Required value"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            {"clusterIP": "10.96.7.7"},
            {"clusterIP": "10.96.9.9"},
            'spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may not change once set',
        ),
        (
            {"clusterIP": "10.96.7.7"},
            {"clusterIP": "None"},
            'spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set',
        ),
        (
            {"clusterIP": "None"},
            {"type": "NodePort"},
            "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services",
        ),
        (
            {"clusterIP": "10.96.7.7"},
            {"clusterIP": "10.96.9.9", "type": "Headless"},
            '[spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may not change once set, '
            'spec.type: Unsupported value: "Headless": '
            'supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]',
        ),
        (
            {"clusterIP": "10.96.7.7"},
            {"type": "Headless"},
            'spec.type: Unsupported value: "Headless": '
            'supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
        ),
    ],
)
def test_addresses_are_settled(old: Tree, new: Tree, message: str) -> None:
    assert refusal(old, **new) == message


def test_health_check_node_port_is_settled() -> None:
    assert refusal({**LOCAL, "healthCheckNodePort": 30500}, **LOCAL, healthCheckNodePort=30501) == (
        "spec.healthCheckNodePort: Forbidden: field is immutable"
    )
    assert updated({**LOCAL, "healthCheckNodePort": 30500}, **LOCAL)["healthCheckNodePort"] == 30500
    assert updated({**LOCAL, "externalTrafficPolicy": "Cluster"}, **LOCAL)["healthCheckNodePort"] == 30086


def test_from_one_family_to_two_and_back() -> None:
    both = ["10.96.7.7", "fd00:10:96::101"]
    upgraded = updated({"clusterIP": "10.96.7.7"}, config=DUAL, **PREFERRED)
    assert (upgraded["clusterIPs"], upgraded["ipFamilies"]) == (both, ["IPv4", "IPv6"])
    chosen = updated(
        {"clusterIP": "10.96.7.7"},
        config=DUAL,
        clusterIP="10.96.7.7",
        clusterIPs=["10.96.7.7", "fd00:10:96::9"],
        **PREFERRED,
    )
    assert chosen["clusterIPs"] == ["10.96.7.7", "fd00:10:96::9"]
    two: Tree = {"clusterIP": "10.96.7.7", "clusterIPs": both, "ipFamilies": ["IPv4", "IPv6"], **PREFERRED}
    downgraded = updated(two, config=DUAL, **{**two, "ipFamilyPolicy": "SingleStack"})
    assert (downgraded["clusterIPs"], downgraded["ipFamilies"]) == (["10.96.7.7"], ["IPv4"])


def test_the_second_address_goes_only_with_the_policy() -> None:
    both = ["10.96.7.7", "fd00:10:96::9"]
    two: Tree = {"clusterIP": "10.96.7.7", "clusterIPs": both, "ipFamilies": ["IPv4", "IPv6"], **PREFERRED}
    assert refusal(two, DUAL, **{**two, "clusterIPs": both[:1]}) == (
        "spec.ipFamilyPolicy: Invalid value: \"PreferDualStack\": must be 'SingleStack' to release the secondary "
        "cluster IP"
    )
    assert refusal(two, DUAL, **{**two, "ipFamilies": ["IPv4"]}) == (
        "spec.ipFamilyPolicy: Invalid value: \"PreferDualStack\": must be 'SingleStack' to release the secondary "
        "IP family"
    )


def test_a_service_that_prefers_two_families_is_left_alone() -> None:
    old = prepare_create(sent(**PREFERRED), Held())
    again = {**old, "spec": {**old["spec"], "selector": {"app": "new"}}}
    assert prepare_update(again, old, Held(), DUAL)["spec"]["ipFamilies"] == ["IPv4"]


def test_one_node_port_for_two_ports_is_an_error_without_a_field() -> None:
    ports = [{"name": "a", "port": 1, "nodePort": 30090}, {"name": "b", "port": 2, "nodePort": 30090}]
    with pytest.raises(Refusal) as caught:
        updated({}, type="NodePort", ports=ports)
    assert (caught.value.status.code, caught.value.status.reason) == (500, "")
    assert caught.value.status.message == "duplicate nodePort: {TCP 30090}"


def test_trees_stay_as_they_were() -> None:
    old = prepare_create(sent(**NODE_PORT), Held())
    new = sent(**EXTERNAL)
    before = (prepare_create(sent(**NODE_PORT), Held()), sent(**EXTERNAL))
    prepare_update(new, old, Held())
    assert (old, new) == before
