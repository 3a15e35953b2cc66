"""Connections a second on one core without a trace, by proxy mode and kind of target (at least 50,000 each)."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.changes import HEADLESS
from benchmarks.measure import at_least, cpu_seconds, pace
from benchmarks.populated import MIDDLE, namespace, node_ip, pod_ip, pod_name, populated, service_ip
from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import ProxyMode
from svcquest.model.net import EXTERNAL, Failure, Request, Vantage

LIMIT = 50_000
PAIRS = 2_000
TIMES = 30_000
ROUNDS = 5
MODES: tuple[ProxyMode, ...] = ("iptables", "nftables", "ipvs", "userspace")

Target = Callable[[int], Request]
"""The n-th request of a kind."""


def run() -> bool:
    """Connections of many clients to many targets; the first between two ends, which is slower, is told beside."""
    print(f"     yardstick: {pace()}")
    cluster = populated(MIDDLE)
    kept = [_measured(cluster, mode, kind, target) for mode in MODES for kind, (target, _) in TARGETS.items()]
    return all(kept)


def _measured(cluster: Cluster, mode: ProxyMode, kind: str, target: Target) -> bool:
    cluster = cluster.fork()
    cluster.switch_proxy(mode)
    requests = [target(number) for number in range(PAIRS)]

    def connect() -> None:
        for number in range(TIMES):
            cluster.connect(requests[number % PAIRS])

    first = PAIRS / cpu_seconds(lambda: [cluster.connect(request) for request in requests])
    rate = TIMES / cpu_seconds(connect, ROUNDS)
    wanted = TARGETS[kind][1]
    for request in requests[:50]:
        if (failure := cluster.connect(request).failure) not in wanted:
            raise RuntimeError(f"{request} in {mode} mode: {failure}")
    return at_least(f"{mode}: {kind}", rate, LIMIT, f"first between two ends {first:,.0f}/s")


def _client(number: int) -> Vantage:
    owner = number % MIDDLE.services
    return Vantage("pod", namespace(owner), pod_name(number, MIDDLE))


def _service(number: int) -> int:
    """A Service that has a cluster IP."""
    found = number * 7 % 600
    return found + 1 if found % 20 == HEADLESS else found


def _cluster_ip(number: int) -> Request:
    return Request(_client(number), service_ip(_service(number)), 80)


def _node_port(number: int) -> Request:
    return Request(_client(number), node_ip(number % MIDDLE.nodes), 20_003 + number % 60 * 10)


def _from_outside(number: int) -> Request:
    return Request(EXTERNAL, node_ip(number % MIDDLE.nodes), 20_003 + number % 60 * 10)


def _pod(number: int) -> Request:
    return Request(_client(number), pod_ip((number * 31 + 1) % MIDDLE.pods, MIDDLE), 8080)


def _other_port(number: int) -> Request:
    return Request(_client(number), service_ip(_service(number)), 81)


def _nobody(number: int) -> Request:
    return Request(_client(number), f"10.111.9.{number % 250}", 80)


ANSWERED = frozenset({None})
TARGETS: dict[str, tuple[Target, frozenset[Failure | None]]] = {
    "cluster IP": (_cluster_ip, ANSWERED),
    "node port": (_node_port, ANSWERED),
    "node port from outside": (_from_outside, ANSWERED),
    "pod": (_pod, ANSWERED),
    "port that a Service lacks": (_other_port, frozenset({Failure.REFUSED, Failure.TIMEOUT})),
    "address that nobody has": (_nobody, frozenset({Failure.TIMEOUT})),
}
