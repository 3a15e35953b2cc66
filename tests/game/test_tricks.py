"""No built-in level is passed by a trick: the right answer, bent in a way that only looks right, must fail.

Each trick starts where the level's own solution has left the cluster, so that nothing but the trick is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from svcquest.engine.state import State
from svcquest.game.answering import give
from svcquest.game.grading import judge
from svcquest.game.proving.written import written
from svcquest.game.stage import Stage
from svcquest.levels.catalog import Catalog
from svcquest.levels.format import RequestProbe
from svcquest.model import kinds
from svcquest.model.objects import Service

WORKLOADS = (kinds.DEPLOYMENT, kinds.STATEFULSET, kinds.DAEMONSET)
LEVELS = [entry.id for entry in Catalog().entries]

Trick = Callable[[Stage, State], Iterator[str]]


def delete_what_is_in_the_way(stage: Stage, solved: State) -> Iterator[str]:
    """Somebody else's programs, one at a time."""
    for kind in WORKLOADS:
        for found in solved.select(kind):
            if not _is_open(stage, kind.singular, found.namespace, found.name):
                yield f"kubectl -n {found.namespace} delete {kind.singular} {found.name}"


def send_everybody_home(stage: Stage, solved: State) -> Iterator[str]:
    """The same, politely: no pods instead of no Deployment."""
    for found in solved.select(kinds.DEPLOYMENT):
        replicas = found.tree["spec"]["replicas"]
        if replicas and not _is_open(stage, "deployment", found.namespace, found.name):
            yield f"kubectl -n {found.namespace} scale deployment {found.name} --replicas=0"


def talk_to_the_clients(stage: Stage, solved: State) -> Iterator[str]:
    """A client that listens where it would call."""
    sources = {source for probe in stage.level.probes if isinstance(probe, RequestProbe) for source in probe.source}
    for source in sorted(sources):
        place, _, name = source.removeprefix("pod/").partition("/")
        known = solved.get(kinds.DEPLOYMENT, place, name)
        if known is not None and not _is_open(stage, "deployment", place, name):
            patch = '{"spec":{"template":{"metadata":{"annotations":{"svcquest/listen":"80"}}}}}'
            yield f"kubectl -n {place} patch deployment {name} -p '{patch}'"


def freeze_the_addresses(stage: Stage, solved: State) -> Iterator[str]:
    """Without its selector, a Service keeps the addresses that it has at this moment."""
    for place, service in _services(stage, solved):
        yield f'kubectl -n {place} patch service {service.name} -p \'{{"spec":{{"selector":null}}}}\''


def take_everybody(stage: Stage, solved: State) -> Iterator[str]:
    """A selector so wide that the right pods are certainly in it."""
    for place, service in _services(stage, solved):
        yield f"kubectl -n {place} set selector service {service.name} company=acme"


def rename(stage: Stage, solved: State) -> Iterator[str]:
    """The right pods under a name that nobody was told."""
    for place, service in _services(stage, solved):
        other = f"{service.name}-too"
        labels = ",".join(f"{key}={value}" for key, value in service.selector.items())
        steps = f"create service clusterip {other} --clusterip=None", f"set selector service {other} {labels}"
        yield " && ".join(f"kubectl -n {place} {step}" for step in (*steps, f"delete service {service.name}"))


TRICKS: tuple[Trick, ...] = (
    delete_what_is_in_the_way,
    send_everybody_home,
    talk_to_the_clients,
    freeze_the_addresses,
    take_everybody,
    rename,
)


@pytest.mark.parametrize("name", LEVELS)
def test_no_trick_passes(name: str) -> None:
    stage = Stage(Catalog().open(name))
    solved = stage.cluster()
    give(stage, stage.level.solution, solved)
    lines = [line for trick in TRICKS for line in trick(stage, solved.state)]
    assert lines
    for line in lines:
        cluster = stage.cluster()
        cluster.restore(solved.state)
        (outcome,) = stage.run(cluster, [line])
        assert outcome.exit == 0, (line, outcome.stderr)
        assert not judge(stage, cluster.state).passed, line


def _services(stage: Stage, solved: State) -> Iterator[tuple[str, Service]]:
    """Services with a selector that the solution made or changed."""
    for each in written(stage.start, solved):
        if each.kind == kinds.SERVICE and each.tree["spec"].get("selector"):
            resource = solved.get(each.kind, each.namespace, each.name)
            assert resource is not None
            yield each.namespace, resource.view


def _is_open(stage: Stage, kind: str, namespace: str, name: str) -> bool:
    return {f"{kind}s", f"{kind}/{namespace}/{name}", f"{kind}/{name}"} & set(stage.level.open) != set()
