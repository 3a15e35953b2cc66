"""Rules for everything but Services, in the words that recordings and the fact sheets have."""

from __future__ import annotations

from typing import Any

import pytest

from svcquest.model import kinds
from svcquest.model.kinds import KINDS, Kind
from svcquest.model.tree import Tree
from svcquest.schema.defaults import apply_defaults
from svcquest.schema.validate import validate_create, validate_update

RANGE = "must be between 1 and 65535, inclusive"
LABELS = {"metadata": {"labels": {"app": "web"}}}
CONTAINERS = [{"name": "c", "image": "nginx"}]


def made(kind: Kind, metadata: Tree | None = None, **fields: Any) -> Tree:
    place = {"namespace": "default"} if kind.namespaced else {}
    tree = {"kind": kind.kind, "metadata": {"name": "x", **place, **(metadata or {})}, **fields}
    return apply_defaults(kind, tree)


def causes(kind: Kind, metadata: Tree | None = None, **fields: Any) -> list[str]:
    return [str(cause) for cause in validate_create(kind, made(kind, metadata, **fields))]


def pod(**spec: Any) -> list[str]:
    return causes(kinds.POD, spec={"containers": CONTAINERS, **spec})


def container(**fields: Any) -> list[str]:
    return pod(containers=[{**CONTAINERS[0], **fields}])


RIGHT: dict[str, Tree] = {
    "ConfigMap": {"data": {"key.name": "x"}},
    "DaemonSet": {
        "spec": {
            "selector": {"matchLabels": {"app": "web"}},
            "template": {**LABELS, "spec": {"containers": CONTAINERS}},
        }
    },
    "EndpointSlice": {"addressType": "IPv4", "endpoints": [{"addresses": ["10.0.0.1"]}], "ports": [{"port": 70000}]},
    "Endpoints": {"subsets": [{"addresses": [{"ip": "10.0.0.1"}], "ports": [{"port": 80}]}]},
    "Event": {},
    "Namespace": {},
    "NetworkPolicy": {"spec": {"podSelector": {}}},
    "Node": {"spec": {"taints": [{"key": "a", "effect": "NoSchedule"}]}},
    "Pod": {"spec": {"containers": CONTAINERS}},
    "ReplicationController": {"spec": {"template": {**LABELS, "spec": {"containers": CONTAINERS}}}},
}
RIGHT |= dict.fromkeys(("Deployment", "ReplicaSet", "StatefulSet"), RIGHT["DaemonSet"])
OTHERS = [kind for kind in KINDS if kind != kinds.SERVICE]


@pytest.mark.parametrize("kind", OTHERS, ids=str)
def test_right_objects(kind: Kind) -> None:
    assert causes(kind, **RIGHT[kind.kind]) == []
    tree = made(kind, **RIGHT[kind.kind])
    assert validate_update(kind, tree, tree) == []


@pytest.mark.parametrize("kind", OTHERS, ids=str)
def test_names_of_every_kind_are_checked(kind: Kind) -> None:
    (found,) = causes(kind, {"name": "Lab_1"}, **RIGHT[kind.kind])
    what = "label" if kind == kinds.NAMESPACE else "subdomain"
    assert found.startswith(f'metadata.name: Invalid value: "Lab_1": a lowercase RFC 1123 {what} must consist of')


@pytest.mark.parametrize("kind", OTHERS, ids=str)
def test_labels_are_checked_again_on_update(kind: Kind) -> None:
    old = made(kind, **RIGHT[kind.kind])
    new = made(kind, {"labels": {"a": "b c"}}, **RIGHT[kind.kind])
    found = validate_update(kind, new, old)
    assert {cause.field for cause in found} == {"metadata.labels"}


