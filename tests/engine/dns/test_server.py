from __future__ import annotations

from dataclasses import replace

import dns.message
import dns.rdatatype
import dns.rrset
import pytest
from tests.engine.dns.clusters import ask, external, in_full, service, shop

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.model import kinds

SOA = "cluster.local. 30 SOA ns.dns.cluster.local. hostmaster.cluster.local."


@pytest.fixture(scope="module")
def cluster() -> Cluster:
    return shop()


# (name without the zone, type, lines of the answer section without the owner where it is the question)
ANSWERS = [
    ("web.shop.svc", "A", ["A 10.96.1.10"]),
    ("WEB.Shop.SVC.cluster.LOCAL.", "A", ["A 10.96.1.10"]),
    ("_http._tcp.web.shop.svc", "A", ["A 10.96.1.10"]),
    ("10-244-1-4.web.shop.svc", "A", ["A 10.244.1.4"]),
    ("web.shop.svc", "SRV", ["SRV 0 100 80 web.shop.svc.cluster.local."]),
    ("_http._tcp.web.shop.svc", "SRV", ["SRV 0 100 80 web.shop.svc.cluster.local."]),
    ("http.tcp.web.shop.svc", "SRV", ["SRV 0 100 80 web.shop.svc.cluster.local."]),
    (
        "mixed.shop.svc",
        "SRV",
        ["SRV 0 33 80 mixed.shop.svc.cluster.local.", "SRV 0 33 53 mixed.shop.svc.cluster.local."],
    ),
    ("db.shop.svc", "A", ["A 10.244.1.5", "A 10.244.2.5"]),
    ("_pg._tcp.db.shop.svc", "A", ["A 10.244.1.5", "A 10.244.2.5"]),
    ("db-1.db.shop.svc", "A", ["A 10.244.2.5"]),
    (
        "db.shop.svc",
        "SRV",
        ["SRV 0 50 5432 db-0.db.shop.svc.cluster.local.", "SRV 0 50 5432 db-1.db.shop.svc.cluster.local."],
    ),
    ("portless.shop.svc", "A", ["A 10.244.1.6"]),
    ("10-244-9-9.shop.pod", "A", ["A 10.244.9.9"]),
    ("fd00--5.shop.pod", "AAAA", ["AAAA fd00::5"]),
    ("out.shop.svc", "A", ["CNAME db.example.com.", "db.example.com. A 192.168.1.10"]),
    ("out.shop.svc", "AAAA", ["CNAME db.example.com."]),
    ("out.shop.svc", "CNAME", ["CNAME db.example.com."]),
    ("lost.shop.svc", "A", ["CNAME gone.example.com."]),
    ("alias.shop.svc", "A", ["CNAME web.shop.svc.cluster.local.", "web.shop.svc.cluster.local. A 10.96.1.10"]),
    (
        "alias2.shop.svc",
        "A",
        [
            "CNAME alias.shop.svc.cluster.local.",
            "alias.shop.svc.cluster.local. CNAME web.shop.svc.cluster.local.",
            "web.shop.svc.cluster.local. A 10.96.1.10",
        ],
    ),
    ("broken.shop.svc", "CNAME", ["CNAME nope.shop.svc.cluster.local."]),
    ("10.1.96.10.in-addr.arpa.", "PTR", ["PTR web.shop.svc.cluster.local."]),
    ("5.1.244.10.in-addr.arpa.", "PTR", ["PTR db-0.db.shop.svc.cluster.local."]),
    ("4.1.244.10.in-addr.arpa.", "PTR", ["PTR 10-244-1-4.web.shop.svc.cluster.local."]),
    ("dns-version", "TXT", ['TXT "1.1.0"']),
    ("cluster.local.", "NS", ["NS kube-dns.kube-system.svc.cluster.local."]),
    ("ns.dns", "A", ["A 10.96.0.10"]),
    ("www.example.com.", "A", ["A 192.168.1.10"]),
    ("WWW.Example.com.", "A", ["A 192.168.1.10"]),
]


@pytest.mark.parametrize(("name", "kind", "lines"), ANSWERS)
def test_answer_sections(cluster: Cluster, name: str, kind: str, lines: list[str]) -> None:
    given = ask(cluster, in_full(name), kind)
    expected = [line if ". " in line.split(" ", 1)[0] + " " else f"{in_full(name)} {line}" for line in lines]
    assert given.rcode == "NOERROR"
    assert sorted(map(str, given.answers)) == sorted(expected)
    assert given.authority == ()


NODATA = [
    *[
        (name, kind)
        for name in ("cluster.local.", "svc", "pod", "shop.svc", "empty.svc", "shop.pod")
        for kind in ("A",)
    ],
    ("web.shop.svc", "AAAA"),
    ("web.shop.svc", "TXT"),
    ("web.shop.svc", "MX"),
    ("web.shop.svc", "CNAME"),
    ("web.shop.svc", "ANY"),
    ("web.shop.svc", "HTTPS"),
    ("web.shop.svc", "NS"),
    ("shop.svc", "NS"),
    ("db.shop.svc", "AAAA"),
    ("portless.shop.svc", "SRV"),
    ("10-244-9-9.shop.pod", "AAAA"),
    ("out.shop.svc", "SRV"),
    ("out.shop.svc", "TXT"),
    ("broken.shop.svc", "A"),
    ("itself.shop.svc", "A"),
    ("ping.shop.svc", "A"),
    ("alias.shop.svc", "AAAA"),
    ("web.shop.svc", "PTR"),
]


@pytest.mark.parametrize(("name", "kind"), NODATA)
def test_names_that_exist_without_such_a_record(cluster: Cluster, name: str, kind: str) -> None:
    given = ask(cluster, in_full(name), kind)
    assert (given.rcode, given.answers) == ("NOERROR", ())
    assert [f"{each.name} {each.ttl} {each.type} {each.data}".startswith(SOA) for each in given.authority] == [True]


