"""Events in the terminal: ``get events``, ``events`` and the last lines of ``describe``."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl
from tests.terminal.kubectl.scene import answer


@pytest.fixture
def busy(kubectl: Kubectl) -> Kubectl:
    """A Deployment of one pod whose program crashes, after a minute."""
    kubectl("run web --image=nginx:1.27 --annotations=svcquest/phase=Failed")
    kubectl.terminal.run("sleep 60")
    return kubectl


def lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_describe_ends_with_the_events_and_names_containers(busy: Kubectl) -> None:
    shown = lines(busy("describe pod web"))
    assert shown[shown.index("Events:") + 1 :] == [
        "Type Reason Age From Message",
        "---- ------ ---- ---- -------",
        "Normal Scheduled 60s default-scheduler Successfully assigned default/web to node-1",
        'Normal Pulled 30s (x4 over 60s) kubelet spec.containers{web}: Container image "nginx:1.27" already present '
        "on machine and can be accessed by the pod",
        "Normal Created 30s (x4 over 60s) kubelet spec.containers{web}: Container created",
        "Normal Started 30s (x4 over 60s) kubelet spec.containers{web}: Container started",
        "Warning BackOff 0s (x6 over 60s) kubelet spec.containers{web}: Back-off restarting failed container web in "
        f"pod web_default({busy('get pod web -o jsonpath={.metadata.uid}')})",
    ]


def test_get_events_lists_them_by_name(busy: Kubectl) -> None:
    shown = lines(busy("get events"))
    assert shown[:2] == [
        "LAST SEEN TYPE REASON OBJECT MESSAGE",
        "60s Normal Scheduled pod/web Successfully assigned default/web to node-1",
    ]
    assert shown[-1].startswith("0s Warning BackOff pod/web Back-off")


def test_get_events_wide_tells_source_and_count(busy: Kubectl) -> None:
    shown = lines(busy("get events -o wide --field-selector reason=BackOff"))
    assert " spec.containers{web} kubelet, node-1 Back-off " in shown[1]
    assert " 60s 6 web." in shown[1]


def test_events_sorts_by_time_and_says_how_often(busy: Kubectl) -> None:
    shown = lines(busy("events --types=Warning --for pod/web"))
    assert shown[0] == "LAST SEEN TYPE REASON OBJECT MESSAGE"
    assert shown[1].startswith("0s (x6 over 60s) Warning BackOff Pod/web Back-off restarting")
    assert len(shown) == 2


def test_all_events_can_be_deleted(busy: Kubectl) -> None:
    assert busy("delete events --all").count("deleted") == 5
    assert busy.run("get events").stderr == "No resources found in default namespace.\n"


EVENTS = [
    ("events -n empty", 0, "", "No events found in empty namespace.\n"),
    ("events -A --for svc/web", 0, "", "No events found.\n"),
    ("events --for svc/web", 0, "", "No events found in default namespace.\n"),
    ("events --for svc", 1, "", "error: --for must be in resource/name form\n"),
    ("events --types=Foo", 1, "", "error: valid --types are Normal or Warning\n"),
]


@pytest.mark.parametrize(("line", "status", "stdout", "stderr"), EVENTS, ids=[row[0] for row in EVENTS])
def test_answer(line: str, status: int, stdout: str, stderr: str) -> None:
    assert answer(line) == (stdout, stderr, status)
