"""What a watch adds, look by look."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.scene import open_shop

from svcquest.terminal.process import Watch
from svcquest.terminal.session import Terminal
from svcquest.terminal.watching import LONGEST, QUIET, ROUNDS, Changes, rounds


def watching(terminal: Terminal, line: str) -> tuple[Changes, str]:
    """A watch that has just begun, and the command that it repeats."""
    (watch,) = terminal.run(line).requests
    assert isinstance(watch, Watch)
    return Changes(watch, terminal.run(watch.command)), watch.command


@pytest.mark.parametrize(
    ("line", "change", "shown"),
    [
        ("get svc -w", "label svc web a=b", ""),
        ("get svc -w --no-headers", "expose pod web-1 --port=80 --name=web-3", ["web-3"]),
        ("get svc -w", 'patch svc bare -p \'{"spec":{"type":"NodePort"}}\'', ["bare"]),
        ("get svc -w --show-labels", "label svc web a=b", ["web"]),
        ("get svc -Aw", "delete svc web", ["default"]),
        ("get svc -w --output-watch-events", "delete svc web", ["DELETED"]),
        ("get svc -w --output-watch-events", 'patch svc bare -p \'{"spec":{"type":"NodePort"}}\'', ["MODIFIED"]),
        ("get svc web -w -o yaml", "get svc", ""),
        ("get svc web -w -o yaml", "label svc web a=b", ["apiVersion:"]),
        ("get svc -n empty -w", "create svc clusterip made --tcp=80 -n empty", ["NAME", "made"]),
        ("get events -n empty -w", "create deploy made --image=nginx -n empty", ["LAST", "0s"]),
        ("events -w -n empty", "create deploy made --image=nginx -n empty", ["LAST", "0s"]),
    ],
)
def test_only_what_changes_is_shown(line: str, change: str, shown: list[str] | str) -> None:
    terminal = open_shop()
    changes, command = watching(terminal, f"kubectl {line}")
    terminal.cluster.advance(130)
    assert changes.since_then(terminal.run(command)) == ""
    terminal.run(f"kubectl {change}")
    lines = changes.since_then(terminal.run(command)).splitlines()
    assert [text.split()[0] for text in lines[: len(shown)]] == list(shown)
    assert bool(lines) == bool(shown)
    assert changes.since_then(terminal.run(command)) == ""


def test_where_nobody_waits_a_watch_ends_once_it_is_quiet() -> None:
    terminal = open_shop()
    began = terminal.cluster.state.now
    (watch,) = terminal.run("kubectl get pods -w").requests
    assert isinstance(watch, Watch)

    def texts(watch: Watch) -> list[str]:
        return list(rounds(watch, terminal.run, terminal.cluster.advance))

    assert texts(watch) == []
    assert terminal.cluster.state.now - began == QUIET * watch.interval
    now = int(terminal.cluster.state.now)
    assert [int(text) - now for text in texts(Watch("date +%s", 5.0))] == [5 * number for number in range(ROUNDS)]
    assert len(texts(Watch("date +%s", known_by=0))) == LONGEST
