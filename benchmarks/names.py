"""DNS answers a second on one core, by kind of question (at least 50,000 each)."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.changes import HEADLESS
from benchmarks.measure import at_least, cpu_seconds, pace
from benchmarks.populated import MIDDLE, NAMESPACES, namespace, pod_ip, populated, service_ip
from svcquest.engine.dns.names import dashed, to_reverse
from svcquest.engine.dns.server import answer
from svcquest.engine.state import State
from svcquest.model.dns import Question
from svcquest.model.tree import Tree

LIMIT = 50_000
TIMES = 30_000
ROUNDS = 3
SERVICES = [number for number in range(400) if number % 20 != HEADLESS]
HEADLESS_SERVICES = [number for number in range(400) if number % 20 == HEADLESS]
ALIASES = range(40)


def run() -> bool:
    """Each kind of question about many names in turn."""
    print(f"     yardstick: {pace()}")
    cluster = populated(MIDDLE)
    cluster.load(aliases())
    kept = [_measured(cluster.state, kind, asked) for kind, asked in questions()]
    return all(kept)


def _measured(state: State, kind: str, asked: list[Question]) -> bool:
    def ask() -> None:
        for draw in range(TIMES):
            answer(state, asked[draw % len(asked)], draw)

    first = len(asked) / cpu_seconds(lambda: [answer(state, question) for question in asked])
    sample = answer(state, asked[0])
    rate = TIMES / cpu_seconds(ask, ROUNDS)
    shown = f"{sample.rcode}, {len(sample.answers)} records, first time {first:,.0f}/s"
    return at_least(kind, rate, LIMIT, shown)


def questions() -> Iterator[tuple[str, list[Question]]]:
    """Kinds of question, each with the names that are asked in turn."""
    yield "A of a cluster IP", [Question(_name(number), "A") for number in SERVICES]
    yield "AAAA of a cluster IP", [Question(_name(number), "AAAA") for number in SERVICES]
    yield "A of a headless Service", [Question(_name(number), "A") for number in HEADLESS_SERVICES]
    yield "A of an endpoint", [Question(f"{dashed(_ip(number))}.{_name(number)}", "A") for number in HEADLESS_SERVICES]
    yield "A of a pod", [Question(f"{dashed(_ip(number))}.team-0.pod.cluster.local.", "A") for number in SERVICES]
    yield "SRV of a Service", [Question(_name(number), "SRV") for number in SERVICES]
    yield "SRV of a named port", [Question(f"_http._tcp.{_name(number)}", "SRV") for number in SERVICES]
    yield "SRV of a headless Service", [Question(f"_http._tcp.{_name(each)}", "SRV") for each in HEADLESS_SERVICES]
    yield "PTR of a cluster IP", [Question(to_reverse(service_ip(number)), "PTR") for number in SERVICES]
    yield "PTR of a pod", [Question(to_reverse(_ip(number)), "PTR") for number in HEADLESS_SERVICES]
    yield "CNAME of an alias", [Question(f"out-{each}.team-0.svc.cluster.local.", "CNAME") for each in ALIASES]
    yield (
        "A of an alias of a name outside",
        [Question(f"out-{each}.team-0.svc.cluster.local.", "A") for each in ALIASES],
    )
    yield "A of an alias of three steps", [Question(f"one-{each}.team-0.svc.cluster.local.", "A") for each in ALIASES]
    yield "MX (no records)", [Question(_name(number), "MX") for number in SERVICES]
    yield "a name that does not exist", [Question(f"no-{_name(number)}", "A") for number in SERVICES]
    yield "NS of the zone", [Question("cluster.local.", "NS")]
    yield "SOA of the zone", [Question("cluster.local.", "SOA")]
    yield "TXT of dns-version", [Question("dns-version.cluster.local.", "TXT")]
    yield "names outside", [Question("www.example.com.", "A"), Question("no.example.com.", "A")]


def aliases() -> Iterator[Tree]:
    """ExternalName Services: to a name outside, and in three steps to a Service."""
    for number in ALIASES:
        yield _alias(f"out-{number}", "www.example.com")
        yield _alias(f"one-{number}", f"two-{number}.team-0.svc.cluster.local")
        yield _alias(f"two-{number}", f"three-{number}.team-0.svc.cluster.local")
        yield _alias(f"three-{number}", f"app-{number * NAMESPACES}.team-0.svc.cluster.local")


def _alias(name: str, target: str) -> Tree:
    metadata: Tree = {"name": name, "namespace": "team-0"}
    spec: Tree = {"type": "ExternalName", "externalName": target}
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}


def _name(number: int) -> str:
    return f"app-{number}.{namespace(number)}.svc.cluster.local."


def _ip(number: int) -> str:
    """The address of a pod of a Service."""
    return pod_ip(number, MIDDLE)
