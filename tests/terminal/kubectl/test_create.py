from __future__ import annotations

from typing import Any

import pytest
from tests.terminal.kubectl.conftest import Kubectl

from svcquest.terminal.kubectl.create_configmap import content_hash
from svcquest.terminal.kubectl.create_deployment import container_name
from svcquest.terminal.kubectl.create_service import port_of
from svcquest.terminal.kubectl.errors import CommandError


@pytest.mark.parametrize(
    ("spec", "entry"),
    [
        ("80", {"name": "80", "protocol": "TCP", "port": 80, "targetPort": 80}),
        ("80:8080", {"name": "80-8080", "protocol": "TCP", "port": 80, "targetPort": 8080}),
        ("443:https", {"name": "443-https", "protocol": "TCP", "port": 443, "targetPort": "https"}),
        ("0:80", {"name": "0-80", "protocol": "TCP", "port": 0, "targetPort": 80}),
    ],
)
def test_ports_of_create_service(spec: str, entry: dict[str, Any]) -> None:
    assert port_of(spec) == entry


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("http", 'strconv.ParseUint: parsing "http": invalid syntax'),
        ("70000", 'strconv.ParseUint: parsing "70000": value out of range'),
        ("9" * 5000, f'strconv.ParseUint: parsing "{"9" * 5000}": value out of range'),
        ("80:70000", "must be between 1 and 65535, inclusive"),
        ("80:a_b", "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"),
    ],
)
def test_ports_that_are_none(spec: str, message: str) -> None:
    with pytest.raises(CommandError) as caught:
        port_of(spec)
    assert caught.value.problems == (message,)


@pytest.mark.parametrize(
    ("image", "name"),
    [("nginx", "nginx"), ("nginx:1.27", "nginx"), ("r.io:5000/team/web:1.2", "web"), ("web@sha256:ab", "web")],
)
def test_containers_are_named_after_their_image(image: str, name: str) -> None:
    assert container_name(image) == name


def test_configmaps_come_from_literals_and_files(kubectl: Kubectl) -> None:
    kubectl.write("index.html", "hello\n")
    kubectl.write("vars.env", "# colours\nA=1\n\nB=2\n")
    assert kubectl("create configmap c --from-literal=k=v --from-file=index.html") == "configmap/c created\n"
    assert kubectl("get cm c -o jsonpath='{.data}'") == '{"index.html":"hello\\n","k":"v"}'
    kubectl("create cm e --from-env-file=vars.env")
    assert kubectl("get cm e -o jsonpath='{.data}'") == '{"A":"1","B":"2"}'
    assert kubectl.fails("create cm x --from-literal=k") == ("error: invalid literal source k, expected key=value\n")


def test_other_kinds_are_refused_in_plain_words(kubectl: Kubectl) -> None:
    assert "is not available" in kubectl.fails("create ingress web --rule=a/b=c:80 --class=x")


def test_json_of_a_made_object_keeps_the_order_of_the_go_structs(kubectl: Kubectl) -> None:
    printed = kubectl("run web --image=nginx --port=80 --dry-run=client -o json")
    keys = [line.strip().split('"')[1] for line in printed.splitlines() if '":' in line]
    assert keys == [
        *("kind", "apiVersion", "metadata", "name", "labels", "run"),
        *("spec", "containers", "name", "image", "ports", "containerPort", "resources"),
        *("restartPolicy", "dnsPolicy", "status"),
    ]


def test_several_failing_documents_are_reported_one_a_line(kubectl: Kubectl) -> None:
    bad = "apiVersion: v1\nkind: Service\nmetadata: {name: NAME}\nspec: {ports: [{port: 0}]}\n"
    kubectl.write("two.yaml", bad.replace("NAME", "a") + "---\n" + bad.replace("NAME", "b"))
    lines = kubectl.fails("create -f two.yaml").splitlines()
    assert [line.split("Service")[1][:4] for line in lines] == [' "a"', ' "b"']
    assert all(line.startswith('Error from server (Invalid): error when creating "two.yaml": ') for line in lines)


