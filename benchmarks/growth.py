"""How costs grow with the cluster: at 1,000, 10,000 and 100,000 pods (what has to be the same may double at most)."""

from __future__ import annotations

from benchmarks import changes
from benchmarks.measure import cpu_seconds, pace, percentile, report
from benchmarks.populated import LARGE, MIDDLE, SMALL, Size, loaded, namespace, pod_name, service_ip, trees
from svcquest.engine.cluster import Cluster
from svcquest.engine.dns.server import answer
from svcquest.model.dns import Question
from svcquest.model.frozen import dataclass
from svcquest.model.net import Request, Vantage

LIMIT = 2.0
TIMES = 5_000


@dataclass(frozen=True, slots=True)
class Row:
    """Costs in a cluster of one size.

    Attributes:
        load: seconds.
        edit, flip: milliseconds until endpoints, names and routes are right, median.
        first: microseconds of the first connection between two ends.
        connect, lookup: microseconds of a connection and of a DNS answer.
    """

    pods: int
    load: float
    edit: float
    flip: float
    first: float
    connect: float
    lookup: float


def run() -> bool:
    """Measure three sizes and compare the largest with the smallest."""
    print(f"     yardstick: {pace()}")
    rows = [measured(size) for size in (SMALL, MIDDLE, LARGE)]
    print(f"     {'pods':>8} {'load s':>8} {'edit ms':>8} {'flip ms':>8} {'first µs':>9} {'conn. µs':>9} {'DNS µs':>8}")
    for row in rows:
        costs = f"{row.first:>9.0f} {row.connect:>9.1f} {row.lookup:>8.1f}"
        print(f"     {row.pods:>8,} {row.load:>8.2f} {row.edit:>8.2f} {row.flip:>8.2f} {costs}")
    small, large = rows[0], rows[-1]
    kept = []
    for name in ("edit", "flip", "first", "connect", "lookup"):
        ratio = getattr(large, name) / getattr(small, name)
        kept.append(report(f"{name}: {large.pods:,} / {small.pods:,} pods", f"{ratio:.2f}", ratio, LIMIT))
    return all(kept)


def measured(size: Size) -> Row:
    """All costs in a cluster of a size."""
    objects = list(trees(size))
    clusters: list[Cluster] = []
    load = cpu_seconds(lambda: clusters.append(loaded(objects)))
    (cluster,) = clusters
    clients = [_client(number, size) for number in range(500)]
    requests = [Request(each, service_ip(number % 6), 80) for number, each in enumerate(clients)]
    names = [Question(f"app-{each}.{namespace(each)}.svc.cluster.local.", "A") for each in range(60)]

    def connect() -> None:
        for number in range(TIMES):
            cluster.connect(requests[number % len(requests)])

    def look_up() -> None:
        for number in range(TIMES):
            answer(cluster.state, names[number % len(names)], number)

    first = cpu_seconds(lambda: [cluster.connect(request) for request in requests]) / len(requests)
    each, name = cpu_seconds(connect, 3) / TIMES, cpu_seconds(look_up, 3) / TIMES
    edit, flip = (percentile(measure(cluster, size), 0.5) for measure in (changes.edit, changes.flip))
    return Row(size.pods, load, edit, flip, first * 1e6, each * 1e6, name * 1e6)


def _client(number: int, size: Size) -> Vantage:
    return Vantage("pod", namespace(number % size.services), pod_name(number, size))
