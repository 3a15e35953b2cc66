"""``svcquest sim`` and ``svcquest trace``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from svcquest.cli.sim import NO_EDIT

POD = """\
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: web-1, namespace: default, labels: {app: web}}
  spec: {nodeName: node-1, containers: [{name: a, image: a, ports: [{containerPort: 8080}]}]}
- apiVersion: v1
  kind: Pod
  metadata: {name: client, namespace: default, annotations: {svcquest/listen: none}}
  spec: {nodeName: node-2, containers: [{name: a, image: a}]}
- apiVersion: v1
  kind: Service
  metadata: {name: web, namespace: default}
  spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
- apiVersion: v1
  kind: Service
  metadata: {name: broken, namespace: default}
  spec: {selector: {app: wbe}, ports: [{port: 80, targetPort: 8080}]}
"""


@pytest.fixture
def cluster(tmp_path: Path) -> str:
    file = tmp_path / "cluster.yaml"
    file.write_text(POD, encoding="utf-8")
    return str(file)


def test_commands_by_option(run: Run, cluster: str) -> None:
    ran = run("sim", cluster, "-c", "kubectl get pods -o name", "-c", "kubectl get pod nobody")
    assert ran.out == "pod/client\npod/web-1\n"
    assert ran.err == 'Error from server (NotFound): pods "nobody" not found\n'
    assert ran.status == 1


@pytest.mark.parametrize(
    ("release", "told"),
    [
        ("v1.36.1", ""),
        ("v1.28.9", "svcquest: nodes run Kubernetes 1.28, and so does this cluster\n"),
        ("v1.37.0", "svcquest: nodes run Kubernetes 1.37; this cluster is 1.36, the newest known here\n"),
        ("v1.22.0", "svcquest: nodes run Kubernetes 1.22; nothing older than 1.25 is told apart from it\n"),
    ],
)
def test_the_version_of_a_dump_is_told(run: Run, tmp_path: Path, release: str, told: str) -> None:
    file = tmp_path / "node.yaml"
    file.write_text(
        f"apiVersion: v1\nkind: Node\nmetadata: {{name: one}}\nstatus: {{nodeInfo: {{kubeletVersion: {release}}}}}\n",
        encoding="utf-8",
    )
    ran = run("sim", str(file), "-c", "kubectl get nodes")
    assert release in ran.out
    assert ran.err == told


def test_json_has_one_line_a_command(run: Run) -> None:
    script = "kubectl get svc -o name\n\ncat <<E |\nb\na\nE\nsort\nfalse\n"
    lines = [json.loads(line) for line in run("sim", "--json", stdin=script).out.splitlines()]
    assert [line["command"] for line in lines] == ["kubectl get svc -o name", "cat <<E |\nb\na\nE\nsort", "false"]
    assert [line["exitCode"] for line in lines] == [0, 0, 1]
    assert lines[0] == {
        "command": "kubectl get svc -o name",
        "exitCode": 0,
        "stdout": "service/kubernetes\n",
        "stderr": "",
    }
    assert lines[1]["stdout"] == "a\nb\n"


def test_lines_go_to_the_pod_whose_shell_is_open(run: Run) -> None:
    script = "kubectl run box --rm -it --image=busybox -- sh\nhostname\nexit\nkubectl get pod box\n"
    ran = run("sim", stdin=script)
    assert "box\n" in ran.out
    assert 'pods "box" not found' in ran.err


def test_exit_ends_with_its_status(run: Run) -> None:
    ran = run("sim", stdin="echo before\nexit 7\necho after\n")
    assert (ran.status, ran.out) == (7, "before\n")


def test_what_needs_a_person_is_said(run: Run) -> None:
    ran = run("sim", stdin="kubectl get svc -w\nwatch echo a b\nvi x.yaml\nkubectl edit svc kubernetes\n")
    assert ran.out.startswith("NAME ")
    assert ran.out.endswith("\na b\n")
    assert ran.err == (
        "shown once; watching needs a terminal: kubectl get svc -w\n"
        "shown once; watching needs a terminal: echo a b\n"
        "an editor needs a terminal; write the file instead: cat > /home/learner/x.yaml <<END\n"
        f"an editor needs a terminal; {NO_EDIT}\n"
    )
    assert ran.status == 1


def test_proxy_mode_can_be_seen(run: Run, cluster: str) -> None:
    for mode, told in (("iptables", "refused"), ("ipvs", "refused")):
        ran = run("trace", cluster, "http://broken/", "--from", "pod/default/client", "--proxy", mode, "--json")
        assert json.loads(ran.out)["failure"] == told


def test_trace_of_what_works(run: Run, cluster: str) -> None:
    ran = run("trace", cluster, "http://web/", "--from", "pod/default/client", "-n", "50")
    assert ran.status == 0
    assert "100.0%  pod default/web-1" in ran.out
    found = json.loads(run("trace", cluster, "web", "--from", "pod/default/client", "-n", "5", "--json").out)
    assert found["responders"] == {"pod default/web-1": 5}
    assert found["failure"] is None
    assert [hop["hop"] for hop in found["hops"]][:2] == ["name", "address"]


def test_trace_of_what_fails(run: Run, cluster: str) -> None:
    ran = run("trace", cluster, "http://broken/", "--from", "pod/default/client", "-n", "5")
    assert ran.status == 1
    assert "app=wbe" in ran.out
    assert "100.0%  refused" in ran.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("http://web/", "--from", "pod/default/nobody"), "there is no such place"),
        (("http://web/", "--from", "somewhere"), "there is no such place"),
        (("ftp://web/", "--from", "external"), "is no address to dial"),
        (("tcp://web", "--from", "external"), "is no address to dial"),
        (("http://web/", "--from", "external", "-n", "0"), "-n must be from 1"),
    ],
)
def test_trace_refuses_in_plain_words(run: Run, cluster: str, arguments: tuple[str, ...], told: str) -> None:
    ran = run("trace", cluster, *arguments)
    assert ran.status == 2
    assert told in ran.err


@pytest.mark.parametrize(
    ("text", "told"),
    [("a: [", "cannot be read as YAML"), ("- a\n", "is not an object"), ("kind: Pod\n", "is not an object")],
)
def test_unusable_cluster_files(run: Run, tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(text, encoding="utf-8")
    for command in (("sim", str(file), "-c", "true"), ("trace", str(file), "http://x/", "--from", "external")):
        ran = run(*command)
        assert ran.status == 2
        assert re.match(rf"svcquest: {re.escape(str(file))}:\d+:\d+: ", ran.err)
        assert told in ran.err


def test_dump_stands_on_its_own_nodes(run: Run, tmp_path: Path) -> None:
    dump = POD.replace("node-1", "worker-a").replace("node-2", "worker-a") + (
        "- apiVersion: v1\n  kind: Node\n  metadata: {name: worker-a}\n  spec: {podCIDR: 10.42.0.0/24}\n"
        "  status: {addresses: [{type: InternalIP, address: 10.0.0.5}], conditions: [{type: Ready, status: 'True'}]}\n"
        "- apiVersion: v1\n  kind: Service\n  metadata: {name: kubernetes, namespace: default}\n"
        "  spec: {clusterIP: 10.43.0.1, clusterIPs: [10.43.0.1], ports: [{port: 443, targetPort: 6443}]}\n"
    )
    file = tmp_path / "dump.yaml"
    file.write_text(dump, encoding="utf-8")
    ran = run("sim", str(file), "-c", "kubectl get nodes -o name", "-c", "kubectl get svc -A -o wide")
    assert ran.out.startswith("node/worker-a\n")
    assert "10.43.0.10 " in ran.out
    assert run("trace", str(file), "http://web/", "--from", "pod/default/client").status == 0