@pytest.mark.parametrize(
    ("data", "text"), [({"one": ""}, "9g67k2htb6"), ({"two": "2", "one": "", "three": "3"}, "f5h7t85m9b")]
)
def test_the_hash_of_contents(data: dict[str, str], text: str) -> None:
    assert content_hash("", data) == text


def test_a_configmap_may_be_named_by_its_contents(kubectl: Kubectl) -> None:
    name = "c-" + content_hash("c", {"k": "v"})
    assert kubectl("create configmap c --from-literal=k=v --append-hash") == f"configmap/{name} created\n"


SAVED = [
    ("ns x", '{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"x"},"spec":{},"status":{}}\n'),
    (
        "cm x --from-literal=b=1 --from-literal=a=2",
        '{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"x"},"data":{"a":"2","b":"1"}}\n',
    ),
    ("service clusterip x --tcp=80", ""),
]


@pytest.mark.parametrize(("line", "saved"), SAVED)
def test_what_is_saved_is_what_kubectl_has_built(kubectl: Kubectl, line: str, saved: str) -> None:
    path = r"{.metadata.annotations.kubectl\.kubernetes\.io/last-applied-configuration}"
    assert kubectl(f"create {line} --save-config -o jsonpath='{path}'") == saved


@pytest.mark.parametrize(
    ("image", "start"),
    [("a_b", "a-b-"), ("web,other", "web"), ("A.b:1", "A-b-"), ("My", "My"), ("r.io:5000/x/y@sha256:1", "y")],
)
def test_names_of_containers(kubectl: Kubectl, image: str, start: str) -> None:
    path = "{.spec.template.spec.containers[0].name}"
    name = kubectl(f"create deployment x --image={image} --dry-run=client -o jsonpath='{path}'")
    assert name.startswith(start)
    assert len(name) == len(start) + (5 if start.endswith("-") else 0)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "error: must specify one of -f and -k\n"),
        ("foo", "error: Unexpected args: [foo]\nSee 'kubectl create -h' for help and examples\n"),
        ("-f x -k y", "error: only one of -f or -k can be specified\n"),
        ("service clusterip x --tcp=http -o foo", 'error: unable to match a printer suitable for the output format "f'),
        ("deploy x --image=a --image=b --dry-run=no -- c", "error: Invalid dry-run value (no). "),
        ("cm x --from-file=a=b=c", "error: key names or file paths cannot contain '='\n"),
        (
            "cm x --from-literal=a=b --from-literal=a=c",
            'error: cannot add key "a", another key by that name already exists in Data for ConfigMap "x"\n',
        ),
        ("service clusterip x --tcp=80 --validate=y", 'error: invalid - validate option "y"; must be one of: strict '),
        ("deploy x --image=", 'error: failed to create deployment: Deployment.apps "x" is invalid: '),
    ],
)
def test_what_create_says(kubectl: Kubectl, line: str, message: str) -> None:
    assert kubectl.fails(f"create {line}").startswith(message)


def test_what_stands_behind_a_second_colon_goes_into_the_name_only(kubectl: Kubectl) -> None:
    shown = kubectl("create service clusterip x --tcp=80:8080:9 --dry-run=client -o jsonpath='{.spec.ports}'")
    assert shown == '[{"name":"80-8080-9","port":80,"protocol":"TCP","targetPort":8080}]'


def test_an_exposed_pod_hands_given_labels_to_its_service(kubectl: Kubectl) -> None:
    kubectl("run x --image=nginx --port=80 --expose -l app=y")
    assert kubectl("get svc x -o jsonpath='{.metadata.labels} {.spec.selector}'") == '{"app":"y"} {"app":"y"}'


def test_a_service_account(kubectl: Kubectl) -> None:
    assert kubectl("create sa bob") == "serviceaccount/bob created\n"
    assert kubectl("get sa bob -o name") == "serviceaccount/bob\n"
    assert kubectl("create sa eve -o json").startswith('{\n    "kind": "ServiceAccount",\n    "apiVersion": "v1",\n')
    assert kubectl.fails("create serviceaccount bob") == (
        'error: failed to create serviceaccount: serviceaccounts "bob" already exists\n'
    )
