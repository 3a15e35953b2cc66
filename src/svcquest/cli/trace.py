"""``svcquest trace``: where requests go in the user's own manifests, and why."""

from __future__ import annotations

import argparse
from typing import Any

from svcquest.cli.clusters import cluster_from
from svcquest.cli.failing import NOT_SOLVED, SOLVED, UsageError
from svcquest.cli.printing import say, say_all, say_json
from svcquest.engine.cluster import Cluster
from svcquest.game.casting import vantage_of
from svcquest.game.targets import NoTargetError, target_of
from svcquest.game.words import trace_lines
from svcquest.model.net import Reach, Request, Trace

MOST_REQUESTS = 100_000


def run(arguments: argparse.Namespace) -> int:
    """Send requests and tell of them; exit 0 when all arrive, 1 when one fails."""
    if not 1 <= arguments.times <= MOST_REQUESTS:
        raise UsageError(f"-n must be from 1 to {MOST_REQUESTS}")
    cluster = cluster_from(arguments.clusters, arguments.proxy)
    request = _request(cluster, arguments.source, arguments.target)
    first = cluster.trace(request)
    before = cluster.state
    reach = cluster.reach(request, arguments.times)
    failing = first
    if first.delivery.failure is None and reach.failures:
        cluster.restore(before)
        failing = _first_failure(cluster, request, arguments.times) or first
    if arguments.json:
        say_json(_as_data(failing, reach))
    else:
        _tell(failing, reach)
    return NOT_SOLVED if reach.failures else SOLVED


def _request(cluster: Cluster, source: str, target: str) -> Request:
    vantage = vantage_of(source, cluster.state)
    if vantage is None:
        raise UsageError(f"--from {source}: there is no such place; pod/NAMESPACE/NAME, node/NAME or external")
    try:
        found = target_of(target if "://" in target else f"http://{target}", cluster.state)
    except NoTargetError as error:
        raise UsageError(error.in_full) from error
    return Request(vantage, found.host, found.port, found.protocol)


def _first_failure(cluster: Cluster, request: Request, times: int) -> Trace | None:
    for _ in range(min(times, 1000)):
        before = cluster.state
        if cluster.connect(request).failure is not None:
            cluster.restore(before)
            return cluster.trace(request)
    return None


def _tell(trace: Trace, reach: Reach) -> None:
    say(str(trace.request))
    for line in trace_lines(trace):
        say(f"  {line.mark} {line.label:<10}{line.text}")
    if trace.diagnosis is not None:
        say_all([f"why: {trace.diagnosis.why}", f"look at: {trace.diagnosis.look}"])
    say()
    say(f"of {reach.times} requests:")
    for who, count in sorted(reach.responders.items()):
        say(f"  {count / reach.times:>6.1%}  {who}, which saw {', '.join(reach.sources.get(who, ()))}")
    for failure, count in sorted(reach.failures.items()):
        say(f"  {count / reach.times:>6.1%}  {failure.value}")


def _as_data(trace: Trace, reach: Reach) -> dict[str, Any]:
    found: dict[str, Any] = {
        "request": str(trace.request),
        "hops": [{"hop": each.label, "text": each.text, "failed": each.failed} for each in trace_lines(trace)],
        "failure": trace.delivery.failure.value if trace.delivery.failure else None,
        "times": reach.times,
        "responders": dict(sorted(reach.responders.items())),
        "failures": {failure.value: count for failure, count in sorted(reach.failures.items())},
        "sources": {who: list(seen) for who, seen in sorted(reach.sources.items())},
    }
    if trace.diagnosis is not None:
        found |= {"why": trace.diagnosis.why, "look": trace.diagnosis.look, "code": trace.diagnosis.code}
    return found
