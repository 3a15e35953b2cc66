"""What the editor offers while a manifest is typed."""

from __future__ import annotations

import pytest

from svcquest.game.offering import Offers, offers
from svcquest.game.session import Session

HEAD = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n"


def offered(session: Session, text: str) -> Offers | None:
    """What is offered at the mark ``|`` of a text."""
    before, _, after = text.partition("|")
    row, column = before.count("\n"), len(before.rpartition("\n")[2])
    return offers(session.cluster.state, before + after, row, column, "shop")


def words(found: Offers | None) -> list[str]:
    return [each.word for each in found.items] if found else []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("|", ["apiVersion", "kind", "metadata", "spec"]),
        ("ki|", ["kind"]),
        ("kind: Serv|", ["Service"]),
        ("apiVersion: apps/v1\nkind: |", ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]),
        ("kind: Deployment\napiVersion: |", ["apps/v1"]),
        ("kind: Service\nmetadata:\n  |", ["name", "namespace", "labels", "annotations"]),
        ("metadata:\n  namespace: s|", ["shop", "kube-system"]),
        (HEAD + "  |", ["type", "selector", "ports", "clusterIP"]),
        (HEAD + "  traf|", ["trafficDistribution", "externalTrafficPolicy", "internalTrafficPolicy"]),
        (HEAD + "  type: |", ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]),
        (HEAD + "  type: node|", ["NodePort"]),
        (HEAD + "  publishNotReadyAddresses: |", ["true", "false"]),
        (HEAD + "  clusterIP: |", ["None"]),
        (HEAD + "  ipFamilies:\n  - |", ["IPv4", "IPv6"]),
        (HEAD + "  ipFamilies: [IPv4, |", ["IPv4", "IPv6"]),
        (HEAD + "  ports:\n  - |", ["port", "name", "targetPort", "protocol", "nodePort", "appProtocol"]),
        (HEAD + "  ports:\n  - port: 80\n    proto|", ["protocol", "appProtocol"]),
        (HEAD + "  ports:\n  - protocol: |", ["SCTP", "TCP", "UDP"]),
        (HEAD + "  selector:\n    ap|", ["app"]),
        (HEAD + "  selector: {ap|", ["app"]),
        (HEAD + "  selector:\n    app: w|", ["web"]),
        (
            "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - ima|",
            ["image", "imagePullPolicy"],
        ),
    ],
)
def test_what_fits_comes_in_the_order_of_need(session: Session, text: str, first: list[str]) -> None:
    assert words(offered(session, text))[: len(first)] == first


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "  type: ClusterIP|",  # nothing is left to complete
        HEAD + "  nonsense|",
        HEAD + "  nonsense:\n    |",
        HEAD + "  ports: |",
        HEAD + "  ports:\n  - port: |",
        HEAD + "  # ty|",
        "metadata:\n  name: |",
    ],
)
def test_where_nothing_fits_nothing_is_offered(session: Session, text: str) -> None:
    assert offered(session, text) is None


def test_what_the_mapping_has_and_what_only_the_server_writes_is_not_offered(session: Session) -> None:
    assert not {"kind", "apiVersion", "metadata", "spec", "status"} & set(words(offered(session, HEAD + "|")))
    assert "uid" not in words(offered(session, "metadata:\n  |"))
    assert "port" not in words(offered(session, HEAD + "  ports:\n  - port: 80\n    |"))


@pytest.mark.parametrize(
    ("text", "word", "insert"),
    [
        (HEAD + "  |", "type", "type: "),
        (HEAD + "  |", "selector", "selector:\n    "),
        (HEAD + "  |", "ports", "ports:\n  - "),
        (HEAD + "  |", "sessionAffinityConfig", "sessionAffinityConfig:\n    "),
        (HEAD + "  ty|: ClusterIP", "type", "type"),
        (HEAD + "  sessionAffinityConfig: {|", "clientIP", "clientIP: "),
        (HEAD + "  selector:\n    |", "app", "app: "),
    ],
)
def test_an_offer_brings_along_what_follows(session: Session, text: str, word: str, insert: str) -> None:
    found = offered(session, text)
    assert found is not None
    assert {each.word: each.insert for each in found.items}[word] == insert


def test_an_offer_replaces_the_whole_word(session: Session) -> None:
    found = offered(session, HEAD + "  ty|po: ClusterIP")
    assert found is not None
    assert (found.start, found.end, found.typed) == (2, 6, "ty")


def test_offers_say_what_they_are(session: Session) -> None:
    found = offered(session, HEAD + "  ports:\n  - |")
    assert found is not None
    first = found.items[0]
    assert (first.word, first.about, first.required) == ("port", "integer", True)
    assert first.help
    labels = offered(session, HEAD + "  selector:\n    app: w|")
    assert labels is not None
    assert labels.items[0].about == "3 pods"
