from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.terminal.kubectl.scene import kubectl, open_shop

from svcquest.model.kinds import KINDS, Kind
from svcquest.schema.fields import Struct, struct, struct_of
from svcquest.terminal.kubectl.resource_types import all_types

FIELDS = Path(__file__).parents[2] / "conformance" / "recordings" / "fields"
"""What ``explain KIND --recursive`` of the real kubectl lists."""


def _paths(owner: Struct, above: tuple[str, ...] = (), types: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field below a struct; a struct within itself is not opened again, and no path has more than five steps."""
    for field in owner.fields.values():
        yield (*above, field.name)
        inner = struct(field.item_type)
        if inner and field.item_type not in types and len(above) < 4:
            yield from _paths(inner, (*above, field.name), (*types, field.item_type))


def _fields(text: str) -> str:
    return text.partition("FIELDS:\n")[2]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_field_is_explained_in_lines_that_fit(kind: Kind) -> None:
    terminal = open_shop()
    for path in _paths(struct_of(kind)):
        outcome = terminal.run(f"kubectl explain {kind.resource}.{'.'.join(path)}")
        assert outcome.exit == 0, outcome.stderr
        assert f"FIELD: {path[-1]} <" in outcome.stdout
        description = outcome.stdout.partition("DESCRIPTION:\n")[2]
        assert description.startswith("    "), path
        assert description.splitlines()[0].strip(), path
        assert all(len(line) <= 80 for line in description.splitlines() if "\t" not in line), path


@pytest.mark.parametrize("recorded", sorted(FIELDS.glob("*.txt")), ids=lambda path: path.stem)
def test_names_of_all_fields_are_the_recorded_ones(recorded: Path) -> None:
    text = kubectl(f"explain {recorded.stem} --recursive").stdout
    assert "FIELDS:\n" + _fields(text) == recorded.read_text(encoding="utf-8")


def test_a_plain_field() -> None:
    text = kubectl("explain svc.spec.publishNotReadyAddresses").stdout
    head, _, description = text.partition("DESCRIPTION:\n")
    assert head == "KIND:       Service\nVERSION:    v1\n\nFIELD: publishNotReadyAddresses <boolean>\n\n\n"
    assert description.endswith(".\n    \n\n")


def test_what_a_field_and_its_type_have_in_common_is_said_once() -> None:
    assert kubectl("explain svc.spec").stdout.count("Which pods serve, under which ports") == 1
    assert kubectl("explain svc.status").stdout.count("What others report about the Service") == 1
    assert "\n    One port that the Service offers.\n" in kubectl("explain svc.spec.ports").stdout


def test_values_of_an_enumeration_stand_in_place_of_an_empty_line() -> None:
    text = kubectl("explain svc.spec.type").stdout
    assert (
        "FIELD: type <string>\nENUM:\n    ClusterIP\n    ExternalName\n    LoadBalancer\n    NodePort\n\nDESC" in text
    )
    assert "FIELDS:" not in text
    assert '\nENUM:\n    ""\n    BlockDevice\n' in kubectl("explain pod.spec.volumes.hostPath.type").stdout


def test_a_list_of_fields_shows_four_values() -> None:
    text = _fields(kubectl("explain pod.spec.volumes.hostPath").stdout)
    assert '\n  type\t<string>\n  enum: "", BlockDevice, CharDevice, Directory, ....\n    ' in text
    assert text.endswith(".\n\n\n")


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
        ("svc.nope.name", "KIND:       Service\nVERSION:    v1\n\n", 'error: field "name" does not exist\n'),
        ("svc.spec.type.foo", "KIND:       Service\nVERSION:    v1\n\n", 'error: field "foo" does not exist\n'),
        ("foo", "", 'the server doesn\'t have a resource type "foo"\n'),
        ("SVC.spec", "", 'the server doesn\'t have a resource type "SVC"\n'),
        ("svc/web", "", 'the server doesn\'t have a resource type "svc/web"\n'),
        ("svc.spec.ports[0].port", "", "error: invalid jsonpath syntax, first node must be field node\n"),
        ("'svc.{'", "", "error: unrecognized character in action: U+007B '{'\n"),
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


@pytest.mark.parametrize(
    ("what", "head"),
    [
        ("services.spec.type", "KIND:       Service\nVERSION:    v1\n\nFIELD: type"),
        ("service.spec.type", "KIND:       Service\nVERSION:    v1\n\nFIELD: type"),
        ("svc.spec.type.", "KIND:       Service\nVERSION:    v1\n\nFIELD: type"),
        ("svc.spec['type']", "KIND:       Service\nVERSION:    v1\n\nFIELD: type"),
        ("deployments.apps", "GROUP:      apps\nKIND:       Deployment\nVERSION:    v1\n\nDESCRIPTION:"),
        ("deployments.apps.spec", "GROUP:      apps\nKIND:       Deployment\nVERSION:    v1\n\nFIELD: spec"),
        (
            "deploy.spec --api-version=apps/v1",
            "GROUP:      apps\nKIND:       Deployment\nVERSION:    v1\n\nFIELD: spec",
        ),
        ("events.reason --api-version v1", "KIND:       Event\nVERSION:    v1\n\nFIELD: reason"),
        (
            "events --api-version events.k8s.io/v1",
            "GROUP:      events.k8s.io\nKIND:       Event\nVERSION:    v1\n\nDESC",
        ),
        (
            "hpa --api-version autoscaling/v1",
            "GROUP:      autoscaling\nKIND:       HorizontalPodAutoscaler\nVERSION:    v1",
        ),
    ],
)
def test_ways_to_name_a_type(what: str, head: str) -> None:
    outcome = kubectl(f'explain "{what}"' if "[" in what else f"explain {what}")
    assert outcome.exit == 0, outcome.stderr
    assert outcome.stdout.startswith(head)


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("deploy --api-version=v1", "GVR (/v1, Resource=deployments) not found in OpenAPI schema"),
        ("deploy --api-version=apps/v2", 'couldn\'t find resource for "apps/v2, Resource=deployments"'),
        ("svc --api-version=v2", 'couldn\'t find resource for "/v2, Resource=services"'),
        ("svc --api-version=a/b/c", "unexpected GroupVersion string: a/b/c"),
        ("svc --output=json", "unrecognized format: json"),
    ],
)
def test_versions_and_forms_that_do_not_exist(what: str, error: str) -> None:
    outcome = kubectl(f"explain {what}")
    assert (outcome.stdout, outcome.stderr, outcome.exit) == ("", f"error: {error}\n", 1)


def test_a_group_belongs_to_the_plural_name_only() -> None:
    outcome = kubectl("explain deploy.apps")
    assert outcome.stdout == "GROUP:      apps\nKIND:       Deployment\nVERSION:    v1\n\n"
    assert outcome.stderr == 'error: field "apps" does not exist\n'


@pytest.mark.parametrize("kind", all_types(), ids=str)
def test_every_type_of_the_server_has_an_answer(kind: Kind) -> None:
    outcome = kubectl(f"explain {kind.resource} --api-version={kind.api_version}".replace(f".{kind.group} ", " "))
    assert outcome.exit == 0, outcome.stderr
    assert f"KIND:       {kind.kind}\n" in outcome.stdout
    assert ("acts on none of" in outcome.stdout) == (kind not in KINDS)


@pytest.mark.parametrize("what", ["lease.spec", "resourceclaims.name"])
def test_fields_of_a_type_that_is_only_named(what: str) -> None:
    assert kubectl(f"explain {what}").stderr.endswith(" are not described here\n")


def test_fields_of_types_that_are_not_modelled() -> None:
    text = kubectl("explain ingress.spec.rules.http.paths.backend").stdout
    assert text.startswith(
        "GROUP:      networking.k8s.io\nKIND:       Ingress\nVERSION:    v1\n\nFIELD: backend <IngressBackend>"
    )
    assert "\n  service\t<IngressServiceBackend>\n" in text
    assert "FIELD: note <string>" in kubectl("explain events.note --api-version=events.k8s.io/v1").stdout
    assert "FIELD: volumeMode <string>\nENUM:\n    Block\n" in kubectl("explain pvc.spec.volumeMode").stdout


def test_the_older_form_of_an_object() -> None:
    text = kubectl("explain deploy --output=plaintext-openapiv2").stdout
    assert text.startswith("KIND:     Deployment\nVERSION:  apps/v1\n\nDESCRIPTION:\n     ")
    assert "\n\nFIELDS:\n   apiVersion\t<string>\n     " in text
    assert "\n   spec\t<Object>\n     " in text


def test_the_older_form_of_a_field() -> None:
    text = kubectl("explain svc.spec.ports.targetPort --output=plaintext-openapiv2").stdout
    assert text.startswith("KIND:     Service\nVERSION:  v1\n\nFIELD:    targetPort <string>\n\nDESCRIPTION:\n     ")
    text = kubectl("explain svc.spec.ports --output=plaintext-openapiv2").stdout
    assert "\n\nRESOURCE: ports <[]Object>\n\nDESCRIPTION:\n     " in text
    assert "\n   port\t<integer> -required-\n     " in text


def test_the_older_form_of_all_names() -> None:
    text = kubectl("explain svc.spec --recursive --output=plaintext-openapiv2").stdout
    assert "\n   ports\t<[]Object>\n      appProtocol\t<string>\n" in text
    assert "required" not in text
