"""What a change costs in a cluster of some size: until endpoints, names and routes are right again."""

from __future__ import annotations

import time

from benchmarks.populated import NAMESPACES, Size, namespace, pod_name, service_ip
from svcquest.engine.cluster import Accepted, Cluster
from svcquest.engine.dns.server import answer
from svcquest.model.dns import Question
from svcquest.model.kinds import POD, SERVICE
from svcquest.model.net import Request, Vantage
from svcquest.model.resource import ObjectKey
from svcquest.model.tree import with_value

ROUNDS = 200
"""Measured changes, after one that is not: it loads what is read when first needed."""

SERVICES = 40
"""How many Services take turns; the smallest cluster has them and their neighbours."""

HEADLESS = 7
"""Number of the first headless Service; every twentieth is."""


def edit(cluster: Cluster, size: Size) -> list[float]:
    """Milliseconds of moving a Service to another one's pods or back, until its name and address lead to them."""
    spent = []
    for number in range(ROUNDS + 1):
        away, turn = number // SERVICES % 2 == 0, number % SERVICES
        name, ip, other = f"app-{turn}", service_ip(turn), turn + NAMESPACES if away else turn
        resource = cluster.get(SERVICE, namespace(turn), name)
        if turn % 20 == HEADLESS or resource is None:
            continue
        tree = with_value(resource.tree, ("spec", "selector"), {"app": f"app-{other}"})
        start = time.process_time()
        taken = cluster.update(SERVICE, namespace(turn), name, tree)
        found = answer(cluster.state, Question(f"{name}.{namespace(turn)}.svc.cluster.local.", "A")).addresses
        pod = cluster.connect(Request(_client(size), ip, 80)).pod
        spent.append((time.process_time() - start) * 1000)
        _insist(isinstance(taken, Accepted) and found == (ip,) and _belongs(pod, other), f"edit of {name}")
    return spent[1:]


def flip(cluster: Cluster, size: Size) -> list[float]:
    """Milliseconds of a pod's becoming unready and ready again, each until a name and an address follow."""
    spent = []
    for turn in range(ROUNDS + 1):
        number = (turn % 3) * 20 + HEADLESS
        name, key = f"app-{number}", (namespace(number), pod_name(number, size))
        full = f"{name}.{namespace(number)}.svc.cluster.local."
        ready = "false" if turn // 3 % 2 == 0 else "true"
        resource = cluster.get(POD, *key)
        _insist(resource is not None, f"pod {key}")
        assert resource is not None
        notes = {**resource.annotations, "svcquest/ready": ready}
        tree = with_value(resource.tree, ("metadata", "annotations"), notes)
        start = time.process_time()
        taken = cluster.update(POD, *key, tree)
        found = answer(cluster.state, Question(full, "A")).addresses
        delivery = cluster.connect(Request(_client(size), found[0], 8080))
        spent.append((time.process_time() - start) * 1000)
        here = resource.view.ip in found
        _insist(isinstance(taken, Accepted) and delivery.failure is None, f"flip of {key}")
        _insist(here == (ready == "true"), f"name of {name}")
    return spent[1:]


def _client(size: Size) -> Vantage:
    number = size.pods - 1
    return Vantage("pod", namespace(number % size.services), pod_name(number, size))


def _belongs(pod: ObjectKey | None, service: int) -> bool:
    return pod is not None and pod[1].startswith(f"app-{service}-")


def _insist(holds: bool, what: str) -> None:
    if not holds:
        raise RuntimeError(f"{what}: not as expected")
