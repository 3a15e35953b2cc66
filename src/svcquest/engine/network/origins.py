"""Where requests start: the addresses and the kernel behind a vantage point."""

from __future__ import annotations

from svcquest.engine.per_objects import remembered
from svcquest.engine.ranges import of_family
from svcquest.engine.state import State
from svcquest.model.frozen import dataclass
from svcquest.model.kinds import NODE, POD
from svcquest.model.net import Vantage
from svcquest.model.objects import Node, Pod


@dataclass(frozen=True, slots=True)
class Origin:
    """The sender of packets.

    Attributes:
        node: the machine whose kernel, and whose kube-proxy, sees its packets first; None outside of the cluster.
        addresses: its own, primary first.
        pod: set for a pod with a network of its own; a hostNetwork pod is its node.
    """

    vantage: Vantage
    node: Node | None
    addresses: tuple[str, ...]
    pod: Pod | None = None

    @property
    def is_node(self) -> bool:
        """A process in a node's own network."""
        return self.node is not None and self.pod is None

    def address(self, family: str) -> str:
        """The source address of its packets as they leave it, empty without one of that family."""
        return of_family(self.addresses, family)


@remembered
def origin_of(state: State, vantage: Vantage) -> Origin | None:
    """The sender behind a vantage point; None when nothing runs there."""
    if vantage.kind == "external":
        return Origin(vantage, None, (state.settings.external_ip,))
    if vantage.kind == "node":
        found = state.get(NODE, "", vantage.name)
        return _node(vantage, found.view) if found is not None and found.view.ready else None
    resource = state.get(POD, vantage.namespace, vantage.name)
    if resource is None or not resource.view.alive:
        return None
    pod: Pod = resource.view
    place = state.get(NODE, "", pod.node)
    if place is not None and not place.view.ready:
        return None
    node = place.view if place else _unknown_node(pod.node)
    return _node(vantage, node) if pod.host_network else Origin(vantage, node, pod.ips, pod)


def _node(vantage: Vantage, node: Node) -> Origin:
    return Origin(vantage, node, (*node.internal_ips, *node.gateways))


def _unknown_node(name: str) -> Node:
    """A machine that runs pods although the cluster has no Node object for it."""
    return Node(name, (), (), (), "", ready=True, unschedulable=False, labels={})
