"""What the network remembers: session affinity, turns, connections; and that chance never decides what is possible."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.clusters import change
from tests.engine.network.scenes import IP, call, client, node_port, pod, pods, request, scene, service

from svcquest.engine.network.connect import possible, reach
from svcquest.engine.proxy.balancing import SCHEDULERS
from svcquest.engine.settings import ProxyMode
from svcquest.model import kinds
from svcquest.model.net import Failure

WEB = tuple(pod(f"web-{number}", number) for number in (1, 2, 3))
STICKY = service(sessionAffinity="ClientIP")
IPVS_SPREADING = ("rr", "wrr", "lc", "wlc")


# Session affinity -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["iptables", "ipvs", "nftables", "userspace"])
def test_affinity_ties_a_client_to_one_pod(mode: ProxyMode) -> None:
    cluster = scene(*WEB, *(client(f"c{number}") for number in range(10, 40)), STICKY, proxy_mode=mode)
    chosen = {frozenset(pods(cluster, f"c{number}", IP, times=5)) for number in range(10, 40)}
    assert all(len(each) == 1 for each in chosen)
    assert len(chosen) == 3


def test_affinity_ends_when_the_client_was_silent_for_its_time() -> None:
    config = {"clientIP": {"timeoutSeconds": 60}}
    cluster = scene(*WEB, client(), service(sessionAffinity="ClientIP", sessionAffinityConfig=config))
    seen = set()
    for _ in range(20):
        seen |= pods(cluster, "client", IP, times=2)
        cluster.advance(60)
    assert len(seen) == 3


def test_each_connection_renews_affinity() -> None:
    config = {"clientIP": {"timeoutSeconds": 60}}
    cluster = scene(*WEB, client(), service(sessionAffinity="ClientIP", sessionAffinityConfig=config))
    seen = set()
    for _ in range(20):
        seen |= pods(cluster, "client", IP, times=1)
        cluster.advance(59)
    assert len(seen) == 1


def test_affinity_to_a_pod_that_is_out_of_service_is_given_up() -> None:
    cluster = scene(*WEB, client(), STICKY)
    (first,) = pods(cluster, "client", IP)
    change(cluster, kinds.POD, first, ("metadata", "annotations"), {"svcquest/ready": "false"})
    (second,) = pods(cluster, "client", IP)
    assert second != first


def test_affinity_goes_by_the_address_that_the_node_sees() -> None:
    """Two pods that come through the same foreign node look like one client."""
    cluster = scene(*WEB, client("c1", 3), client("c2", 3), node_port(sessionAffinity="ClientIP"))
    through = "192.168.1.243:30080"
    assert pods(cluster, "c1", through) == pods(cluster, "c2", through)


def test_another_proxy_mode_begins_without_memory() -> None:
    cluster = scene(*WEB, client(), STICKY)
    pods(cluster, "client", IP)
    assert cluster.state.flows.affinity
    cluster.switch_proxy("nftables")
    assert not cluster.state.flows.affinity
    assert len(pods(cluster, "client", IP)) == 1


# Schedulers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheduler", IPVS_SPREADING)
def test_turns_and_counts_spread_evenly(scheduler: str) -> None:
    cluster = scene(*WEB, client(), service(), proxy_mode="ipvs", scheduler=scheduler)
    found = cluster.reach(request("client", IP), 30)
    assert sorted(found.pods.values()) == [10, 10, 10]


@pytest.mark.parametrize("scheduler", sorted(set(SCHEDULERS) - {"random", *IPVS_SPREADING}))
def test_hashes_and_idle_servers_give_one_client_one_pod(scheduler: str) -> None:
    cluster = scene(*WEB, client(), service(), proxy_mode="ipvs", scheduler=scheduler)
    assert len(pods(cluster, "client", IP)) == 1


@pytest.mark.parametrize(("scheduler", "spreads"), [("sh", True), ("mh", True), ("dh", False), ("lblc", False)])
def test_source_hashes_tell_clients_apart_and_destination_hashes_do_not(scheduler: str, *, spreads: bool) -> None:
    clients = [client(f"c{number}") for number in range(10, 60)]
    cluster = scene(*WEB, *clients, service(), proxy_mode="ipvs", scheduler=scheduler)
    chosen = {pod for number in range(10, 60) for pod in pods(cluster, f"c{number}", IP, times=1)}
    assert (len(chosen) > 1) is spreads


def test_open_connections_count_for_shortest_delay() -> None:
    cluster = scene(*WEB, client(), service(), proxy_mode="ipvs", scheduler="sed")
    answered = [call(cluster, "client", IP, source_port=port).pod for port in (40001, 40002, 40003)]
    assert len(set(answered)) == 3


@pytest.mark.parametrize("mode", ["iptables", "nftables"])
def test_random_choice_is_uniform(mode: ProxyMode) -> None:
    """Chi-square with 2 degrees of freedom stays below its 0.1 % bound on a fixed seed."""
    cluster = scene(*WEB, client(), service(), proxy_mode=mode, seed=7)
    times = 3000
    counts = cluster.reach(request("client", IP), times).pods.values()
    assert sum((count - times / 3) ** 2 / (times / 3) for count in counts) < 13.8


def test_random_choice_is_no_round_robin() -> None:
    cluster = scene(*WEB, client(), service(), seed=3)
    found = [cluster.connect(request("client", IP)).pod for _ in range(60)]
    assert any(one == other for one, other in itertools.pairwise(found))


# Connections that last ------------------------------------------------------------------------------------------------


def test_an_open_connection_outlives_its_service() -> None:
    cluster = scene(*WEB, client(), service())
    first = call(cluster, "client", IP, source_port=40001)
    cluster.delete(kinds.SERVICE, "default", "web")
    assert call(cluster, "client", IP, source_port=40001) == first
    assert call(cluster, "client", IP, source_port=40002).failure is Failure.TIMEOUT


def test_an_open_connection_stays_with_a_pod_that_is_no_longer_ready() -> None:
    cluster = scene(*WEB, client(), service())
    first = call(cluster, "client", IP, source_port=40001)
    assert first.pod is not None
    change(cluster, kinds.POD, first.pod[1], ("metadata", "annotations"), {"svcquest/ready": "false"})
    assert call(cluster, "client", IP, source_port=40001) == first
    assert first.pod[1] not in pods(cluster, "client", IP)


def test_a_connection_ends_with_its_pod_and_may_begin_anew() -> None:
    cluster = scene(*WEB, client(), service())
    first = call(cluster, "client", IP, source_port=40001)
    assert first.pod is not None
    cluster.delete(kinds.POD, *first.pod, grace_seconds=0)
    assert call(cluster, "client", IP, source_port=40001).failure is Failure.RESET
    second = call(cluster, "client", IP, source_port=40001)
    assert second.failure is None
    assert second.pod != first.pod


def test_datagrams_from_one_port_stick_until_their_endpoint_serves_no_more() -> None:
    echo = tuple(pod(f"web-{number}", number, protocol="UDP") for number in (1, 2, 3))
    cluster = scene(*echo, client(), service(ports=[{"port": 80, "protocol": "UDP"}]))
    first = {call(cluster, "client", IP, "UDP", source_port=5000).pod for _ in range(10)}
    assert len(first) == 1
    (stuck,) = first
    assert stuck is not None
    change(cluster, kinds.POD, stuck[1], ("metadata", "annotations"), {"svcquest/ready": "false"})
    assert call(cluster, "client", IP, "UDP", source_port=5000).pod not in first


def test_stale_datagram_flows_stay_while_the_service_has_no_endpoint_at_all() -> None:
    cluster = scene(pod("web-1", protocol="UDP"), client(), service(ports=[{"port": 80, "protocol": "UDP"}]))
    first = call(cluster, "client", IP, "UDP", source_port=5000)
    change(cluster, kinds.POD, "web-1", ("metadata", "annotations"), {"svcquest/ready": "false"})
    assert call(cluster, "client", IP, "UDP", source_port=5000) == first
    assert call(cluster, "client", IP, "UDP", source_port=5001).failure is Failure.REFUSED
    cluster.advance(120)
    assert call(cluster, "client", IP, "UDP", source_port=5000).failure is Failure.REFUSED


# A proxy that starts again in another mode ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "broken"),
    [
        ("iptables", "nftables", None),
        ("iptables", "ipvs", None),
        ("nftables", "iptables", None),
        ("ipvs", "iptables", None),
        ("ipvs", "nftables", Failure.TIMEOUT),
        ("userspace", "iptables", Failure.RESET),
        ("iptables", "userspace", None),
    ],
)
def test_connections_outlive_a_switch_where_the_kernel_keeps_them(
    before: ProxyMode, after: ProxyMode, broken: Failure | None
) -> None:
    cluster = scene(*WEB, client(), service(), proxy_mode=before)
    through = call(cluster, "client", IP, source_port=40001)
    direct = call(cluster, "client", "10.244.1.101", source_port=40002)
    cluster.switch_proxy(after)
    assert call(cluster, "client", "10.244.1.101", source_port=40002) == direct
    found = cluster.trace(request("client", IP, source_port=40001))
    assert found.delivery.failure is broken
    if broken:
        assert found.diagnosis is not None
        assert found.diagnosis.code == "connection-cut-off"
    else:
        assert found.delivery == through
    assert call(cluster, "client", IP, source_port=40001).failure is None, "a new one goes by the new rules"


def test_datagrams_that_a_proxy_relayed_begin_anew_with_the_next() -> None:
    echo = pod("web-1", protocol="UDP")
    cluster = scene(echo, client(), service(ports=[{"port": 80, "protocol": "UDP"}]), proxy_mode="userspace")
    assert call(cluster, "client", IP, "UDP", source_port=5000).source == "192.168.1.245"
    cluster.switch_proxy("iptables")
    assert call(cluster, "client", IP, "UDP", source_port=5000).source == "10.244.3.109"


# The userspace proxy ---------------------------------------------------------------------------------------------


def test_each_try_of_the_userspace_proxy_takes_a_turn() -> None:
    deaf = pod("web-1", 1, listen="81/tcp")
    cluster = scene(deaf, *WEB[1:], client(), service(), proxy_mode="userspace")
    assert sorted(cluster.reach(request("client", IP), 30).pods.values()) == [15, 15]


def test_the_userspace_proxy_tries_no_more_than_four() -> None:
    deaf = [pod(f"web-{number}", 1, listen="81/tcp") for number in (1, 2, 3, 4)]
    cluster = scene(*deaf, pod("web-5", 1), client(), service(), proxy_mode="userspace")
    can = cluster.possible(request("client", IP))
    assert len(can.pods) == 1
    assert can.failures == {Failure.EMPTY}
    found = cluster.reach(request("client", IP), 30)
    assert found.pods.keys() == can.pods
    assert found.failures.keys() == can.failures


def test_the_userspace_proxy_forgets_a_silent_client_of_datagrams_at_once() -> None:
    echo = tuple(pod(f"web-{number}", number, protocol="UDP") for number in (1, 2, 3))
    ports = [{"port": 80, "protocol": "UDP"}]
    cluster = scene(*echo, client(), service(ports=ports), proxy_mode="userspace")
    assert len({call(cluster, "client", IP, "UDP", source_port=5000).pod for _ in range(3)}) == 1
    cluster.advance(1)
    assert len({call(cluster, "client", IP, "UDP", source_port=5000 + number).pod for number in range(3)}) == 3


def test_the_userspace_proxy_does_not_hear_of_lost_datagrams() -> None:
    echo = (pod("web-1", 1, protocol="UDP"), pod("web-2", 2, listen="81/udp"))
    ports = [{"port": 80, "protocol": "UDP"}]
    cluster = scene(
        *echo,
        client(),
        service(ports=ports),
        service("b", ip="10.96.7.8", app="b", ports=ports),
        proxy_mode="userspace",
    )
    can = cluster.possible(request("client", IP, "UDP"))
    assert can.pods == {("default", "web-1")}
    assert can.failures == {Failure.TIMEOUT}
    found = cluster.reach(request("client", IP, "UDP"), 20)
    assert (list(found.pods.values()), found.failures) == ([10], {Failure.TIMEOUT: 10})
    assert call(cluster, "client", "10.96.7.8", "UDP").failure is Failure.TIMEOUT


# Chance ---------------------------------------------------------------------------------------------------------------


def test_a_fork_and_a_replay_see_the_same() -> None:
    cluster = scene(*WEB, client(), service())
    before = cluster.state
    fork = cluster.fork()
    found = [cluster.connect(request("client", IP)) for _ in range(20)]
    assert [fork.connect(request("client", IP)) for _ in range(20)] == found
    cluster.restore(before)
    assert [cluster.connect(request("client", IP)) for _ in range(20)] == found


def test_possible_leaves_nothing_behind() -> None:
    cluster = scene(*WEB, client(), STICKY)
    before = cluster.state
    cluster.possible(request("client", IP))
    assert cluster.state is before


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    mode=st.sampled_from(["iptables", "ipvs", "nftables", "userspace"]),
    ready=st.lists(st.booleans(), min_size=3, max_size=3),
    deaf=st.lists(st.booleans(), min_size=3, max_size=3),
    source=st.sampled_from(["client", "web-1", "node-2", "external"]),
    target=st.sampled_from([IP, f"{IP}:81", "192.168.1.244:30080", "192.168.1.245:30081", "10.244.2.102"]),
)
def test_what_is_possible_does_not_depend_on_the_seed_and_comes_true(
    seed: int, mode: ProxyMode, ready: list[bool], deaf: list[bool], source: str, target: str
) -> None:
    trees = [
        pod(f"web-{number}", number, ready=ready[number - 1], listen="1/tcp" if deaf[number - 1] else None)
        for number in (1, 2, 3)
    ]
    one, other = (scene(*trees, client(), node_port(), proxy_mode=mode, seed=each) for each in (1, seed))
    wanted = request(source, target)
    can = possible(one.state, wanted)
    assert can == possible(other.state, wanted)
    found, _ = reach(other.state, wanted, 60)
    assert set(found.pods) == can.pods
    assert set(found.failures) == can.failures
    assert sum(Counter(found.responders).values()) + sum(found.failures.values()) == found.times
