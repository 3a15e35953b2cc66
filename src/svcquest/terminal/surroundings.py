"""What the programs of a terminal know of the world: the cluster, the kubeconfig, and where they run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from svcquest.engine.cluster import Cluster
from svcquest.model import kinds
from svcquest.model.frozen import dataclass, field
from svcquest.model.net import Vantage
from svcquest.terminal.kubectl.kubeconfig import Kubeconfig
from svcquest.terminal.world import Tunnel

if TYPE_CHECKING:
    from svcquest.terminal.shell import Shell


@dataclass(slots=True)
class Surroundings:
    """The world of programs at one place.

    Attributes:
        cluster: the simulated cluster.
        kubeconfig: of the administrator; shared by all places.
        vantage: where the program runs.
        container: of a pod, empty for its first one.
        shell_at: opens a shell somewhere else.
        tunnels: local port to the pod and the port of its own to which ``kubectl port-forward`` leads.
    """

    cluster: Cluster
    kubeconfig: Kubeconfig
    vantage: Vantage
    container: str
    shell_at: Callable[[Vantage, str], Shell] = field(repr=False)
    tunnels: dict[int, Tunnel] = field(default_factory=dict, repr=False)

    @property
    def now(self) -> float:
        """Simulated time, seconds since 1970."""
        return self.cluster.state.now

    def advance(self, seconds: float) -> None:
        """Let simulated time pass."""
        self.cluster.advance(seconds)


def home_vantage(cluster: Cluster) -> Vantage:
    """The node on which the administrator's terminal stands: the first one."""
    nodes = cluster.select(kinds.NODE)
    return Vantage("node", "", nodes[0].name) if nodes else Vantage("external")
