"""What chance decides and what it never does: shares by proxy mode, replay by seed, the pods that can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from tests.engine.network.random_scenes import MODES, requests, states
from tests.engine.network.scenes import IP, client, node_port, pod, request, scene, service

from svcquest.engine.cluster import Cluster
from svcquest.engine.dns.server import answer
from svcquest.engine.network.connect import possible, reach
from svcquest.engine.settings import ProxyMode
from svcquest.engine.state import State
from svcquest.model.dns import Question
from svcquest.model.kinds import SERVICE
from svcquest.model.net import Request
from svcquest.model.objects import Protocol
from svcquest.model.tree import Tree

BOUNDS = {1: 10.83, 2: 13.82, 4: 18.47, 6: 22.46}
"""Chi-square that chance exceeds once in a thousand times, by degrees of freedom."""

RANDOM_MODES: tuple[ProxyMode, ...] = ("iptables", "nftables")


def is_uniform(found: Iterable[Hashable], kinds: int) -> bool:
    """Whether outcomes are as evenly spread over so many kinds as chance would have it."""
    counts = Counter(found)
    expected = counts.total() / kinds
    return (
        len(counts) == kinds and sum((each - expected) ** 2 / expected for each in counts.values()) < BOUNDS[kinds - 1]
    )


def web(count: int, **more: Any) -> list[Tree]:
    return [pod(f"web-{number}", number % 3 + 1, **more) for number in range(1, count + 1)]


# Shares ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", RANDOM_MODES)
@pytest.mark.parametrize("count", [2, 3, 5, 7])
@pytest.mark.parametrize(("source", "to"), [("client", IP), ("node-2", IP), ("external", "192.168.1.244:30080")])
def test_kernel_rules_choose_at_random(mode: ProxyMode, count: int, source: str, to: str) -> None:
    cluster = scene(*web(count), client(), node_port(), proxy_mode=mode, seed=5)
    assert is_uniform((cluster.connect(request(source, to)).pod for _ in range(count * 300)), count)


@pytest.mark.parametrize("mode", RANDOM_MODES)
def test_one_choice_says_nothing_about_the_next(mode: ProxyMode) -> None:
    cluster = scene(*web(2), client(), service(), proxy_mode=mode, seed=5)
    found = [cluster.connect(request("client", IP)).pod for _ in range(801)]
    assert is_uniform((one == other for one, other in zip(found[::2], found[1::2], strict=False)), 2)


@pytest.mark.parametrize(
    ("mode", "scheduler"),
    [("userspace", "rr"), ("ipvs", "rr"), ("ipvs", "wrr"), ("ipvs", "lc"), ("ipvs", "wlc")],
)
def test_turns_and_counts_are_exact(mode: ProxyMode, scheduler: str) -> None:
    cluster = scene(*web(7), client(), service(), proxy_mode=mode, scheduler=scheduler)
    for _ in range(4):
        assert len({cluster.connect(request("client", IP)).pod for _ in range(7)}) == 7


@pytest.mark.parametrize("scheduler", ["sh", "mh"])
def test_source_hashes_spread_clients(scheduler: str) -> None:
    clients = [client(f"c{number}", number % 3 + 1) for number in range(10, 110)]
    cluster = scene(*web(3), *clients, service(), proxy_mode="ipvs", scheduler=scheduler)
    counts = Counter(cluster.connect(request(f"c{number}", IP)).pod for number in range(10, 110))
    assert len(counts) == 3
    assert max(counts.values()) < 2 * min(counts.values())


def test_a_consistent_hash_moves_only_the_clients_of_a_pod_that_leaves() -> None:
    clients = [client(f"c{number}", number % 3 + 1) for number in range(10, 110)]
    chosen = []
    for ready in (True, False):
        trees = [*web(2), pod("web-3", ready=ready), *clients, service()]
        cluster = scene(*trees, proxy_mode="ipvs", scheduler="mh")
        chosen.append([cluster.connect(request(f"c{number}", IP)).pod for number in range(10, 110)])
    moved = {before for before, after in zip(*chosen, strict=True) if before != after}
    assert moved == {("default", "web-3")}


@pytest.mark.parametrize("mode", RANDOM_MODES)
def test_the_first_choice_of_a_client_with_affinity_is_random(mode: ProxyMode) -> None:
    clients = [client(f"c{number}", number % 3 + 1) for number in range(10, 150)]
    cluster = scene(*web(2), *clients, service(sessionAffinity="ClientIP"), proxy_mode=mode, seed=2)
    assert is_uniform((cluster.connect(request(f"c{number}", IP)).pod for number in range(10, 150)), 2)


def test_every_order_of_addresses_is_as_likely() -> None:
    cluster = scene(*web(3), service(ip="None"))
    question = Question("web.default.svc.cluster.local.", "A")
    for place in range(3):
        assert is_uniform((answer(cluster.state, question, draw).addresses[place] for draw in range(900)), 3)


# Replay ---------------------------------------------------------------------------------------------------------------


WAYS: list[tuple[Protocol, int]] = [("TCP", 0), ("TCP", 40_001), ("UDP", 40_001)]


def _traffic(cluster: Cluster) -> list[object]:
    """What comes of some traffic of all sorts."""
    cluster.advance(1)
    asked = [
        request(source, to, protocol, source_port)
        for source, to in (("client", IP), ("node-1", IP), ("external", "192.168.1.243:30080"))
        for protocol, source_port in WAYS
    ]
    named = [request("client", "web"), request("client", "hl")]
    return [*map(cluster.connect, asked * 3 + named * 5), *map(cluster.trace, asked + named)]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("seed", [1, 99])
def test_a_seed_replays_exactly(mode: ProxyMode, seed: int) -> None:
    trees = [*web(5), client(), node_port(), service("hl", ip="None")]
    one, other = (scene(*trees, proxy_mode=mode, seed=seed) for _ in range(2))
    assert _traffic(one) == _traffic(other)
    assert one.state.flows == other.state.flows


def test_seeds_differ() -> None:
    def first(seed: int) -> list[object]:
        cluster = scene(*web(5), client(), service(), seed=seed)
        return [cluster.connect(request("client", IP)).pod for _ in range(20)]

    assert len({tuple(first(seed)) for seed in range(10)}) == 10


# What chance never decides --------------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(states, requests)
def test_what_can_happen_is_the_same_for_every_seed_and_comes_true(state: State, wanted: Request) -> None:
    can = possible(state, wanted)
    reached: set[object] = set()
    failures: set[object] = set()
    for seed in range(12):
        other = replace(state, settings=replace(state.settings, seed=seed))
        assert possible(other, wanted) == can
        found, _ = reach(other, wanted, 6)
        reached |= set(found.pods)
        failures |= set(found.failures)
    assert reached <= can.pods
    assert failures <= can.failures
    service = state.get(SERVICE, "default", "web")
    assert service is not None
    if not service.view.affinity_seconds or state.settings.proxy_mode in RANDOM_MODES:
        assert reached == can.pods
        assert failures == can.failures