def test_cluster_scoped_objects_have_no_namespace() -> None:
    assert causes(kinds.NAMESPACE, {"namespace": "x"}) == ["metadata.namespace: Forbidden: not allowed on this type"]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (pod(containers=[]), ["spec.containers: Required value"]),
        (pod(containers=[{"image": "nginx"}]), ["spec.containers[0].name: Required value"]),
        (pod(containers=[{"name": "c"}]), ["spec.containers[0].image: Required value"]),
        (pod(containers=[*CONTAINERS, *CONTAINERS]), ['spec.containers[1].name: Duplicate value: "c"']),
        (container(image=" x"), ['spec.containers[0].image: Invalid value: " x": must not have leading or trailing']),
        (container(imagePullPolicy="x"), ['spec.containers[0].imagePullPolicy: Unsupported value: "x": supported']),
        (container(env=[{"value": "1"}]), ["spec.containers[0].env[0].name: Required value"]),
        (container(ports=[{}]), ["spec.containers[0].ports[0].containerPort: Required value"]),
        (
            container(ports=[{"containerPort": 70000}]),
            [f"spec.containers[0].ports[0].containerPort: Invalid value: 70000: {RANGE}"],
        ),
        (
            container(ports=[{"containerPort": 80, "name": "Web_Port"}]),
            ['spec.containers[0].ports[0].name: Invalid value: "Web_Port": must contain only alpha-numeric characters'],
        ),
        (
            container(ports=[{"containerPort": 1, "name": "a"}, {"containerPort": 2, "name": "a"}]),
            ['spec.containers[0].ports[1].name: Duplicate value: "a"'],
        ),
        (
            container(ports=[{"containerPort": 80, "protocol": "tcp", "hostPort": -1}]),
            [
                f"spec.containers[0].ports[0].hostPort: Invalid value: -1: {RANGE}",
                'spec.containers[0].ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP"',
            ],
        ),
        (container(readinessProbe={}), ["spec.containers[0].readinessProbe: Required value: must specify a handler"]),
        (
            container(readinessProbe={"httpGet": {"port": "http"}, "tcpSocket": {"port": 80}}),
            ["spec.containers[0].readinessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type"],
        ),
        (
            container(livenessProbe={"tcpSocket": {"port": 0}, "successThreshold": 2}),
            [
                f"spec.containers[0].livenessProbe.tcpSocket.port: Invalid value: 0: {RANGE}",
                "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1",
            ],
        ),
        (
            container(startupProbe={"exec": {}, "periodSeconds": -1}),
            [
                "spec.containers[0].startupProbe.exec.command: Required value",
                "spec.containers[0].startupProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0",
            ],
        ),
        (
            container(livenessProbe={"grpc": {}}),
            [f"spec.containers[0].livenessProbe.grpc.port: Invalid value: 0: {RANGE}"],
        ),
        (
            pod(restartPolicy="x"),
            ['spec.restartPolicy: Unsupported value: "x": supported values: "Always", "OnFailure", "Never"'],
        ),
        (
            pod(dnsPolicy="x"),
            [
                'spec.dnsPolicy: Unsupported value: "x": supported values: "ClusterFirstWithHostNet", "ClusterFirst", '
                '"Default", "None"'
            ],
        ),
        (pod(dnsPolicy="None"), ["spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"]),
        (
            pod(dnsPolicy="None", dnsConfig={}),
            ["spec.dnsConfig.nameservers: Required value: must provide at least one"],
        ),
        (pod(hostname="A"), ['spec.hostname: Invalid value: "A": a lowercase RFC 1123 label']),
        (pod(subdomain="a.b"), ['spec.subdomain: Invalid value: "a.b": must not contain dots']),
    ],
)
def test_pods(found: list[str], expected: list[str]) -> None:
    _assert_heads(found, expected)


def test_little_of_a_pod_may_change() -> None:
    old = made(kinds.POD, **RIGHT["Pod"])
    image = made(kinds.POD, spec={"containers": [{"name": "c", "image": "nginx:1.27", "imagePullPolicy": "Always"}]})
    port = made(kinds.POD, spec={"containers": [{**CONTAINERS[0], "ports": [{"containerPort": 80}]}]})
    assert validate_update(kinds.POD, image, old) == []
    (found,) = validate_update(kinds.POD, port, old)
    assert str(found).startswith("spec: Forbidden: pod updates may not change fields other than")


def workload(**spec: Any) -> Tree:
    return {"spec": {**RIGHT["Deployment"]["spec"], **spec}}


