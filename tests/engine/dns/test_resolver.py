from __future__ import annotations

from typing import Any

import pytest
from tests.engine.dns.clusters import shop

from svcquest.engine.cluster import Cluster
from svcquest.engine.dns.hosts import addresses_of, hostname
from svcquest.engine.dns.resolver import Ask, Libc, candidates, lookup_host, reply, resolv_conf
from svcquest.engine.dns.server import answer
from svcquest.model import kinds
from svcquest.model.dns import Answer, Lookup, LookupFailure, NoAnswer, Question, ResolvConf
from svcquest.model.net import EXTERNAL, Delivery, Failure, Vantage

POD = Vantage("pod", "shop", "client")
CLUSTER_FIRST = ResolvConf(
    ("10.96.0.10",), ("shop.svc.cluster.local", "svc.cluster.local", "cluster.local"), (("ndots", "5"),)
)
NODE = ResolvConf(("192.168.1.1",))


def pod(name: str = "client", **spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "shop"},
        "spec": {"nodeName": "node-1", "containers": [{"name": "c", "image": "toolbox:1"}], **spec},
        "status": {"phase": "Running", "podIP": "10.244.1.30", "podIPs": [{"ip": "10.244.1.30"}]},
    }


def with_pod(**spec: Any) -> Cluster:
    cluster = shop()
    assert cluster.load([pod(**spec)]) == []
    return cluster


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({}, CLUSTER_FIRST),
        ({"dnsPolicy": "ClusterFirst"}, CLUSTER_FIRST),
        ({"hostNetwork": True}, NODE),
        ({"hostNetwork": True, "dnsPolicy": "ClusterFirstWithHostNet"}, CLUSTER_FIRST),
        ({"dnsPolicy": "Default"}, NODE),
        ({"dnsPolicy": "None", "dnsConfig": {"nameservers": ["1.2.3.4"]}}, ResolvConf(("1.2.3.4",))),
        (
            {"dnsConfig": {"searches": ["example.com", "cluster.local"], "options": [{"name": "ndots", "value": "2"}]}},
            ResolvConf(("10.96.0.10",), (*CLUSTER_FIRST.searches, "example.com"), (("ndots", "2"),)),
        ),
        (
            {"dnsConfig": {"nameservers": ["1.1.1.1", "2.2.2.2", "3.3.3.3"], "options": [{"name": "edns0"}]}},
            ResolvConf(("10.96.0.10", "1.1.1.1", "2.2.2.2"), CLUSTER_FIRST.searches, (("edns0", ""), ("ndots", "5"))),
        ),
        (
            {"dnsConfig": {"searches": [f"s{number}.example" for number in range(31)]}},
            ResolvConf(
                ("10.96.0.10",),
                (*CLUSTER_FIRST.searches, *(f"s{number}.example" for number in range(29))),
                CLUSTER_FIRST.options,
            ),
        ),
        (
            {
                "dnsConfig": {
                    "searches": [f"{number:02}.{'a' * 63}.{'b' * 63}.{'c' * 63}.example" for number in range(10)]
                }
            },
            ResolvConf(
                ("10.96.0.10",),
                (
                    *CLUSTER_FIRST.searches,
                    *(f"{number:02}.{'a' * 63}.{'b' * 63}.{'c' * 63}.example" for number in range(9)),
                ),
                CLUSTER_FIRST.options,
            ),
        ),
    ],
)
def test_resolv_conf_follows_policy_and_config(spec: dict[str, Any], expected: ResolvConf) -> None:
    assert resolv_conf(with_pod(**spec).state, POD) == expected


def test_an_option_without_a_name_is_none() -> None:
    """The server refuses it, but nobody asks it about the pods of a dump."""
    printed = pod(dnsConfig={"options": [{"value": "2"}]})
    cluster = shop()
    assert cluster.load([{**printed, "metadata": {**printed["metadata"], "uid": "u"}}]) == []
    assert resolv_conf(cluster.state, POD) == CLUSTER_FIRST


