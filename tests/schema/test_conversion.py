from __future__ import annotations

from typing import Any

import pytest

from svcquest.model.kinds import SERVICE
from svcquest.schema.conversion import ConversionError, converted


@pytest.mark.parametrize(
    ("port", "held"),
    [
        ({"port": 80.0, "targetPort": 8080.0}, {"port": 80, "targetPort": 8080}),
        ({"port": 2**32 + 80, "targetPort": "http"}, {"port": 80, "targetPort": "http"}),
        ({"port": 2**31, "appProtocol": None, "foo": "bar"}, {"port": -(2**31), "appProtocol": None, "foo": "bar"}),
    ],
)
def test_numbers_become_what_the_struct_holds(port: dict[str, Any], held: dict[str, Any]) -> None:
    assert converted({"spec": {"ports": [port]}}, SERVICE) == {"spec": {"ports": [held]}}


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (5, "cannot restore struct from: int64"),
        ({"ports": "80"}, "cannot restore slice from string"),
        ({"ports": {"port": 80}}, "cannot restore slice from map"),
        ({"ports": [80]}, "cannot restore struct from: int64"),
        ({"ports": [{"port": "80"}]}, "unrecognized type: int32"),
        ({"ports": [{"port": True}]}, "unrecognized type: int32"),
        ({"ports": [{"port": 80.5}]}, "cannot convert float64 to int32"),
        ({"ports": [{"targetPort": True}]}, "json: cannot unmarshal bool into Go value of type int32"),
        ({"ports": [{"targetPort": 80.5}]}, "json: cannot unmarshal number 80.5 into Go value of type int32"),
        ({"selector": "app=web"}, "cannot restore map from string"),
        ({"selector": {"app": 1}}, "cannot convert int64 to string"),
        ({"selector": {"app": True}}, "unrecognized type: string"),
        ({"selector": {"app": ["web"]}}, "unrecognized type: string"),
        ({"publishNotReadyAddresses": "yes"}, "unrecognized type: bool"),
    ],
)
def test_what_the_struct_cannot_take(spec: Any, message: str) -> None:
    with pytest.raises(ConversionError) as caught:
        converted({"spec": spec}, SERVICE)
    assert str(caught.value) == message
