"""Patches that kubectl carries out by itself, and why they do not fit."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl

NEITHER = "does not apply: doc is missing"


@pytest.fixture
def web(kubectl: Kubectl) -> Kubectl:
    kubectl("create service clusterip web --tcp=80")
    return kubectl


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        ('"op":"add","path":"/spec/no/a","value":1', f'add operation {NEITHER} path: "/spec/no/a": missing value'),
        ('"op":"add","path":"spec","value":1', f'add operation {NEITHER} path: "spec": missing value'),
        (
            '"op":"add","path":"/spec/ports/7","value":1',
            "error in add for path: '/spec/ports/7': Unable to access invalid index: 7: invalid index referenced",
        ),
        (
            '"op":"add","path":"/spec/ports/a","value":1',
            "error in add for path: '/spec/ports/a': value was not a proper array index: 'a': "
            'strconv.Atoi: parsing "a": invalid syntax',
        ),
        (
            f'"op":"remove","path":"/spec/ports/{2**63}"',
            f"error in remove for path: '/spec/ports/{2**63}': strconv.Atoi: parsing \"{2**63}\": value out of range",
        ),
        ('"op":"add"', "add operation failed to decode path: missing value"),
        ('"op":"remove","path":"/spec/no/a"', f'remove operation {NEITHER} path: "/spec/no/a": missing value'),
        (
            '"op":"remove","path":"/spec/no"',
            "error in remove for path: '/spec/no': Unable to remove nonexistent key: no: missing value",
        ),
        (
            '"op":"replace","path":"/spec/no/a","value":1',
            f"replace operation {NEITHER} path: /spec/no/a: missing value",
        ),
        (
            '"op":"replace","path":"/spec/ports/7","value":1',
            "Object to be patched is missing field (/spec/ports/7: missing value)",
        ),
        ('"op":"test","path":"/spec/type","value":1', "testing value /spec/type failed: test failed"),
        ('"op":"test","path":"/a/b","value":1', "test operation does not apply: is missing path: /a/b: missing value"),
        ('"op":"move","from":"/a/b","path":"/spec/c"', f"move operation {NEITHER} from path: /a/b: missing value"),
        (
            '"op":"move","from":"/spec/no","path":"/spec/c"',
            "error in move for path: 'no': Unable to remove nonexistent key: no: missing value",
        ),
        (
            '"op":"copy","from":"/spec/type","path":"/a/b"',
            f"copy operation {NEITHER} destination path: /a/b: missing value",
        ),
        ('"op":"foo","path":"/spec"', "Unexpected kind: foo"),
        ('"op":["add"],"path":"/spec"', "Unexpected kind: unknown"),
        (
            '"op":"add","path":1',
            "add operation failed to decode path: json: cannot unmarshal number into Go value of type string",
        ),
        (
            '"op":"copy","from":[],"path":1',
            "copy operation failed to decode from: json: cannot unmarshal array into Go value of type string",
        ),
    ],
)
def test_why_an_operation_does_not_fit(web: Kubectl, operation: str, reason: str) -> None:
    line = f"patch svc web --dry-run=client --type=json -p '[{{{operation}}}]'"
    assert web.fails(line) == f"error: {reason}\n"


@pytest.mark.parametrize(
    ("flags", "reason"),
    [
        ("-p '[1]'", "invalid JSON document"),
        ("-p '{'", "invalid JSON document"),
        ("--type=merge -p 1", "Invalid JSON Patch"),
        ("--type=merge -p '[1]'", "json: cannot unmarshal array into Go value of type unstructured.detector"),
        ("--type=json -p '{\"a\":1}'", "json: cannot unmarshal object into Go value of type jsonpatch.Patch"),
        ("--type=json -p '[1]'", "json: cannot unmarshal number into Go value of type jsonpatch.Operation"),
        (
            '-p \'{"spec":{"ports":[{"name":"x"}]}}\'',
            "map: map[name:x] does not contain declared merge key: port",
        ),
        ("--type=merge -p '{\"kind\":null}'", 'Object \'Kind\' is missing in \'{"apiVersion":"v1",'),
    ],
)
def test_what_is_no_patch(web: Kubectl, flags: str, reason: str) -> None:
    assert web.fails(f"patch svc web --dry-run=client {flags}").startswith(f"error: {reason}")


def test_what_is_left_need_not_have_a_name(web: Kubectl) -> None:
    patch = '[{"op":"replace","path":"/metadata","value":[]}]'
    assert web(f"patch svc web --dry-run=client --type=json -p '{patch}'") == "service/<unknown> patched\n"
