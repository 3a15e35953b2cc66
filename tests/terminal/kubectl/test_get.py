"""get: tables, order, columns and templates."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.scene import DEPRECATED, answer, kubectl, kubectls

GET = [
    (
        "get svc",
        0,
        "NAME         TYPE           CLUSTER-IP   EXTERNAL-IP      PORT(S)        AGE\n"
        "bare         ClusterIP      10.96.22.3   <none>           9/TCP          0s\n"
        "ext          ExternalName   <none>       db.example.com   <none>         0s\n"
        "kubernetes   ClusterIP      10.96.0.1    <none>           443/TCP        0s\n"
        "np           NodePort       10.96.22.2   <none>           81:30080/TCP   0s\n"
        "web          ClusterIP      10.96.22.1   <none>           80/TCP         0s\n",
        "",
    ),
    (
        "get pods,deploy --no-headers",
        0,
        "pod/web-1   2/2   Running   2     0s\n"
        "pod/web-2   1/2   Running   2     0s\n"
        "deployment.apps/idle   0/0   0     0     0s\n",
        "",
    ),
    ("get ep web", 0, "NAME   ENDPOINTS          AGE\nweb    10.244.1.20:8080   0s\n", DEPRECATED),
    ("get svc -n empty", 0, "", "No resources found in empty namespace.\n"),
    ("get svc -A -l none=here", 0, "", "No resources found\n"),
    ("get svc x -n nowhere", 1, "", 'Error from server (NotFound): namespaces "nowhere" not found\n'),
    ("get svc x --ignore-not-found", 0, "", ""),
    ("get svc web np -o name", 0, "service/web\nservice/np\n", ""),
    ("get SVC", 1, "", 'error: the server doesn\'t have a resource type "SVC"\n'),
    ("get Service web -o name", 0, "service/web\n", ""),
    ("get services.v1. web -o name", 0, "service/web\n", ""),
    ("get svc, web", 1, "", "error: arguments in resource/name form must have a single resource and name\n"),
    ("get svc,svc web -o name", 0, "service/web\n", ""),
    ("get svc,services web -o name", 0, "service/web\nservice/web\n", ""),
    ("get all web", 1, "", "error: you must specify only one resource\n"),
    ("get svc ''", 1, "", "error: resource name may not be empty\n"),
    (
        "get svc,deploy web -l a=b",
        1,
        "",
        "error: selectors and the all flag cannot be used when passing resource/name arguments\n",
    ),
    ("get svcs -o foo", 1, "", 'error: the server doesn\'t have a resource type "svcs"\n'),
    ("get svc nope -o foo", 1, "", 'Error from server (NotFound): services "nope" not found\n'),
    ("get svc nope -o foo --ignore-not-found", 0, "", ""),
    ("get svc web -l a=b", 1, "", "error: name cannot be provided when a selector is specified\n"),
    ("get svc --raw", 1, "", "error: flag needs an argument: --raw\nSee 'kubectl get --help' for usage.\n"),
    ("get svc --nope", 1, "", "error: unknown flag: --nope\nSee 'kubectl get --help' for usage.\n"),
    (
        "get svc -l 'app in web'",
        1,
        "",
        'Error from server (BadRequest): Unable to find "/v1, Resource=services" that match label selector '
        "\"app in web\", field selector \"\": unable to parse requirement: found 'web' expected: '('\n",
    ),
    (
        "get pods --field-selector=foo=bar",
        1,
        "",
        'Error from server (BadRequest): Unable to find "/v1, Resource=pods" that match label selector "", '
        'field selector "foo=bar": field label not supported: foo\n',
    ),
    (
        "svc",
        1,
        "",
        'error: unknown command "svc" for "kubectl"\n\nDid you mean this?\n\tset\n',
    ),
]

RELAXED = (
    "error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'\n"
)


def _unsortable(path: str, among: str, why: str) -> str:
    log = "F1123 08:00:00.000000       1 sorter.go:350]"
    return f"{log} Field {path} in {among} is an unsortable type: interface, err: {why}\n"


SORTING = [
    ("get svc --sort-by=.spec.type -o name", 0, "bare kubernetes web ext np", ""),
    ("get svc --sort-by='{.spec.ports[0].port}' -o name", 0, "ext bare web np kubernetes", ""),
    ("get svc --sort-by=metadata.name -o name", 0, "bare ext kubernetes np web", ""),
    ("get svc --sort-by=.nope", 0, "", "No resources found in default namespace.\n"),
    (
        "get svc --sort-by=.nope -o name",
        1,
        "",
        'error: couldn\'t find any field with path "{.nope}" in the list of objects\n',
    ),
    (
        "get svc,pods --sort-by=.metadata.name",
        1,
        "",
        'error: couldn\'t find any field with path "{.metadata.name}" in the list of objects\n',
    ),
    (
        "get svc --sort-by='{.x' -o name",
        1,
        "",
        RELAXED,
    ),
    ("get svc --sort-by='{.x'", 0, "", "No resources found in default namespace.\n"),
    ("get svc --sort-by=.spec.ports[9]", 0, "", "No resources found in default namespace.\n"),
    ("get svc web --no-headers --sort-by=.nope -o name", 0, "web", ""),
    ("get svc --sort-by='.x}' -o custom-columns=:.metadata.name --no-headers", 1, "", RELAXED),
    ("get svc --sort-by= -o name", 0, "bare ext kubernetes np web", ""),
    (
        "get svc --sort-by=.spec.ports[0].targetPort",
        1,
        "",
        _unsortable("{.spec.ports[0].targetPort}", "[][][]reflect.Value", "unsortable interface: interface"),
    ),
    (
        "get svc --sort-by=.spec.ports -o name",
        1,
        "",
        _unsortable("{.spec.ports}", "*unstructured.Unstructured", "unsortable type: []interface {}"),
    ),
    (
        "get pods --sort-by=.status.containerStatuses[0].ready",
        1,
        "",
        _unsortable("{.status.containerStatuses[0].ready}", "[][][]reflect.Value", "unsortable type: bool"),
    ),
]

COLUMNS = [
    (
        "-o custom-columns=A:.metadata.name,B:.nope,C:.spec.ports[0].port",
        0,
        "A     B        C\nweb   <none>   80\n",
        "",
    ),
    ("-o custom-columns=A:metadata.name --no-headers", 0, "web\n", ""),
    ("-o custom-columns=A:", 0, "A\n<none>\n", ""),
    ("-o custom-columns=A:.spec.ports[3].port", 1, "A\n", "error: array index out of bounds: index 3, length 1\n"),
    ("-o custom-columns=S:.spec.selector", 0, "S\nmap[app:web]\n", ""),
    (
        "-o custom-columns=NAME",
        1,
        "",
        "error: unexpected custom-columns spec: NAME, expected <header>:<json-path-expr>\n",
    ),
    ("-o custom-columns=", 1, "", "error: custom-columns format specified but no custom columns given\n"),
]

TEMPLATES = [
    ("{{.spec.type}}", "ClusterIP"),
    ("{{.spec.nope}}", "<no value>"),
    ("{{.x.y}}", "<no value>"),
    ('{{len .spec.ports}} {{index .spec.ports 0 "port"}}', "1 80"),
    ('{{printf "%s!" .metadata.name}}', "web!"),
    ("{{range $k, $v := .metadata.labels}}{{$k}}={{$v}};{{end}}", "app=web;tier=front;"),
    ('{{if eq .spec.type "ClusterIP"}}yes{{else}}no{{end}}', "yes"),
    ("{{with .nope}}there{{else}}missing{{end}}", "missing"),
    ('{{range .spec.ports}}{{.name}}:{{.port}}{{"\\n"}}{{end}}', "http:80\n"),
    ("{{- .metadata.name -}}", "web"),
]

JSONPATHS = [
    ("{.spec.ports[0].port}", "80"),
    ("{.spec.ports}", '[{"name":"http","port":80,"protocol":"TCP","targetPort":"http"}]'),
    ("{.spec.nope}", ""),
    (".spec.type", ".spec.type"),
    ("{.spec.type} {.metadata.name}", "ClusterIP web"),
    ("{.spec['type','clusterIP']}", "ClusterIP 10.96.22.1"),
    ("{.spec.ports[?(@.port>79)].name}", "http"),
    ("{.metadata.labels.*}", "web front"),
    ('{range .spec.ports[*]}{.port}{"\\t"}{end}', "80\t"),
    ("{.metadata.managedFields[0].manager}", "kubectl-create"),
    ("{.metadata.managedFields[0].fieldsV1.f:metadata}", '{"f:labels":{".":{},"f:app":{},"f:tier":{}}}'),
]


@pytest.mark.parametrize(("line", "status", "stdout", "stderr"), GET, ids=[row[0] for row in GET])
def test_answer(line: str, status: int, stdout: str, stderr: str) -> None:
    assert answer(line) == (stdout, stderr, status)


@pytest.mark.parametrize(("line", "status", "order", "stderr"), SORTING, ids=[row[0] for row in SORTING])
def test_sorting(line: str, status: int, order: str, stderr: str) -> None:
    outcome = kubectl(line)
    assert (outcome.stderr, outcome.exit) == (stderr, status)
    assert [name.removeprefix("service/") for name in outcome.stdout.split()] == order.split()


@pytest.mark.parametrize(("flags", "status", "stdout", "stderr"), COLUMNS, ids=[row[0] for row in COLUMNS])
def test_custom_columns(flags: str, status: int, stdout: str, stderr: str) -> None:
    assert answer(f"get svc web {flags}") == (stdout, stderr, status)


@pytest.mark.parametrize(("template", "text"), TEMPLATES)
def test_go_template(template: str, text: str) -> None:
    assert kubectl(f"get svc web -o go-template='{template}'").stdout == text


@pytest.mark.parametrize(("template", "text"), JSONPATHS)
def test_jsonpath(template: str, text: str) -> None:
    assert kubectl(f'get svc web -o jsonpath="{_for_double_quotes(template)}"').stdout == text


def _for_double_quotes(text: str) -> str:
    return "".join(f"\\{letter}" if letter in '"\\' else letter for letter in text)


def test_null_is_not_the_same_as_nothing_in_jsonpath() -> None:
    lines = kubectls(
        "create service clusterip lone --tcp=80",
        "get endpointslices -l kubernetes.io/service-name=lone -o jsonpath='{.items[0].endpoints}{.items[0].nope}'",
    )
    assert lines[1] == (0, "null")


def test_what_cannot_be_filtered_is_shown_as_go_prints_it() -> None:
    outcome = kubectl("get svc web -o jsonpath='{.spec.selector[?(@.a==1)]}'")
    assert outcome.exit == 1
    assert "Error executing template: map[app:web] is not array or slice and cannot be filtered. " in outcome.stderr


def test_half_a_closing_is_a_bad_character() -> None:
    outcome = kubectl("get svc web -o go-template='{{.kind}'")
    assert outcome.stderr == "error: error parsing template {{.kind}, template: output:1: bad character U+007D '}'\n"
