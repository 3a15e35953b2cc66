"""Probes that have to hold all along: each write of the player's is a moment, and undo takes moments back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.levels.authoring import SERVICE, write_level

from svcquest.game.grading import grade
from svcquest.game.session import Session
from svcquest.game.verdict import Verdict
from svcquest.levels.level import Answer, Level
from svcquest.levels.loading import open_level

WEB = {"id": "web", "say": "It answers", "from": "pod/shop/db", "request": "http://web/"}
ANSWERED: dict[str, Any] = {**WEB, "always": True, "expect": {"failures": 0}}
GAP = ("kubectl set selector service web app=wbe", "kubectl set selector service web app=web")
BROUGHT_BACK = ("kubectl delete service web", "kubectl apply -f web.yaml")


def level_with(folder: Path, *probes: dict[str, Any]) -> Level:
    """A level that starts with a Service in order."""
    path = write_level(
        folder / "first",
        cluster=["cluster.yaml", "solution.yaml"],
        files={"web.yaml": "solution.yaml"},
        open=["services", "deployments", "pods"],
        ways=["kubectl"],
        probes=list(probes),
        changes=None,
        solution={"run": ["kubectl label service web tier=front"]},
        alternates=None,
        near_misses=[{"run": list(GAP), "fails": "web"}],
    )
    return open_level(path)


def verdict(level: Level, *lines: str) -> Verdict:
    return grade(level, Answer({"web.yaml": SERVICE}, lines))


@pytest.mark.parametrize(
    ("lines", "observed"),
    [
        (("kubectl label service web tier=front",), "reached 2 web pods"),
        (GAP, "on the way, once service/web was changed: all refused"),
        (BROUGHT_BACK, "on the way, once service/web was deleted: all left without an address"),
        ((" && ".join(GAP),), "on the way, once service/web was changed: all refused"),
        (
            ("kubectl scale deployment web --replicas=0 && kubectl scale deployment web --replicas=2",),
            "on the way, once deployment/web was changed: all refused",
        ),
    ],
)
def test_a_gap_on_the_way_is_found(tmp_path: Path, lines: tuple[str, ...], observed: str) -> None:
    found = verdict(level_with(tmp_path, ANSWERED), *lines)
    assert [row.observed for row in found.last.results[0].rows] == [observed]
    assert found.passed == (observed == "reached 2 web pods")


def test_only_what_holds_always_is_asked_of_the_way(tmp_path: Path) -> None:
    in_the_end = {**WEB, "expect": {"failures": 0}}
    assert verdict(level_with(tmp_path, in_the_end), *GAP).passed


def test_objects_and_names_can_be_asked_of_the_way(tmp_path: Path) -> None:
    same = {"id": "web", "say": "The same", "object": "service/web", "always": True}
    name = {"id": "name", "say": "A name", "from": "pod/shop/db", "lookup": "web", "always": True}
    level = level_with(
        tmp_path,
        {**same, "expect": {"unchanged": ["metadata.uid"]}},
        {**name, "expect": {"addresses": {"service": "shop/web"}}},
    )
    assert verdict(level, *GAP).passed
    gone, unnamed = verdict(level, "kubectl delete service web", "kubectl apply -f web.yaml").last.results
    assert gone.rows[0].observed.startswith("metadata.uid was ")
    assert unnamed.rows[0].observed == "on the way, once service/web was deleted: there is no Service web in shop"


def test_what_is_wrong_in_the_end_is_told_as_it_is(tmp_path: Path) -> None:
    found = verdict(level_with(tmp_path, ANSWERED), GAP[0])
    assert found.last.results[0].rows[0].observed == "all refused"


@pytest.mark.parametrize(("app", "passed"), [("web", True), ("new", False)])
def test_answers_of_pods_that_the_player_made_can_be_refused(tmp_path: Path, app: str, passed: bool) -> None:
    level = level_with(tmp_path, {**WEB, "expect": {"answered_by": "level"}})
    made = "kubectl create deployment new --image=nginx --port=8080"
    assert verdict(level, made, f"kubectl set selector service web app={app}").passed == passed


def test_a_failure_that_luck_avoids_is_a_failure(tmp_path: Path) -> None:
    level = level_with(tmp_path, {**WEB, "times": 1, "expect": {"failures": 0}})
    mute = "kubectl annotate $(kubectl get pods -l app=web -o name | head -1) svcquest/listen=none"
    assert verdict(level).passed
    assert not verdict(level, mute).passed


def test_undo_takes_the_gap_back(tmp_path: Path) -> None:
    session = Session(level_with(tmp_path, ANSWERED))
    for line in GAP:
        session.command(line)
    assert not session.run().passed
    session.undo()
    session.undo()
    assert session.run().passed
    session.redo()
    session.redo()
    assert not session.run().passed
    session.reset()
    assert session.run().passed


def test_a_session_comes_back_with_its_way(tmp_path: Path) -> None:
    level = level_with(tmp_path, ANSWERED)
    session = Session(level)
    for line in GAP:
        session.command(line)
    assert not Session.restored(level, session.snapshot()).run().passed


def test_states_keep_no_past_unless_somebody_asks(tmp_path: Path) -> None:
    session = Session(level_with(tmp_path / "no", {**WEB, "expect": {"failures": 0}}))
    session.command(GAP[0])
    assert session.cluster.state.past == ()
    session = Session(level_with(tmp_path / "yes", ANSWERED))
    session.command(GAP[0])
    (start,) = session.cluster.state.past
    assert start == session.stage.start
    assert start.past == ()


def test_reading_is_no_moment(tmp_path: Path) -> None:
    session = Session(level_with(tmp_path, ANSWERED))
    session.command("kubectl get pods && kubectl exec deploy/db -- wget -qO- http://web/")
    assert session.cluster.state.past == ()
