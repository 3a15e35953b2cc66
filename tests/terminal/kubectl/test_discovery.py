"""The verbs that ask about the cluster as a whole, and those that it does not have."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.scene import answer, kubectl

DISCOVERY = [
    (
        "api-resources --api-group=discovery.k8s.io",
        0,
        "NAME             SHORTNAMES   APIVERSION            NAMESPACED   KIND\n"
        "endpointslices                discovery.k8s.io/v1   true         EndpointSlice\n",
        "",
    ),
    ("api-resources --api-group=discovery.k8s.io -o name", 0, "endpointslices.discovery.k8s.io\n", ""),
    (
        "api-resources --api-group=apps --no-headers --verbs=list --namespaced=true",
        0,
        "controllerrevisions            apps/v1   true   ControllerRevision\n"
        "daemonsets            ds       apps/v1   true   DaemonSet\n"
        "deployments           deploy   apps/v1   true   Deployment\n"
        "replicasets           rs       apps/v1   true   ReplicaSet\n"
        "statefulsets          sts      apps/v1   true   StatefulSet\n",
        "",
    ),
    (
        "api-resources -o foo",
        1,
        "",
        'error: unable to match a printer suitable for the output format "foo", '
        "allowed formats are: json,kyaml,name,wide,yaml\n",
    ),
    (
        "version",
        0,
        "Client Version: v1.36.2\nKustomize Version: v5.8.1\nServer Version: v1.36.2\n",
        "",
    ),
    ("version --client", 0, "Client Version: v1.36.2\nKustomize Version: v5.8.1\n", ""),
    ("version -o foo", 1, "", "error: --output must be 'yaml' or 'json'\n"),
    (
        "cluster-info",
        0,
        "Kubernetes control plane is running at https://192.168.1.242:6443\n"
        "CoreDNS is running at https://192.168.1.242:6443/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy\n"
        "\n"
        "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n",
        "",
    ),
]

TOP = [(f"top {what}", 1, "", "error: Metrics API not available\n") for what in ("pods", "nodes", "pod web-1")]


ASKED = [*DISCOVERY, *TOP]


@pytest.mark.parametrize(("line", "status", "stdout", "stderr"), ASKED, ids=[row[0] for row in ASKED])
def test_answer(line: str, status: int, stdout: str, stderr: str) -> None:
    assert answer(line) == (stdout, stderr, status)


@pytest.mark.parametrize(
    ("verb", "hint"),
    [
        ("attach web-1", "kubectl exec or kubectl logs"),
        ("autoscale deploy idle --max=3", "kubectl scale"),
        ("certificate", "certificates"),
        ("completion bash", "press Tab"),
        ("cp a b", "kubectl exec POD -- cat FILE"),
        ("kustomize", "kubectl apply -f"),
        ("plugin", "no plugins"),
        ("proxy", "kubectl get"),
    ],
)
def test_what_is_not_there_says_what_to_use_instead(verb: str, hint: str) -> None:
    outcome = kubectl(verb)
    assert outcome.exit == 1
    assert f"error: kubectl {verb.split(maxsplit=1)[0]} is not available in this cluster: " in outcome.stderr
    assert hint in outcome.stderr
