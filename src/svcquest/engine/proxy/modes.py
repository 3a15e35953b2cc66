"""The modes of kube-proxy, as far as a client can tell them apart."""

from __future__ import annotations

from svcquest.engine.settings import ProxyMode
from svcquest.model.frozen import dataclass
from svcquest.model.net import Failure
from svcquest.model.objects import Protocol


@dataclass(frozen=True, slots=True)
class Mode:
    """One mode.

    Attributes:
        scheduler: how an endpoint is chosen; empty for the one that is configured.
        rejects_unlisted: a cluster IP answers for ports that its Service does not have, with a refusal.
        rejects_unlisted_vips: so do load balancer and external IPs.
        drops_unallocated: packets to cluster IPs that nobody has are dropped by a rule rather than routed away.
        node_port_loopback: node ports answer on 127.0.0.1.
        node_port_everywhere: node ports answer on every address of the node, else on its primary one only.
        rejects_own_external: a node's own process is refused at once at a load balancer or external IP without
            endpoints. Else no rule looks at its packets, and they leave the node.
        checks_own_external_first: at those addresses a node's own process meets the rule about missing local endpoints,
            which drops, before the one that would let it use all of them.
        fences_first: source ranges keep clients away even where there is no endpoint, which others are told at once.
        one_list: an address has one list of endpoints for whoever asks. Under policy Local it holds those on the node
            or, where there is none, all that policy Cluster could use, so that pods there get through. A client
            outside does not then: the answer comes straight from the pod, whose address it never called. Where the
            list is empty the kernel refuses. Elsewhere rules tell clients apart, and drop where policy Local finds
            nothing.
        knows_sctp: Services that speak SCTP have rules.
        relays: connections end in the proxy, which makes one of its own to the endpoint and tries another one when
            that fails. It knows ready endpoints and session affinity, but no policies, hints or source ranges.
    """

    scheduler: str = ""
    rejects_unlisted: bool = False
    rejects_unlisted_vips: bool = False
    drops_unallocated: bool = False
    node_port_loopback: bool = False
    node_port_everywhere: bool = True
    rejects_own_external: bool = True
    checks_own_external_first: bool = False
    fences_first: bool = False
    one_list: bool = False
    knows_sctp: bool = True
    relays: bool = False


MODES: dict[ProxyMode, Mode] = {
    "iptables": Mode(scheduler="random", node_port_loopback=True, rejects_own_external=False),
    "ipvs": Mode(rejects_unlisted=True, rejects_unlisted_vips=True, one_list=True),
    "nftables": Mode(
        scheduler="random",
        rejects_unlisted=True,
        drops_unallocated=True,
        node_port_everywhere=False,
        checks_own_external_first=True,
        fences_first=True,
    ),
    "userspace": Mode(scheduler="rr", node_port_loopback=True, knows_sctp=False, relays=True),
}
"""Follows pkg/proxy/{iptables,ipvs,nftables}/proxier.go of 1.36 and pkg/proxy/userspace of 1.25.

The userspace proxy opens no socket for SCTP (newProxySocket in proxysocket.go), so that there is no rule for it either.

That ipvs falls back on all endpoints under policy Local is said by syncEndpoint in pkg/proxy/ipvs/proxier.go (pull
request 97081), which expects the replies to clients outside to be thrown away. With internalTrafficPolicy Local and no
address for the outside there is nothing to fall back on: those clients are refused, as by any empty virtual server.
"""


def has_rules_for(mode: Mode, protocol: Protocol) -> bool:
    """Whether Service ports of a protocol have rules."""
    return mode.knows_sctp or protocol != "SCTP"


def broken_by_switch(before: ProxyMode, after: ProxyMode) -> Failure | None:
    """What becomes of connections through a proxy that starts again in another mode; None where they live on.

    Those that the userspace proxy relays end with it. The kernel keeps all others, but for those of ipvs when its
    virtual servers are cleared away, which only nftables mode does. Follows cmd/kube-proxy/app/server_linux.go
    platformCleanup.
    """
    if MODES[before].relays:
        return Failure.RESET
    return Failure.TIMEOUT if (before, after) == ("ipvs", "nftables") else None
