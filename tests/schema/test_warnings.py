from __future__ import annotations

from typing import Any

import pytest

from svcquest.model.kinds import POD, SERVICE
from svcquest.model.tree import Tree
from svcquest.schema.defaults import apply_defaults
from svcquest.schema.warnings import warnings

HEADLESS = {"clusterIP": "None", "clusterIPs": ["None"]}


def said(metadata: Tree | None = None, **spec: Any) -> list[str]:
    return warnings(SERVICE, apply_defaults(SERVICE, {"metadata": metadata or {}, "spec": spec}))


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


def test_other_kinds_give_no_warnings() -> None:
    assert warnings(POD, {"spec": {}}) == []
