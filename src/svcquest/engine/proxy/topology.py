"""Which endpoints of a Service port a node may use.

Follows pkg/proxy/topology.go CategorizeEndpoints of Kubernetes 1.36.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from svcquest.model.frozen import dataclass
from svcquest.model.resource import ObjectKey

Preference = Literal["SameNode", "SameZone", ""]


@dataclass(frozen=True, slots=True)
class Backend:
    """One endpoint of a Service port, as kube-proxy reads it from the EndpointSlices.

    Attributes:
        ready: takes part in normal load balancing.
        serving: would answer, even while it terminates.
        node: where it runs, empty when the slice does not tell.
        zone_hints: zones whose clients shall use it.
        node_hints: nodes whose clients shall use it.
    """

    address: str
    port: int
    ready: bool = True
    serving: bool = True
    terminating: bool = False
    node: str = ""
    zone_hints: tuple[str, ...] = ()
    node_hints: tuple[str, ...] = ()
    pod: ObjectKey | None = None

    @property
    def draining(self) -> bool:
        """On its way out but still answering: used where nothing is ready."""
        return self.serving and self.terminating and not self.ready

    @property
    def hinted(self) -> bool:
        """Meant for clients of some nodes or zones."""
        return bool(self.node_hints or self.zone_hints)


@dataclass(frozen=True, slots=True)
class TrafficPolicies:
    """What a Service port asks of its traffic.

    Attributes:
        internal_local: internalTrafficPolicy is Local.
        external_local: externalTrafficPolicy is Local.
        external: it can be reached from outside: a node port, a load balancer's or an external IP.
    """

    internal_local: bool = False
    external_local: bool = False
    external: bool = False

    @property
    def uses_cluster(self) -> bool:
        """Some of its traffic may go to endpoints on every node."""
        return not self.internal_local or self.external

    @property
    def uses_local(self) -> bool:
        """Some of its traffic must stay on the node."""
        return self.internal_local or (self.external_local and self.external)


@dataclass(frozen=True, slots=True)
class Categories:
    """Endpoints of a Service port sorted for one node.

    Attributes:
        cluster: for traffic under policy Cluster. Ready endpoints, narrowed by hints; where there is no ready one
            anywhere, those that terminate but still serve, without regard to hints. Empty if nothing uses it.
        local: for traffic under policy Local. Ready endpoints on this node; where there are none, those on this
            node that terminate but still serve. Empty if nothing uses it, and also when all are elsewhere.
        any: the Service port has a usable endpoint on some node. Without one packets are rejected; with one, but
            none in the list that applies, they are dropped.
        preference: the hints that narrowed ``cluster``, empty when hints were not used.
    """

    cluster: tuple[Backend, ...] = ()
    local: tuple[Backend, ...] = ()
    any: bool = False
    preference: Preference = ""


def categorize(endpoints: Sequence[Backend], policies: TrafficPolicies, node: str, zone: str) -> Categories:
    """Sort a Service port's endpoints for a node.

    Args:
        endpoints: all that the slices list, in any condition.
        node: name of the node.
        zone: its zone, empty when it has none.
    """
    cluster: tuple[Backend, ...] = ()
    preference: Preference = ""
    if policies.uses_cluster:
        preference = preference_of(endpoints, node, zone)
        ready = tuple(each for each in endpoints if each.ready and _preferred(each, preference, node, zone))
        cluster = ready or tuple(each for each in endpoints if each.draining)
    if not policies.uses_local:
        return Categories(cluster, (), bool(cluster), preference)
    here = [each for each in endpoints if each.node == node]
    local = tuple(each for each in here if each.ready) or tuple(each for each in here if each.draining)
    usable = bool(cluster) or any(each.ready or each.draining for each in endpoints)
    return Categories(cluster, local, usable, preference)


def preference_of(endpoints: Sequence[Backend], node: str, zone: str) -> Preference:
    """Whether hints narrow the choice on a node.

    A kind of hint counts only if every ready endpoint carries it and one of them names this node or zone:
    otherwise some node would be left without endpoints. Follows topologyModeFromHints.
    """
    ready = [each for each in endpoints if each.ready]
    if not ready:
        return ""
    if all(each.node_hints for each in ready) and any(node in each.node_hints for each in ready):
        return "SameNode"
    if zone and all(each.zone_hints for each in ready) and any(zone in each.zone_hints for each in ready):
        return "SameZone"
    return ""


def _preferred(endpoint: Backend, preference: Preference, node: str, zone: str) -> bool:
    if preference == "SameNode":
        return node in endpoint.node_hints
    return preference != "SameZone" or zone in endpoint.zone_hints
