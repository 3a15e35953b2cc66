"""Probes and answers beyond the usual: several ports, each pod of a workload, values not wanted, later looks, steps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.levels.authoring import LEVEL, SERVICE, write_level

from svcquest.game.grading import grade
from svcquest.game.proving import prove
from svcquest.game.session import Session
from svcquest.game.verdict import Row, Verdict
from svcquest.levels.level import Level
from svcquest.levels.linting import lint_level
from svcquest.levels.loading import open_level
from svcquest.levels.problems import LevelError

PROBES = LEVEL["probes"]
MORE = """\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: peers, namespace: shop}
spec:
  replicas: 2
  serviceName: peers
  selector: {matchLabels: {app: peers}}
  template:
    metadata: {labels: {app: peers}}
    spec: {containers: [{name: c, image: nginx, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: peers, namespace: shop}
spec: {clusterIP: None, selector: {app: peers}, ports: [{name: http, port: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: webs, namespace: shop}
spec: {clusterIP: None, selector: {app: web}, ports: [{name: http, port: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: old, namespace: shop, annotations: {svcquest/listen: "9090"}, labels: {app: mixed}}
spec: {containers: [{name: c, image: nginx, ports: [{name: http, containerPort: 9090}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: new, namespace: shop, labels: {app: mixed}}
spec: {containers: [{name: c, image: nginx, ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: mixed, namespace: shop}
spec: {selector: {app: mixed}, ports: [{port: 80, targetPort: http}]}
"""


def level(tmp_path: Path, *probes: dict[str, Any], **changes: Any) -> Level:
    """The usual level with more in its cluster, and more probes."""
    more = [{"say": f"It holds {number}", "id": "it"} | each for number, each in enumerate(probes)]
    cluster = {"cluster": ["cluster.yaml", "more.yaml"], "probes": [*PROBES, *more]}
    folder = write_level(tmp_path / "first", **cluster | changes)
    (folder / "more.yaml").write_text(MORE)
    return open_level(folder)


def rows(found: Verdict) -> list[Row]:
    """Of the probe ``it``, phase by phase."""
    return [row for phase in found.phases for result in phase.results if result.id == "it" for row in result.rows]


def first_row(tmp_path: Path, probe: dict[str, Any]) -> Row:
    opened = level(tmp_path, probe, near_misses=None)
    return rows(grade(opened, opened.solution))[0]


@pytest.mark.parametrize(
    ("port", "passed", "expected"),
    [
        ([8080, 9090], True, "at their port 8080 and 9090"),
        (8080, False, "at their port 8080"),
        ([8080, 9090, 7070], False, "at their port 8080, 9090 and 7070"),
    ],
)
def test_several_ports_each_give_answers_and_no_other_does(
    tmp_path: Path, port: Any, passed: bool, expected: str
) -> None:
    row = first_row(tmp_path, {"from": "pod/shop/db", "request": "http://mixed/", "expect": {"port": port}})
    assert (row.passed, row.expected) == (passed, expected)


def test_each_pod_of_a_workload_asks(tmp_path: Path) -> None:
    probe = {"from": "pods/shop/peers", "request": "http://web/", "expect": {"pods": {"app": "web"}}}
    opened = level(tmp_path, probe, changes=[{"say": "More", "run": "kubectl -n shop scale sts peers --replicas=3"}])
    asked = [row.source for row in rows(grade(opened, opened.solution))]
    assert asked == [f"pod/shop/peers-{number}" for number in (0, 1, 0, 1, 2)]


def test_a_workload_without_pods_is_told_by_its_name(tmp_path: Path) -> None:
    probe = {"from": "pods/shop/peers", "request": "http://web/", "expect": {"failures": 0}}
    opened = level(tmp_path, probe, changes=[{"say": "None", "run": "kubectl -n shop scale sts peers --replicas=0"}])
    last = rows(grade(opened, opened.solution))[-1]
    assert (last.source, last.observed) == ("pods/shop/peers", "pods/shop/peers is not there")


@pytest.mark.parametrize("target", ["{podIP:shop/web}", "{podHost:shop/peers}.peers", "{podHost:shop/web}.webs"])
def test_a_workload_stands_for_its_first_pod_in_a_target(tmp_path: Path, target: str) -> None:
    probe = {"from": "pod/shop/db", "request": f"http://{target}:8080/", "expect": {"failures": 0}}
    assert first_row(tmp_path, probe).passed


@pytest.mark.parametrize(
    ("expect", "passed", "expected"),
    [
        ({"not": "{clusterIP:shop/web}"}, True, "not 10."),
        ({"not": "{clusterIP:shop/mixed}"}, False, "not 10."),
        ({"value": "{clusterIP:shop/mixed}"}, True, "10."),
        ({}, True, "some value"),
        ({"set": False}, False, "not set"),
    ],
)
def test_a_variable_may_hold_anything_but_one_value(
    tmp_path: Path, expect: dict[str, Any], passed: bool, expected: str
) -> None:
    row = first_row(tmp_path, {"from": "pod/shop/db", "env": "MIXED_SERVICE_HOST", "expect": expect})
    assert (row.passed, row.expected[: len(expected)]) == (passed, expected)


@pytest.mark.parametrize(
    ("srv", "passed"),
    [
        (["8080 {podHost:shop/peers}.peers.shop.svc.cluster.local"], True),
        (["8080 peers-0.peers.shop.svc.cluster.local", "8080 peers-1.peers.shop.svc.cluster.local"], True),
        (["8080 {podHost:shop/peers-0}.peers.shop.svc.cluster.local"], False),
        (["80 {podHost:shop/peers}.peers.shop.svc.cluster.local"], False),
        (["8080 {podHost:shop/nobody}.peers.shop.svc.cluster.local"], False),
    ],
)
def test_a_record_for_each_pod_of_a_workload(tmp_path: Path, srv: list[str], passed: bool) -> None:
    probe = {"from": "pod/shop/db", "lookup": "_http._tcp.peers", "type": "SRV", "expect": {"srv": srv}}
    assert first_row(tmp_path, probe).passed == passed


def test_pods_without_a_hostname_are_listed_by_address(tmp_path: Path) -> None:
    records = ["8080 {podHost:shop/web}.webs.shop.svc.cluster.local"]
    probe = {"from": "pod/shop/db", "lookup": "_http._tcp.webs", "type": "SRV", "expect": {"srv": records}}
    row = first_row(tmp_path, probe)
    assert (row.passed, row.expected.count("10-244-")) == (True, 2)


def test_a_probe_may_be_for_certain_looks_only(tmp_path: Path) -> None:
    request = {"from": "pod/shop/db", "request": "http://web/"}
    two = {**request, "id": "two", "after": 0, "expect": {"share": {"min": 0.3}}, "times": 100}
    five = {**request, "id": "five", "after": [2], "expect": {"share": {"max": 0.45}}, "times": 100}
    changes = [
        {"say": "Four", "run": "kubectl -n shop scale deployment web --replicas=4"},
        {"say": "Five", "run": "kubectl -n shop scale deployment web --replicas=5"},
    ]
    opened = level(tmp_path, two, five, changes=changes)
    found = grade(opened, opened.solution)
    assert found.passed
    assert [[each.id for each in phase.results] for phase in found.phases] == [
        ["web", "not-db", "two"],
        ["web", "not-db"],
        ["web", "not-db", "five"],
    ]
    session = Session(opened)
    session.write("service.yaml", opened.solution.files["service.yaml"])
    session.run()
    assert {each.id: each.passed for each in session.objectives()} == dict.fromkeys(
        ("web", "not-db", "two", "five"), True
    )


def test_a_look_after_a_change_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LevelError, match="after: there is no change 3; there are 2"):
        level(tmp_path, {"from": "pod/shop/db", "request": "http://web/", "after": 3, "expect": {"failures": 0}})


def test_an_answer_in_steps(tmp_path: Path) -> None:
    """Ports of a Service of another type, then the type: each step meets a cluster at rest."""
    folder = write_level(
        tmp_path / "first",
        solution={"files": {"service.yaml": "start.yaml"}, "then": [{"files": {"service.yaml": "solution.yaml"}}]},
    )
    opened = open_level(folder)
    assert [step.files["service.yaml"] for step in opened.solution.then] == [SERVICE]
    assert lint_level(folder).faults == ()
    proof = prove(opened)
    assert proof.findings == ()
    told = Session(opened).solution()
    assert told.index("# Step 1") < told.index("app: wbe") < told.index("# Step 2") < told.index("app: web")


def test_steps_that_are_refused_are_told_and_empty_ones_are_no_answer(tmp_path: Path) -> None:
    run = {"run": ["kubectl -n shop delete svc nobody"]}
    opened = open_level(write_level(tmp_path / "first", solution=LEVEL["solution"] | {"then": [run]}))
    assert [each.what for each in grade(opened, opened.solution).refusals] == run["run"]
    with pytest.raises(LevelError, match="is empty; give files or run"):
        open_level(write_level(tmp_path / "other" / "first", solution=LEVEL["solution"] | {"then": [{}]}))


@pytest.mark.parametrize(
    ("target", "within", "passed"),
    [
        ("mixed", {"app": "mixed"}, True),
        ("mixed", {"names": ["old", "new", "web"]}, True),
        ("mixed", {"names": ["old"]}, False),
        ("web", {"app": "mixed"}, False),
        ("web", {"app": "nobody"}, False),
        ("web:81", {"app": "web"}, False),
    ],
)
def test_some_of_a_set_of_pods_may_answer_and_nobody_else(
    tmp_path: Path, target: str, within: dict[str, Any], passed: bool
) -> None:
    probe = {"from": "pod/shop/db", "request": f"http://{target}/", "times": 3, "expect": {"within": within}}
    row = first_row(tmp_path, probe)
    assert (row.passed, row.expected.split(" ")[0] in {"some", "pods"}) == (passed, True)
    assert passed or row.trace is not None
