"""Streams through a change, kept-alive connections, and changes that no command makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.levels.authoring import LEVEL, write_level

from svcquest.game.evidence import RequestEvidence
from svcquest.game.grading import grade
from svcquest.game.verdict import Verdict
from svcquest.game.words import account
from svcquest.levels.loading import open_level
from svcquest.levels.problems import LevelError
from svcquest.model.net import Diagnosis, Failure

REACHES, NOT_DB = LEVEL["probes"]
WEB = "http://web/"


def verdict(folder: Path, probe: dict[str, Any], **changes: Any) -> Verdict:
    """Of the solution, with one more probe."""
    wanted = {"say": "It holds", "id": "it", "from": "pod/shop/db"} | probe
    level = open_level(write_level(folder / "first", probes=[REACHES, NOT_DB, wanted], **changes))
    return grade(level, level.solution)


def observed(found: Verdict) -> list[tuple[bool, str]]:
    """Of the added probe, phase by phase."""
    rows = [result.rows[0] for phase in found.phases for result in phase.results if result.id == "it"]
    return [(row.passed, row.observed) for row in rows]


def test_a_stream_through_a_rollout(tmp_path: Path) -> None:
    stream = {"stream": WEB, "during": "kubectl -n shop rollout restart deployment web", "seconds": 30}
    assert observed(verdict(tmp_path, stream))[0] == (True, "none of 61 lost")


def test_a_stream_tells_what_it_lost(tmp_path: Path) -> None:
    stream = {"stream": WEB, "during": "kubectl -n shop scale deployment web --replicas=0", "seconds": 2, "every": 1}
    assert observed(verdict(tmp_path, stream))[0] == (False, "2 of 3 lost: 2 refused")
    assert observed(verdict(tmp_path / "lenient", stream | {"lost": 2}))[0][0]


SLEEPY = (
    '{"spec":{"template":{"spec":{"containers":[{"name":"web","lifecycle":{"preStop":{"sleep":{"seconds":5}}}}]}}}}'
)
EXPOSED = "kubectl -n shop expose deployment web --type=NodePort --port=80 --target-port=8080"


@pytest.mark.parametrize(
    ("source", "target"), [("pod/shop/db", WEB), ("external", "http://{nodeIP:node-1}:{nodePort:shop/web}/")]
)
def test_nodes_that_have_not_heard_yet_send_to_pods_that_are_gone(tmp_path: Path, source: str, target: str) -> None:
    """Until the pods wait with stopping for as long as the nodes need."""
    stream = {"from": source, "stream": target, "during": "kubectl -n shop rollout restart deployment web"}
    probe = {**stream, "seconds": 10, "lag": 2, "lost": 1000}
    changes = [{"say": "They take their time", "run": f"kubectl -n shop patch deployment web -p '{SLEEPY}'"}]
    found = verdict(tmp_path, probe, changes=changes, solution={"run": [EXPOSED]}, ways=["kubectl"])
    assert observed(found) == [(True, "4 of 21 lost: 4 timed out"), (True, "none of 21 lost")]
    (row,) = found.phases[0].results[2].rows
    assert isinstance(row.evidence, Diagnosis)
    assert "had not heard yet" in row.evidence.why


def test_a_stream_tells_of_a_pod_that_is_there_and_does_not_listen(tmp_path: Path) -> None:
    stop = "kubectl -n shop annotate pods -l app=web svcquest/listen=none"
    found = verdict(tmp_path, {"stream": WEB, "during": stop, "seconds": 2, "every": 1, "lag": 1})
    assert observed(found) == [(False, "2 of 3 lost: 2 refused")]
    (row,) = found.phases[0].results[2].rows
    assert isinstance(row.evidence, RequestEvidence)
    assert row.evidence.trace().delivery.failure is Failure.REFUSED


def test_a_stream_needs_a_command_that_works(tmp_path: Path) -> None:
    stream = {"stream": WEB, "during": "kubectl -n shop scale deployment wbe --replicas=0"}
    (passed, words), *_ = observed(verdict(tmp_path, stream))
    assert not passed
    assert 'deployments.apps "wbe" not found' in words


@pytest.mark.parametrize(("connections", "passed"), [(0, True), (1, False)])
def test_kept_connections_stay_with_their_pod(tmp_path: Path, connections: int, passed: bool) -> None:
    probe = {"request": WEB, "times": 60, "connections": connections, "expect": {"share": {"max": 0.75}}}
    found = verdict(tmp_path, probe, near_misses=None)
    assert observed(found)[0][0] == passed


def test_a_kept_connection_is_sticky(tmp_path: Path) -> None:
    probe = {"request": WEB, "times": 40, "connections": 1, "expect": {"sticky": True}}
    assert observed(verdict(tmp_path, probe))[0][0]


def test_a_kept_connection_to_a_headless_service_is_sticky_too(tmp_path: Path) -> None:
    asked = {"say": "It holds", "id": "it", "from": "pod/shop/db", "request": "http://peers:8080/", "times": 40}
    probe = asked | {"connections": 1, "expect": {"sticky": True}}
    folder = write_level(tmp_path / "first", cluster=["cluster.yaml", "peers.yaml"], probes=[REACHES, NOT_DB, probe])
    (folder / "peers.yaml").write_text(
        "apiVersion: v1\nkind: Service\nmetadata: {name: peers, namespace: shop}\n"
        "spec: {clusterIP: None, selector: {app: web}, ports: [{port: 8080}]}\n"
    )
    opened = open_level(folder)
    assert observed(grade(opened, opened.solution))[0][0]


def test_the_proxies_can_change_their_mode(tmp_path: Path) -> None:
    """A port that a cluster IP does not offer: silence in iptables mode, in ipvs mode the node itself refuses."""
    probe = {"request": "tcp://web:81", "expect": {"failure": "timeout"}}
    changes = [{"say": "kube-proxy changes", "proxy": "ipvs"}]
    assert observed(verdict(tmp_path, probe, changes=changes)) == [(True, "all timed out"), (False, "all refused")]


def test_a_load_balancer_controller_comes_and_goes(tmp_path: Path) -> None:
    outside = {"say": "Outside", "id": "it", "from": "external", "request": "http://{loadBalancer:shop/web}/"}
    probe = outside | {"expect": {"pods": {"selector": {"app": "web"}, "namespace": "shop"}}}
    folder = write_level(
        tmp_path / "first",
        setup={"load_balancers": ["192.0.2.10"]},
        changes=[{"say": "Other addresses", "load_balancers": ["192.0.2.11"]}],
        probes=[REACHES, NOT_DB, probe],
    )
    service = (folder / "solution.yaml").read_text().replace("spec:\n", "spec:\n  type: LoadBalancer\n")
    (folder / "solution.yaml").write_text(service)
    level = open_level(folder)
    found = grade(level, level.solution)
    assert observed(found)[0][0]
    assert len(found.phases) == 2


def test_a_change_that_changes_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LevelError, match=r"changes nothing; give run, proxy, .* or halted_proxies"):
        open_level(write_level(tmp_path / "first", changes=[{"say": "Nothing"}]))


def test_dual_stack_and_names_outside(tmp_path: Path) -> None:
    probe = {"lookup": "shop.example.org", "expect": {"addresses": ["203.0.113.7"]}}
    assert observed(verdict(tmp_path, probe, setup={"outside": {"shop.example.org": "203.0.113.7"}}))[0][0]
    folder = write_level(tmp_path / "six", setup={"dual_stack": True})
    text = (folder / "solution.yaml").read_text().replace("spec:\n", "spec:\n  ipFamilyPolicy: RequireDualStack\n")
    (folder / "solution.yaml").write_text(text)
    level = open_level(folder)
    assert grade(level, level.solution).passed


def causes(found: Verdict) -> set[str]:
    """Codes of what went wrong in the phase that decides."""
    told = [account(row) for result in found.last.failed for row in result.rows]
    return {each.diagnosis.code for each in told if each is not None and each.diagnosis is not None}


def test_endpoints_go_stale_while_their_controllers_are_off_and_are_mended_when_they_are_on_again(
    tmp_path: Path,
) -> None:
    restart = "kubectl -n shop rollout restart deployment web"
    changes: list[dict[str, Any]] = [
        {"say": "Nobody lists pods; all are replaced", "controllers": False, "run": restart}
    ]
    stale = verdict(tmp_path, {"request": WEB, "expect": {"failures": 0}}, changes=changes)
    assert stale.last.change == changes[0]["say"]
    assert causes(stale) == {"endpoint-is-nobody"}
    mended = [{"say": "Off for a while", "controllers": False, "run": "kubectl get pods"}, {**changes[0]}]
    mended[1] |= {"controllers": True}
    probe = {"request": WEB, "expect": {"failures": 0}}
    assert verdict(tmp_path / "mended", probe, changes=mended).passed


def test_rules_go_stale_where_a_proxy_is_halted_and_are_mended_where_it_starts_again(tmp_path: Path) -> None:
    nodes = ["node-1", "node-2", "node-3"]
    restart = "kubectl -n shop rollout restart deployment web"
    changes: list[dict[str, Any]] = [{"say": "kube-proxy hangs", "halted_proxies": nodes, "run": restart}]
    probe = {"request": WEB, "expect": {"failures": 0}}
    stale = verdict(tmp_path, probe, changes=changes)
    assert causes(stale) == {"proxy-halted"}
    mended = [{**changes[0], "run": "kubectl get pods"}, {**changes[0], "halted_proxies": []}]
    assert verdict(tmp_path / "mended", probe, changes=mended).passed
    new = verdict(tmp_path / "new", probe, setup={"halted_proxies": nodes})
    assert causes(new) == {"proxy-halted"}


def test_without_endpoint_controllers_a_new_service_has_no_endpoint(tmp_path: Path) -> None:
    found = verdict(tmp_path, {"request": WEB, "expect": {"failure": "refused"}}, setup={"controllers": False})
    assert observed(found) == [(True, "all refused")]
    assert causes(found) == {"endpoints-not-kept"}


@pytest.mark.parametrize(
    ("run", "reached"),
    [
        ("kubectl drain node-2 --ignore-daemonsets", "reached 2 web pods"),
        ("kubectl -n shop delete $(kubectl -n shop get pods -l app=web -o name | head -1)", "reached 2 web pods"),
        (
            "kubectl -n shop annotate $(kubectl -n shop get pods -l app=web -o name | head -1) svcquest/ready=false",
            "web-",
        ),
        ("kubectl annotate node node-2 svcquest/ready=false", "reached"),
    ],
    ids=["drain", "kill", "unready", "node-down"],
)
def test_faults_are_commands(tmp_path: Path, run: str, reached: str) -> None:
    probe = {"request": WEB, "expect": {"failures": 0}}
    found = verdict(tmp_path, probe, changes=[{"say": "A fault", "run": run, "wait": 600}])
    assert found.passed
    assert reached in observed(found)[-1][1]
