from __future__ import annotations

from typing import Any

import pytest
from tests.engine.services.allocator import DUAL, SMALL, Held, created, sent

from svcquest.engine.services import ServiceConfig, prepare_create
from svcquest.model.status import Refusal, Status
from svcquest.model.tree import Tree


def refused(
    held: Held | None = None, config: ServiceConfig | None = None, *, dry_run: bool = False, **spec: Any
) -> Status:
    with pytest.raises(Refusal) as caught:
        prepare_create(sent(**spec), held or Held(), config, dry_run=dry_run)
    return caught.value.status


def test_a_service_gets_an_address_and_a_family() -> None:
    assert created() == {
        "clusterIP": "10.96.1.1",
        "clusterIPs": ["10.96.1.1"],
        "internalTrafficPolicy": "Cluster",
        "ipFamilies": ["IPv4"],
        "ipFamilyPolicy": "SingleStack",
        "ports": [{"port": 80, "protocol": "TCP", "targetPort": 80}],
        "sessionAffinity": "None",
        "type": "ClusterIP",
    }


def test_status_starts_anew() -> None:
    tree = {**sent(type="LoadBalancer"), "status": {"loadBalancer": {"ingress": [{"ip": "1.2.3.4"}]}}}
    assert prepare_create(tree, Held())["status"] == {"loadBalancer": {}}


def test_the_tree_that_was_sent_stays_as_it_was() -> None:
    tree = sent(type="NodePort")
    before = sent(type="NodePort")
    prepare_create(tree, Held())
    assert tree == before


FREE: Tree = {"clusterIP": "None"}
CHOOSY: Tree = {"clusterIP": "None", "selector": {"app": "db"}}


@pytest.mark.parametrize(
    ("config", "spec", "policy", "families", "ips"),
    [
        (None, CHOOSY, "SingleStack", ["IPv4"], ["None"]),
        (None, FREE, "RequireDualStack", ["IPv4", "IPv6"], ["None"]),
        (None, {**FREE, "ipFamilyPolicy": "SingleStack"}, "SingleStack", ["IPv4"], ["None"]),
        (None, {**FREE, "ipFamilies": ["IPv6"]}, "RequireDualStack", ["IPv6", "IPv4"], ["None"]),
        (None, {"ipFamilyPolicy": "PreferDualStack"}, "PreferDualStack", ["IPv4"], ["10.96.1.1"]),
        (DUAL, {}, "SingleStack", ["IPv4"], ["10.96.1.1"]),
        (DUAL, {"ipFamilies": ["IPv6"]}, "SingleStack", ["IPv6"], ["fd00:10:96::101"]),
        (
            DUAL,
            {"ipFamilyPolicy": "PreferDualStack"},
            "PreferDualStack",
            ["IPv4", "IPv6"],
            ["10.96.1.1", "fd00:10:96::101"],
        ),
        (
            DUAL,
            {"clusterIP": "fd00:10:96::7", "ipFamilyPolicy": "RequireDualStack"},
            "RequireDualStack",
            ["IPv6", "IPv4"],
            ["fd00:10:96::7", "10.96.1.1"],
        ),
    ],
)
def test_families(config: ServiceConfig | None, spec: Tree, policy: str, families: list[str], ips: list[str]) -> None:
    found = created(config=config, **spec)
    assert (found["ipFamilyPolicy"], found["ipFamilies"], found["clusterIPs"]) == (policy, families, ips)
    assert found["clusterIP"] == ips[0]


@pytest.mark.parametrize(
    ("config", "spec", "message"),
    [
        (
            None,
            {"ipFamilyPolicy": "RequireDualStack"},
            'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack '
            "services",
        ),
        (None, {"ipFamilies": ["IPv6"]}, 'spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster'),
        (
            None,
            {"clusterIP": "fd00::1"},
            'spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster',
        ),
        (
            DUAL,
            {"ipFamilies": ["IPv4", "IPv6"]},
            "spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' "
            "when multiple IP families are specified",
        ),
        (
            None,
            {"clusterIP": "10.200.0.5"},
            'spec.clusterIPs: Invalid value: ["10.200.0.5"]: failed to allocate IP 10.200.0.5: the provided network '
            "does not match the current range",
        ),
        (
            None,
            {"clusterIP": "10.96.0.0"},
            'spec.clusterIPs: Invalid value: ["10.96.0.0"]: failed to allocate IP 10.96.0.0: the provided network '
            "does not match the current range",
        ),
        (
            None,
            {"clusterIP": "10.96.0.1"},
            'spec.clusterIPs: Invalid value: ["10.96.0.1"]: failed to allocate IP 10.96.0.1: provided IP is already '
            "allocated",
        ),
        (
            DUAL,
            {"clusterIP": "10.96.0.1", "ipFamilyPolicy": "PreferDualStack"},
            'spec.clusterIPs: Invalid value: ["10.96.0.1",""]: failed to allocate IP 10.96.0.1: provided IP is '
            "already allocated",
        ),
        (
            None,
            {"name": "", "clusterIP": "10.96.5.5"},
            'spec.clusterIPs: Invalid value: ["10.96.5.5"]: failed to allocate IP 10.96.5.5: '
            'IPAddress.networking.k8s.io "10.96.5.5" is invalid: spec.parentRef.name: Required value',
        ),
        (
            None,
            {"name": ""},
            'spec.clusterIPs: Invalid value: [""]: failed to allocate IP: IPAddress.networking.k8s.io "10.96.1.1" is '
            "invalid: spec.parentRef.name: Required value",
        ),
        (
            None,
            {"type": "NodePort", "ports": [{"port": 0, "nodePort": 80}]},
            "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid "
            "ports is 30000-32767",
        ),
        (
            None,
            {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30050}]},
            "spec.ports[0].nodePort: Invalid value: 30050: provided port is already allocated",
        ),
        (None, {"ports": []}, "spec.ports: Required value"),
    ],
)
def test_refusals_are_about_one_step_alone(config: ServiceConfig | None, spec: Tree, message: str) -> None:
    status = refused(Held({"10.96.0.1"}, {30050}), config, **spec)
    assert (status.code, status.reason, status.kind) == (422, "Invalid", "Service")
    assert status.message == f'Service "{spec.get("name", "web")}" is invalid: {message}'


