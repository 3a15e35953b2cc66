"""Replacing a Service by itself with a few fields changed: what is kept, given, shed or refused.

Each row: the Service as it was created, what is changed in its stored specification (None takes a field away), and
what comes of it: fields of the result (a type stands for any value of it, None for no such field), or how the causes
of the refusal begin.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.engine.services.allocator import DUAL, Held, sent

from svcquest.engine.services import ServiceConfig, prepare_create, prepare_update
from svcquest.model.kinds import SERVICE
from svcquest.model.status import Refusal
from svcquest.model.tree import Tree
from svcquest.schema.defaults import apply_defaults

PORT: list[Tree] = [{"port": 80}]
SETTLED: Tree = {"ports": PORT, "clusterIP": "10.96.7.7"}
NODE_PORT: Tree = {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30080}]}
NODE_PORTS: Tree = {
    "type": "NodePort",
    "ports": [{"name": "a", "port": 80, "nodePort": 30080}, {"name": "b", "port": 81, "nodePort": 30081}],
}
BALANCED: Tree = {"type": "LoadBalancer", "ports": [{"port": 80, "nodePort": 30080}]}
LOCAL: Tree = {**BALANCED, "externalTrafficPolicy": "Local", "healthCheckNodePort": 30500}
EXTERNAL: Tree = {"type": "ExternalName", "externalName": "a.example.com"}
HEADLESS: Tree = {"clusterIP": "None", "ports": PORT}
TWO: Tree = {
    "ports": PORT,
    "ipFamilyPolicy": "PreferDualStack",
    "clusterIP": "10.96.7.7",
    "clusterIPs": ["10.96.7.7", "fd00:10:96::77"],
    "ipFamilies": ["IPv4", "IPv6"],
}

Row = tuple[Tree, Tree, Tree | list[str]]

SINGLE_STACK: list[Row] = [
    (
        SETTLED,
        {"type": "NodePort"},
        {"type": "NodePort", "externalTrafficPolicy": "Cluster", "ports.0.nodePort": int, "clusterIP": "10.96.7.7"},
    ),
    (
        SETTLED,
        {"type": "LoadBalancer"},
        {"allocateLoadBalancerNodePorts": True, "externalTrafficPolicy": "Cluster", "ports.0.nodePort": int},
    ),
    (SETTLED, {"type": "LoadBalancer", "externalTrafficPolicy": "Local"}, {"healthCheckNodePort": int}),
    (
        SETTLED,
        {"type": "LoadBalancer", "allocateLoadBalancerNodePorts": False},
        {"ports.0.nodePort": None, "allocateLoadBalancerNodePorts": False},
    ),
    (SETTLED, {"type": "ExternalName"}, ["spec.externalName: Required value"]),
    (
        SETTLED,
        {"type": "ExternalName", "externalName": "a.b"},
        {
            "clusterIP": None,
            "clusterIPs": None,
            "ipFamilies": None,
            "ipFamilyPolicy": None,
            "internalTrafficPolicy": None,
            "ports.0.port": 80,
            "sessionAffinity": "None",
        },
    ),
    (
        SETTLED,
        {"type": "ExternalName", "externalName": "a.b", "clusterIP": "10.96.7.8"},
        ["spec.clusterIPs: Forbidden: may not be set for ExternalName services"],
    ),
    (
        SETTLED,
        {"type": "ExternalName", "externalName": "a.b", "ipFamilyPolicy": "PreferDualStack"},
        ["spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services"],
    ),
    (SETTLED, {"clusterIP": "None"}, ['spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set']),
    (
        {**SETTLED, "ipFamilyPolicy": "PreferDualStack"},
        {"clusterIP": "None", "clusterIPs": None},
        ['spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set'],
    ),
    (
        SETTLED,
        {"clusterIP": "10.96.7.9"},
        ['spec.clusterIPs[0]: Invalid value: ["10.96.7.9"]: may not change once set'],
    ),
    (
        SETTLED,
        {"clusterIP": "10.96.7.9", "clusterIPs": ["10.96.7.9"]},
        ['spec.clusterIPs[0]: Invalid value: ["10.96.7.9"]: may not change once set'],
    ),
    (
        SETTLED,
        {"clusterIPs": ["10.96.7.9"]},
        ['spec.clusterIPs: Invalid value: ["10.96.7.9"]: first value must match `clusterIP`'],
    ),
    (SETTLED, {"clusterIP": None, "clusterIPs": None}, {"clusterIP": "10.96.7.7"}),
    (SETTLED, {"clusterIPs": None}, {"clusterIPs": ["10.96.7.7"]}),
    (
        SETTLED,
        {"externalTrafficPolicy": "Local"},
        ['spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-acc'],
    ),
    (SETTLED, {"externalIPs": ["192.0.2.1"], "externalTrafficPolicy": "Local"}, {"externalTrafficPolicy": "Local"}),
    ({**SETTLED, "externalIPs": ["192.0.2.1"]}, {"externalIPs": None}, {"externalTrafficPolicy": None}),
    (
        SETTLED,
        {"ports": [{"port": 80, "nodePort": 30081}]},
        ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    ),
    (
        SETTLED,
        {"allocateLoadBalancerNodePorts": True},
        ["spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBa"],
    ),
    (
        SETTLED,
        {"loadBalancerClass": "a/b"},
        ["spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"],
    ),
    (
        SETTLED,
        {"healthCheckNodePort": 30500},
        ["spec.healthCheckNodePort: Invalid value: 30500: may only be set when `type` is 'LoadBa"],
    ),
    (
        SETTLED,
        {"loadBalancerSourceRanges": ["10.0.0.0/8"]},
        ["spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalance"],
    ),
    (SETTLED, {"sessionAffinity": "ClientIP"}, {"sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 10800}}}),
    ({**SETTLED, "sessionAffinity": "ClientIP"}, {"sessionAffinity": "None"}, {"sessionAffinityConfig": None}),
    (
        SETTLED,
        {"sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 0}}},
        ["spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater"],
    ),
    (SETTLED, {"ports": None}, ["spec.ports: Required value"]),
    (SETTLED, {"selector": {"a": "b"}}, {"selector": {"a": "b"}}),
    (NODE_PORT, {"type": "ClusterIP"}, {"ports.0.nodePort": None, "externalTrafficPolicy": None}),
    (
        NODE_PORT,
        {"type": "ClusterIP", "ports": [{"port": 80, "nodePort": 30099}]},
        ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
    ),
    (
        NODE_PORT,
        {"type": "ClusterIP", "externalTrafficPolicy": "Local"},
        ['spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-acc'],
    ),
    ({**NODE_PORT, "externalTrafficPolicy": "Local"}, {"type": "ClusterIP"}, {"externalTrafficPolicy": None}),
    (NODE_PORT, {"type": "LoadBalancer"}, {"ports.0.nodePort": 30080, "allocateLoadBalancerNodePorts": True}),
    (
        {**NODE_PORT, "externalTrafficPolicy": "Local"},
        {"type": "LoadBalancer"},
        {"healthCheckNodePort": int, "ports.0.nodePort": 30080},
    ),
    (
        NODE_PORT,
        {"type": "ExternalName", "externalName": "a.b"},
        {"ports.0.nodePort": None, "externalTrafficPolicy": None, "clusterIP": None},
    ),
    (
        NODE_PORT,
        {"clusterIP": "None"},
        [
            'spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set',
            "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort servi",
        ],
    ),
    (NODE_PORT, {"ports": [{"port": 80, "nodePort": 30081}]}, {"ports.0.nodePort": 30081}),
    (NODE_PORT, {"ports": [{"port": 80}]}, {"ports.0.nodePort": 30080}),
    (NODE_PORT, {"ports": [{"port": 80, "name": "x"}]}, {"ports.0.nodePort": int}),
    (NODE_PORT, {"ports": [{"port": 80, "name": "x", "nodePort": 30080}]}, {"ports.0.nodePort": 30080}),
    (NODE_PORT, {"ports": [{"port": 8080}]}, {"ports.0.nodePort": 30080}),
    (NODE_PORT, {"ports": [{"port": 80, "protocol": "UDP"}]}, {"ports.0.nodePort": 30080}),
    (
        NODE_PORT,
        {"ports": [{"port": 80, "nodePort": 30080}, {"port": 81}]},
        ["spec.ports[0].name: Required value", "spec.ports[1].name: Required value"],
    ),
    (
        NODE_PORT,
        {"ports": [{"port": 80, "nodePort": 80}]},
        ["spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. Th"],
    ),
    (
        NODE_PORT,
        {"ports": [{"port": 80, "nodePort": 30999}]},
        ["spec.ports[0].nodePort: Invalid value: 30999: provided port is already allocated"],
    ),
    (
        NODE_PORTS,
        {"ports": [{"name": "b", "port": 80}, {"name": "a", "port": 81}]},
        {"ports.0.nodePort": 30081, "ports.1.nodePort": 30080},
    ),
    (
        NODE_PORTS,
        {"ports": [{"name": "a", "port": 80, "nodePort": 30081}, {"name": "b", "port": 81, "nodePort": 30080}]},
        {"ports.0.nodePort": 30081, "ports.1.nodePort": 30080},
    ),
    (
        NODE_PORTS,
        {"ports": [{"name": "a", "port": 80, "nodePort": 30081}, {"name": "b", "port": 81}]},
        {"ports.0.nodePort": 30081, "ports.1.nodePort": int},
    ),
    (NODE_PORTS, {"ports": [{"name": "b", "port": 81}]}, {"ports.0.nodePort": 30081}),
    (
        NODE_PORT,
        {"healthCheckNodePort": 30500},
        ["spec.healthCheckNodePort: Invalid value: 30500: may only be set when `type` is 'LoadBa"],
    ),
    (NODE_PORT, {"externalTrafficPolicy": None}, {"externalTrafficPolicy": "Cluster"}),
    (
        NODE_PORT,
        {"externalTrafficPolicy": "local"},
        ['spec.externalTrafficPolicy: Unsupported value: "local": supported values: "Cluster", "'],
    ),
    (NODE_PORT, {"type": None}, {"type": "ClusterIP", "ports.0.nodePort": None}),
    (BALANCED, {"type": "NodePort"}, {"allocateLoadBalancerNodePorts": None, "ports.0.nodePort": 30080}),
    (
        LOCAL,
        {"type": "NodePort"},
        {"externalTrafficPolicy": "Local", "healthCheckNodePort": None, "ports.0.nodePort": 30080},
    ),
    (
        BALANCED,
        {"type": "ClusterIP"},
        {"ports.0.nodePort": None, "allocateLoadBalancerNodePorts": None, "externalTrafficPolicy": None},
    ),
    (LOCAL, {"type": "ClusterIP"}, {"healthCheckNodePort": None, "externalTrafficPolicy": None}),
    ({**BALANCED, "loadBalancerClass": "x"}, {"type": "ClusterIP"}, {"loadBalancerClass": None}),
    (
        {**BALANCED, "loadBalancerClass": "x"},
        {"type": "ClusterIP", "loadBalancerClass": "y"},
        ["spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"],
    ),
    (
        BALANCED,
        {"type": "NodePort", "allocateLoadBalancerNodePorts": False},
        ["spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBa"],
    ),
    (
        LOCAL,
        {"type": "ExternalName", "externalName": "a.b"},
        {
            "ports.0.nodePort": None,
            "healthCheckNodePort": None,
            "allocateLoadBalancerNodePorts": None,
            "clusterIPs": None,
        },
    ),
    (
        {**BALANCED, "loadBalancerSourceRanges": ["10.0.0.0/8"]},
        {"type": "NodePort"},
        ["spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalance"],
    ),
    (BALANCED, {"loadBalancerClass": "x"}, ['spec.loadBalancerClass: Invalid value: "x": may not change once set']),
    (
        {**BALANCED, "loadBalancerClass": "x"},
        {"loadBalancerClass": None},
        ["spec.loadBalancerClass: Invalid value: null: may not change once set"],
    ),
    (BALANCED, {"externalTrafficPolicy": "Local"}, {"healthCheckNodePort": int}),
    (BALANCED, {"externalTrafficPolicy": "Local", "healthCheckNodePort": 30600}, {"healthCheckNodePort": 30600}),
    (
        BALANCED,
        {"externalTrafficPolicy": "Local", "healthCheckNodePort": 30999},
        ["Internal error occurred: failed to allocate requested HealthCheck NodePort 30999: prov"],
    ),
    (LOCAL, {"externalTrafficPolicy": "Cluster"}, {"healthCheckNodePort": None}),
    (
        LOCAL,
        {"externalTrafficPolicy": "Cluster", "healthCheckNodePort": 30600},
        ["spec.healthCheckNodePort: Invalid value: 30600: may only be set when `type` is 'LoadBa"],
    ),
    (LOCAL, {"healthCheckNodePort": 30600}, ["spec.healthCheckNodePort: Forbidden: field is immutable"]),
    (LOCAL, {"healthCheckNodePort": None}, {"healthCheckNodePort": 30500}),
    (BALANCED, {"allocateLoadBalancerNodePorts": False}, {"ports.0.nodePort": 30080}),
    (BALANCED, {"allocateLoadBalancerNodePorts": False, "ports": PORT}, {"ports.0.nodePort": None}),
    (
        {"type": "LoadBalancer", "allocateLoadBalancerNodePorts": False, "ports": PORT},
        {"allocateLoadBalancerNodePorts": True},
        {"ports.0.nodePort": int},
    ),
    ({**BALANCED, "loadBalancerClass": "x"}, {"type": None}, {"type": "ClusterIP", "loadBalancerClass": None}),
    (
        EXTERNAL,
        {"type": "ClusterIP", "ports": PORT},
        {"clusterIP": str, "ipFamilies": ["IPv4"], "internalTrafficPolicy": "Cluster", "externalName": "a.example.com"},
    ),
    (EXTERNAL, {"type": "ClusterIP"}, ["spec.ports: Required value"]),
    (EXTERNAL, {"type": "ClusterIP", "ports": PORT, "clusterIP": "10.96.9.9"}, {"clusterIP": "10.96.9.9"}),
    (EXTERNAL, {"type": "ClusterIP", "clusterIP": "None"}, {"clusterIPs": ["None"]}),
    (EXTERNAL, {"type": "NodePort", "ports": [{"port": 80, "nodePort": 30080}]}, {"ports.0.nodePort": 30080}),
    (EXTERNAL, {"externalName": "b.example.com"}, {"externalName": "b.example.com"}),
    (EXTERNAL, {"externalName": None}, ["spec.externalName: Required value"]),
    (EXTERNAL, {"clusterIP": "10.96.9.9"}, ["spec.clusterIPs: Forbidden: may not be set for ExternalName services"]),
    (
        HEADLESS,
        {"clusterIP": "10.96.9.9", "clusterIPs": ["10.96.9.9"]},
        [
            'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured',
            'spec.ipFamilies[1]: Invalid value: "IPv6": not configured on this cluster',
        ],
    ),
    (
        {**HEADLESS, "selector": {"a": "b"}},
        {"type": "NodePort"},
        ["spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort servi"],
    ),
    (
        {**HEADLESS, "selector": {"a": "b"}},
        {"type": "ExternalName", "externalName": "a.b"},
        {"clusterIP": None, "clusterIPs": None, "selector": {"a": "b"}},
    ),
    ({**HEADLESS, "selector": {"a": "b"}}, {"ports": None}, {"ports": None}),
    (HEADLESS, {"clusterIP": None, "clusterIPs": None}, {"clusterIP": "None"}),
    (
        HEADLESS,
        {"selector": {"a": "b"}},
        [
            'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured',
            'spec.ipFamilies[1]: Invalid value: "IPv6": not configured on this cluster',
        ],
    ),
    (
        HEADLESS,
        {"selector": {"a": "b"}, "ipFamilyPolicy": "SingleStack", "ipFamilies": ["IPv4"]},
        {"ipFamilies": ["IPv4"]},
    ),
    (SETTLED, {"trafficDistribution": "PreferSameNode"}, {"trafficDistribution": "PreferSameNode"}),
    (
        SETTLED,
        {"trafficDistribution": "x"},
        ['spec.trafficDistribution: Unsupported value: "x": supported values: "PreferClose", "Pr'],
    ),
    (SETTLED, {"internalTrafficPolicy": "Local"}, {"internalTrafficPolicy": "Local"}),
    (
        {**SETTLED, "internalTrafficPolicy": "Local"},
        {"internalTrafficPolicy": None},
        {"internalTrafficPolicy": "Cluster"},
    ),
]

DUAL_STACK: list[Row] = [
    (SETTLED, {"ipFamilyPolicy": "PreferDualStack"}, {"ipFamilies": ["IPv4", "IPv6"], "clusterIPs.1": str}),
    (SETTLED, {"ipFamilyPolicy": "RequireDualStack"}, {"ipFamilies": ["IPv4", "IPv6"]}),
    (
        SETTLED,
        {"ipFamilies": ["IPv4", "IPv6"]},
        ["spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'Pref"],
    ),
    (
        SETTLED,
        {"ipFamilyPolicy": "PreferDualStack", "clusterIPs": ["10.96.7.7", "fd00:10:96::99"]},
        {"clusterIPs": ["10.96.7.7", "fd00:10:96::99"]},
    ),
    (TWO, {"ipFamilyPolicy": "SingleStack"}, {"clusterIPs": ["10.96.7.7"], "ipFamilies": ["IPv4"]}),
    (
        TWO,
        {"ipFamilyPolicy": "SingleStack", "clusterIPs": ["10.96.7.7"], "ipFamilies": ["IPv4"]},
        {"clusterIPs": ["10.96.7.7"]},
    ),
    (
        TWO,
        {"clusterIPs": ["10.96.7.7"]},
        ["spec.ipFamilyPolicy: Invalid value: \"PreferDualStack\": must be 'SingleStack' to releas"],
    ),
    (
        TWO,
        {"ipFamilies": ["IPv4"]},
        ["spec.ipFamilyPolicy: Invalid value: \"PreferDualStack\": must be 'SingleStack' to releas"],
    ),
    (
        TWO,
        {"ipFamilies": ["IPv6", "IPv4"]},
        [
            'spec.clusterIPs[0]: Invalid value: "10.96.7.7": expected an IPv6 value as indicated by',
            'spec.clusterIPs[1]: Invalid value: "fd00:10:96::77": expected an IPv4 value as indicat',
        ],
    ),
    (
        SETTLED,
        {"ipFamilies": ["IPv6"]},
        ['spec.clusterIPs[0]: Invalid value: "10.96.7.7": expected an IPv6 value as indicated by'],
    ),
    (
        TWO,
        {"clusterIPs": ["10.96.7.7", "fd00:10:96::78"]},
        ['spec.clusterIPs[1]: Invalid value: ["10.96.7.7","fd00:10:96::78"]: may not change once'],
    ),
    (
        {**TWO, "ipFamilyPolicy": "RequireDualStack"},
        {"ipFamilyPolicy": "PreferDualStack"},
        {"clusterIPs.1": "fd00:10:96::77"},
    ),
    (TWO, {"ipFamilyPolicy": None}, {"ipFamilyPolicy": "PreferDualStack"}),
    (
        {**HEADLESS, "selector": {"a": "b"}, "ipFamilies": ["IPv4", "IPv6"], "ipFamilyPolicy": "RequireDualStack"},
        {"ipFamilies": ["IPv6", "IPv4"]},
        {"ipFamilies": ["IPv6", "IPv4"]},
    ),
    (TWO, {"type": "ExternalName", "externalName": "a.b"}, {"clusterIPs": None, "ipFamilies": None}),
]


TAKEN = 30999
"""A node port of another Service."""


def at(spec: Any, path: str) -> Any:
    """The value at a path such as ``ports.0.nodePort``, None where there is none."""
    for step in path.split("."):
        spec = spec[int(step)] if isinstance(spec, list) else spec.get(step)
    return spec


def compare(config: ServiceConfig, old: Tree, changes: Tree, expected: Tree | list[str]) -> None:
    """Create, change, replace; then see whether the outcome is the expected one."""
    stored = prepare_create(sent(**old), Held(), config)
    spec = {field: value for field, value in {**stored["spec"], **changes}.items() if value is not None}
    new = apply_defaults(SERVICE, {**stored, "spec": spec})
    if isinstance(expected, list):
        with pytest.raises(Refusal) as caught:
            prepare_update(new, stored, Held(ports={TAKEN}), config)
        refused = caught.value.status
        told = [str(cause) for cause in dict.fromkeys(refused.causes)] or [refused.message]
        assert [text[: len(head)] for text, head in zip(told, expected, strict=True)] == expected
        return
    found = prepare_update(new, stored, Held(ports={TAKEN}), config)["spec"]
    for path, value in expected.items():
        assert isinstance(at(found, path), value) if isinstance(value, type) else at(found, path) == value, path


@pytest.mark.parametrize(("old", "changes", "expected"), SINGLE_STACK)
def test_in_a_cluster_with_one_family(old: Tree, changes: Tree, expected: Tree | list[str]) -> None:
    compare(ServiceConfig(), old, changes, expected)


@pytest.mark.parametrize(("old", "changes", "expected"), DUAL_STACK)
def test_in_a_cluster_with_two_families(old: Tree, changes: Tree, expected: Tree | list[str]) -> None:
    compare(DUAL, old, changes, expected)
