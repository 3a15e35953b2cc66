"""``kubectl get --raw``: paths of the API server."""

from __future__ import annotations

import json

import pytest
from tests.terminal.kubectl.scene import answer, kubectl

MISSING = "Error from server (NotFound): the server could not find the requested resource\n"


@pytest.mark.parametrize(
    ("path", "stdout"),
    [
        ("/healthz", "ok"),
        ("/readyz", "ok"),
        ("'/livez?verbose'", "[+]ping ok\n[+]log ok\n[+]etcd ok\nlivez check passed\n"),
        (
            "/apis/apps",
            '{"kind":"APIGroup","apiVersion":"v1","name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}],'
            '"preferredVersion":{"groupVersion":"apps/v1","version":"v1"}}\n',
        ),
    ],
)
def test_answers(path: str, stdout: str) -> None:
    assert answer(f"get --raw {path}") == (stdout, "", 0)


@pytest.mark.parametrize(
    ("path", "kind", "names"),
    [
        ("/api/v1/services", "ServiceList", ["bare", "ext", "kubernetes", "np", "web", "kube-dns"]),
        ("/api/v1/namespaces/default/pods", "PodList", ["web-1", "web-2"]),
        ("'/api/v1/services?labelSelector=app%3Dweb'", "ServiceList", ["web"]),
        ("'/api/v1/services?fieldSelector=spec.type%3DNodePort&limit=1'", "ServiceList", ["np"]),
        ("/apis/apps/v1/namespaces/default/deployments/", "DeploymentList", ["idle"]),
        ("/api/v1/namespaces/empty/services", "ServiceList", []),
    ],
)
def test_lists(path: str, kind: str, names: list[str]) -> None:
    listed = json.loads(kubectl(f"get --raw {path}").stdout)
    assert list(listed) == ["kind", "apiVersion", "metadata", "items"]
    assert (listed["kind"], [each["metadata"]["name"] for each in listed["items"]]) == (kind, names)
    assert all("kind" not in each for each in listed["items"])


def test_objects_and_what_there_is() -> None:
    text = kubectl("get --raw /api/v1/namespaces/default/services/web").stdout
    assert text.startswith('{"kind":"Service","apiVersion":"v1","metadata":{"name":"web","namespace":"default","uid":"')
    assert text.endswith("}\n")
    assert kubectl("get --raw /api/v1/namespaces/default/services/web/status").stdout == text
    assert '"kind":"Node"' in kubectl("get --raw /api/v1/nodes/node-1").stdout
    assert '"kind":"Namespace"' in kubectl("get --raw /api/v1/namespaces/empty").stdout
    assert json.loads(kubectl("get --raw /version").stdout)["gitVersion"] == "v1.36.2"
    assert json.loads(kubectl("get --raw /api").stdout)["versions"] == ["v1"]
    assert "/apis/apps/v1" in json.loads(kubectl("get --raw /").stdout)["paths"]
    services = [
        each for each in json.loads(kubectl("get --raw /api/v1").stdout)["resources"] if each["kind"] == "Service"
    ]
    assert services[0]["shortNames"] == ["svc"]
    assert "discovery.k8s.io" in [each["name"] for each in json.loads(kubectl("get --raw /apis").stdout)["groups"]]


@pytest.mark.parametrize(
    ("line", "stderr"),
    [
        ("--raw /api/v1/namespaces/default/services/nope", 'Error from server (NotFound): services "nope" not found\n'),
        ("--raw /foo", MISSING),
        ("--raw /api/v2", MISSING),
        ("--raw /apis/nope", MISSING),
        ("--raw /api/v1/services/web", MISSING),
        ("--raw /api/v1/namespaces/default/nodes", MISSING),
        ("--raw /api/v1/namespaces/default/services/web/scale", MISSING),
        ("--raw /metrics", "error: /metrics is not available here: nothing is measured\n"),
        (
            "--raw /api/v1/namespaces/default/services/web/proxy/",
            "error: services/proxy is not available here: ask the Service itself, with curl from a pod or a node\n",
        ),
        ("pods --raw /version", "error: arguments may not be passed when --raw is specified\n"),
        (
            "--raw /version -w",
            "error: --raw may not be specified with other flags that filter the server request or alter the output\n",
        ),
        (
            "--raw /version -o yaml",
            "error: --raw and --output are mutually exclusive\nSee 'kubectl get -h' for help and examples\n",
        ),
        (
            "--raw version",
            'error: --raw must be a valid URL path: parse "version": invalid URI for request\n'
            "See 'kubectl get -h' for help and examples\n",
        ),
    ],
)
def test_refusals(line: str, stderr: str) -> None:
    assert answer(f"get {line}") == ("", stderr, 1)
