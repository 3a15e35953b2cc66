"""auth: everything is allowed, with kubectl's warnings about what is asked."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl
from tests.terminal.kubectl.scene import answer

AUTH = [
    ("auth can-i create svc", 0, "yes\n", ""),
    ("auth can-i create foo", 0, "yes\n", "Warning: the server doesn't have a resource type 'foo'\n\n"),
    ("auth can-i list nodes", 0, "yes\n", "Warning: resource 'nodes' is not namespace scoped\n\n"),
    (
        "auth can-i",
        1,
        "",
        "error: you must specify two arguments: verb resource or verb resource/resourceName.\n"
        "See 'kubectl auth can-i -h' for help and examples.\n",
    ),
    (
        "auth whoami",
        0,
        "ATTRIBUTE   VALUE\nUsername    kubernetes-admin\nGroups      [kubeadm:cluster-admins system:authenticated]\n",
        "",
    ),
]


@pytest.mark.parametrize(("line", "status", "stdout", "stderr"), AUTH, ids=[row[0] for row in AUTH])
def test_answer(line: str, status: int, stdout: str, stderr: str) -> None:
    assert answer(line) == (stdout, stderr, status)


@pytest.mark.parametrize(
    ("line", "stderr"),
    [
        ("get pods", ""),
        ("frob pods", "Warning: verb 'frob' is not a known verb\n\n"),
        ("get nodes", "Warning: resource 'nodes' is not namespace scoped\n\n"),
        ("get frobs.x", "Warning: the server doesn't have a resource type 'frobs' in group 'x'\n\n"),
        ("impersonate users", ""),
        ("post /logs", ""),
        ("list /logs", "Warning: verb 'list' is not a known verb\n\n"),
    ],
)
def test_everything_is_allowed(kubectl: Kubectl, line: str, stderr: str) -> None:
    outcome = kubectl.run(f"auth can-i {line}")
    assert (outcome.exit, outcome.stdout, outcome.stderr) == (0, "yes\n", stderr)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("get", "you must specify two arguments: verb resource or verb resource/resourceName.\n"),
        ("get pods --no-headers", "--no-headers cannot be set without --list specified\n"),
        ("--list pods", "list option must be specified with no arguments\n"),
        ("--list -A", "list option can't be specified with neither quiet, all-namespaces nor subresource options\n"),
        ("get /logs --subresource=x", "--subresource can not be used with NonResourceURL\n"),
    ],
)
def test_questions_that_make_no_sense(kubectl: Kubectl, line: str, message: str) -> None:
    assert kubectl.fails(f"auth can-i {line}").startswith(f"error: {message}")