MISMATCH = "`selector` does not match template `labels`"


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (
            kinds.DEPLOYMENT,
            workload(selector={"matchLabels": {"app": "d"}}),
            [f'spec.template.metadata.labels: Invalid value: {{"app":"web"}}: {MISMATCH}'],
        ),
        (
            kinds.DEPLOYMENT,
            {"spec": {"template": RIGHT["Deployment"]["spec"]["template"]}},
            [
                "spec.selector: Required value",
                f'spec.template.metadata.labels: Invalid value: {{"app":"web"}}: {MISMATCH}',
            ],
        ),
        (
            kinds.DEPLOYMENT,
            workload(replicas=-1),
            ["spec.replicas: Invalid value: -1: must be greater than or equal to 0"],
        ),
        (
            kinds.DEPLOYMENT,
            workload(selector={}),
            ["spec.selector: Invalid value: {}: empty selector is invalid for deployment"],
        ),
        (
            kinds.STATEFULSET,
            workload(selector={}),
            ["spec.selector: Invalid value: {}: empty selector is invalid for statefulset"],
        ),
        (
            kinds.DEPLOYMENT,
            workload(selector={"matchExpressions": [{"key": "app", "operator": "In"}]}),
            [
                "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In'",
                f'spec.template.metadata.labels: Invalid value: {{"app":"web"}}: {MISMATCH}',
            ],
        ),
        (
            kinds.DEPLOYMENT,
            workload(selector={"matchExpressions": [{"key": "app", "operator": "Exists", "values": ["x"]}]}),
            ["spec.selector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists'"],
        ),
        (
            kinds.DEPLOYMENT,
            workload(template={**LABELS, "spec": {"containers": CONTAINERS, "restartPolicy": "Never"}}),
            ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
        ),
        (
            kinds.DEPLOYMENT,
            workload(strategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "web", "maxUnavailable": -1}}),
            [
                "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be greater than or equal to 0",
                'spec.strategy.rollingUpdate.maxSurge: Invalid value: "web": a valid percent string must be a numeric',
            ],
        ),
        (
            kinds.DEPLOYMENT,
            workload(strategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": "0%"}}),
            ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0'],
        ),
        (
            kinds.DEPLOYMENT,
            workload(strategy={"type": "Recreate", "rollingUpdate": {"maxSurge": 1}}),
            ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
        ),
        (
            kinds.DAEMONSET,
            workload(updateStrategy={"type": "Sometimes"}),
            ['spec.updateStrategy: Unsupported value: {"type":"Sometimes"}: supported values: "OnDelete"'],
        ),
        (
            kinds.REPLICATIONCONTROLLER,
            {"spec": {"template": {"spec": {"containers": CONTAINERS}}}},
            ["spec.selector: Required value"],
        ),
    ],
)
def test_workloads(kind: Kind, fields: Tree, expected: list[str]) -> None:
    _assert_heads(causes(kind, **fields), expected)


def test_a_selector_with_an_unknown_operator() -> None:
    found = causes(kinds.NETWORKPOLICY, spec={"podSelector": {"matchExpressions": [{"key": "a", "operator": "Near"}]}})
    assert found == [
        'spec.podSelector.matchExpressions[0].operator: Invalid value: "Near": not a valid selector operator'
    ]


@pytest.mark.parametrize("kind", [kinds.DEPLOYMENT, kinds.REPLICASET, kinds.DAEMONSET], ids=str)
def test_selectors_are_settled(kind: Kind) -> None:
    other = {"matchLabels": {"app": "b"}}
    template = {"metadata": {"labels": {"app": "b"}}, "spec": {"containers": CONTAINERS}}
    new, old = made(kind, **workload(selector=other, template=template)), made(kind, **workload())
    assert [str(cause) for cause in validate_update(kind, new, old)] == [
        'spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable'
    ]


def test_a_stateful_set_keeps_its_service() -> None:
    new, old = (
        made(kinds.STATEFULSET, **workload(serviceName="b")),
        made(kinds.STATEFULSET, **workload(serviceName="a")),
    )
    assert [str(cause) for cause in validate_update(kinds.STATEFULSET, new, old)] == [
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
        "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' "
        "are forbidden"
    ]


