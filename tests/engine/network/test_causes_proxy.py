"""Rules that are not those that objects ask for: a kube-proxy that stands still, a protocol that it does not know."""

from __future__ import annotations

import pytest
from tests.engine.clusters import change
from tests.engine.network.faults import WEB, Fault, check
from tests.engine.network.scenes import IP, client, failure, node_port, pod, pods, scene, service, trace

from svcquest.engine.cluster import Cluster
from svcquest.model import kinds
from svcquest.model.net import EXTERNAL, Failure, RuleHop, Vantage
from svcquest.terminal.tools.processes import running

SCTP = [{"port": 80, "nodePort": 30080, "protocol": "SCTP"}]
NEW_IP = "10.96.7.9"


@pytest.fixture
def behind() -> Cluster:
    """node-3 has the rules of when web-1 was the only endpoint; since then web-2 came, web-1 went, and a Service."""
    cluster = scene(WEB, client(), client("c8", 1), node_port())
    cluster.halt_proxies(["node-3"])
    cluster.load([pod("web-2", 2), service("new", ip=NEW_IP)])
    cluster.delete(kinds.POD, "default", "web-1")
    cluster.advance(60)
    return cluster


def test_a_halted_proxy_keeps_the_rules_of_its_node_only(behind: Cluster) -> None:
    assert pods(behind, "c8", IP) == {"web-2"}
    assert failure(behind, "client", IP) is Failure.TIMEOUT
    assert failure(behind, "client", NEW_IP) is Failure.TIMEOUT
    assert failure(behind, "external", "192.168.1.245:30080") is Failure.TIMEOUT
    assert pods(behind, "external", "192.168.1.243:30080") == {"web-2"}


@pytest.mark.parametrize(
    ("source", "to", "why"),
    [
        ("client", IP, "kube-proxy on node-3 stopped 60 s ago, and its node still sends to 10.244.1.101:80"),
        ("external", "192.168.1.245:30080", "kube-proxy on node-3 stopped 60 s ago, and its node still sends to"),
        ("client", NEW_IP, "kube-proxy on node-3 stopped 60 s ago, and the rules of its node know nothing of Service"),
    ],
)
def test_the_halted_proxy_is_the_cause(behind: Cluster, source: str, to: str, why: str) -> None:
    diagnosis = trace(behind, source, to).diagnosis
    assert diagnosis is not None
    assert (diagnosis.code, diagnosis.why[: len(why)]) == ("proxy-halted", why)


def test_what_fails_with_running_proxies_too_has_another_cause(behind: Cluster) -> None:
    behind.delete(kinds.SERVICE, "default", "new")
    found = trace(behind, "client", NEW_IP)
    assert found.diagnosis is not None
    assert found.diagnosis.code == "nobodys-address"
    told = [hop.halted for hop in trace(behind, "client", IP).hops if isinstance(hop, RuleHop)]
    assert told == [behind.state.now - 60]


def test_the_ports_that_have_rules_are_those_of_back_then(behind: Cluster) -> None:
    change(behind, kinds.SERVICE, "web", ("spec", "ports"), [{"port": 81, "nodePort": 30080}])
    told = {
        source: [hop.offered for hop in trace(behind, source, f"{IP}:82").hops if isinstance(hop, RuleHop)]
        for source in ("client", "c8")
    }
    assert told == {"client": [("80/TCP",)], "c8": [("81/TCP",)]}


def test_the_node_has_no_such_program(behind: Cluster) -> None:
    def has_proxy(node: str) -> bool:
        return any("kube-proxy" in each.command for each in running(behind.state, Vantage("node", "", node)))

    assert (has_proxy("node-2"), has_proxy("node-3")) == (True, False)
    assert failure(behind, "node-3", "127.0.0.1:10249") is Failure.REFUSED
    assert failure(behind, "node-2", "127.0.0.1:10249") is None


