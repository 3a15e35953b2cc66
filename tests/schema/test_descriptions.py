from __future__ import annotations

import pytest

from svcquest.model.kinds import KINDS, Kind
from svcquest.schema.descriptions import describe, endpoints, metadata, others, pod, service, workloads
from svcquest.schema.fields import struct

TABLES = (endpoints, metadata, others, pod, service, workloads)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_is_described(kind: Kind) -> None:
    assert describe(kind.kind)
    assert describe(kind.kind, "metadata")


@pytest.mark.parametrize(
    "name",
    [
        "ServiceSpec",
        "ServicePort",
        "SessionAffinityConfig",
        "ClientIPConfig",
        "ServiceStatus",
        "LoadBalancerStatus",
        "LoadBalancerIngress",
        "PortStatus",
        "ObjectMeta",
        "LabelSelector",
        "LabelSelectorRequirement",
        "ContainerPort",
        "Probe",
        "DeploymentSpec",
        "EndpointSlice",
        "Endpoint",
        "EndpointConditions",
        "discovery.EndpointPort",
        "NetworkPolicySpec",
        "NetworkPolicyPort",
        "NetworkPolicyPeer",
    ],
)
def test_every_field_that_a_learner_meets_is_described(name: str) -> None:
    shape = struct(name)
    assert shape is not None
    assert [field for field in shape.fields if not describe(name, field)] == []


def test_every_text_belongs_to_a_field() -> None:
    for line in (line for table in TABLES for line in table.TEXTS.strip().splitlines()):
        if line.startswith((" ", "*")):
            continue
        key = line.partition(": ")[0]
        owner, _, field = key.rpartition(".")
        shape = struct(key) or struct(owner)
        assert shape is not None, key
        assert shape.name == key or field in shape.fields, key


def test_texts_that_go_on_in_the_next_line() -> None:
    assert describe("ServicePort", "nodePort") == (
        "The port on every node, for types NodePort and LoadBalancer. Left out, a free one of 30000-32767 is picked."
    )


def test_what_has_no_description() -> None:
    assert describe("AzureDiskVolumeSource", "diskURI") == ""
    assert describe("Nothing") == ""
