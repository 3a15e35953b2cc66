"""Flags of get and api-resources that change what is asked for, or how it is shown."""

from __future__ import annotations

import json

import pytest
from tests.terminal.kubectl.scene import kubectl

from svcquest.terminal.process import Watch

NOT_ALLOWED = "Error from server (MethodNotAllowed): the server does not allow this method on the requested resource\n"


@pytest.mark.parametrize(
    ("line", "stderr"),
    [
        (
            "svc -o go-template-file=nope",
            "error: error reading --template nope, open nope: no such file or directory\n",
        ),
        ("svc -o jsonpath-file=nope", "error: error reading --template nope, open nope: no such file or directory\n"),
        ("svc -o templatefile", "error: template format specified but no template given\n"),
        ("svc -o custom-columns-file", "error: custom-columns format specified but no custom columns given\n"),
        (
            "svc -o custom-columns-file=nope",
            "error: error reading template nope, open nope: no such file or directory\n",
        ),
        ("svc -o yaml --show-labels", "error: --show-labels option cannot be used with yaml printer\n"),
        (
            "svc --output-watch-events",
            "error: --output-watch-events option can only be used with --watch or --watch-only\n",
        ),
        ("svc --subresource=status", "error: subresource cannot be used when bulk resources are specified\n"),
        ("svc -n a/b", "error: invalid namespace \"a/b\": [may not contain '/']\n"),
        ("svc -n ..", "error: invalid namespace \"..\": [may not be '..']\n"),
        ("-k .", "error: kustomizations are not available here; apply the files themselves with -f\n"),
        ("svc,pods -w", "error: you may only specify a single resource type\n"),
        ("all --watch-only", "error: you may only specify a single resource type\n"),
        (
            "svc web --subresource=foo",
            "Error from server (NotFound): the server could not find the requested resource\n",
        ),
        ("bindings", NOT_ALLOWED),
        ("tokenreviews", NOT_ALLOWED),
    ],
)
def test_what_cannot_be_had(line: str, stderr: str) -> None:
    outcome = kubectl(f"get {line}")
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (1, "", stderr)


def test_without_the_servers_table_there_are_names_and_ages() -> None:
    assert kubectl("get svc --server-print=false").stdout.splitlines()[:2] == ["NAME         AGE", "bare         0s"]


def test_watching_shows_events_and_asks_for_more() -> None:
    outcome = kubectl("get svc web -w --output-watch-events --sort-by=.metadata.name")
    assert outcome.stdout.startswith("EVENT   NAME ")
    assert "\nADDED   web " in outcome.stdout
    assert outcome.stderr == "warning: --watch requested, --sort-by will be ignored for watch events received\n"
    assert outcome.requests == (
        Watch("kubectl get svc web -w --output-watch-events --sort-by=.metadata.name", known_by=2),
    )
    assert kubectl("get svc -w -o yaml").requests == (Watch("kubectl get svc -w -o yaml", known_by=0),)
    assert kubectl("get svc -w -A").requests == (Watch("kubectl get svc -w -A", known_by=2),)
    only = kubectl("get svc --watch-only")
    assert (only.stdout, only.requests) == ("", (Watch("kubectl get svc --watch", known_by=1),))
    assert kubectl("get svc -w | cat").requests == ()


def test_resource_types_as_an_object() -> None:
    listed = json.loads(kubectl("api-resources --api-group=discovery.k8s.io -o json").stdout)
    (found,) = listed.pop("resources")
    assert listed == {"apiVersion": "v1", "groupVersion": "", "kind": "APIResourceList"}
    assert (found["name"], found["kind"], found["namespaced"]) == ("endpointslices", "EndpointSlice", True)
    assert "shortNames" not in found


@pytest.mark.parametrize(
    ("flags", "names"),
    [
        (
            "--categories=api-extensions --api-group=apiextensions.k8s.io",
            ["customresourcedefinitions.apiextensions.k8s.io"],
        ),
        ("--api-group=apps --namespaced=false", []),
        (
            "--api-group=apps --categories=all",
            ["daemonsets.apps", "deployments.apps", "replicasets.apps", "statefulsets.apps"],
        ),
        ("--verbs=create --api-group= --namespaced --sort-by=kind", None),
    ],
)
def test_resource_types_are_chosen(flags: str, names: list[str] | None) -> None:
    found = kubectl(f"api-resources -o name {flags}").stdout.split()
    assert found == names if names is not None else found[:2] == ["bindings", "configmaps"]


def test_a_short_name_of_two_types_is_warned_of() -> None:
    outcome = kubectl("get ev -n empty")
    assert outcome.stderr == (
        'Warning: short name "ev" could also match lower priority resource events.events.k8s.io\n'
        "No resources found in empty namespace.\n"
    )
    assert kubectl("get events -n empty").stderr == "No resources found in empty namespace.\n"


def test_names_stand_alone_when_the_other_type_cannot_be_listed() -> None:
    outcome = kubectl("get svc,pods --field-selector spec.type=NodePort")
    assert outcome.stdout.splitlines()[1].startswith("np ")
    assert "field label not supported: spec.type" in outcome.stderr
