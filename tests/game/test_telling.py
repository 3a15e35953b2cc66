"""Words for what was seen, and for rows that passed."""

from __future__ import annotations

import pytest
from tests.engine.network.scenes import service
from tests.game.rows import CLIENT, WEB, row

from svcquest.game.evidence import LookupEvidence, RequestEvidence
from svcquest.game.observing import Observation
from svcquest.game.request_probes import in_words
from svcquest.game.scene import pod_names, told_apart
from svcquest.game.words import row_lines
from svcquest.model.net import EXTERNAL, Failure, Request


@pytest.mark.parametrize(
    ("pods", "others", "failed", "words"),
    [
        (0, 0, 3, "all refused; others would reach web-1; others would be answered by external"),
        (1, 0, 2, "reached web-1; answered by external; 2 of 3 refused"),
        (0, 1, 2, "reached web-1; answered by external; 2 of 3 refused"),
        (3, 0, 0, "reached web-1; answered by external; others would be refused"),
    ],
)
def test_what_others_would_meet(pods: int, others: int, failed: int, words: str) -> None:
    seen = Observation(Request(EXTERNAL, "web", 80), sent=3)
    seen.pods["default", "web-1"], seen.others["external"], seen.failures[Failure.REFUSED] = pods, others, failed
    assert in_words(seen) == words


def test_rows_that_passed_can_be_told_too() -> None:
    answered = row([WEB, service()], {"request": "http://web/", "expect": {"pods": {"app": "web"}}})
    assert isinstance(answered.evidence, RequestEvidence)
    assert answered.trace is not None
    assert answered.trace.delivery.pod == ("default", "web-1")
    assert answered.reached == {("default", "web-1")}
    assert any(line.startswith("    listener") for line in row_lines(answered))
    found = row([WEB, service()], {"lookup": "web", "type": "A", "expect": {"addresses": {"service": "default/web"}}})
    assert isinstance(found.evidence, LookupEvidence)
    assert list(row_lines(found))[2:] == [
        f"the lookup, from {CLIENT}:",
        "    resolver  A web, asked of 10.96.0.10",
        "    question  A web.default.svc.cluster.local.: A 10.96.7.7",
        "    outcome   A 10.96.7.7",
    ]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({("a", "web-1")}, {("a", "db-1")}, ("web-1", "db-1")),
        ({("a", "web-0")}, {("b", "web-0")}, ("web-0 of namespace a", "web-0 of namespace b")),
        (
            {("a", "web-bcdfg"), ("a", "web-hhhhh"), ("a", "web-zzzzz")},
            {("a", "web-bcdfg"), ("a", "web-hhhhh"), ("a", "web-xxxxx")},
            ("web-zzzzz, web-bcdfg and web-hhhhh", "web-xxxxx, web-bcdfg and web-hhhhh"),
        ),
    ],
)
def test_different_pods_never_read_alike(
    one: set[tuple[str, str]], other: set[tuple[str, str]], told: tuple[str, str]
) -> None:
    assert told_apart(one, other) == told


def test_equal_pods_read_alike() -> None:
    pods = {("a", "web-0"), ("b", "web-0")}
    assert told_apart(pods, pods) == (pod_names(pods),) * 2


@pytest.mark.parametrize(
    ("home", "told"),
    [
        ("pay", ("2 ledger pods", "2 ledger pods of namespace pay and web-0 of namespace shop")),
        ("shop", ("2 ledger pods of namespace pay", "2 ledger pods of namespace pay and web-0 of namespace shop")),
        ("", ("2 ledger pods", "2 ledger pods and web-0")),
    ],
)
def test_pods_of_another_namespace_than_the_asking_one_are_told_with_it(home: str, told: tuple[str, str]) -> None:
    ledger = {("pay", "ledger-bcdfg"), ("pay", "ledger-hhhhh")}
    assert told_apart(ledger, ledger | {("shop", "web-0")}, home) == told
