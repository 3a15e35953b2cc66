"""What the rule of a Service port does with a packet.

Follows the order of checks in pkg/proxy/iptables/proxier.go syncProxyRules; the other modes differ as ``Mode`` says.
"""

from __future__ import annotations

from svcquest.engine.proxy.modes import Mode
from svcquest.engine.proxy.routes import PortRoutes
from svcquest.engine.proxy.topology import Backend, Categories
from svcquest.engine.ranges import inside, network
from svcquest.model.frozen import dataclass
from svcquest.model.net import Action, Via
from svcquest.model.objects import Service


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a packet, as the kernel of the node that holds it can tell.

    Attributes:
        address: its source address.
        from_node: a process of this node sent it.
        from_pods: its source is an address of the pod network.
    """

    address: str
    from_node: bool = False
    from_pods: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The fate of a packet.

    Attributes:
        action: DNAT sends it on to one of the endpoints.
        backends: the endpoints to choose from. Empty with DNAT where a relaying proxy takes the connection and, since
            it has nobody to give it to, closes it.
        local: the policy allows endpoints on this node only.
        masquerade: the node's address replaces the sender's.
        fenced: it is dropped because of source ranges.
        relayed: the proxy makes a connection of its own to the endpoint, and to another one where that fails.
        unanswered: the endpoint's replies do not come back by this node, and the client does not know them.
    """

    action: Action
    backends: tuple[Backend, ...] = ()
    local: bool = False
    masquerade: bool = False
    fenced: bool = False
    relayed: bool = False
    unanswered: bool = False


def decide(mode: Mode, routes: PortRoutes, categories: Categories, via: Via, sender: Sender) -> Decision:
    """Reject, drop or translate a packet for one of a Service port's addresses.

    Args:
        categories: the endpoints as this node sorts them.
        via: which of the addresses it is for.
    """
    if mode.relays:
        return Decision("DNAT", tuple(each for each in routes.backends if each.ready), masquerade=True, relayed=True)
    external = via != "clusterIP"
    wants_local = routes.policies.external_local if external else routes.policies.internal_local
    # Policy Local of external traffic keeps the addresses of clients outside; clients inside of the cluster may use
    # every endpoint, as they would through the cluster IP.
    free = sender.from_pods or (sender.from_node and not _stopped_before(mode, categories, via))
    local = wants_local and not (external and free)
    fenced = via == "loadBalancer" and fenced_off(routes.service, sender.address)
    if fenced and (categories.any or (mode.fences_first and not sender.from_node)):
        return Decision("DROP", local=local, fenced=True)
    if not categories.any:
        return Decision("REJECT", local=local)
    backends = categories.local if local else categories.cluster
    foreign = not wants_local if external else not sender.from_pods
    masquerade = sender.from_node or foreign
    if mode.one_list and wants_local:
        backends = categories.local or categories.cluster
        unanswered = external and not free and not categories.local
        local = unanswered or bool(categories.local) or not backends
        return Decision("DNAT" if backends else "REJECT", backends, local, masquerade, unanswered=unanswered)
    return Decision("DNAT", backends, local, masquerade) if backends else Decision("DROP", local=local)


def _stopped_before(mode: Mode, categories: Categories, via: Via) -> bool:
    """Whether a node's own packet is looked at before the rule that would let it use all endpoints."""
    return mode.checks_own_external_first and via in {"externalIP", "loadBalancer"} and not categories.local


def fenced_off(service: Service, source: str) -> bool:
    """Whether loadBalancerSourceRanges keep a client away."""
    ranges = source_ranges(service)
    return bool(ranges) and not inside(source, *ranges)


def source_ranges(service: Service) -> tuple[str, ...]:
    """The ranges that may use a load balancer's addresses. A range of everything counts as none at all."""
    ranges = tuple(cidr.strip() for cidr in service.source_ranges)
    return () if any(network(cidr).prefixlen == 0 for cidr in ranges) else ranges
