"""What containers have written, and how much of it is shown."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl
from tests.terminal.kubectl.scene import answer


@pytest.fixture
def web(kubectl: Kubectl) -> Kubectl:
    kubectl("create deployment web --image=nginx --replicas=2 --port=80")
    kubectl("expose deployment web")
    kubectl("run client --image=busybox -- sleep 1d")
    kubectl.terminal.run("sleep 60")
    return kubectl


def names(web: Kubectl) -> list[str]:
    return sorted(web("get pods -l app=web -o jsonpath='{.items[*].metadata.name}'").split())


def test_programs_write_whom_they_serve(web: Kubectl) -> None:
    address = web("get pod client -o jsonpath='{.status.podIP}'")
    for _ in range(3):
        web("exec client -- wget -qO- http://web")
    lines = web("logs -l app=web --tail=-1").splitlines()
    assert lines.count(f"nginx: request from {address} on port 80") == 3


def test_a_request_that_fails_is_written_nowhere(web: Kubectl) -> None:
    web.fails("exec client -- wget -qO- http://web:81")
    assert "request" not in web("logs -l app=web")


def test_what_was_served_is_forgotten_with_the_rest(web: Kubectl) -> None:
    before = web.terminal.cluster.state
    web("exec client -- wget -qO- http://web")
    web.terminal.cluster.restore(before)
    assert "request" not in web("logs -l app=web")


def test_a_selector_shows_ten_lines_of_each(web: Kubectl) -> None:
    for _ in range(30):
        web("exec client -- wget -qO- http://web")
    assert len(web("logs -l app=web").splitlines()) == 20
    assert len(web("logs -l app=web --tail=-1").splitlines()) == 34


def test_since_counts_simulated_time(web: Kubectl) -> None:
    web("exec client -- wget -qO- http://web")
    web.terminal.run("sleep 5")
    assert len(web("logs -l app=web --since=6s").splitlines()) == 1
    assert web("logs -l app=web --since=4s") == ""
    assert len(web("logs -l app=web --since=2h").splitlines()) == 5


def test_timestamps(web: Kubectl) -> None:
    started = web("get pod client -o jsonpath='{.status.startTime}'")
    assert web("logs client --timestamps --tail=1").startswith(started.removesuffix("Z") + ".000000000Z client: ")


def test_all_pods_are_told_apart(web: Kubectl) -> None:
    first, second = names(web)
    assert web("logs deploy/web --all-pods --tail=1") == (
        f"[pod/{first}/nginx] nginx: listening on *:80/TCP\n[pod/{second}/nginx] nginx: listening on *:80/TCP\n"
    )


CRASHED = "c: started\nc: exit status 1\n"


def test_the_log_of_a_program_that_crashed_is_still_there(kubectl: Kubectl) -> None:
    kubectl("run c --image=nginx --annotations=svcquest/phase=Failed")
    assert kubectl("logs c") == CRASHED
    assert kubectl("logs c --previous") == CRASHED


def test_an_image_that_is_not_there(kubectl: Kubectl) -> None:
    kubectl("run c --image=nginx --annotations=svcquest/phase=Pending")
    assert kubectl.fails("logs c") == (
        'Error from server (BadRequest): container "c" in pod "c" is waiting to start: '
        "trying and failing to pull image\n"
    )


def test_a_default_container_that_is_not_there(kubectl: Kubectl) -> None:
    kubectl("run two --image=nginx --annotations=kubectl.kubernetes.io/default-container=x")
    assert kubectl.run("logs two").stderr == 'Default container name "x" not found in pod two\n'


def test_nothing_runs_yet(kubectl: Kubectl) -> None:
    kubectl("create deployment none --image=nginx --replicas=0")
    before = kubectl.terminal.cluster.state.now
    assert kubectl.fails("logs deploy/none") == "error: timed out waiting for the condition\n"
    assert kubectl.terminal.cluster.state.now == before + 20


LOGS = [
    (
        "logs web-1",
        0,
        "c: started\nc: listening on *:8080/TCP\n",
        'Defaulted container "c" out of: c, side\n',
    ),
    ("logs web-1 -c side", 0, "side: started\nside: listening on nothing\n", ""),
    ("logs web-1 -c c --tail=1", 0, "c: listening on *:8080/TCP\n", ""),
    ("logs web-1 -c zz", 1, "", "error: container zz is not valid for pod web-1\n"),
    ("logs nope", 1, "", 'error: error from server (NotFound): pods "nope" not found in namespace "default"\n'),
    (
        "logs deploy/nope",
        1,
        "",
        'error: error from server (NotFound): deployments.apps "nope" not found in namespace "default"\n',
    ),
    (
        "logs svc/ext",
        1,
        "",
        "error: cannot get the logs from *v1.Service: invalid service 'ext': Service is defined without a selector\n",
    ),
    (
        "logs web-1 -c c --previous",
        1,
        "",
        'Error from server (BadRequest): previous terminated container "c" in pod "web-1" not found\n',
    ),
    (
        "logs web-1 -c c --since=1s --since-time=2024-01-01T00:00:00Z",
        1,
        "",
        "error: at most one of `sinceTime` or `sinceSeconds` may be specified\n",
    ),
    (
        "logs web-1 -c c --since-time=2024-01-01",
        1,
        "",
        'error: parsing time "2024-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"\n',
    ),
    (
        "logs web-1 -c c --since-time=2024-02-31T00:00:00Z",
        1,
        "",
        'error: parsing time "2024-02-31T00:00:00Z": day out of range\n',
    ),
    ("logs web-1 --limit-bytes=-1", 1, "", "error: --limit-bytes must be greater than 0\n"),
    ("logs web-1 --since=-1s", 1, "", "error: --since must be greater than 0\n"),
    ("logs web-1 --tail=-2", 1, "", "error: --tail must be greater than or equal to -1\n"),
    ("logs web-1 c -c c", 1, "", "error: only one of -c or an inline [CONTAINER] arg is allowed\n"),
    (
        "logs web-1 c --all-containers",
        1,
        "",
        "error: --all-containers=true should not be specified with container name c\n",
    ),
    ("logs web-1 c --limit-bytes=5", 0, "c: st", ""),
    ("logs web-1 --all-containers -f --max-log-requests=2 --tail=0", 0, "", ""),
    (
        "logs web-1 --all-containers -f --max-log-requests=1",
        1,
        "",
        "error: you are attempting to follow 2 log streams, but maximum allowed concurrency is 1, "
        "use --max-log-requests to increase the limit\n",
    ),
]


@pytest.mark.parametrize(("line", "status", "stdout", "stderr"), LOGS, ids=[row[0] for row in LOGS])
def test_answer(line: str, status: int, stdout: str, stderr: str) -> None:
    assert answer(line) == (stdout, stderr, status)
