"""hostname, env, ip, ss and what images have."""

from __future__ import annotations

from importlib import import_module

import pytest
from tests.terminal.tools.playground import playground, pod, run

from svcquest.engine.settings import Settings
from svcquest.model.net import EXTERNAL, Vantage
from svcquest.terminal.hosts import host_of, libc_of, not_found
from svcquest.terminal.tools import BUSYBOX, TOOLS
from svcquest.terminal.tools.images import image_of


@pytest.mark.parametrize("target", sorted({*TOOLS.values(), *BUSYBOX.values()}))
def test_every_row_of_the_table_leads_to_a_program(target: str) -> None:
    module, _, function = target.partition(":")
    assert callable(getattr(import_module(module), function))


@pytest.mark.parametrize(
    ("reference", "has", "lacks"),
    [
        ("busybox:1.36", "wget nslookup nc ping telnet ip", "curl dig host ss getent"),
        ("docker.io/library/nginx:1.27", "curl getent env hostname", "dig nslookup ping nc wget ip ss"),
        ("nginx:1.27-alpine", "curl wget nslookup getent", "dig host ss"),
        ("alpine", "wget nslookup getent nc", "curl dig"),
        ("curlimages/curl:8.8.0", "curl wget", "dig"),
        ("nicolaka/netshoot", "curl dig host nslookup nc ss ip", ""),
        ("debian:12-slim", "getent env", "curl ping nslookup"),
        ("postgres:16", "getent", "curl"),
        ("toolbox:1", "curl dig host nc busybox getent", ""),
        ("shop/web@sha256:abc", "curl dig", ""),
        ("gcr.io/distroless/static-debian12", "", "env hostname curl"),
        ("registry.k8s.io/coredns/coredns:v1.14.2", "", "env dig"),
    ],
)
def test_images_have_the_tools_that_they_really_have(reference: str, has: str, lacks: str) -> None:
    tools = image_of(reference).tools
    assert [name for name in has.split() if name not in tools] == []
    assert [name for name in lacks.split() if name in tools] == []


@pytest.mark.parametrize(
    ("image", "libc", "shell", "prompt"),
    [
        ("busybox", "glibc", True, "/ # "),
        ("alpine:3", "musl", True, "/ # "),
        ("nginx", "glibc", True, "root@app:/# "),
        ("pause:3.10", "glibc", False, ""),
    ],
)
def test_a_pod_is_what_its_image_makes_of_it(image: str, libc: str, shell: bool, prompt: str) -> None:
    state = playground(pod("app", "10.244.1.50", image=image)).state
    place = Vantage("pod", "shop", "app")
    host = host_of(state, place)
    assert (libc_of(state, place), bool(host.shells)) == (libc, shell)
    assert host.prompt == prompt or not shell


def test_files_of_a_pod() -> None:
    files = host_of(playground().state, Vantage("pod", "shop", "client")).files
    assert files["/etc/resolv.conf"] == (
        "search shop.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n"
    )
    assert files["/etc/hosts"].startswith("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n")
    assert files["/etc/hosts"].endswith("10.244.3.5\tclient\n")
    assert files["/etc/hostname"] == "client\n"
    shared = pod("shared", "192.168.1.243")
    shared["spec"]["hostNetwork"] = True
    files = host_of(playground(shared).state, Vantage("pod", "shop", "shared")).files
    assert files["/etc/hosts"] == (
        "# Kubernetes-managed hosts file (host network).\n127.0.0.1\tlocalhost\n192.168.1.243\tnode-1\n"
    )


def test_files_of_machines() -> None:
    state = playground().state
    assert host_of(state, EXTERNAL).files["/etc/hosts"] == "127.0.0.1\tlocalhost\n192.168.1.10\texternal\n"
    node = host_of(state, Vantage("node", "", "node-1"))
    assert node.files["/etc/resolv.conf"] == "nameserver 192.168.1.1\n"
    assert (node.hostname, node.prompt) == ("node-1", "root@node-1:~# ")


