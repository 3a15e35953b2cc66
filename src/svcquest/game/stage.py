"""A level's cluster as it is before the player does anything, and what belongs to the level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.engine.state import State
from svcquest.game.owners import Owners, Root
from svcquest.levels.level import Level
from svcquest.levels.probe_format import holds_always
from svcquest.levels.problems import Fault, LevelError
from svcquest.model import kinds
from svcquest.model.frozen import dataclass, field, replace
from svcquest.model.tree import Tree
from svcquest.schema.last_applied import with_last_applied
from svcquest.terminal.files import Files
from svcquest.terminal.plain_lines import run_lines
from svcquest.terminal.process import Outcome

if TYPE_CHECKING:
    from svcquest.terminal.extras import Extras
    from svcquest.terminal.session import Terminal

SETTLE_SECONDS = 60.0
"""Simulated time that passes before anything is judged: rollouts are done and deleted pods are gone."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The workloads that belong to the level; pods of others are strangers to its probes."""

    workloads: frozenset[Root]

    def grown(self, before: State, after: State) -> Cast:
        """With what a hidden change has added."""
        return Cast(self.workloads | (Owners(after).workloads() - Owners(before).workloads()))


@dataclass(frozen=True, slots=True)
class Stage:
    """A level, set up. Make one for a level and keep it: setting up costs more than grading.

    Attributes:
        level: what is set up.
        seed: of the cluster and its balancer.
        given: the state to start from; made of the level's objects when it is None.
        start: the state at the start.
        cast: workloads of the start.
    """

    level: Level
    seed: int = 1
    given: State | None = None
    start: State = field(init=False)
    cast: Cast = field(init=False)

    def __post_init__(self) -> None:
        start = self.given or self._made()
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "cast", Cast(Owners(start).workloads()))

    def _made(self) -> State:
        cluster = Cluster(_settings(self.level, self.seed))
        self._load(cluster)
        cluster.advance(SETTLE_SECONDS)
        settings = replace(
            cluster.state.settings,
            endpoint_controllers=self.level.setup.controllers,
            keeps_past=any(holds_always(probe) for probe in self.level.probes),
        )
        cluster.restore(replace(cluster.state, settings=settings))
        if self.level.setup.halted_proxies:
            cluster.halt_proxies(self.level.setup.halted_proxies)
        return cluster.state

    def _load(self, cluster: Cluster) -> None:
        namespaces = {tree["metadata"].get("namespace") for tree in self.level.cluster} - {None}
        missing = sorted(name for name in namespaces if cluster.get(kinds.NAMESPACE, "", name) is None)
        named = {tree["metadata"]["name"] for tree in self.level.cluster if tree.get("kind") == "Namespace"}
        made: list[Tree] = [
            {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}
            for name in missing
            if name not in named
        ]
        refused = cluster.load([*made, *map(_as_applied, self.level.cluster)])
        if refused:
            raise LevelError([Fault(f"cluster of {self.level.id}", 0, 0, status.message) for status in refused])

    def cluster(self) -> Cluster:
        """A cluster of its own in the state of the start."""
        return fork(self.start)

    def run(self, cluster: Cluster, lines: Sequence[str], files: Files | None = None) -> Iterator[Outcome]:
        """Run lines as the administrator would who has just come to his terminal on a cluster."""
        return run_lines(cluster, lines, files or Files(self.level.files), self.level.namespace)

    def terminal(self, cluster: Cluster, files: Files | None = None, extras: Extras = MappingProxyType({})) -> Terminal:
        """A terminal on a cluster, with the level's files in its folder and its namespace as the current one."""
        from svcquest.terminal.session import Terminal  # noqa: PLC0415 - most of what is judged needs no shell

        return Terminal(cluster, files or Files(self.level.files), namespace=self.level.namespace, extras=extras)


def _as_applied(tree: Tree) -> Tree:
    """A manifest as ``kubectl apply`` stores it, so that applying a changed one merges as on any real cluster.

    Without the note of what was applied last, a port with another number would be added to the ports that are there.
    Objects out of a dump, which have a status, keep what they came with.
    """
    return tree if "status" in tree else with_last_applied(tree)


def fork(state: State) -> Cluster:
    """A cluster of its own in that state."""
    cluster = Cluster(state.settings, empty=True)
    cluster.restore(state)
    return cluster


def _settings(level: Level, seed: int) -> Settings:
    major, _, minor = level.proxy.version.partition(".")
    given, setup = Settings(seed=seed), level.setup
    six = (("fd00:10:96::/112",), ("fd00:10:244::/56",)) if setup.dual_stack else ((), ())
    return replace(
        given,
        proxy_mode=level.proxy.mode,
        scheduler=level.proxy.scheduler,
        version=(int(major), int(minor)),
        load_balancer_ips=setup.load_balancers,
        service_cidrs=given.service_cidrs + six[0],
        pod_cidrs=given.pod_cidrs + six[1],
        outside_names={**given.outside_names, **setup.outside},
        external_ports=setup.outside_ports or given.external_ports,
        hairpin=setup.hairpin,
    )
