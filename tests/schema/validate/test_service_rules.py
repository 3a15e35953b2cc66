"""Each rule for a Service alone: a right Service, changed in one thing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from tests.conformance.service_vectors import RECORDINGS

from svcquest.model.kinds import SERVICE
from svcquest.model.tree import Tree
from svcquest.schema.decode import DecodeError, decode
from svcquest.schema.defaults import apply_defaults
from svcquest.schema.fields import struct
from svcquest.schema.validate import CURRENT, Version, validate_create
from svcquest.schema.validate.service import RULES, UNCHECKED

LABEL = "a lowercase RFC 1123 label must consist of"
VALUE = "a valid label must be an empty string or consist of"


def service(metadata: Tree | None = None, **spec: Any) -> Tree:
    allocated: Tree = {"clusterIP": "10.96.1.1", "clusterIPs": ["10.96.1.1"], "ipFamilies": ["IPv4"]}
    allocated |= {"ipFamilyPolicy": "SingleStack", "ports": [{"port": 80}]}
    if spec.get("type") == "ExternalName":
        allocated = {"externalName": "db.example.com"}
    tree = {
        "metadata": {"name": "web", "namespace": "default", **(metadata or {})},
        "spec": {field: value for field, value in {**allocated, **spec}.items() if value is not None},
    }
    return apply_defaults(SERVICE, tree)


def causes(metadata: Tree | None = None, version: Version = CURRENT, **spec: Any) -> list[str]:
    return [str(cause) for cause in validate_create(SERVICE, service(metadata, **spec), version)]


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"type": "NodePort"},
        {"type": "LoadBalancer"},
        {"type": "ExternalName"},
        {"type": "ExternalName", "externalName": "example.com."},
        {"type": "ExternalName", "externalName": "10.0.0.1"},
        {"type": "ExternalName", "ports": [{"port": 80, "nodePort": 30000}]},
        {"clusterIP": "None", "clusterIPs": ["None"], "ports": None},
        {"clusterIPs": ["10.96.1.1", "fd00::1"], "ipFamilies": ["IPv4", "IPv6"], "ipFamilyPolicy": "PreferDualStack"},
        {"selector": {}},
        {"sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 86400}}},
        {"ports": [{"name": "a", "port": 53}, {"name": "b", "port": 53, "protocol": "UDP"}]},
        {"ports": [{"name": "n" * 63, "port": 80}]},
        {"ports": [{"name": "80", "port": 80}]},
        {"ports": [{"port": 80, "appProtocol": "kubernetes.io/h2c"}]},
        {"externalIPs": ["203.0.113.1"], "externalTrafficPolicy": "Local"},
        {"type": "LoadBalancer", "loadBalancerSourceRanges": [" 10.0.0.0/8 "]},
        {"type": "LoadBalancer", "loadBalancerClass": "example.com/internal"},
        {"type": "LoadBalancer", "externalTrafficPolicy": "Local", "healthCheckNodePort": 30123},
        {"loadBalancerIP": "anything"},
        {"trafficDistribution": "PreferSameNode"},
    ],
)
def test_right_services(spec: Tree) -> None:
    assert causes(**spec) == []


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"name": "Web"}, [f'metadata.name: Invalid value: "Web": {LABEL}']),
        ({"name": ""}, ["metadata.name: Required value: name or generateName is required"]),
        ({"generateName": "Web-"}, [f'metadata.generateName: Invalid value: "Web-": {LABEL}']),
        ({"generateName": "web-"}, []),
        ({"namespace": ""}, ["metadata.namespace: Required value"]),
        ({"labels": {"a": "b c"}}, [f'metadata.labels: Invalid value: "b c": {VALUE}']),
        ({"labels": {"/a": "b"}}, ['metadata.labels: Invalid value: "/a": prefix part must be non-empty']),
        ({"annotations": {"a b": ""}}, ['metadata.annotations: Invalid value: "a b": name part must consist of']),
        ({"annotations": {"Example.com/A": ""}}, []),
        (
            {"annotations": {"a": "x" * (1 << 18)}},
            ["metadata.annotations: Too long: may not be more than 262144 bytes"],
        ),
        (
            {
                "annotations": {
                    "service.kubernetes.io/topology-mode": "auto",
                    "service.kubernetes.io/topology-aware-hints": "x",
                }
            },
            [
                'metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: "auto": must match '
                "annotations[service.kubernetes.io/topology-aware-hints] when both are specified"
            ],
        ),
        (
            {"annotations": {"service.beta.kubernetes.io/load-balancer-source-ranges": "1.2.3.4"}},
            [
                "metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Forbidden: may only",
                "metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: Invalid value: "
                '"1.2.3.4": must be a valid CIDR value',
            ],
        ),
    ],
)
def test_metadata(metadata: Tree, expected: list[str]) -> None:
    assert_heads(causes(metadata), expected)


PORT = "spec.ports[0]"
RANGE = "must be between 1 and 65535, inclusive"


@pytest.mark.parametrize(
    ("ports", "expected"),
    [
        (None, ["spec.ports: Required value"]),
        ([{"port": 0}], [f"{PORT}.port: Invalid value: 0: {RANGE}", f"{PORT}.targetPort: Invalid value: 0: {RANGE}"]),
        ([{"targetPort": 80}], [f"{PORT}.port: Invalid value: 0: {RANGE}"]),
        ([{"port": 80, "targetPort": -5}], [f"{PORT}.targetPort: Invalid value: -5: {RANGE}"]),
        ([{"port": 80, "targetPort": "8080"}], [f'{PORT}.targetPort: Invalid value: "8080": must contain at least']),
        ([{"port": 1}, {"port": 2}], [f"{PORT}.name: Required value", "spec.ports[1].name: Required value"]),
        ([{"name": "a", "port": 1}, {"name": "a", "port": 2}], ['spec.ports[1].name: Duplicate value: "a"']),
        ([{"name": "a.b", "port": 1}], [f'{PORT}.name: Invalid value: "a.b": must not contain dots']),
        (
            [{"name": "a", "port": 80}, {"name": "b", "port": 80}],
            [
                'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,'
                '"TargetPort":0,"NodePort":0}'
            ],
        ),
        (
            [{"port": 80, "protocol": "tcp"}],
            [f'{PORT}.protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"'],
        ),
        ([{"port": 80, "appProtocol": "a b"}], [f'{PORT}.appProtocol: Invalid value: "a b": name part must']),
        (
            [{"port": 80, "nodePort": 30080}],
            [f"{PORT}.nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
        ),
    ],
)
def test_ports(ports: list[Tree] | None, expected: list[str]) -> None:
    assert_heads(causes(ports=ports), expected)


def test_one_node_port_for_two_ports_of_a_protocol() -> None:
    ports = [{"name": "a", "port": 1, "nodePort": 30001}, {"name": "b", "port": 2, "nodePort": 30001}]
    assert causes(type="NodePort", ports=ports) == ["spec.ports[1].nodePort: Duplicate value: 30001"]


HEALTH_CHECK = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
FOR_LOAD_BALANCERS = "Forbidden: may only be used when `type` is 'LoadBalancer'"
HEADLESS = {"clusterIP": "None", "clusterIPs": ["None"]}
SECONDS = "must be greater than 0 and less than 86400"
TIMEOUT = "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value:"


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        (
            {"type": "clusterip"},
            [
                'spec.type: Unsupported value: "clusterip": supported values: "ClusterIP", "ExternalName", '
                '"LoadBalancer", "NodePort"'
            ],
        ),
        (
            {"type": "NodePort", **HEADLESS},
            ["spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services"],
        ),
        ({"type": "ExternalName", "externalName": "."}, ["spec.externalName: Required value"]),
        (
            {"type": "ExternalName", "externalName": "foo_bar"},
            ['spec.externalName: Invalid value: "foo_bar": a lowercase RFC 1123 subdomain must consist of'],
        ),
        (
            {"type": "ExternalName", "clusterIPs": ["None"], "ipFamilyPolicy": "SingleStack", "ipFamilies": ["IPv4"]},
            [
                "spec.clusterIPs: Forbidden: may not be set for ExternalName services",
                "spec.ipFamilies: Forbidden: may not be set for ExternalName services",
                "spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services",
            ],
        ),
        ({"selector": {"a": "b c"}}, [f'spec.selector: Invalid value: "b c": {VALUE}']),
        (
            {"sessionAffinity": "clientip"},
            ['spec.sessionAffinity: Unsupported value: "clientip": supported values: "ClientIP", "None"'],
        ),
        (
            {"sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 0}}},
            [f"{TIMEOUT} 0: {SECONDS}"],
        ),
        (
            {"sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 86401}}},
            [f"{TIMEOUT} 86401: {SECONDS}"],
        ),
        ({"clusterIP": None}, ['spec.clusterIPs: Invalid value: ["10.96.1.1"]: must be empty when `clusterIP` is not']),
        (
            {"clusterIP": "10.96.9.9"},
            ['spec.clusterIPs: Invalid value: ["10.96.1.1"]: first value must match `clusterIP`'],
        ),
        (
            {"clusterIP": "none", "clusterIPs": ["none"]},
            ['spec.clusterIPs[0]: Invalid value: "none": must be a valid IP'],
        ),
        (
            {"clusterIP": "None", "clusterIPs": ["None", "10.96.1.1"]},
            ['spec.clusterIPs: Invalid value: ["None","10.96.1.1"]: \'None\' must be the first and only value'],
        ),
        (
            {"clusterIPs": ["10.96.1.1", "10.96.1.2"]},
            ['spec.clusterIPs: Invalid value: ["10.96.1.1","10.96.1.2"]: may specify no more than one IP for each'],
        ),
        (
            {"ipFamilies": ["IPv6"]},
            ['spec.clusterIPs[0]: Invalid value: "10.96.1.1": expected an IPv6 value as indicated by `ipFamilies[0]`'],
        ),
        (
            {"ipFamilies": ["ipv4"]},
            ['spec.ipFamilies[0]: Unsupported value: "ipv4": supported values: "IPv4", "IPv6"'],
        ),
        (
            {"ipFamilyPolicy": "Single"},
            [
                'spec.ipFamilyPolicy: Unsupported value: "Single": supported values: "PreferDualStack", '
                '"RequireDualStack", "SingleStack"'
            ],
        ),
        (
            {"externalIPs": ["127.0.0.1", "x"]},
            [
                'spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range',
                'spec.externalIPs[1]: Invalid value: "x": must be a valid IP address, (e.g.',
            ],
        ),
        ({"loadBalancerSourceRanges": ["10.0.0.0/8"]}, [f"spec.LoadBalancerSourceRanges: {FOR_LOAD_BALANCERS}"]),
        (
            {"type": "LoadBalancer", "loadBalancerSourceRanges": ["10.0.0.0/8", "1.2.3.4"]},
            ['spec.LoadBalancerSourceRanges[1]: Invalid value: "1.2.3.4": must be a valid CIDR value'],
        ),
        ({"loadBalancerClass": "x"}, [f"spec.loadBalancerClass: {FOR_LOAD_BALANCERS}"]),
        ({"allocateLoadBalancerNodePorts": False}, [f"spec.allocateLoadBalancerNodePorts: {FOR_LOAD_BALANCERS}"]),
        (
            {"externalTrafficPolicy": "Local"},
            ['spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services'],
        ),
        (
            {"type": "NodePort", "externalTrafficPolicy": "local"},
            ['spec.externalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "Local"'],
        ),
        ({"healthCheckNodePort": 30100}, [f"spec.healthCheckNodePort: Invalid value: 30100: {HEALTH_CHECK}"]),
        (
            {"type": "LoadBalancer", "externalTrafficPolicy": "Local"},
            ["spec.healthCheckNodePort: Required value"],
        ),
        (
            {"internalTrafficPolicy": "local"},
            ['spec.internalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "Local"'],
        ),
        (
            {"trafficDistribution": "Close"},
            [
                'spec.trafficDistribution: Unsupported value: "Close": supported values: "PreferClose", '
                '"PreferSameZone", "PreferSameNode"'
            ],
        ),
    ],
)
def test_fields(spec: Tree, expected: list[str]) -> None:
    assert_heads(causes(**spec), expected)


def test_causes_come_in_the_order_of_the_server() -> None:
    found = causes(
        {"name": "Web", "labels": {"a b": "c"}},
        ports=[{"name": "a_b", "port": 0, "targetPort": "8080", "nodePort": 1}],
        selector={"a": "b c"},
        sessionAffinity="x",
        externalIPs=["0.0.0.0"],
        externalTrafficPolicy="x",
        internalTrafficPolicy="x",
        trafficDistribution="x",
    )
    assert [text.partition(": ")[0] for text in found] == [
        "metadata.name",
        "metadata.labels",
        "spec.ports[0].name",
        "spec.ports[0].port",
        "spec.ports[0].targetPort",
        "spec.selector",
        "spec.sessionAffinity",
        "spec.externalIPs[0]",
        "spec.ports[0].nodePort",
        "spec.externalTrafficPolicy",
        "spec.internalTrafficPolicy",
        "spec.trafficDistribution",
    ]


@pytest.mark.parametrize(
    ("metadata", "spec", "version", "count"),
    [
        ({"name": "1web"}, {}, (1, 36), 0),
        ({"name": "1web"}, {}, (1, 35), 1),
        ({}, {"clusterIP": "010.96.1.1", "clusterIPs": ["010.96.1.1"]}, (1, 36), 1),
        ({}, {"clusterIP": "010.96.1.1", "clusterIPs": ["010.96.1.1"]}, (1, 35), 0),
        ({}, {"trafficDistribution": "PreferSameZone"}, (1, 34), 0),
        ({}, {"trafficDistribution": "PreferSameZone"}, (1, 33), 1),
    ],
)
def test_rules_of_a_version(metadata: Tree, spec: Tree, version: Version, count: int) -> None:
    assert len(causes(metadata, version, **spec)) == count


def assert_heads(found: list[str], expected: list[str]) -> None:
    assert len(found) == len(expected), found
    for text, head in zip(found, expected, strict=True):
        assert text.startswith(head)


def leaves(owner: str, above: str) -> Iterator[str]:
    """Every field below a struct that holds a value, as ``spec.ports[].name``."""
    shape = struct(owner)
    assert shape is not None
    for field in shape.fields.values():
        if struct(field.item_type):
            yield from leaves(field.item_type, f"{above}.{field.name}{field.shape}")
        else:
            yield f"{above}.{field.name}"


def test_every_field_has_a_rule_or_a_reason_for_none() -> None:
    ruled = {field for fields, _ in RULES for field in fields.split() if field.startswith("spec.")}
    assert ruled - {"spec.ports"} | UNCHECKED.keys() == set(leaves("ServiceSpec", "spec"))
    assert not ruled & UNCHECKED.keys()


def recorded() -> Iterator[Tree]:
    """Services as clients have sent them, with defaults; most are wrong in some way."""
    for line in (RECORDINGS / "service-create.jsonl").read_text(encoding="utf-8").splitlines()[::2]:
        with suppress(DecodeError):
            yield apply_defaults(SERVICE, decode(json.loads(line)["input"], SERVICE).tree)


def test_a_rule_objects_to_the_fields_that_it_is_said_to_be_about() -> None:
    silent = set(range(len(RULES)))
    for tree in recorded():
        for number, (fields, rule) in enumerate(RULES):
            for cause in rule(tree, CURRENT):
                silent.discard(number)
                place = re.sub(r"\[\d+\]", "[]", cause.field).lower()
                about = fields.lower().split()
                assert any(place.startswith(field) or field.startswith(place) for field in about), (fields, cause)
    assert {RULES[number][0] for number in silent} <= {"metadata.annotations"}


def test_every_field_of_a_port_can_be_wrong() -> None:
    port = {"name": "A", "port": 0, "protocol": "x", "targetPort": -1, "nodePort": 30000, "appProtocol": "a b"}
    found = struct("ServicePort")
    assert found is not None
    assert port.keys() == found.fields.keys()
    wrong = {text.partition(":")[0].rpartition(".")[2] for text in causes(ports=[port])}
    assert wrong == port.keys()