def test_environment_of_a_pod() -> None:
    lines = run("env", at="pod/shop/client").stdout.splitlines()
    assert lines[1] == "HOSTNAME=client"
    assert "WEB_SERVICE_HOST=10.96.22.1" in lines
    assert "KUBERNETES_SERVICE_PORT_HTTPS=443" in lines
    assert not any(line.startswith("HL_") for line in lines)
    assert run("printenv WEB_PORT").stdout == "tcp://10.96.22.1:80\n"
    assert run("printenv NOPE").exit == 1


def test_a_missing_program_is_reported_as_the_container_runtime_does() -> None:
    text = not_found(playground().state, "curl")
    assert text.startswith("error: Internal error occurred: error executing command in container: failed to exec")
    assert text.endswith('exec: "curl": executable file not found in $PATH')


@pytest.mark.parametrize(
    ("line", "at", "stdout"),
    [
        ("hostname", "pod/shop/client", "client\n"),
        ("hostname -i", "pod/shop/client", "10.244.3.5\n"),
        ("hostname", "node/node-2", "node-2\n"),
        ("hostname -I", "external", "192.168.1.10\n"),
        ("whoami", "node/node-1", "root\n"),
        ("id -u", "pod/shop/client", "0\n"),
        ("uname -n", "pod/shop/client", "client\n"),
        ("env -i A=1", "pod/shop/client", "A=1\n"),
    ],
)
def test_small_tools(line: str, at: str, stdout: str) -> None:
    assert run(line, at=at).stdout == stdout


@pytest.mark.parametrize(
    ("line", "at", "text"),
    [
        ("ip addr", "pod/shop/client", "    inet 10.244.3.5/24 brd 10.244.3.255 scope global eth0\n"),
        ("ip a", "node/node-1", "    inet 10.244.1.1/24 brd 10.244.1.255 scope global cni0\n"),
        ("ip a show dev eth0", "node/node-1", "    inet 192.168.1.243/24 brd 192.168.1.255 scope global eth0\n"),
        ("ip -4 -br addr", "external", "eth0             UP             192.168.1.10/24\n"),
        ("ip route", "pod/shop/client", "default via 10.244.3.1 dev eth0\n"),
        ("ip ru", "node/node-1", "32766:\tfrom all lookup main\n"),
        ("ip r", "node/node-1", "10.244.2.0/24 via 192.168.1.244 dev eth0\n"),
        ("ip r", "node/node-1", "10.244.1.0/24 dev cni0 proto kernel scope link src 10.244.1.1\n"),
    ],
)
def test_ip(line: str, at: str, text: str) -> None:
    outcome = run(line, at=at)
    assert outcome.exit == 0
    assert text in outcome.stdout


def test_ip_in_ipvs_mode_shows_the_addresses_of_services() -> None:
    cluster = playground(settings=Settings(proxy_mode="ipvs"))
    assert "    inet 10.96.22.1/32 scope global kube-ipvs0\n" in run("ip addr", cluster, "node/node-1").stdout


@pytest.mark.parametrize(
    ("line", "status"),
    [("ip", 255), ("ip help", 255), ("ip nonsense", 1), ("ip a show eth9", 1), ("ip a add x", 2)],
)
def test_ip_rejects(line: str, status: int) -> None:
    outcome = run(line)
    assert (outcome.exit, outcome.stdout) == (status, "")
    assert outcome.stderr


def test_what_listens_in_a_pod() -> None:
    lines = [line.split() for line in run("ss -lntp", at="pod/shop/echo-1").stdout.splitlines()]
    assert lines[1] == ["LISTEN", "0", "4096", "0.0.0.0:7", "0.0.0.0:*", 'users:(("toolbox",pid=1,fd=3))']
    assert len(lines) == 2
    lines = [line.split() for line in run("ss -ln", at="pod/shop/echo-1").stdout.splitlines()]
    assert [line[:2] for line in lines[1:]] == [["tcp", "LISTEN"], ["udp", "UNCONN"]]
    assert "0.0.0.0:7" in run("netstat -lnt", at="pod/shop/echo-1").stdout


def test_node_ports_are_no_sockets() -> None:
    cluster = playground()
    assert ":30" not in run("ss -lnt", cluster, "node/node-1").stdout
    assert "*:10256" in run("ss -lnt", cluster, "node/node-1").stdout
