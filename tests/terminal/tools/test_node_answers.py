"""What a node's own daemons answer, to those who reach them."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import CLIENT, playground, run

from svcquest.engine.settings import Settings
from svcquest.terminal.session import Terminal

NODE = "node/node-1"


@pytest.mark.parametrize(
    ("line", "at", "status", "stdout"),
    [
        ("curl -s localhost:10249/healthz", NODE, 0, "ok"),
        ("curl -s localhost:10249/nope", NODE, 0, "404 page not found\n"),
        ("curl -s localhost:10248/healthz", NODE, 0, "ok"),
        ("curl -s 192.168.1.243:10249/healthz", NODE, 7, ""),
        ("curl -s 192.168.1.243:10248/healthz", CLIENT, 7, ""),
        ("curl -sk https://192.168.1.243:10250/pods", CLIENT, 0, "Unauthorized"),
        ("curl -s 192.168.1.243:10250", CLIENT, 0, "Client sent an HTTP request to an HTTPS server.\n"),
        ("curl -s 192.168.1.243:10256/", "external", 0, "404 page not found\n"),
        ("wget -qO- 192.168.1.243:10248/healthz", CLIENT, 1, ""),
        ("nc -z 192.168.1.243 22", "external", 0, ""),
        ("nc -z 10.244.1.20 10256", NODE, 1, ""),
    ],
)
def test_answers(line: str, at: str, status: int, stdout: str) -> None:
    outcome = run(line, at=at)
    assert (outcome.exit, outcome.stdout) == (status, stdout)


@pytest.mark.parametrize("mode", ["iptables", "ipvs", "nftables", "userspace"])
def test_kube_proxy_tells_its_mode(mode: str) -> None:
    cluster = playground(settings=Settings(proxy_mode=mode))  # type: ignore[arg-type]
    assert run("curl -s http://127.0.0.1:10249/proxyMode", cluster, NODE).stdout == mode


def test_kube_proxy_is_not_eligible_on_a_node_that_is_about_to_go() -> None:
    terminal = Terminal(playground())
    healthy = terminal.run("curl -s 192.168.1.244:10256/healthz").stdout
    assert healthy.startswith('{"lastUpdated": "2026-')
    assert healthy.endswith(', "nodeEligible": true}')
    terminal.run("kubectl taint node node-2 ToBeDeletedByClusterAutoscaler=1:NoSchedule")
    doomed = terminal.run("curl -is 192.168.1.244:10256/healthz").stdout
    assert doomed.startswith("HTTP/1.1 503 Service Unavailable\n")
    assert doomed.endswith(', "nodeEligible": false}')
    assert terminal.run("curl -is 192.168.1.244:10256/livez").stdout.startswith("HTTP/1.1 200 OK\n")
