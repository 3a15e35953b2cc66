"""ICMP echo requests, from every place to every kind of address."""

from __future__ import annotations

import pytest
from tests.engine.network.scenes import IP, client, place, pod, policy, scene, service

from svcquest.engine.settings import ProxyMode
from svcquest.model.net import PingResult

TREES = (pod("web-1", 1), client("c8", 1), client(), service())
SILENCE = PingResult(replied=False)


@pytest.mark.parametrize(
    ("source", "to", "ttl"),
    [
        ("client", "127.0.0.1", 64),
        ("client", "10.244.3.109", 64),
        ("c8", "10.244.1.101", 64),
        ("client", "10.244.1.101", 62),
        ("client", "192.168.1.245", 64),
        ("client", "10.244.3.1", 64),
        ("client", "192.168.1.243", 63),
        ("client", "192.168.1.10", 63),
        ("node-1", "10.244.1.101", 64),
        ("node-2", "10.244.1.101", 63),
        ("node-2", "192.168.1.243", 64),
        ("external", "192.168.1.243", 64),
        ("external", "192.168.1.10", 64),
    ],
)
def test_replies(source: str, to: str, ttl: int) -> None:
    assert scene(*TREES).ping(place(source), to) == PingResult(replied=True, ttl=ttl)


@pytest.mark.parametrize(
    ("source", "to"),
    [("client", "10.244.2.222"), ("client", "172.16.0.1"), ("external", "10.244.1.101"), ("external", IP)],
)
def test_silence(source: str, to: str) -> None:
    assert scene(*TREES).ping(place(source), to) == SILENCE


@pytest.mark.parametrize("mode", ["iptables", "userspace"])
def test_a_cluster_ip_is_silent_where_rules_know_ports_only(mode: ProxyMode) -> None:
    assert scene(*TREES, proxy_mode=mode).ping(place("client"), IP) == SILENCE


@pytest.mark.parametrize("mode", ["ipvs", "nftables"])
def test_a_cluster_ip_is_rejected_elsewhere(mode: ProxyMode) -> None:
    cluster = scene(*TREES, proxy_mode=mode)
    answer = PingResult(replied=False, error="Destination Port Unreachable", error_from="10.244.3.1")
    assert cluster.ping(place("client"), IP) == answer


def test_nftables_drops_what_no_service_has() -> None:
    cluster = scene(*TREES, proxy_mode="nftables")
    assert cluster.ping(place("client"), "10.96.99.99") == SILENCE
    assert cluster.ping(place("node-1"), "10.96.99.99").error == "Operation not permitted"


def test_rules_with_ports_let_no_echo_through() -> None:
    with_port = policy(pods={"app": "web"}, ingress=[{"ports": [{"protocol": "TCP"}]}])
    without = policy(pods={"app": "web"}, ingress=[{"from": [{"podSelector": {}}]}])
    assert scene(*TREES, with_port).ping(place("client"), "10.244.1.101") == SILENCE
    assert scene(*TREES, without).ping(place("client"), "10.244.1.101").replied
    out = policy(pods={"app": "client"}, egress=[{"ports": [{"protocol": "TCP"}]}], policyTypes=["Egress"])
    assert scene(*TREES, out).ping(place("client"), "10.244.1.101") == SILENCE


def test_places_that_are_not_there_reach_nothing() -> None:
    assert scene().ping(place("ghost"), IP).error == "Network is unreachable"
