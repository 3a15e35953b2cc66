"""Rules for NetworkPolicies."""

from __future__ import annotations

from typing import Any

import pytest
from tests.schema.validate.objects import assert_heads, causes

from svcquest.model import kinds


def test_a_selector_with_an_unknown_operator() -> None:
    found = causes(kinds.NETWORKPOLICY, spec={"podSelector": {"matchExpressions": [{"key": "a", "operator": "Near"}]}})
    assert found == [
        'spec.podSelector.matchExpressions[0].operator: Invalid value: "Near": not a valid selector operator'
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
    assert_heads(found, expected)
