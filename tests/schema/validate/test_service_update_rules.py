from __future__ import annotations

from typing import Any

import pytest
from tests.schema.validate.test_service_rules import service

from svcquest.model.kinds import SERVICE
from svcquest.model.tree import Tree
from svcquest.schema.validate import validate_update

SETTLED = "may not change once set"
DUAL = {"clusterIPs": ["10.96.1.1", "fd00::1"], "ipFamilies": ["IPv4", "IPv6"], "ipFamilyPolicy": "PreferDualStack"}
LOCAL = {"type": "LoadBalancer", "externalTrafficPolicy": "Local", "healthCheckNodePort": 30123}
HEADLESS = {"clusterIP": "None", "clusterIPs": ["None"]}


def causes(old: Tree, new: Tree) -> list[str]:
    return [str(cause) for cause in validate_update(SERVICE, service(**new), service(**old))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({}, {"selector": {"a": "b"}, "ports": [{"port": 81}]}),
        ({}, {"type": "NodePort"}),
        ({}, {"type": "ExternalName"}),
        ({"type": "ExternalName"}, HEADLESS),
        ({}, DUAL),
        (DUAL, {}),
        (HEADLESS, {**HEADLESS, "ipFamilies": ["IPv6"]}),
        ({"type": "LoadBalancer"}, {"type": "NodePort"}),
    ],
)
def test_allowed_changes(old: Tree, new: Tree) -> None:
    assert causes(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            {},
            {"clusterIP": "10.96.9.9", "clusterIPs": ["10.96.9.9"]},
            [f'spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: {SETTLED}'],
        ),
        ({}, HEADLESS, [f'spec.clusterIPs[0]: Invalid value: ["None"]: {SETTLED}']),
        (HEADLESS, {}, [f'spec.clusterIPs[0]: Invalid value: ["10.96.1.1"]: {SETTLED}']),
        (
            {},
            {"clusterIP": None, "clusterIPs": None},
            ["spec.clusterIPs[0]: Invalid value: []: primary clusterIP can not be unset"],
        ),
        (
            DUAL,
            {"ipFamilyPolicy": "PreferDualStack"},
            [
                "spec.ipFamilyPolicy: Invalid value: \"PreferDualStack\": must be set to 'SingleStack' when releasing "
                "the secondary clusterIP",
                "spec.ipFamilyPolicy: Invalid value: \"PreferDualStack\": must be set to 'SingleStack' when releasing "
                "the secondary ipFamily",
            ],
        ),
        (
            {},
            {"ipFamilies": ["IPv6"]},
            [
                f'spec.ipFamilies[0]: Invalid value: ["IPv6"]: {SETTLED}',
                'spec.clusterIPs[0]: Invalid value: "10.96.1.1": expected an IPv6 value as indicated by '
                "`ipFamilies[0]`",
            ],
        ),
        ({}, {"ipFamilies": None}, ["spec.ipFamilies[0]: Invalid value: []: primary ipFamily can not be unset"]),
        (
            {"type": "LoadBalancer"},
            {"type": "LoadBalancer", "loadBalancerClass": "x"},
            [f'spec.loadBalancerClass: Invalid value: "x": {SETTLED}'],
        ),
        (LOCAL, {**LOCAL, "healthCheckNodePort": 30124}, ["spec.healthCheckNodePort: Forbidden: field is immutable"]),
    ],
)
def test_refused_changes(old: Tree, new: Tree, expected: list[str]) -> None:
    assert causes(old, new) == expected


@pytest.mark.parametrize(
    ("metadata", "times"), [({"annotations": {"a b": ""}}, 3), ({"labels": {"a": "b c"}}, 3), ({"name": "other"}, 2)]
)
def test_the_server_looks_at_metadata_more_than_once(metadata: Tree, times: int) -> None:
    found = validate_update(SERVICE, service(metadata), service())
    assert len(found) == times
    assert len(set(found)) == 1


def test_so_it_does_with_the_class_of_the_load_balancer() -> None:
    changed: dict[str, Any] = {"loadBalancerClass": "a b", "type": "LoadBalancer"}
    found = causes(changed, changed)
    assert len(found) == 2
    assert len(set(found)) == 1