def test_a_proxy_that_starts_again_catches_up(behind: Cluster) -> None:
    behind.halt_proxies(["node-3"])
    assert failure(behind, "client", IP) is Failure.TIMEOUT
    behind.halt_proxies([])
    assert pods(behind, "client", IP) == {"web-2"}


def test_nobody_relays_where_the_userspace_proxy_has_stopped() -> None:
    ports = [{"name": "http", "port": 80}, {"name": "wrong", "port": 81, "targetPort": 9090}]
    cluster = scene(WEB, client(), service(ports=ports), proxy_mode="userspace")
    cluster.halt_proxies(["node-3"])
    cluster.switch_proxy("iptables")
    for port in (80, 81):
        found = trace(cluster, "client", f"{IP}:{port}")
        assert found.diagnosis is not None
        assert (
            found.diagnosis.why
            == "kube-proxy on node-3 stopped 0 s ago, and in userspace mode its rules lead to nobody else"
        )
        assert (found.delivery.failure, type(found.hops[-1])) == (Failure.REFUSED, RuleHop)
    assert pods(cluster, "node-1", IP) == {"web-1"}


def test_a_switch_of_modes_passes_a_halted_proxy_by() -> None:
    cluster = scene(WEB, client(), client("c8", 1), service())
    cluster.halt_proxies(["node-3"])
    cluster.switch_proxy("nftables")
    assert failure(cluster, "client", f"{IP}:81") is Failure.TIMEOUT
    assert failure(cluster, "c8", f"{IP}:81") is Failure.REFUSED


@pytest.mark.parametrize("to", [IP, "192.168.1.243:30080"])
def test_the_userspace_proxy_knows_no_sctp(to: str) -> None:
    trees = [pod("web-1", protocol="SCTP"), service(type="NodePort", ports=SCTP)]
    assert failure(scene(client(), *trees), "client", to, "SCTP") is None
    expected = Failure.TIMEOUT if to == IP else Failure.REFUSED
    assert failure(scene(client(), *trees, proxy_mode="userspace"), "client", to, "SCTP") is expected
    why = "Service default/web speaks SCTP at this port, which kube-proxy cannot do in userspace mode"
    check(Fault("protocol-not-proxied", trees, to, why, protocol="SCTP", settings={"proxy_mode": "userspace"}))


@pytest.mark.parametrize("mode", ["iptables", "ipvs", "nftables"])
def test_a_pod_does_not_reach_itself_without_hairpin_mode(mode: str) -> None:
    cluster = scene(WEB, client(), service(), hairpin=False, proxy_mode=mode)
    assert pods(cluster, "client", IP) == {"web-1"}
    assert failure(cluster, "web-1", IP) is Failure.TIMEOUT
    assert pods(cluster, "web-1", "10.244.1.101") == {"web-1"}
    diagnosis = trace(cluster, "web-1", IP).diagnosis
    assert diagnosis is not None
    assert diagnosis.code == "pod-calls-itself"


def test_what_is_on_the_host_network_reaches_itself_without_hairpin_mode() -> None:
    cluster = scene(pod("web-1", hostNetwork=True), service(), hairpin=False)
    assert pods(cluster, "web-1", IP) == pods(cluster, "node-1", IP) == {"web-1"}


def test_the_userspace_proxy_calls_a_pod_itself() -> None:
    assert pods(scene(WEB, service(), hairpin=False, proxy_mode="userspace"), "web-1", IP) == {"web-1"}


def test_ipvs_loses_the_replies_to_clients_outside_where_no_endpoint_is_local() -> None:
    cluster = scene(WEB, node_port(externalTrafficPolicy="Local"), proxy_mode="ipvs")
    found = trace(cluster, str(EXTERNAL), "192.168.1.245:30080")
    assert found.diagnosis is not None
    assert (found.diagnosis.code, found.delivery.failure) == ("external-policy-local", Failure.TIMEOUT)
