from __future__ import annotations

from typing import Any

import pytest

from svcquest.model.kinds import (
    CONFIGMAP,
    DAEMONSET,
    DEPLOYMENT,
    ENDPOINTS,
    ENDPOINTSLICE,
    NETWORKPOLICY,
    POD,
    SERVICE,
)
from svcquest.model.tree import Tree
from svcquest.schema.defaults import apply_defaults
from svcquest.schema.warnings import warnings

HEADLESS = {"clusterIP": "None", "clusterIPs": ["None"]}


def said(metadata: Tree | None = None, **spec: Any) -> list[str]:
    return list(warnings(SERVICE, apply_defaults(SERVICE, {"metadata": metadata or {}, "spec": spec})))


@pytest.mark.parametrize(
    ("spec", "texts"),
    [
        ({}, []),
        ({"loadBalancerIP": "1.2.3.4"}, []),
        ({**HEADLESS, "loadBalancerIP": "1.2.3.4"}, ["spec.loadBalancerIP is ignored for headless services"]),
        ({**HEADLESS, "externalIPs": ["1.2.3.4"]}, ["spec.externalIPs is ignored for headless services"]),
        ({**HEADLESS, "sessionAffinity": "ClientIP"}, ["spec.SessionAffinity is ignored for headless services"]),
        (
            {"externalIPs": ["1.2.3.4"]},
            ["spec.externalIPs is deprecated and may no longer be implemented in some clusters"],
        ),
        (
            {"type": "ExternalName", "externalName": "x", "externalIPs": ["1.2.3.4"]},
            ['spec.externalIPs is ignored when spec.type is "ExternalName"'],
        ),
        ({"externalName": "x"}, ['spec.externalName is ignored when spec.type is not "ExternalName"']),
        (
            {"trafficDistribution": "PreferClose"},
            ['spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"'],
        ),
        (
            {"clusterIPs": ["FD00::1"]},
            ['spec.clusterIPs[0]: IPv6 address "FD00::1" should be in RFC 5952 canonical format ("fd00::1")'],
        ),
    ],
)
def test_warnings_about_services(spec: Tree, texts: list[str]) -> None:
    assert said(**spec) == texts


def test_deprecated_annotation() -> None:
    assert said({"annotations": {"service.kubernetes.io/topology-aware-hints": "auto"}}) == [
        "annotation service.kubernetes.io/topology-aware-hints is deprecated, please use "
        "service.kubernetes.io/topology-mode instead"
    ]


@pytest.mark.parametrize(
    ("spec", "texts"),
    [
        ({"loadBalancerIP": "abc"}, []),
        (
            {"loadBalancerIP": "010.0.0.1"},
            [
                'spec.loadBalancerIP: non-standard IP address "010.0.0.1" will be considered invalid in a future '
                'Kubernetes release: use "10.0.0.1"'
            ],
        ),
        (
            {"loadBalancerIP": "::ffff:1.2.3.4"},
            [
                'spec.loadBalancerIP: non-standard IP address "::ffff:1.2.3.4" will be considered invalid in a future '
                'Kubernetes release: use "1.2.3.4"'
            ],
        ),
        ({"loadBalancerSourceRanges": ["10.0.0.0/8", " 10.0.0.0/8"]}, []),
        (
            {"loadBalancerSourceRanges": ["FD00::/64"]},
            [
                'spec.loadBalancerSourceRanges[0]: IPv6 CIDR value "FD00::/64" should be in RFC 5952 canonical format '
                '("fd00::/64")'
            ],
        ),
        (
            {"loadBalancerSourceRanges": ["10.1.0.0/08"]},
            [
                'spec.loadBalancerSourceRanges[0]: CIDR value "10.1.0.0/08" is ambiguous in this context (should be '
                '"10.0.0.0/8" or "10.1.0.0/32"?)',
                'spec.loadBalancerSourceRanges[0]: non-standard CIDR value "10.1.0.0/08" will be considered invalid in '
                'a future Kubernetes release: use "10.0.0.0/8"',
            ],
        ),
    ],
)
def test_warnings_about_spelling(spec: Tree, texts: list[str]) -> None:
    assert said(type="LoadBalancer", **spec) == texts


def container(**fields: Any) -> Tree:
    return {"name": "c", "image": "x", **fields}


TERM = {"topologyKey": "kubernetes.io/hostname"}
REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution"


