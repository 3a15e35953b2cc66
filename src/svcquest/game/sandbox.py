"""A cluster to play with: a session without a task, on any objects, in which kube-proxy and the version can change."""

from __future__ import annotations

from collections import Counter

from svcquest.engine.cluster import Cluster
from svcquest.engine.reconfiguring import reconfigured
from svcquest.engine.settings import ProxyMode, Settings
from svcquest.game.clusters import cluster_of
from svcquest.game.picture import SYSTEM
from svcquest.game.saving import cluster_text
from svcquest.game.session import Session
from svcquest.game.snapshot import Snapshot
from svcquest.game.stage import Stage
from svcquest.levels.format import Header, Proxy
from svcquest.levels.level import Answer, Level
from svcquest.levels.loading import read_objects
from svcquest.model import kinds
from svcquest.model.frozen import dataclass, replace
from svcquest.model.tree import Tree

ID = "sandbox"
"""Under which unfinished work in the sandbox is kept."""

DRAFT = "service.yaml"
"""The file that the editor shows at first; empty."""

VERSIONS: tuple[tuple[int, int], ...] = ((1, 36), (1, 34), (1, 33), (1, 25))
"""Versions of Kubernetes between which a client of Services can tell a difference, newest first."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sandbox's cluster comes from: a name to call it by, and the text of a cluster file or a dump."""

    name: str
    text: str


class Sandbox(Session):
    """A session without probes.

    Attributes:
        source: what the cluster was made of.
        refused: why some of its objects are missing.
    """

    def __init__(self, source: Source, seed: int = 1) -> None:
        """Set a cluster up.

        Raises:
            LevelError: the text is no list of objects.
        """
        cluster, refused = cluster_of(read_objects(source.text, source.name), seed=seed)
        level = _frame(_busiest_namespace(cluster))
        super().__init__(level, seed, Stage(level, seed, cluster.state))
        self.source = source
        self.refused = tuple(status.message for status in refused)
        self._actions.append(("source", source.name, source.text))

    @property
    def settings(self) -> Settings:
        """How the cluster is set up now."""
        return self.cluster.state.settings

    def switch_proxy(self, mode: ProxyMode, scheduler: str = "rr") -> None:
        """Restart every kube-proxy in another mode; an undo step."""
        before = self._history.moment()
        self.cluster.switch_proxy(mode, scheduler)
        self._actions.append(("proxy", mode, scheduler))
        self._history.add(f"kube-proxy in mode {mode}", before)

    def switch_version(self, version: tuple[int, int]) -> None:
        """Let another version's API server, controllers and proxies take over all objects; an undo step."""
        before = self._history.moment()
        state = self.cluster.state
        self.cluster.restore(reconfigured(state, replace(state.settings, version=version)))
        self._actions.append(("version", *version))
        self._history.add(f"Kubernetes {version[0]}.{version[1]}", before)

    def as_file(self) -> str:
        """The cluster as the text of a cluster file."""
        return cluster_text(self.cluster.state)

    def objects(self) -> list[Tree]:
        """What a cluster file of it holds, object by object."""
        return read_objects(self.as_file(), self.source.name)

    @property
    def proxy(self) -> Proxy:
        """The settings as a level says them."""
        settings = self.settings
        version = ".".join(map(str, settings.version))
        return Proxy(settings.proxy_mode, settings.scheduler, version)

    @classmethod
    def reopened(cls, snapshot: Snapshot) -> Sandbox | None:
        """A sandbox as it was left; None when the snapshot is of something else.

        Raises:
            LevelError: its cluster can no longer be read.
        """
        match snapshot.actions[:1]:
            case (("source", str(name), str(text)),):
                sandbox = cls(Source(name, text), snapshot.seed)
            case _:
                return None
        for action in snapshot.actions[1:]:
            sandbox._repeat(action)
        for name, text in snapshot.files.items():
            sandbox.write(name, text)
        return sandbox

    def _repeat(self, action: tuple[str | float, ...]) -> None:
        match action:
            case ("proxy", "iptables" | "ipvs" | "nftables" | "userspace" as mode, str(scheduler)):
                self.switch_proxy(mode, scheduler)
            case ("version", int(major), int(minor)):
                self.switch_version((major, minor))
            case _:
                super()._repeat(action)


def _frame(namespace: str) -> Level:
    """The level that a sandbox plays: nothing to solve, everything allowed."""
    return Level(
        header=Header(1, ID, "Sandbox", ID, minutes=1),
        brief="",
        debrief="",
        proxy=Proxy(),
        namespace=namespace,
        cluster=(),
        files={DRAFT: ""},
        open=(),
        ways=("yaml", "kubectl"),
        probes=(),
        changes=(),
        hints=(),
        solution=Answer({}),
        alternates=(),
        near_misses=(),
        equivalent=(),
        start_passes=True,
    )


def _busiest_namespace(cluster: Cluster) -> str:
    """Where most pods live that do not belong to the system; the terminal starts there."""
    counts = Counter(pod.namespace for pod in cluster.select(kinds.POD) if pod.namespace not in SYSTEM)
    return min(counts, key=lambda name: (-counts[name], name), default="default")
