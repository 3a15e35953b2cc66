"""Judging answers: strangers, protected objects, refusals, hidden changes, sameness."""

from __future__ import annotations

import pytest

from svcquest.game.answering import give
from svcquest.game.grading import grade, grade_on, holds, judge
from svcquest.game.stage import Stage
from svcquest.game.words import verdict_lines
from svcquest.levels.catalog import Catalog
from svcquest.levels.level import PROTECTED, Answer, Level
from svcquest.model import kinds

RIGHT = "kubectl -n shop expose deployment storefront --name=web --port=80"


def lines(*run: str) -> Answer:
    return Answer({}, run)


def test_same_answer_gives_the_same_verdict(level: Level) -> None:
    first, second = (list(verdict_lines(grade(level, level.near_misses[0].answer, seed=7))) for _ in range(2))
    assert first == second


def test_failing_row_has_a_trace_with_a_cause(stage: Stage) -> None:
    verdict = grade_on(stage, stage.level.near_misses[0].answer)
    row = verdict.last.failed[0].rows[0]
    assert row.observed == "all refused"
    assert row.trace is not None
    assert row.trace.failing is not None
    assert row.trace.diagnosis is not None
    assert "why: " in "\n".join(verdict_lines(verdict))


def test_pods_of_the_player_are_strangers(stage: Stage) -> None:
    verdict = grade_on(stage, lines(RIGHT, "kubectl -n shop run helper --image=nginx --labels=app=web --port=80"))
    assert "all-three" in verdict.failed
    assert "helper" in verdict.last.failed[0].rows[0].observed


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("kubectl -n shop delete deployment db", "deployment shop/db"),
        ("kubectl -n shop label pod -l app=db app=web --overwrite", "pod shop/db-"),
        ("kubectl -n shop scale deployment db --replicas=0", "deployment shop/db"),
        ("kubectl -n shop delete pod -l app=checkout", "pod shop/checkout-"),
        ("kubectl delete namespace office", "namespace office"),
        ("kubectl label node node-1 a=b", "node node-1"),
        ("kubectl -n kube-system delete deployment coredns", "deployment kube-system/coredns"),
    ],
)
def test_what_is_not_open_is_protected(stage: Stage, command: str, told: str) -> None:
    verdict = grade_on(stage, lines(RIGHT, command))
    assert PROTECTED in verdict.failed
    assert any(row.target.startswith(told) for result in verdict.last.failed for row in result.rows)


def test_what_follows_from_a_protected_object_is_not_told_again(stage: Stage) -> None:
    verdict = grade_on(stage, lines(RIGHT, "kubectl -n shop scale deployment db --replicas=0"))
    told = [row.target for result in verdict.last.failed if result.id == PROTECTED for row in result.rows]
    assert told == ["deployment shop/db"]
    assert "why: deployment shop/db is not part of this task; undo takes the change back" in verdict_lines(verdict)


@pytest.mark.parametrize(
    "command",
    [
        "kubectl -n shop annotate service web owner=me",
        "kubectl -n shop create service clusterip other --tcp=80",
        "kubectl create namespace mine",
        "kubectl run probe --image=busybox -- sleep 1000",
    ],
)
def test_additions_do_no_harm(stage: Stage, command: str) -> None:
    assert grade_on(stage, lines(RIGHT, command)).passed


def test_refused_commands_are_told_and_do_not_decide(stage: Stage) -> None:
    verdict = grade_on(stage, lines("kubectl get nonsense", RIGHT))
    assert verdict.passed
    assert [refusal.what for refusal in verdict.refusals] == ["kubectl get nonsense"]


def test_hidden_change_is_named(stage: Stage) -> None:
    pod = "$(kubectl -n shop get pods -l app=web -o name | head -1)"
    verdict = grade_on(stage, stage.level.near_misses[4].answer)
    assert pod in stage.level.near_misses[4].answer.run[0]
    assert not verdict.passed
    newest = "$(kubectl -n shop get rs -l app=web -o jsonpath='{.items[0].metadata.name}')"
    verdict = grade_on(stage, lines(f"kubectl -n shop expose rs {newest} --name=web --port=80"))
    assert verdict.phases[0].passed
    assert verdict.last.change == "A new version of the website replaces every pod"
    assert any("After a change that nobody announced: A new version" in line for line in verdict_lines(verdict))


def test_objects_of_the_start_merge_as_if_they_had_been_applied() -> None:
    stage = Stage(Catalog().open("three-numbers"))
    cluster = stage.cluster()
    changed = "sed -e 's/port: 8080/port: 81/' -e 's/nodePort: 8080/nodePort: 30081/' scans.yaml | kubectl apply -f -"
    outcome = stage.terminal(cluster).run(changed)
    assert (outcome.stdout, outcome.stderr) == ("service/scans configured\n", "")
    service = cluster.state.get(kinds.SERVICE, "warehouse", "scans")
    assert service is not None
    assert [port.port for port in service.view.ports] == [81]


def test_trace_shows_the_pod_that_should_not_have_answered() -> None:
    stage = Stage(Catalog().open("one-letter-off"))
    for seed in range(1, 6):
        verdict = grade_on(Stage(stage.level, seed), lines("kubectl set selector service inventory role=api"))
        trace = verdict.last.failed[0].rows[0].trace
        assert trace is not None
        assert "suppliers" in trace.delivery.responder


def test_whether_an_answer_holds_is_what_the_verdict_says(stage: Stage) -> None:
    near_misses = [miss.answer for miss in stage.level.near_misses]
    for answer in (stage.level.solution, *stage.level.alternates, *near_misses):
        cluster = stage.cluster()
        give(stage, answer, cluster)
        assert holds(stage, cluster.state) is judge(stage, cluster.state).passed is (answer not in near_misses)