@pytest.mark.parametrize(
    ("subset", "expected"),
    [
        ({}, ["subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`"]),
        (
            {"addresses": [{"ip": "x"}]},
            [
                'subsets[0].addresses[0].ip: Invalid value: "x": must be a valid IP address, (e.g.',
                'subsets[0].addresses[0].ip: Invalid value: "x": must be a valid IP address',
            ],
        ),
        (
            {"notReadyAddresses": [{"ip": "127.0.0.1", "hostname": "A", "nodeName": "N"}]},
            [
                'subsets[0].notReadyAddresses[0].hostname: Invalid value: "A"',
                'subsets[0].notReadyAddresses[0].nodeName: Invalid value: "N"',
                'subsets[0].notReadyAddresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range',
            ],
        ),
        (
            {"addresses": [{"ip": "10.0.0.1"}], "ports": [{"port": 0}, {"port": 1, "name": "A", "appProtocol": "a b"}]},
            [
                "subsets[0].ports[0].name: Required value",
                f"subsets[0].ports[0].port: Invalid value: 0: {RANGE}",
                'subsets[0].ports[1].name: Invalid value: "A"',
                'subsets[0].ports[1].appProtocol: Invalid value: "a b"',
            ],
        ),
    ],
)
def test_endpoints(subset: Tree, expected: list[str]) -> None:
    _assert_heads(causes(kinds.ENDPOINTS, subsets=[subset]), expected)


def endpoint_slice(address_type: str = "IPv4", **fields: Any) -> list[str]:
    return causes(kinds.ENDPOINTSLICE, addressType=address_type, **fields)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (endpoint_slice(""), ["addressType: Required value"]),
        (endpoint_slice("IPv5"), ['addressType: Unsupported value: "IPv5": supported values: "FQDN", "IPv4", "IPv6"']),
        (endpoint_slice(endpoints=[{}]), ["endpoints[0].addresses: Required value: must contain at least 1 address"]),
        (
            endpoint_slice(endpoints=[{"addresses": ["10.0.0.1", "fd00::1"]}]),
            ['endpoints[0].addresses: Invalid value: "fd00::1": must be an IPv4 address'],
        ),
        (
            endpoint_slice(endpoints=[{"addresses": ["127.0.0.1"], "hostname": "A"}]),
            [
                'endpoints[0].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range',
                'endpoints[0].hostname: Invalid value: "A"',
            ],
        ),
        (
            endpoint_slice("FQDN", endpoints=[{"addresses": ["a.example.com", "local"]}]),
            ['endpoints[0].addresses[1]: Invalid value: "local": should be a domain with at least two segments'],
        ),
        (
            endpoint_slice(endpoints=[{"addresses": ["10.0.0.1"] * 101}]),
            ["endpoints[0].addresses: Too many: 101: must have at most 100 items"],
        ),
        (
            endpoint_slice(endpoints=[{"addresses": ["10.0.0.1"]}] * 1001),
            ["endpoints: Too many: 1001: must have at most 1000 items"],
        ),
        (endpoint_slice(ports=[{"port": 1}, {"port": 2}]), ['ports[1].name: Duplicate value: ""']),
        (
            endpoint_slice(ports=[{"name": "A", "protocol": "x"}]),
            ['ports[0].name: Invalid value: "A"', "ports[0].protocol"],
        ),
        (endpoint_slice(ports=[{"port": 0}]), []),
    ],
)
def test_endpoint_slices(found: list[str], expected: list[str]) -> None:
    _assert_heads(found, expected)


def test_a_slice_keeps_its_address_type() -> None:
    old = made(kinds.ENDPOINTSLICE, addressType="IPv4")
    new = made(kinds.ENDPOINTSLICE, addressType="IPv6")
    assert [str(cause) for cause in validate_update(kinds.ENDPOINTSLICE, new, old)] == [
        'addressType: Invalid value: "IPv6": field is immutable'
    ]


