"""taint, cordon and drain."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl
from tests.terminal.kubectl.scene import kubectls

DAEMONS = """\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {app: agent}}
  template:
    metadata: {labels: {app: agent}}
    spec: {containers: [{name: c, image: busybox}]}
"""


def taints(kubectl: Kubectl, node: str = "node-1") -> str:
    return kubectl(f"get node {node} -o jsonpath='{{.spec.taints}}'")


def test_a_taint_comes_changes_and_goes(kubectl: Kubectl) -> None:
    assert kubectl("taint nodes node-1 dedicated=shop:NoSchedule") == "node/node-1 tainted\n"
    assert taints(kubectl) == '[{"effect":"NoSchedule","key":"dedicated","value":"shop"}]'
    assert kubectl.fails("taint nodes node-1 dedicated=x:NoSchedule") == (
        "error: node node-1 already has dedicated taint(s) with same effect(s) and --overwrite is false\n"
    )
    assert kubectl("taint nodes node-1 dedicated=x:NoSchedule --overwrite") == "node/node-1 modified\n"
    assert kubectl("taint node node-1 dedicated:NoSchedule-") == "node/node-1 untainted\n"
    assert taints(kubectl) == ""


def test_taints_of_all_nodes_and_of_chosen_ones(kubectl: Kubectl) -> None:
    assert kubectl("taint nodes --all a:NoSchedule --dry-run=server").count("tainted\n") == 3
    assert taints(kubectl) == ""
    assert kubectl("taint nodes -l kubernetes.io/hostname=node-2 a:NoSchedule b=c:PreferNoSchedule") == (
        "node/node-2 tainted\n"
    )
    assert kubectl("taint nodes node-2 a- c:NoSchedule") == "node/node-2 modified\n"
    assert taints(kubectl, "node-2").count("effect") == 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "one or more resources must be specified as <resource> <name>\n"),
        ("nodes node-1", "at least one taint update is required\n"),
        ("nodes a:NoSchedule", "at least one resource name must be specified since 'all' parameter is not set\n"),
        ("nodes --all -l a=b a:NoSchedule", "setting 'all' parameter with a non empty selector is prohibited\n"),
        ("nodes a:NoSchedule node-1", "all resources must be specified before taint changes: node-1\n"),
        ("pods web a:NoSchedule", "invalid resource type pods, only node types are supported\n"),
        ("frobs web a:NoSchedule", 'the server doesn\'t have a resource type "frobs"\n'),
        ("nodes node-1 a:Soon", "invalid taint effect: Soon, unsupported taint effect\nSee 'kubectl taint -h' "),
        ("nodes node-1 a=b=c:NoSchedule", "invalid taint spec: a=b=c:NoSchedule\nSee 'kubectl taint -h' "),
        ("nodes node-1 a:b:c", "invalid taint spec: a:b:c\nSee 'kubectl taint -h' "),
        ("nodes node-1 -a:NoSchedule", "unknown shorthand flag: 'a' in -a:NoSchedule\n"),
        ("nodes node-1 a_:NoSchedule", "invalid taint spec: a_:NoSchedule, name part must consist of "),
        ("nodes node-1 a:NoSchedule a=b:NoSchedule", "duplicated taints with the same key and effect: "),
        (
            "nodes node-1 a:NoSchedule a-",
            "can not both modify and remove the following taint(s) in the same command: a=\n",
        ),
        ("nodes node-1 a:NoExecute-", 'taint "a:NoExecute" not found\n'),
    ],
)
def test_taints_that_are_refused(kubectl: Kubectl, line: str, message: str) -> None:
    assert kubectl.fails(f"taint {line}").startswith(f"error: {message}")


@pytest.fixture
def busy(kubectl: Kubectl) -> Kubectl:
    kubectl("taint nodes node-2 node-3 away:NoSchedule")
    kubectl("create deployment web --image=nginx --replicas=2")
    kubectl("taint nodes node-2 node-3 away-")
    kubectl("expose deployment web --port=80")
    return kubectl


def test_drain_moves_pods_to_other_nodes(busy: Kubectl) -> None:
    assert busy("get pods --field-selector=spec.nodeName=node-1 -o name").count("web") == 2
    printed = busy("drain node-1 --pod-selector=app=web")
    assert printed.startswith("node/node-1 cordoned\nevicting pod default/web-")
    assert printed.count("evicting pod default/web-") == printed.count(" evicted\n") == 2
    assert printed.endswith("node/node-1 drained\n")
    assert busy("get pods --field-selector=spec.nodeName=node-1 -o name") == ""
    assert busy("get pods -o name").count("web") == 2
    assert busy("drain node-1 --pod-selector=app=web") == "node/node-1 already cordoned\nnode/node-1 drained\n"


def test_drain_by_the_client_only_tells(busy: Kubectl) -> None:
    printed = busy("drain node-1 --dry-run=client --pod-selector=app=web")
    assert printed.count("(dry run)\n") == 4
    assert busy("get pods --field-selector=spec.nodeName=node-1 -o name").count("web") == 2


def test_drain_stops_at_pods_that_would_be_lost(busy: Kubectl) -> None:
    busy("taint nodes node-2 node-3 away:NoSchedule")
    busy("run lone --image=nginx")
    obstacle = "cannot delete Pods that declare no controller (use --force to override): default/lone"
    outcome = busy.run("drain node-1 --pod-selector=app!=coredns")
    assert (outcome.exit, outcome.stdout) == (1, "node/node-1 cordoned\n")
    assert outcome.stderr == (
        f'error: unable to drain node "node-1" due to error: {obstacle}, continuing command...\n'
        f"There are pending nodes to be drained:\n node-1\n{obstacle}\n"
    )
    forced = busy.run("drain node-1 --pod-selector=run=lone --force")
    assert forced.exit == 0
    assert forced.stderr == "Warning: deleting Pods that declare no controller: default/lone\n"
    assert "pod/lone evicted\n" in forced.stdout


def test_drain_leaves_daemons_alone_when_it_is_told_to(kubectl: Kubectl) -> None:
    kubectl("apply -f -", DAEMONS)
    assert "cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/agent-" in kubectl.fails(
        "drain node-2 --pod-selector=app=agent"
    )
    outcome = kubectl.run("drain node-2 --pod-selector=app=agent --ignore-daemonsets")
    assert outcome.stderr.startswith("Warning: ignoring DaemonSet-managed Pods: default/agent-")
    assert outcome.stdout == "node/node-2 already cordoned\nnode/node-2 drained\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("drain", "error: USAGE: drain NODE [flags]\n"),
        ("drain nope", 'Error from server (NotFound): nodes "nope" not found\n'),
        ("drain node-1 -l a=b", "error: cannot specify both a node name and a --selector option\n"),
        ("drain node-1 --pod-selector=a=", None),
        (
            "drain node-1 --pod-selector='a in b'",
            "error: --pod-selector=<pod_selector> must be a valid label selector\n",
        ),
    ],
)
def test_what_drain_needs(kubectl: Kubectl, line: str, message: str | None) -> None:
    if message is None:
        assert kubectl(line).endswith("drained\n")
    else:
        assert kubectl.fails(line).startswith(message)


def test_cordon_and_uncordon() -> None:
    lines = kubectls(
        "cordon node-1 node-2",
        "cordon node-1",
        "get nodes --no-headers -o custom-columns=N:.metadata.name,U:.spec.unschedulable",
        "uncordon node-1",
        "uncordon node-1",
        "cordon nope",
        "cordon node-1 --dry-run=client",
        "cordon",
    )
    assert [text for _, text in lines] == [
        "node/node-1 cordoned\nnode/node-2 cordoned\n",
        "node/node-1 already cordoned\n",
        "node-1   true\nnode-2   true\nnode-3   <none>\n",
        "node/node-1 uncordoned\n",
        "node/node-1 already uncordoned\n",
        'Error from server (NotFound): nodes "nope" not found\n',
        "node/node-1 cordoned (dry run)\n",
        "error: USAGE: cordon NODE [flags]\nSee 'kubectl cordon -h' for help and examples\n",
    ]