def test_nodes_and_the_outside_ask_their_own_nameserver() -> None:
    state = shop().state
    assert resolv_conf(state, Vantage("node", "", "node-1")) == resolv_conf(state, EXTERNAL) == NODE


def test_text_of_resolv_conf() -> None:
    text = ResolvConf(("10.96.0.10",), ("a.b", "c"), (("edns0", ""), ("ndots", "5"))).text()
    assert text == "search a.b c\nnameserver 10.96.0.10\noptions edns0 ndots:5\n"


@pytest.mark.parametrize(
    ("host", "libc", "names"),
    [
        ("web", "glibc", ["web.shop.", "web.svc.", "web."]),
        ("web.", "glibc", ["web."]),
        ("a.b", "glibc", ["a.b.", "a.b.shop.", "a.b.svc."]),
        ("a.b", "musl", ["a.b."]),
        ("web", "musl", ["web.shop.", "web.svc.", "web."]),
    ],
)
def test_names_are_tried_in_the_order_of_the_library(host: str, libc: Libc, names: list[str]) -> None:
    conf = ResolvConf((), ("shop", "svc"), (("ndots", "1"),))
    assert list(candidates(host, conf, libc)) == names


@pytest.mark.parametrize(
    ("host", "addresses", "questions"),
    [
        ("web", ("10.96.1.10",), 2),
        ("web.shop", ("10.96.1.10",), 4),
        ("web.shop.svc", ("10.96.1.10",), 6),
        ("web.shop.svc.cluster.local", ("10.96.1.10",), 8),
        ("web.shop.svc.cluster.local.", ("10.96.1.10",), 2),
        ("www.example.com", ("192.168.1.10",), 8),
        ("10.1.2.3", ("10.1.2.3",), 0),
        ("client", ("10.244.1.30",), 0),
        ("localhost", ("127.0.0.1",), 0),
    ],
)
def test_addresses_and_the_questions_that_they_cost(host: str, addresses: tuple[str, ...], questions: int) -> None:
    found = lookup_host(with_pod().state, POD, host)
    assert (found.addresses, len(found.asked), found.failure) == (addresses, questions, None)


@pytest.mark.parametrize(
    ("host", "failure"),
    [
        ("nope", LookupFailure.UNKNOWN),
        ("web.other", LookupFailure.UNKNOWN),
        ("lost", LookupFailure.NO_ADDRESS),
        ("idle", LookupFailure.UNKNOWN),
    ],
)
def test_failures(host: str, failure: LookupFailure) -> None:
    found = lookup_host(with_pod().state, POD, host)
    assert (found.addresses, found.failure, found.no_answer) == ((), failure, None)


def test_canonical_name_and_alias() -> None:
    found = lookup_host(with_pod().state, POD, "alias", family="IPv4")
    assert (found.canonical, found.aliases) == ("web.shop.svc.cluster.local", ("alias.shop.svc.cluster.local",))


def test_musl_stops_at_a_name_without_addresses() -> None:
    state = with_pod().state
    assert len(lookup_host(state, POD, "lost", libc="musl").asked) == 2
    assert len(lookup_host(state, POD, "lost").asked) == 8


def asker(replies: dict[str, NoAnswer | str], asked: list[str]) -> Ask:
    """Nameservers that reply with a response code, or not at all, or as CoreDNS does (``ok``)."""
    state = with_pod().state

    def ask(nameserver: str, question: Question) -> Answer | NoAnswer:
        asked.append(nameserver)
        given = replies[nameserver]
        if isinstance(given, NoAnswer):
            return given
        return answer(state, question) if given == "ok" else Answer(question, "SERVFAIL")

    return ask


CONFIG = {
    "dnsPolicy": "None",
    "dnsConfig": {"nameservers": ["1.1.1.1", "2.2.2.2"], "searches": ["shop.svc.cluster.local"]},
}


