"""port-forward: which way it takes, what it prints, what it refuses."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.scene import answer

WAY = "Way: kubectl -> API server -> kubelet on node-1 -> localhost:{} inside pod/{}: {}\n"
PAST = (
    "service/{} only told the pod and the port: its addresses, kube-proxy, its other endpoints and network policies "
    "play no part.\n"
)
OPEN = "The tunnel stays open, as if it ran in another terminal.\n"

PORT_FORWARD = [
    (
        "port-forward svc/np 8000:81",
        0,
        "Forwarding from 127.0.0.1:8000 -> 8080\nForwarding from [::1]:8000 -> 8080\n",
        WAY.format(8080, "web-1", "a program listens there") + PAST.format("np") + OPEN,
    ),
    (
        "port-forward web-1 http",
        0,
        "Forwarding from 127.0.0.1:8080 -> 8080\nForwarding from [::1]:8080 -> 8080\n",
        WAY.format(8080, "web-1", "a program listens there") + OPEN,
    ),
    (
        "port-forward web-1 :http :8080 --address=0.0.0.0,::1",
        0,
        "Forwarding from 0.0.0.0:40000 -> 8080\nForwarding from [::1]:40000 -> 8080\n"
        "Forwarding from 0.0.0.0:40001 -> 8080\nForwarding from [::1]:40001 -> 8080\n",
        WAY.format(8080, "web-1", "a program listens there") + OPEN,
    ),
    ("port-forward web-1 80 --address=here", 1, "", "error: here is not a valid IP\n"),
    ("port-forward web-1 nope", 1, "", "error: Pod 'web-1' does not have a named port 'nope'\n"),
    ("port-forward web-1 80:", 1, "", "error: Pod 'web-1' does not have a named port ''\n"),
    ("port-forward svc/np nope", 1, "", "error: Service 'np' does not have a named port 'nope'\n"),
    ("port-forward web-1 0", 1, "", "error: remote port must be > 0\n"),
    (
        "port-forward web-1 70000:80",
        1,
        "",
        "error: error parsing local port '70000': strconv.ParseUint: parsing \"70000\": value out of range\n",
    ),
    (
        "port-forward web-1 x:80",
        1,
        "",
        "error: error parsing local port 'x': strconv.ParseUint: parsing \"x\": invalid syntax\n",
    ),
    (
        "port-forward web-1 8081",
        0,
        "Forwarding from 127.0.0.1:8081 -> 8081\nForwarding from [::1]:8081 -> 8081\n",
        WAY.format(8081, "web-1", "connection refused, no program listens there") + OPEN,
    ),
    ("port-forward svc/np 99", 1, "", "error: Service np does not have a service port 99\n"),
    (
        "port-forward svc/bare 9",
        1,
        "",
        "error: cannot attach to *v1.Service: invalid service 'bare': Service is defined without a selector\n",
    ),
    ("port-forward nope 80", 1, "", 'Error from server (NotFound): pods "nope" not found\n'),
    (
        "port-forward svc/np",
        1,
        "",
        "error: TYPE/NAME and list of ports are required for port-forward\n"
        "See 'kubectl port-forward -h' for help and examples\n",
    ),
]


@pytest.mark.parametrize(("line", "status", "stdout", "stderr"), PORT_FORWARD, ids=[row[0] for row in PORT_FORWARD])
def test_answer(line: str, status: int, stdout: str, stderr: str) -> None:
    assert answer(line) == (stdout, stderr, status)
