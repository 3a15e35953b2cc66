"""What programs that deal with the cluster need to know: which cluster, and where they run.

The shell never looks into a process's world; the programs in ``tools`` and ``kubectl`` do.
"""

from __future__ import annotations

from typing import Protocol, cast

from svcquest.engine.cluster import Cluster
from svcquest.model.net import Vantage
from svcquest.terminal.process import Process

Tunnel = tuple[Vantage, int]
"""A pod and one of its ports, at the end of a port that is forwarded."""


class World(Protocol):
    """The surroundings of a program."""

    @property
    def cluster(self) -> Cluster:
        """The simulated cluster; its door is the only way to change it."""

    @property
    def vantage(self) -> Vantage:
        """The pod, node or outside machine on which the program runs."""

    @property
    def container(self) -> str:
        """The container of a pod, empty for its first one and elsewhere."""

    @property
    def tunnels(self) -> dict[int, Tunnel]:
        """Ports of this machine that kubectl forwards to pods."""


def world_of(process: Process) -> World:
    """The world of a program that was started by a terminal."""
    return cast("World", process.world)
