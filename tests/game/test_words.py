"""Traces in words: what happened at each hop, and how it ended."""

from __future__ import annotations

import pytest
from tests.engine.network.scenes import IP, client, pod, scene, service, trace

from svcquest.game.words import trace_lines

CASES = [
    (
        "iptables",
        f"{IP}:81",
        [
            f"  address | {IP}:81 TCP is cluster IP of default/web",
            "  rule | kube-proxy on node-3 (iptables) has no rule for this port; the Service has 80/TCP",
            f"✗ listener | no machine has the address {IP}: no reply comes",
            "  outcome | timed out",
        ],
    ),
    (
        "nftables",
        f"{IP}:81",
        [
            f"  address | {IP}:81 TCP is cluster IP of default/web",
            "✗ rule | kube-proxy on node-3 (nftables) has no rule for this port and refuses it; the Service has 80/TCP",
            "  outcome | refused",
        ],
    ),
    (
        "iptables",
        "10.244.1.101:81",
        [
            "  address | 10.244.1.101:81 TCP is pod default/web-1 on node-1",
            "✗ listener | pod default/web-1 at 10.244.1.101:81 TCP: nothing listens there; it listens on *:80/TCP",
            "  outcome | refused",
        ],
    ),
    (
        "iptables",
        "192.168.1.243:81",
        [
            "  address | 192.168.1.243:81 TCP is node node-1",
            "✗ listener | node node-1 at 192.168.1.243:81 TCP: nothing listens there",
            "  outcome | refused",
        ],
    ),
    (
        "iptables",
        "wbe",
        [
            "✗ name | wbe has no address after 8 questions to 10.96.0.10: NXDOMAIN for wbe.default.svc.cluster.local., "
            "wbe.svc.cluster.local., wbe.cluster.local. and wbe.",
            "  outcome | left without an address",
        ],
    ),
]


@pytest.mark.parametrize(("mode", "to", "told"), CASES)
def test_failures_hop_by_hop(mode: str, to: str, told: list[str]) -> None:
    cluster = scene(client(), pod("web-1"), service(), proxy_mode=mode)
    lines = trace_lines(trace(cluster, "client", to))
    assert [f"{line.mark} {line.label} | {line.text}" for line in lines] == told


@pytest.mark.parametrize(
    ("mode", "to", "signed"),
    [
        ("iptables", IP, {"address", "rule", "endpoints", "listener"}),
        ("iptables", f"{IP}:81", {"address", "listener"}),
        ("nftables", f"{IP}:81", {"address", "rule"}),
        ("iptables", "10.96.7.8", {"address", "endpoints"}),
    ],
)
def test_a_hop_that_did_nothing_for_the_packet_bears_no_sign(mode: str, to: str, signed: set[str]) -> None:
    cluster = scene(client(), pod("web-1"), service(), service("none", app="nobody", ip="10.96.7.8"), proxy_mode=mode)
    assert {line.label for line in trace_lines(trace(cluster, "client", to)) if line.signed} == signed


def test_the_outcome_of_an_answered_request_is_no_hop() -> None:
    lines = trace_lines(trace(scene(client(), pod("web-1"), service()), "client", "web"))
    assert [line.label for line in lines] == ["name", "address", "rule", "endpoints", "listener", "outcome"]
    assert [line.outcome for line in lines] == [False] * 5 + [True]
    assert lines[-1].text == "pod default/web-1 answers, which sees 10.244.3.109 as its client"
