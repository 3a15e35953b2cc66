from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svcquest.engine.dns.names import NameRequest, dashed, from_reverse, is_below, parse, to_reverse, undashed

ZONE = "cluster.local."


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cluster.local.", NameRequest()),
        ("svc.cluster.local.", NameRequest()),
        ("pod.cluster.local.", NameRequest()),
        ("shop.svc.cluster.local.", NameRequest("svc", "shop")),
        ("shop.pod.cluster.local.", NameRequest("pod", "shop")),
        ("web.shop.svc.cluster.local.", NameRequest("svc", "shop", "web")),
        ("db-0.db.shop.svc.cluster.local.", NameRequest("svc", "shop", "db", "db-0")),
        ("_http._tcp.web.shop.svc.cluster.local.", NameRequest("svc", "shop", "web", "", "http", "tcp")),
        ("http.tcp.web.shop.svc.cluster.local.", NameRequest("svc", "shop", "web", "", "http", "tcp")),
        ("10-244-1-4.shop.pod.cluster.local.", NameRequest("pod", "shop", "10-244-1-4")),
        ("a._http._tcp.web.shop.svc.cluster.local.", None),
        ("web.shop.cluster.local.", None),
        ("web.shop.svc.svc2.cluster.local.", None),
        ("foo.cluster.local.", None),
    ],
)
def test_every_form_of_name(name: str, expected: NameRequest | None) -> None:
    assert parse(name, ZONE) == expected


@pytest.mark.parametrize(
    ("name", "below"),
    [("cluster.local.", True), ("a.cluster.local.", True), ("mycluster.local.", False), ("local.", False)],
)
def test_zones_end_at_label_boundaries(name: str, below: bool) -> None:
    assert is_below(name, ZONE) is below


@pytest.mark.parametrize(
    ("label", "address"),
    [
        ("10-244-1-4", "10.244.1.4"),
        ("1-2-3-4", "1.2.3.4"),
        ("fd00--5", "fd00::5"),
        ("--1", "::1"),
        ("256-1-1-1", None),
        ("web-1", None),
        ("1-2-3", None),
        ("1-2-3-4-5", None),
    ],
)
def test_pod_labels_spell_addresses(label: str, address: str | None) -> None:
    assert undashed(label) == address


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("10.1.96.10.in-addr.arpa.", "10.96.1.10"),
        ("96.10.in-addr.arpa.", None),
        ("x.1.96.10.in-addr.arpa.", None),
        ("web.shop.svc.cluster.local.", None),
        ("1.in-addr.arpa.example.", None),
    ],
)
def test_reverse_names(name: str, address: str | None) -> None:
    assert from_reverse(name) == address


@given(st.ip_addresses())
def test_reverse_names_and_labels_lead_back_to_their_address(address: object) -> None:
    assert from_reverse(to_reverse(str(address))) == str(address)
    assert undashed(dashed(str(address))) == str(address)
