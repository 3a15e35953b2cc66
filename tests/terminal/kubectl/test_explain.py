from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.terminal.kubectl.scene import kubectl, open_shop

from svcquest.model.kinds import (
    CONFIGMAP,
    ENDPOINTS,
    ENDPOINTSLICE,
    EVENT,
    KINDS,
    NAMESPACE,
    NETWORKPOLICY,
    SERVICE,
    Kind,
)
from svcquest.schema.fields import Struct, struct, struct_of

DESCRIBED = (CONFIGMAP, ENDPOINTS, ENDPOINTSLICE, EVENT, NAMESPACE, NETWORKPOLICY, SERVICE)
"""Kinds without pods and nodes in them: every field has a text."""


def _paths(owner: Struct, above: tuple[str, ...] = (), types: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field below a struct; a struct within itself is not opened again, and no path has more than five steps."""
    for field in owner.fields.values():
        yield (*above, field.name)
        inner = struct(field.item_type)
        if inner and field.item_type not in types and len(above) < 4:
            yield from _paths(inner, (*above, field.name), (*types, field.item_type))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_field_is_explained_in_lines_that_fit(kind: Kind) -> None:
    terminal = open_shop()
    for path in _paths(struct_of(kind)):
        outcome = terminal.run(f"kubectl explain {kind.qualified}.{'.'.join(path)}")
        assert outcome.exit == 0, outcome.stderr
        assert f"FIELD: {path[-1]} <" in outcome.stdout
        description = outcome.stdout.partition("DESCRIPTION:\n")[2]
        assert kind not in DESCRIBED or "<empty>" not in description, path
        assert all(len(line) <= 80 for line in description.splitlines() if "\t" not in line), path


def test_a_plain_field() -> None:
    text = kubectl("explain svc.spec.type").stdout
    assert text.startswith(
        "KIND:       Service\n"
        "VERSION:    v1\n"
        "\n"
        "FIELD: type <string>\n"
        "ENUM:\n"
        "    ClusterIP\n"
        "    ExternalName\n"
        "    LoadBalancer\n"
        "    NodePort\n"
        "\n"
        "\n"
        "DESCRIPTION:\n"
    )
    assert "FIELDS:" not in text


def test_an_object_of_a_group() -> None:
    text = kubectl("explain endpointslice").stdout
    assert text.startswith("GROUP:      discovery.k8s.io\nKIND:       EndpointSlice\nVERSION:    v1\n\nDESCRIPTION:\n")
    assert "\nFIELDS:\n  addressType\t<string> -required-\n  enum: FQDN, IPv4, IPv6\n    " in text
    assert "\n  metadata\t<ObjectMeta>\n" in text


def test_all_names_below() -> None:
    text = kubectl("explain svc.spec --recursive").stdout
    assert "\n  ports\t<[]ServicePort>\n    appProtocol\t<string>\n    name\t<string>\n" in text
    assert "\n    port\t<integer> -required-\n" in text
    assert "\n  selector\t<map[string]string>\n" in text


@pytest.mark.parametrize(
    ("what", "stdout", "stderr"),
    [
        ("svc.foo", "KIND:       Service\nVERSION:    v1\n\n", 'error: field "foo" does not exist\n'),
        ("svc.spec.type.foo", "KIND:       Service\nVERSION:    v1\n\n", 'error: field "foo" does not exist\n'),
        ("foo", "", 'the server doesn\'t have a resource type "foo"\n'),
        ("svc pods", "", "error: We accept only this format: explain RESOURCE\n"),
        (
            "",
            "",
            "error: You must specify the type of resource to explain. "
            'Use "kubectl api-resources" for a complete list of supported resources.\n',
        ),
    ],
)
def test_what_cannot_be_explained(what: str, stdout: str, stderr: str) -> None:
    outcome = kubectl(f"explain {what}")
    assert (outcome.stdout, outcome.stderr, outcome.exit) == (stdout, stderr, 1)
