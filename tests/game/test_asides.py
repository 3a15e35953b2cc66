"""Words beside what a command prints."""

from __future__ import annotations

import pytest

from svcquest.game.session import Session

EXPOSE = "kubectl expose deployment storefront --name=web --port=80"


def said(session: Session, line: str) -> str:
    return session.aside(line, session.command(line))


@pytest.mark.parametrize("line", ["curl http://web/", "wget -O- web.shop", "nc -zv web 80", "ping -c 1 web.shop.svc"])
def test_who_asks_for_a_service_on_a_node_is_told_where_its_name_is_known(session: Session, line: str) -> None:
    session.command(EXPOSE)
    assert "nodes do not ask the cluster's DNS: web" in said(session, line)


@pytest.mark.parametrize(
    "line",
    [
        "curl http://example.com/",
        "curl http://10.96.0.1:443/",
        "echo web: Name or service not known",
        "kubectl exec deploy/checkout -- wget -O- http://wbe/",
    ],
)
def test_everybody_else_is_told_nothing(session: Session, line: str) -> None:
    session.command(EXPOSE)
    assert said(session, line) == ""


def test_before_there_is_such_a_service_the_name_is_the_trouble(session: Session) -> None:
    assert said(session, "curl http://web/") == ""


def test_in_a_pod_the_name_would_have_been_known(session: Session) -> None:
    session.command(EXPOSE)
    session.command("kubectl exec -it deploy/checkout -- sh")
    assert said(session, "wget -O- http://web.nowhere/") == ""
