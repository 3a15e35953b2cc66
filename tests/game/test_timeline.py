"""What became of a cluster's objects."""

from __future__ import annotations

from svcquest.game.changes import changes_between
from svcquest.game.session import Session


def test_what_somebody_wrote_comes_with_its_diff_and_before_what_controllers_did(session: Session) -> None:
    start = session.cluster.state
    session.command("kubectl expose deployment storefront --name=web --port=80")
    session.command("kubectl label deployment storefront tier=front")
    found = changes_between(start, session.cluster.state)
    assert [str(each) for each in found[:2]] == ["service/web", "deployment/storefront"]
    assert "+  name: web" in found[0].lines
    assert "+    tier: front" in found[1].lines
    assert {(each.verb, each.kind.kind) for each in found[2:]} == {
        ("created", "EndpointSlice"),
        ("created", "Endpoints"),
    }
    assert not any(each.lines for each in found[2:])


def test_nothing_changes_between_equal_states(session: Session) -> None:
    assert changes_between(session.cluster.state, session.cluster.state) == ()


def test_what_is_gone_is_told_line_by_line(session: Session) -> None:
    session.command("kubectl create service clusterip web --tcp=80")
    before = session.cluster.state
    session.command("kubectl delete service web")
    found = changes_between(before, session.cluster.state)
    assert found[0].verb == "deleted"
    assert all(line.startswith("-") for line in found[0].lines)


def test_the_timeline_goes_back_and_forward(session: Session) -> None:
    for number in (1, 2, 3):
        session.command(f"kubectl create service clusterip web-{number} --tcp=80")
    assert session.timeline().now == 3
    session.go_to(1)
    assert session.timeline().now == 1
    assert len(session.timeline().labels) == 3
    assert [str(each) for each in session.changed_by(3) if each.lines] == ["service/web-3"]
    assert [str(each) for each in session.changed_by(0) if each.lines] == ["service/web-1"]
    session.go_to(3)
    assert len([each for each in session.changed_by(0) if each.lines]) == 3
    session.go_to(0)
    assert session.changed_by(0) == ()
