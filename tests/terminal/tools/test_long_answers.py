"""Answers that are too long for one UDP packet, and what each tool makes of them."""

from __future__ import annotations

import pytest
from tests.terminal.tools.playground import playground, pod, run, service

from svcquest.engine.cluster import Cluster
from svcquest.model import kinds
from svcquest.model.tree import with_value

CUT = ";; Truncated, retrying in TCP mode."
MANY = "many.shop.svc.cluster.local"


def many(count: int) -> Cluster:
    """The playground with a headless Service of so many endpoints."""
    cluster = playground()
    addresses = [{"addresses": [f"10.244.1.{number}"], "conditions": {"ready": True}} for number in range(count)]
    listed = {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {"name": "many", "namespace": "shop", "labels": {"kubernetes.io/service-name": "many"}},
        "addressType": "IPv4",
        "endpoints": addresses,
        "ports": [{"name": "", "port": 80, "protocol": "TCP"}],
    }
    assert cluster.load([{**service("many", "None"), "spec": {"clusterIP": "None"}}, listed]) == []
    return cluster


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        (f"dig {MANY}", 72),
        (f"dig +noedns {MANY}", 29),
        (f"dig +bufsize=800 {MANY}", 45),
        ("host -t A many", 29),
        ("nslookup -type=A many", 29),
    ],
)
def test_answers_that_are_too_long_for_udp_are_asked_for_again_by_tcp(line: str, fits: int) -> None:
    short, long = (run(line, cluster=many(count)).stdout.splitlines() for count in (fits, fits + 1))
    assert CUT not in short
    assert long[0] == CUT
    assert sum("10.244.1." in each for each in long) == fits + 1


def test_dig_may_be_content_with_what_has_fitted() -> None:
    lines = run(f"dig +noedns +ignore {MANY}", cluster=many(80)).stdout.splitlines()
    assert CUT not in lines
    assert ";; flags: qr aa tc rd; QUERY: 1, ANSWER: 29, AUTHORITY: 0, ADDITIONAL: 0" in lines
    assert ";; MSG SIZE  rcvd: 509" in lines


def test_busybox_shows_what_has_fitted() -> None:
    cluster = many(80)
    cluster.load([pod("bb", "10.244.3.77", "node-3", image="busybox:1.37", listen="none")])
    shown = run(f"nslookup -type=a {MANY}", cluster=cluster, at="pod/shop/bb").stdout
    assert shown.count("Address: 10.244.1.") == 29


def test_dig_tells_the_size_and_the_transport_of_a_long_answer() -> None:
    def told(count: int, options: str = "") -> list[str]:
        lines = run(f"dig {options} {MANY}", cluster=many(count)).stdout.splitlines()
        return [each for each in lines if each.startswith((";; SERVER", ";; MSG SIZE"))]

    server = ";; SERVER: 10.96.0.10#53(10.96.0.10)"
    assert told(20) == [f"{server} (UDP)", ";; MSG SIZE  rcvd: 928"]
    assert told(60) == [f"{server} (UDP)", ";; MSG SIZE  rcvd: 1028"]
    assert told(80) == [f"{server} (TCP)", ";; MSG SIZE  rcvd: 3508"]
    assert CUT not in run(f"dig +short {MANY}", cluster=many(80)).stdout


def test_a_long_answer_needs_a_nameserver_that_can_be_reached_by_tcp() -> None:
    cluster = many(80)
    kube_dns = cluster.get(kinds.SERVICE, "kube-system", "kube-dns")
    assert kube_dns is not None
    ports = [each for each in kube_dns.spec["ports"] if each["protocol"] == "UDP"]
    cluster.update(kinds.SERVICE, "kube-system", "kube-dns", with_value(kube_dns.tree, ("spec", "ports"), ports))
    assert run("getent hosts many", cluster=cluster).exit == 2
    assert run("getent hosts web", cluster=cluster).exit == 0
    outcome = run(f"dig {MANY}", cluster=cluster)
    assert outcome.exit == 9
    assert outcome.stdout.splitlines()[:2] == [
        CUT,
        f";; Connection to 10.96.0.10#53(10.96.0.10) for {MANY} failed: timed out.",
    ]