@pytest.mark.parametrize("first", [NoAnswer.REFUSED, NoAnswer.TIMEOUT, "servfail"])
def test_the_next_nameserver_is_asked_when_one_does_not_help(first: NoAnswer | str) -> None:
    asked: list[str] = []
    found = lookup_host(with_pod(**CONFIG).state, POD, "web", asker({"1.1.1.1": first, "2.2.2.2": "ok"}, asked))
    assert found.addresses == ("10.96.1.10",)
    assert asked == ["1.1.1.1", "2.2.2.2"] * 2


@pytest.mark.parametrize("reason", [NoAnswer.REFUSED, NoAnswer.TIMEOUT])
def test_silence_is_a_temporary_failure_and_ends_the_search(reason: NoAnswer) -> None:
    asked: list[str] = []
    found = lookup_host(with_pod(**CONFIG).state, POD, "web", asker({"1.1.1.1": reason, "2.2.2.2": reason}, asked))
    expected = Lookup("web", nameservers=("1.1.1.1", "2.2.2.2"), failure=LookupFailure.AGAIN, no_answer=reason)
    assert found == expected
    assert asked == ["1.1.1.1", "2.2.2.2"]


def test_server_failure_is_temporary() -> None:
    asked: list[str] = []
    found = lookup_host(with_pod(**CONFIG).state, POD, "web", asker({"1.1.1.1": "x", "2.2.2.2": "x"}, asked))
    assert (found.failure, found.no_answer) == (LookupFailure.AGAIN, None)


@pytest.mark.parametrize(
    ("delivery", "expected"),
    [
        (Delivery(Failure.REFUSED), NoAnswer.REFUSED),
        (Delivery(Failure.TIMEOUT), NoAnswer.TIMEOUT),
        (Delivery(Failure.UNREACHABLE), NoAnswer.UNREACHABLE),
        (Delivery(Failure.DENIED), NoAnswer.TIMEOUT),
        (Delivery(None, ("shop", "client")), NoAnswer.TIMEOUT),
        (Delivery(None, None, "external"), NoAnswer.TIMEOUT),
    ],
)
def test_only_coredns_replies(delivery: Delivery, expected: NoAnswer) -> None:
    question = Question("web.shop.svc.cluster.local.", "A")
    assert reply(with_pod().state, "10.96.0.10", delivery, question) is expected


def test_coredns_and_the_nodes_nameserver_reply() -> None:
    cluster = with_pod()
    server = next(each for each in cluster.select(kinds.POD, "kube-system") if "dns" in each.name)
    inside, outside = Question("web.shop.svc.cluster.local.", "A"), Question("www.example.com.", "A")
    given = reply(cluster.state, "10.96.0.10", Delivery(None, server.key), inside)
    assert isinstance(given, Answer)
    assert given.addresses == ("10.96.1.10",)
    given = reply(cluster.state, "192.168.1.1", Delivery(Failure.TIMEOUT), outside)
    assert isinstance(given, Answer)
    assert given.addresses == ("192.168.1.10",)
    assert (given.authoritative, given.recursion_available) == (False, True)


@pytest.mark.parametrize(
    ("spec", "name"),
    [({}, "client"), ({"hostname": "db-0", "subdomain": "db"}, "db-0"), ({"hostNetwork": True}, "node-1")],
)
def test_hostname(spec: dict[str, Any], name: str) -> None:
    assert hostname(with_pod(**spec).state, POD) == name


def test_hosts_file_names() -> None:
    aliases = [{"ip": "10.9.9.9", "hostnames": ["legacy", "legacy.example.com"]}]
    state = with_pod(hostname="db-0", subdomain="db", hostAliases=aliases).state
    assert addresses_of(state, POD, "db-0.db.shop.svc.cluster.local") == ("10.244.1.30",)
    assert addresses_of(state, POD, "LEGACY") == ("10.9.9.9",)
    assert addresses_of(state, POD, "localhost", "IPv6") == ("::1",)
    assert addresses_of(state, POD, "client") == ()