def ports(*pairs: tuple[int, str, int]) -> list[Tree]:
    """Ports from (port, protocol, nodePort); 0 asks for none."""
    return [
        {"name": f"p{index}", "port": port, "protocol": protocol, **({"nodePort": node} if node else {})}
        for index, (port, protocol, node) in enumerate(pairs)
    ]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (ports((80, "TCP", 0)), [30086]),
        (ports((80, "TCP", 0), (81, "TCP", 0)), [30086, 30087]),
        (ports((80, "TCP", 30000)), [30000]),
        (ports((53, "TCP", 30054), (53, "UDP", 0)), [30054, 30054]),
        (ports((53, "TCP", 0), (53, "UDP", 30054)), [30054, 30054]),
        (ports((53, "TCP", 0), (53, "UDP", 0)), [30086, 30086]),
        (ports((53, "TCP", 30054), (53, "UDP", 30055)), [30054, 30055]),
    ],
)
def test_node_ports(asked: list[Tree], given: list[int]) -> None:
    assert [port["nodePort"] for port in created(type="NodePort", ports=asked)["ports"]] == given


def test_one_node_port_for_two_port_numbers_is_taken_twice() -> None:
    status = refused(type="NodePort", ports=ports((53, "TCP", 30090), (54, "UDP", 30090)))
    assert status.message.endswith("spec.ports[1].nodePort: Invalid value: 30090: provided port is already allocated")


def test_load_balancers_may_go_without_node_ports() -> None:
    spec = created(
        type="LoadBalancer", allocateLoadBalancerNodePorts=False, ports=ports((80, "TCP", 0), (81, "TCP", 30001))
    )
    assert [port.get("nodePort") for port in spec["ports"]] == [None, 30001]


LOCAL: Tree = {"type": "LoadBalancer", "externalTrafficPolicy": "Local"}


def test_health_check_node_port() -> None:
    assert created(**LOCAL)["healthCheckNodePort"] == 30087
    assert created(**LOCAL, healthCheckNodePort=30500)["healthCheckNodePort"] == 30500
    status = refused(Held(ports={30500}), **LOCAL, healthCheckNodePort=30500)
    assert (status.code, status.reason) == (500, "InternalError")
    assert status.message == (
        "Internal error occurred: failed to allocate requested HealthCheck NodePort 30500: provided port is already "
        "allocated"
    )


def test_the_upper_band_is_used_first_and_then_the_lower() -> None:
    wide = ServiceConfig(cidrs=("10.0.0.0/24",))
    assert created(Held(drawn=0), wide)["clusterIP"] == "10.0.0.17"
    assert created(Held(drawn=237), wide)["clusterIP"] == "10.0.0.254"
    assert created(Held({"10.0.0.254"}, drawn=237), wide)["clusterIP"] == "10.0.0.17"
    upper = {f"10.0.0.{last}" for last in range(17, 255)}
    assert created(Held(upper), wide)["clusterIP"] == "10.0.0.1"


def test_full_ranges() -> None:
    everything = {f"10.0.0.{last}" for last in range(16)}
    status = refused(Held(everything), SMALL)
    assert status.message == 'Internal error occurred: failed to allocate a serviceIP for Service "web": range is full'
    status = refused(Held(ports={30000, 30001, 30002, 30003}), SMALL, type="NodePort")
    assert status.message == "Internal error occurred: failed to allocate a nodePort: range is full"
    status = refused(Held(ports={30000, 30001, 30002}), SMALL, **LOCAL)
    assert status.message == "Internal error occurred: failed to allocate a HealthCheck NodePort 0: range is full"


def test_external_names_get_nothing_and_keep_no_internal_policy() -> None:
    spec = created(type="ExternalName", externalName="db.example.com", internalTrafficPolicy="Local")
    assert spec == {"type": "ExternalName", "externalName": "db.example.com", "sessionAffinity": "None"}
    status = refused(type="ExternalName", externalName="db.example.com", internalTrafficPolicy="x")
    assert "spec.internalTrafficPolicy: Unsupported value" in status.message


def test_a_dry_run_reserves_nothing_and_shows_placeholders() -> None:
    held = Held({"10.96.0.50"}, {30050, 32770})
    spec = created(held, dry_run=True, type="NodePort", ports=ports((80, "TCP", 0), (81, "TCP", 5)))
    assert spec["clusterIP"] == "10.96.0.0"
    assert [port["nodePort"] for port in spec["ports"]] == [32769, 5]
    assert created(held, dry_run=True, clusterIP="10.96.0.50")["clusterIP"] == "10.96.0.50"
    assert refused(held, dry_run=True, type="NodePort", ports=ports((80, "TCP", 30050))).code == 422
    assert refused(held, dry_run=True, clusterIP="10.0.0.1").message.endswith(
        "the provided IP (10.0.0.1) is not in the valid range. The range of valid IPs is 10.96.0.0/12"
    )
