"""Rules for Endpoints and EndpointSlices."""

from __future__ import annotations

from typing import Any

import pytest
from tests.schema.validate.objects import RANGE, assert_heads, causes, made

from svcquest.model import kinds
from svcquest.model.tree import Tree
from svcquest.schema.validate import validate_update


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
    assert_heads(causes(kinds.ENDPOINTS, subsets=[subset]), expected)


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
            endpoint_slice(
                endpoints=[
                    {
                        "addresses": ["10.0.0.1"],
                        "nodeName": "n_1",
                        "hints": {"forZones": [{"name": "a"}, {"name": "a"}, {"name": "a b"}]},
                    },
                    {"addresses": ["10.0.0.1"], "hints": {"forZones": [{"name": f"z{each}"} for each in range(9)]}},
                ]
            ),
            [
                'endpoints[0].nodeName: Invalid value: "n_1": a lowercase RFC 1123 subdomain',
                'endpoints[0].hints.forZones[1].name: Duplicate value: "a"',
                'endpoints[0].hints.forZones[2].name: Invalid value: "a b": a valid label must be',
                "endpoints[1].hints.forZones: Too many: 9: must have at most 8 items",
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
    assert_heads(found, expected)


def test_a_slice_keeps_its_address_type() -> None:
    old = made(kinds.ENDPOINTSLICE, addressType="IPv4")
    new = made(kinds.ENDPOINTSLICE, addressType="IPv6")
    assert [str(cause) for cause in validate_update(kinds.ENDPOINTSLICE, new, old)] == [
        'addressType: Invalid value: "IPv6": field is immutable'
    ]