def policy(**rule: Any) -> list[str]:
    return causes(kinds.NETWORKPOLICY, spec={"ingress": [rule]})


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (policy(ports=[{"port": 80, "endPort": 90}, {"port": "http"}, {}]), []),
        (policy(ports=[{"protocol": "x"}]), ['spec.ingress[0].ports[0].protocol: Unsupported value: "x": supported']),
        (
            policy(ports=[{"endPort": 90}]),
            ["spec.ingress[0].ports[0].endPort: Invalid value: 90: may not be specified when"],
        ),
        (
            policy(ports=[{"port": "http", "endPort": 90}]),
            ["spec.ingress[0].ports[0].endPort: Invalid value: 90: may not be specified when `port` is non-numeric"],
        ),
        (
            policy(ports=[{"port": 80, "endPort": 70}]),
            ["spec.ingress[0].ports[0].endPort: Invalid value: 70: must be greater than or equal to `port`"],
        ),
        (policy(**{"from": [{}]}), ["spec.ingress[0].from[0]: Required value: must specify a peer"]),
        (
            policy(**{"from": [{"podSelector": {}, "ipBlock": {"cidr": "10.0.0.0/8"}}]}),
            ["spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer"],
        ),
        (policy(**{"from": [{"ipBlock": {}}]}), ["spec.ingress[0].from[0].ipBlock.cidr: Required value"]),
        (
            policy(**{"from": [{"ipBlock": {"cidr": "10.0.0.0/8", "except": ["11.0.0.0/16", "10.1.0.0/16"]}}]}),
            ['spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset'],
        ),
        (
            causes(kinds.NETWORKPOLICY, spec={"policyTypes": ["Both"]}),
            ['spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress"'],
        ),
        (
            causes(kinds.NETWORKPOLICY, spec={"policyTypes": ["Ingress", "Egress", "Ingress"]}),
            ["spec.policyTypes: Invalid value:"],
        ),
    ],
)
def test_network_policies(found: list[str], expected: list[str]) -> None:
    _assert_heads(found, expected)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            causes(kinds.CONFIGMAP, data={"a b": "x"}),
            ['data[a b]: Invalid value: "a b": a valid config key must consist'],
        ),
        (
            causes(kinds.CONFIGMAP, data={"a" * 254: "x"}),
            [f'data[{"a" * 254}]: Invalid value: "{"a" * 254}": must be no more'],
        ),
        (
            causes(kinds.NODE, spec={"taints": [{"key": "a b"}]}),
            ['metadata.taints[0].key: Invalid value: "a b"', "metadata.taints[0].effect: Required value"],
        ),
        (
            causes(kinds.NODE, spec={"taints": [{"key": "a", "effect": "x"}]}),
            ['metadata.taints[0].effect: Unsupported value: "x": supported values: "NoSchedule"'],
        ),
    ],
)
def test_plain_kinds(found: list[str], expected: list[str]) -> None:
    _assert_heads(found, expected)


def test_immutable_config_maps() -> None:
    old = made(kinds.CONFIGMAP, data={"a": "1"}, immutable=True)
    new = made(kinds.CONFIGMAP, data={"a": "2"})
    assert [str(cause) for cause in validate_update(kinds.CONFIGMAP, new, old)] == [
        "immutable: Forbidden: field is immutable when `immutable` is set",
        "data: Forbidden: field is immutable when `immutable` is set",
    ]


def _assert_heads(found: list[str], expected: list[str]) -> None:
    assert len(found) == len(expected), found
    for text, head in zip(found, expected, strict=True):
        assert text.startswith(head)


OWNER = {"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web", "uid": "1", "controller": True}
QUALIFIED = (
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
    "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"ownerReferences": [OWNER]}, []),
        (
            {"ownerReferences": [{**OWNER, "uid": ""}]},
            ['metadata.ownerReferences.uid: Invalid value: "": uid must not be empty'],
        ),
        (
            {"ownerReferences": [{"name": "x", "uid": "1"}]},
            [
                'metadata.ownerReferences.apiVersion: Invalid value: "": version must not be empty',
                'metadata.ownerReferences.kind: Invalid value: "": kind must not be empty',
            ],
        ),
        ({"finalizers": ["example.com/wait", "orphan", "kubernetes"]}, []),
        (
            {"finalizers": ["wait"]},
            [
                'metadata.finalizers[0]: Invalid value: "wait": name is neither a standard finalizer name nor is it '
                "fully qualified"
            ],
        ),
        ({"finalizers": ["a.b/c d"]}, [f'metadata.finalizers: Invalid value: "a.b/c d": {QUALIFIED}']),
        (
            {"finalizers": ["orphan", "foregroundDeletion"]},
            [
                'metadata.finalizers: Invalid value: ["orphan","foregroundDeletion"]: finalizer orphan and '
                "foregroundDeletion cannot be both set"
            ],
        ),
    ],
)
def test_owners_and_finalizers(metadata: Tree, expected: list[str]) -> None:
    assert causes(kinds.CONFIGMAP, metadata) == expected


def test_only_one_owner_controls_an_object() -> None:
    (found,) = causes(kinds.CONFIGMAP, {"ownerReferences": [OWNER, {**OWNER, "name": "b", "uid": "2"}]})
    assert found.endswith(
        'Only one reference can have Controller set to true. Found "true" in references for web and b'
    )
