"""Waiting for what does not come takes simulated time: as long as the tool, or the kernel behind it, has patience."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import playground, pod, run

from svcquest.engine.cluster import Cluster

NOBODY = "10.96.22.1:81"
"""A port that the Service does not have: iptables mode lets the packet go nowhere."""


def waited(line: str, cluster: Cluster | None = None, at: str = "pod/shop/client") -> float:
    cluster = cluster or playground()
    before = cluster.state.now
    run(line, cluster, at)
    return cluster.state.now - before


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("curl web", 0),
        ("curl down", 0),
        (f"curl -m 2 {NOBODY}", 2),
        (f"curl --connect-timeout 3 -m 9 {NOBODY}", 3),
        (f"curl {NOBODY}", 131),
        (f"curl -m 1 {NOBODY} {NOBODY}", 2),
        ("nc -w 4 10.96.22.1 81", 4),
        ("nc -z 10.96.22.1 81", 131),
        ("nc -u -w 4 10.96.22.1 81", 0),
        ("telnet 10.96.22.1 81", 131),
        ("ping -c 3 10.244.1.20", 2),
        ("ping -c 3 -i 0.5 10.244.1.20", 1),
        ("ping -c 1 10.244.1.99", 10),
        ("ping -c 1 -W 2 10.244.1.99", 2),
        ("ping -w 5 10.244.1.99", 5),
        ("wget -T 7 -q -O - http://10.96.22.1:81/", 7),
        ("dig @10.244.1.99 web", 15),
        ("dig @10.244.1.99 +tries=1 +time=2 web", 2),
        ("dig @10.244.1.99 +tcp +retry=1 +time=2 web", 4),
        ("host -W 2 -R 1 web 10.244.1.99", 4),
        ("nslookup -timeout=1 web 10.244.1.99", 3),
        ("traceroute -m 2 -w 1 10.244.1.99", 3),
    ],
)
def test_time_that_passes(line: str, seconds: float) -> None:
    assert waited(line) == pytest.approx(seconds)


def test_busybox_waits_too() -> None:
    cluster = playground(pod("bb", "10.244.2.30", "node-2", image="busybox:1.36"))
    assert waited("nslookup web 10.244.1.99", cluster=cluster, at="pod/shop/bb") == 10
    assert waited("nc -w 3 10.96.22.1 81", cluster=cluster, at="pod/shop/bb") == 3


def test_a_resolver_waits_for_nameservers() -> None:
    lost = pod("lost", "10.244.2.30", "node-2")
    lost["spec"] |= {"dnsPolicy": "None", "dnsConfig": {"nameservers": ["10.244.1.99"]}}
    cluster = playground(lost)
    assert waited("curl web", cluster=cluster, at="pod/shop/lost") == 10
    assert waited("curl -m 2 web", cluster=cluster, at="pod/shop/lost") == 2


def test_how_often_dig_complains() -> None:
    text = run("dig @10.244.1.99 +tries=2 +time=1 web").stdout
    assert text.count(";; communications error to 10.244.1.99#53: timed out") == 2


def test_ping_with_a_deadline_is_not_interrupted() -> None:
    outcome = run("ping -w 3 10.244.1.20")
    assert "^C" not in outcome.stdout
    assert "3 packets transmitted, 3 received, 0% packet loss, time 2002ms" in outcome.stdout
