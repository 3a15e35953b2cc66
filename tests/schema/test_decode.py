from __future__ import annotations

from typing import Any

import pytest

from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.tree import Path, Tree
from svcquest.schema.decode import DecodeError, decode


def service(**spec: Any) -> Tree:
    return {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": spec}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"type": None}, {}),
        ({"type": ""}, {}),
        ({"ports": []}, {}),
        ({"ports": None}, {}),
        ({"selector": {}}, {}),
        ({"selector": {"app": None}}, {"selector": {"app": ""}}),
        ({"publishNotReadyAddresses": False}, {}),
        ({"healthCheckNodePort": 0}, {}),
        ({"internalTrafficPolicy": ""}, {"internalTrafficPolicy": ""}),
        ({"allocateLoadBalancerNodePorts": False}, {"allocateLoadBalancerNodePorts": False}),
        ({"sessionAffinityConfig": {}}, {"sessionAffinityConfig": {}}),
        ({"clusterIPs": [None, "x"]}, {"clusterIPs": ["", "x"]}),
        ({"ports": [None]}, {"ports": [{}]}),
        ({"ports": [{"port": 0, "nodePort": 0}]}, {"ports": [{"port": 0}]}),
        ({"ports": [{"port": 80, "targetPort": "http"}]}, {"ports": [{"port": 80, "targetPort": "http"}]}),
    ],
)
def test_empty_values_that_go_leaves_out_are_left_out(sent: Tree, kept: Tree) -> None:
    assert decode(service(**sent), kinds.SERVICE).tree["spec"] == kept


def test_unknown_fields_come_in_the_order_of_sorted_keys() -> None:
    tree = service(zebra=1, ports=[{"prot": 1}, {"Port": 80}], selctor={}, Type="x") | {"foo": 1}
    decoded = decode(tree, kinds.SERVICE)
    assert [str(unknown) for unknown in decoded.unknown] == [
        'unknown field "foo"',
        'unknown field "spec.Type"',
        'unknown field "spec.ports[0].prot"',
        'unknown field "spec.ports[1].Port"',
        'unknown field "spec.selctor"',
        'unknown field "spec.zebra"',
    ]
    assert decoded.unknown[3].path == ("spec", "ports", 1, "Port")
    assert decoded.tree["spec"] == {"ports": [{}, {}]}


SPEC = "ServiceSpec.spec"


@pytest.mark.parametrize(
    ("spec", "message", "path"),
    [
        ({"ports": 80}, f"number into Go struct field {SPEC}.ports of type []v1.ServicePort", ("ports",)),
        ({"ports": {}}, f"object into Go struct field {SPEC}.ports of type []v1.ServicePort", ("ports",)),
        ({"ports": [80]}, f"number into Go struct field {SPEC}.ports of type v1.ServicePort", ("ports", 0)),
        (
            {"ports": [{"port": "80"}]},
            "string into Go struct field ServicePort.spec.ports.port of type int32",
            ("ports", 0, "port"),
        ),
        (
            {"ports": [{"port": 80.5}]},
            "number 80.5 into Go struct field ServicePort.spec.ports.port of type int32",
            ("ports", 0, "port"),
        ),
        (
            {"ports": [{"port": 1 << 31}]},
            "number 2147483648 into Go struct field ServicePort.spec.ports.port of type int32",
            ("ports", 0, "port"),
        ),
        (
            {"ports": [{"targetPort": True}]},
            "bool into Go struct field ServicePort.spec.ports.targetPort of type int32",
            ("ports", 0, "targetPort"),
        ),
        (
            {"ports": [{"targetPort": 8080.0}]},
            "number 8080.0 into Go struct field ServicePort.spec.ports.targetPort of type int32",
            ("ports", 0, "targetPort"),
        ),
        ({"selector": {"app": 1}}, f"number into Go struct field {SPEC}.selector of type string", ("selector", "app")),
        ({"selector": {"app": True}}, f"bool into Go struct field {SPEC}.selector of type string", ("selector", "app")),
        (
            {"selector": "app=web"},
            f"string into Go struct field {SPEC}.selector of type map[string]string",
            ("selector",),
        ),
        ({"selector": ["a"]}, f"array into Go struct field {SPEC}.selector of type map[string]string", ("selector",)),
        (
            {"publishNotReadyAddresses": "true"},
            f"string into Go struct field {SPEC}.publishNotReadyAddresses of type bool",
            ("publishNotReadyAddresses",),
        ),
        ({"clusterIPs": "x"}, f"string into Go struct field {SPEC}.clusterIPs of type []string", ("clusterIPs",)),
        ({"type": 1}, f"number into Go struct field {SPEC}.type of type string", ("type",)),
    ],
)
def test_wrong_types_are_told_in_the_words_of_go(spec: Tree, message: str, path: Path) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(service(**spec), kinds.SERVICE)
    assert caught.value.message == f"json: cannot unmarshal {message}"
    assert caught.value.path == ("spec", *path)


@pytest.mark.parametrize(
    ("kind", "tree", "message"),
    [
        (kinds.SERVICE, {"spec": "x"}, "string into Go struct field Service.spec of type v1.ServiceSpec"),
        (
            kinds.SERVICE,
            {"metadata": {"labels": {"n": 1}}},
            "number into Go struct field ObjectMeta.metadata.labels of type string",
        ),
        (
            kinds.ENDPOINTSLICE,
            {"ports": [1]},
            "number into Go struct field EndpointSlice.ports of type v1.EndpointPort",
        ),
        (
            kinds.DEPLOYMENT,
            {"spec": {"replicas": "3"}},
            "string into Go struct field DeploymentSpec.spec.replicas of type int32",
        ),
    ],
)
def test_errors_name_the_struct(kind: Kind, tree: Tree, message: str) -> None:
    with pytest.raises(DecodeError, match="json: cannot unmarshal") as caught:
        decode(tree, kind)
    assert str(caught.value) == f"json: cannot unmarshal {message}"


def container(**fields: Any) -> Tree:
    return {"spec": {"containers": [{"name": "c", **fields}]}}


def test_quantities_are_stored_in_canonical_form() -> None:
    decoded = decode(container(resources={"limits": {"cpu": 0.5, "memory": "1024Mi"}}), kinds.POD)
    assert decoded.tree["spec"]["containers"][0]["resources"] == {"limits": {"cpu": "500m", "memory": "1Gi"}}


@pytest.mark.parametrize("wrong", ["many", True, ["1"], {"a": 1}])
def test_what_is_no_quantity_is_refused(wrong: object) -> None:
    with pytest.raises(DecodeError, match="quantities must match the regular expression"):
        decode(container(resources={"limits": {"cpu": wrong}}), kinds.POD)


def test_fields_of_free_form_are_kept() -> None:
    entry = {"manager": "kubectl", "fieldsV1": {"f:spec": {"f:type": {}}}}
    decoded = decode({"metadata": {"managedFields": [entry]}}, kinds.SERVICE)
    assert decoded.tree["metadata"]["managedFields"] == [entry]


def test_the_tree_that_was_sent_stays_as_it_was() -> None:
    sent = service(ports=[{"port": 80, "foo": 1}], selector=None)
    decode(sent, kinds.SERVICE)
    assert sent == service(ports=[{"port": 80, "foo": 1}], selector=None)