NXDOMAIN = [
    ("nope.shop.svc", "A"),
    ("nope.shop.svc", "TXT"),
    ("nope.shop.svc", "HTTPS"),
    ("web.nowhere.svc", "A"),
    ("nowhere.svc", "A"),
    ("foo", "A"),
    ("web.shop", "A"),
    ("x.web.shop.svc", "A"),
    ("10-244-1-9.web.shop.svc", "A"),
    ("a.b.c.web.shop.svc", "A"),
    ("*.shop.svc", "A"),
    ("any.shop.svc", "A"),
    ("_http._udp.web.shop.svc", "SRV"),
    ("_nope._tcp.web.shop.svc", "SRV"),
    ("idle.shop.svc", "A"),
    ("idle.shop.svc", "AAAA"),
    ("idle.shop.svc", "CNAME"),
    ("db-2.db.shop.svc", "A"),
    ("address.shop.svc", "A"),
    ("x.out.shop.svc", "A"),
    ("_http._tcp.out.shop.svc", "SRV"),
    ("web.shop.pod", "A"),
    ("10-244-1-4.nowhere.pod", "A"),
    ("dns-version", "A"),
    ("77.77.96.10.in-addr.arpa.", "PTR"),
    ("9.1.244.10.in-addr.arpa.", "PTR"),
    ("gone.example.com.", "A"),
    ("web.", "A"),
]


@pytest.mark.parametrize(("name", "kind"), NXDOMAIN)
def test_names_that_do_not_exist(cluster: Cluster, name: str, kind: str) -> None:
    given = ask(cluster, in_full(name), kind)
    assert (given.rcode, given.answers, len(given.authority)) == ("NXDOMAIN", (), 1)


def test_zone_transfers_are_refused(cluster: Cluster) -> None:
    assert ask(cluster, "cluster.local.", "AXFR").rcode == "REFUSED"


def test_srv_brings_the_addresses_along(cluster: Cluster) -> None:
    given = ask(cluster, "_pg._tcp.db.shop.svc.cluster.local.", "SRV")
    assert sorted(map(str, given.additional)) == [
        "db-0.db.shop.svc.cluster.local. A 10.244.1.5",
        "db-1.db.shop.svc.cluster.local. A 10.244.2.5",
    ]


def test_headless_service_is_gone_once_its_last_endpoint_is_unready_but_a_cluster_ip_stays(cluster: Cluster) -> None:
    fork = cluster.fork()
    for name in ("db-a", "web-a"):
        fork.delete(kinds.ENDPOINTSLICE, "shop", name)
    assert ask(fork, in_full("db.shop.svc")).rcode == "NXDOMAIN"
    assert ask(fork, in_full("web.shop.svc")).addresses == ("10.96.1.10",)


def test_a_chain_of_more_aliases_than_coredns_follows_has_no_answer() -> None:
    fork = shop()
    chain = [external(f"hop{number}", f"hop{number + 1}.shop.svc.cluster.local") for number in range(9)]
    assert fork.load([*chain, service("hop9", clusterIP="10.96.7.7", ports=[{"port": 80}])]) == []
    assert len(ask(fork, in_full("hop1.shop.svc")).answers) == 9
    assert ask(fork, in_full("hop0.shop.svc")).answers == ()


def test_order_of_addresses_follows_the_draw_and_nothing_else(cluster: Cluster) -> None:
    orders = {ask(cluster, in_full("db.shop.svc"), draw=draw).addresses for draw in range(20)}
    assert orders == {("10.244.1.5", "10.244.2.5"), ("10.244.2.5", "10.244.1.5")}
    assert ask(cluster, in_full("db.shop.svc"), draw=7) == ask(shop(), in_full("db.shop.svc"), draw=7)


def test_aliases_come_before_addresses_whatever_the_draw(cluster: Cluster) -> None:
    for draw in range(10):
        assert ask(cluster, in_full("alias2.shop.svc"), draw=draw).answers[-1].type == "A"


def test_another_cluster_domain() -> None:
    fork = shop(Settings(cluster_domain="k8s.test"))
    assert ask(fork, "web.shop.svc.k8s.test.").addresses == ("10.96.1.10",)
    assert ask(fork, "web.shop.svc.cluster.local.").rcode == "NXDOMAIN"


@pytest.mark.parametrize(("name", "kind", "lines"), ANSWERS)
def test_records_are_what_dnspython_can_read(cluster: Cluster, name: str, kind: str, lines: list[str]) -> None:
    given = ask(cluster, in_full(name), kind)
    assert len(lines) == len(given.answers)
    for record in (*given.answers, *given.additional):
        parsed = dns.rrset.from_text(record.name, record.ttl, "IN", record.type, record.data)
        assert parsed[0].rdtype == dns.rdatatype.from_text(record.type)


def test_serial_grows_with_time() -> None:
    fork = shop()
    before = ask(fork, "cluster.local.", "SOA").answers[0].data.split(" ")[2]
    fork.advance(60)
    assert int(ask(fork, "cluster.local.", "SOA").answers[0].data.split(" ")[2]) == int(before) + 60


def test_outside_names_are_those_of_the_settings() -> None:
    names = {"six.example.com": "2001:db8::1"}
    fork = Cluster(replace(Settings(), outside_names=names))
    assert ask(fork, "six.example.com.", "AAAA").addresses == ("2001:db8::1",)
    assert ask(fork, "six.example.com.", "A").rcode == "NOERROR"
    assert ask(fork, "www.example.com.", "A").rcode == "NXDOMAIN"