@pytest.mark.parametrize(
    ("spec", "texts"),
    [
        ({}, []),
        (
            {"nodeSelector": {"beta.kubernetes.io/os": "linux", "disk": "ssd"}},
            ['spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead'],
        ),
        (
            {"topologySpreadConstraints": [{"topologyKey": "zone"}]},
            ["spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod"],
        ),
        (
            {"affinity": {"podAntiAffinity": {REQUIRED: [TERM]}}},
            [
                f"spec.affinity.podAntiAffinity.{REQUIRED}[0].labelSelector: a null labelSelector results in matching "
                "no pod"
            ],
        ),
        (
            {"hostAliases": [{"ip": "1.2.3.4"}, {"ip": "1.2.3.4"}]},
            ['spec.hostAliases[1].ip: duplicate ip "1.2.3.4"'],
        ),
        (
            {"imagePullSecrets": [{"name": "a"}, {}]},
            ['spec.imagePullSecrets[1].name: invalid empty name ""'],
        ),
        (
            {"containers": [container(env=[{"name": "A", "value": "1"}, {"name": "A", "value": "2"}])]},
            ['spec.containers[0].env[1]: hides previous definition of "A", which may be dropped when using apply'],
        ),
        ({"containers": [container(env=[{"name": "A", "value": "1"}, {"name": "A", "value": "$(A)2"}])]}, []),
        (
            {"containers": [container(ports=[{"containerPort": 80}]), container(ports=[{"containerPort": 80}])]},
            ["spec.containers[1].ports[0]: duplicate port definition with spec.containers[0].ports[0]"],
        ),
        (
            {"containers": [container(ports=[{"containerPort": 80}, {"containerPort": 80, "hostPort": 80}])]},
            ["spec.containers[0].ports[1]: overlapping port definition with spec.containers[0].ports[0]"],
        ),
        ({"containers": [container(ports=[{"containerPort": 80}, {"containerPort": 80, "protocol": "UDP"}])]}, []),
        (
            {"terminationGracePeriodSeconds": -1},
            ["spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1"],
        ),
    ],
)
def test_warnings_about_pods_and_templates(spec: Tree, texts: list[str]) -> None:
    assert list(warnings(POD, {"metadata": {"name": "web"}, "spec": spec})) == texts
    workload = {"metadata": {"name": "web"}, "spec": {"template": {"spec": spec}}}
    in_template = [text.replace("spec.", "spec.template.spec.") for text in texts]
    assert list(warnings(DEPLOYMENT, workload)) == in_template
    assert list(warnings(DEPLOYMENT, workload, workload)) == []


def test_names_that_are_no_host_names() -> None:
    advice = "which can result in surprising behavior; a DNS label is recommended: [must not contain dots]"
    assert list(warnings(POD, {"metadata": {"name": "a.b"}})) == [
        f"metadata.name: this is used in the Pod's hostname, {advice}"
    ]
    assert list(warnings(DEPLOYMENT, {"metadata": {"name": "a.b"}})) == [
        f"metadata.name: this is used in Pod names and hostnames, {advice}"
    ]
    assert list(warnings(DAEMONSET, {"metadata": {"name": "a.b"}})) == []


def test_addresses_of_endpoints_slices_and_policies() -> None:
    subsets = [{"addresses": [{"ip": "10.0.0.1"}], "notReadyAddresses": [{"ip": "FD00::1"}]}]
    (told,) = warnings(ENDPOINTS, {"subsets": subsets})
    assert told.startswith('subsets[0].notReadyAddresses[0].ip: IPv6 address "FD00::1" should be')
    (told,) = warnings(ENDPOINTSLICE, {"addressType": "IPv6", "endpoints": [{"addresses": ["FD00::1"]}]})
    assert told.startswith("endpoints[0].addresses[0]: IPv6 address")
    rule = {"from": [{"ipBlock": {"cidr": "10.0.0.0/8", "except": ["10.0.0.1/24"]}}]}
    (told,) = warnings(NETWORKPOLICY, {"spec": {"ingress": [rule]}})
    assert told.startswith('spec.ingress[0].from[0].ipBlock.except[0]: CIDR value "10.0.0.1/24" is ambiguous')


def test_other_kinds_give_no_warnings() -> None:
    assert warnings(CONFIGMAP, {"data": {}}) == ()
