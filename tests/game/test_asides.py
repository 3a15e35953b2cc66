"""Words beside what a command prints."""

from __future__ import annotations

import pytest

from svcquest.game.session import Session
from svcquest.levels.catalog import Catalog

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


IN_A_POD = "kubectl exec deploy/checkout -- "


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("kubectl get srv", "Did you mean svc?"),
        ("kubectl get pdos", "Did you mean pods?"),
        ("kubectl get foo", ""),
        ("kubectl expose deployment storefornt --port=80", "Did you mean storefront?"),
        ("kubectl get deployment nothing-like-it", ""),
        ("kubectl -n office get deployment storefront", "There is a storefront in the namespace shop: -n shop"),
        ("kubectl logs storefront", "storefront is a Deployment; deploy/storefront stands for one of its pods."),
        ("kubectl exec storefront -- ls", "storefront is a Deployment; deploy/storefront stands for one of its pods."),
        ("kubectl get pod storefront", ""),
        ("kubectl get pods -n shopp", "There is no namespace shopp. Did you mean shop?"),
        ("kubectl get pods -n elsewhere", "There is no namespace elsewhere."),
        ("kubectl get services -n office", ""),
        (IN_A_POD + "nothing", ""),
    ],
)
def test_who_mistypes_is_told_what_there_is(session: Session, line: str, word: str) -> None:
    assert said(session, line) == word


def test_the_shell_has_taken_the_quotes(session: Session) -> None:
    session.command(EXPOSE)
    patch = '{"spec":{"type":"NodePort"}}'
    assert "Single quotes" in said(session, f"kubectl patch svc web -p {patch}")
    assert said(session, f"kubectl patch svc web -p '{patch}'") == ""


def test_a_small_image_has_another_program() -> None:
    session = Session(Catalog().open("two-services-same-pods"))
    into = "kubectl -n office exec -it deploy/editors -- "
    assert said(session, f"{into}curl http://web.shop/").endswith("Try: wget -qO- URL")
    assert said(session, f"{into}bash").endswith("Try: sh")
    session.command(f"{into}sh")
    assert said(session, "dig web.shop").endswith("Try: nslookup NAME")
    assert said(session, "help").startswith("help is a page of the first prompt")
    assert said(session, "helm") == ""
