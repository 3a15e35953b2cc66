"""What can be started at which place, and what is said of what cannot."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import playground, pod

from svcquest.engine.cluster import Cluster
from svcquest.model.net import Vantage
from svcquest.terminal import places
from svcquest.terminal.session import Terminal


def shop() -> Cluster:
    return playground(
        pod("bb", "10.244.2.30", "node-2", image="busybox:1.36"),
        pod("deb", "10.244.2.33", "node-2", image="debian:12"),
        pod("bare", "10.244.2.34", "node-2", image="gcr.io/distroless/static-debian12"),
    )


@pytest.fixture(scope="module")
def terminal() -> Terminal:
    return Terminal(shop(), namespace="shop")


@pytest.mark.parametrize(
    ("pod_name", "program", "there"),
    [
        ("bb", "sh", True),
        ("bb", "/bin/sh", True),
        ("bb", "bash", False),
        ("bb", "wget", True),
        ("bb", "/usr/bin/wget", True),
        ("bb", "/opt/wget", False),
        ("bb", "curl", False),
        ("bb", "echo", True),
        ("bb", "cd", False),
        ("bb", "sudo", False),
        ("bb", "vi", True),
        ("deb", "bash", True),
        ("deb", "vi", False),
        ("deb", "ps", False),
        ("deb", "awk", True),
        ("bare", "sh", False),
        ("bare", "true", False),
        ("client", "curl", True),
    ],
)
def test_what_a_container_has_as_a_file(terminal: Terminal, pod_name: str, program: str, there: bool) -> None:
    shell = terminal.shell_at(Vantage("pod", "shop", pod_name))
    assert places.runs(shell, program) == there


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kubectl exec bb -- curl web", 'exec: "curl": executable file not found in $PATH'),
        ("kubectl exec bb -- bash", 'exec: "bash": executable file not found in $PATH'),
        ("kubectl exec bare -- sh", 'exec: "sh": executable file not found in $PATH'),
        ("kubectl exec bb -- /bin/bash -c ls", 'exec: "/bin/bash": stat /bin/bash: no such file or directory'),
    ],
)
def test_exec_of_what_is_not_there_is_the_runtimes_error(terminal: Terminal, line: str, words: str) -> None:
    outcome = terminal.run(line)
    assert (outcome.exit, outcome.stdout) == (1, "")
    assert outcome.stderr.startswith("error: Internal error occurred: ")
    assert outcome.stderr.endswith(f"unable to start container process: {words}\n")


@pytest.mark.parametrize(
    ("line", "status", "stderr"),
    [
        ("kubectl exec bb -- sh -c 'curl web'", 127, "sh: curl: not found\ncommand terminated with exit code 127\n"),
        ("kubeclt get po", 127, "bash: kubeclt: command not found\ndid you mean kubectl?\n"),
        ("xyzzy", 127, "bash: xyzzy: command not found\n"),
        ("apt-get update", 127, "bash: apt-get: command not found\nnothing can be installed here; the tools"),
        ("docker ps", 127, "bash: docker: command not found\nlook into a pod with kubectl exec"),
        ("jq .", 127, "bash: jq: command not found\nkubectl picks fields itself: -o jsonpath="),
    ],
)
def test_what_is_said_of_commands_that_are_not_there(terminal: Terminal, line: str, status: int, stderr: str) -> None:
    outcome = terminal.run(line)
    assert outcome.exit == status
    assert outcome.stderr.startswith(stderr)


def test_every_advice_is_about_something_that_is_not_there(terminal: Terminal) -> None:
    assert set(places.home_programs()) & set(places.ELSEWHERE) == set()
    assert all(terminal.run(name).exit == 127 for name in places.ELSEWHERE if name not in {"sudo"})


def test_sudo_is_for_nodes(terminal: Terminal) -> None:
    assert terminal.run("sudo kubectl get ns shop -o name").stdout == "namespace/shop\n"
    assert terminal.run("ssh node-2 sudo hostname").stdout == "node-2\n"
    assert terminal.run("kubectl exec bb -- sh -c 'sudo ls'").stderr.startswith("sh: sudo: not found\n")


def test_folders_that_every_system_has(terminal: Terminal) -> None:
    assert {"bin", "dev", "etc", "proc", "tmp", "usr"} <= set(terminal.run("kubectl exec bb -- ls /").stdout.split())
    assert "VERSION_ID=" in terminal.run("kubectl exec deb -- cat /etc/os-release").stdout
    assert terminal.run("chmod +x nope").stderr == "chmod: cannot access 'nope': No such file or directory\n"
    assert terminal.run("touch a; chmod 755 a; chmod u+x,g-w a").exit == 0
    assert terminal.run("chmod what a").stderr.startswith("chmod: invalid mode: ‘what’\n")


@pytest.mark.parametrize(
    ("words", "status", "shown"),
    [
        ("man curl", 0, "curl - send an HTTP request from here\n"),
        ("help curl", 0, "curl - send an HTTP request from here\n"),
        ("man ipvsadm", 0, "iptables-save - the rules of kube-proxy on a node;"),
        ("man k", 0, "kubectl - talk to the cluster;"),
        ("man sed", 0, "grep - pick lines;"),
        ("man jq", 16, "No manual entry for jq; kubectl picks fields itself:"),
        ("man nope", 16, "No manual entry for nope; help lists what there is\n"),
        ("man", 1, "What manual page do you want?\n"),
    ],
)
def test_manual(terminal: Terminal, words: str, status: int, shown: str) -> None:
    outcome = terminal.run(words)
    assert outcome.exit == status
    assert outcome.shown.startswith(shown)
