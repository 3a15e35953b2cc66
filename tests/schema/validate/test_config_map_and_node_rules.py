"""Rules for ConfigMaps and Nodes."""

from __future__ import annotations

import pytest
from tests.schema.validate.objects import assert_heads, causes, made

from svcquest.model import kinds
from svcquest.model.tree import Tree
from svcquest.schema.validate import validate_update


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
        (
            causes(kinds.NODE, spec={"podCIDRs": ["10.1.0.0/24", "fd00::/64"], "podCIDR": "10.1.0.0/24"}),
            [],
        ),
        (
            causes(kinds.NODE, spec={"podCIDR": "10.1.0.0"}),
            ['spec.podCIDRs[0]: Invalid value: "10.1.0.0": must be a valid CIDR value'],
        ),
        (
            causes(kinds.NODE, spec={"podCIDRs": ["10.1.0.0/24", "10.2.0.0/24"]}),
            ['spec.podCIDRs: Invalid value: ["10.1.0.0/24","10.2.0.0/24"]: may specify no more than one CIDR for each'],
        ),
    ],
)
def test_plain_kinds(found: list[str], expected: list[str]) -> None:
    assert_heads(found, expected)


def test_immutable_config_maps() -> None:
    old = made(kinds.CONFIGMAP, data={"a": "1"}, immutable=True)
    new = made(kinds.CONFIGMAP, data={"a": "2"})
    assert [str(cause) for cause in validate_update(kinds.CONFIGMAP, new, old)] == [
        "immutable: Forbidden: field is immutable when `immutable` is set",
        "data: Forbidden: field is immutable when `immutable` is set",
    ]


@pytest.mark.parametrize(
    ("old", "new", "refused"),
    [
        ({}, {"podCIDRs": ["10.1.0.0/24"], "providerID": "a"}, []),
        (
            {"podCIDRs": ["10.1.0.0/24"], "providerID": "a"},
            {"podCIDRs": ["10.2.0.0/24"]},
            [
                'spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
                'spec.providerID: Forbidden: node updates may not change providerID except from "" to valid',
            ],
        ),
    ],
)
def test_what_a_node_keeps(old: Tree, new: Tree, refused: list[str]) -> None:
    before, after = made(kinds.NODE, spec=old), made(kinds.NODE, spec=new)
    assert [str(cause) for cause in validate_update(kinds.NODE, after, before)] == refused
