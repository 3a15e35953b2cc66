"""The rules of iptables that ipvs mode needs: masquerading, source ranges and a guard for the node's own ports.

Follows pkg/proxy/ipvs/proxier.go ipsetWithIptablesChain and writeIptablesRules.
"""

from __future__ import annotations

from svcquest.engine.proxy.listing.iptables import (
    FIREWALL,
    FORWARD,
    MARK_MASQ,
    POSTROUTING,
    SERVICES,
    write_masquerading,
)
from svcquest.engine.proxy.listing.ipvs import IpSet, ip_sets
from svcquest.engine.proxy.listing.netfilter import (
    Comment,
    Drafts,
    FromBridge,
    InSet,
    Local,
    Masquerade,
    Match,
    Reject,
    Tracked,
)
from svcquest.engine.proxy.listing.ports import pod_range
from svcquest.engine.state import State
from svcquest.model.objects import Node
from svcquest.schema.addresses import Family

NODE_PORT = "KUBE-NODE-PORT"
LOAD_BALANCER = "KUBE-LOAD-BALANCER"
IPVS_FILTER = "KUBE-IPVS-FILTER"
IPVS_OUT_FILTER = "KUBE-IPVS-OUT-FILTER"
SOURCE_RANGES = "KUBE-SOURCE-RANGES-FIREWALL"

_NAT_LOOKUPS: tuple[tuple[str, str, str, str, str], ...] = (
    ("LOOP-BACK", POSTROUTING, "MASQUERADE", "dst,dst,src", ""),
    ("LOAD-BALANCER", SERVICES, LOAD_BALANCER, "dst,dst", ""),
    ("LOAD-BALANCER-LOCAL", LOAD_BALANCER, "RETURN", "dst,dst", ""),
    ("NODE-PORT-LOCAL-TCP", NODE_PORT, "RETURN", "dst", "tcp"),
    ("NODE-PORT-TCP", NODE_PORT, MARK_MASQ, "dst", "tcp"),
    ("NODE-PORT-LOCAL-UDP", NODE_PORT, "RETURN", "dst", "udp"),
    ("NODE-PORT-UDP", NODE_PORT, MARK_MASQ, "dst", "udp"),
    ("NODE-PORT-LOCAL-SCTP-HASH", NODE_PORT, "RETURN", "dst,dst", "sctp"),
    ("NODE-PORT-SCTP-HASH", NODE_PORT, MARK_MASQ, "dst,dst", "sctp"),
)
_FILTER_LOOKUPS: tuple[tuple[str, str, str, str], ...] = (
    ("LOAD-BALANCER-FW", FIREWALL, SOURCE_RANGES, "dst,dst"),
    ("LOAD-BALANCER-SOURCE-CIDR", SOURCE_RANGES, "RETURN", "dst,dst,src"),
    ("LOAD-BALANCER-SOURCE-IP", SOURCE_RANGES, "RETURN", "dst,dst,src"),
)
"""Set, chain, what to do with what is found in it, the sides that are looked up (and the protocol)."""


def write(state: State, node: Node, family: Family, drafts: Drafts) -> None:
    """Add kube-proxy's chains and rules to a node's tables."""
    sets = ip_sets(state, node, family)
    _link(drafts)
    drafts.nat.add(SERVICES, "RETURN", source="::1/128" if family == "IPv6" else "127.0.0.0/8")
    for short, chain, target, sides, protocol in _NAT_LOOKUPS:
        if sets[short].members:
            matches: tuple[Match, ...] = (Comment(sets[short].comment), InSet(sets[short].name, sides))
            action = Masquerade(random_port=False) if target == "MASQUERADE" else target
            drafts.nat.add(chain, action, *matches, protocol=protocol)
    for short, chain, target, sides in _FILTER_LOOKUPS:
        if sets[short].members:
            drafts.filter.add(chain, target, Comment(sets[short].comment), InSet(sets[short].name, sides))
    _services(drafts, sets, pod_range(state, family))
    drafts.filter.add(SOURCE_RANGES, "DROP")
    _guard(drafts, sets)
    write_masquerading(drafts)


def _link(drafts: Drafts) -> None:
    drafts.nat.declare(SERVICES, POSTROUTING, NODE_PORT, LOAD_BALANCER, MARK_MASQ)
    drafts.filter.declare(FORWARD, NODE_PORT, FIREWALL, SOURCE_RANGES, IPVS_FILTER, IPVS_OUT_FILTER)
    portals, firewall = Comment("kubernetes service portals"), Comment("kube-proxy firewall rules")
    drafts.nat.add("PREROUTING", SERVICES, portals)
    drafts.nat.add("OUTPUT", SERVICES, portals)
    drafts.nat.add("POSTROUTING", POSTROUTING, Comment("kubernetes postrouting rules"))
    drafts.filter.add("INPUT", IPVS_FILTER, Comment("kubernetes ipvs access filter"))
    drafts.filter.add("INPUT", FIREWALL, firewall)
    drafts.filter.add("INPUT", NODE_PORT, Comment("kubernetes health check rules"))
    drafts.filter.add("FORWARD", FIREWALL, firewall)
    drafts.filter.add("FORWARD", FORWARD, Comment("kubernetes forwarding rules"))
    drafts.filter.add("OUTPUT", IPVS_OUT_FILTER, Comment("kubernetes ipvs access filter"))


def _services(drafts: Drafts, sets: dict[str, IpSet], pods: str) -> None:
    add = drafts.nat.add
    cluster_ips = sets["CLUSTER-IP"]
    if cluster_ips.members:
        comment = Comment(cluster_ips.comment)
        if pods:
            add(SERVICES, MARK_MASQ, comment, InSet(cluster_ips.name, "dst,dst"), source=f"! {pods}")
        else:
            add(SERVICES, MARK_MASQ, comment, InSet(cluster_ips.name, "src,dst"))
    for short in ("EXTERNAL-IP", "EXTERNAL-IP-LOCAL"):
        found = sets[short]
        if not found.members:
            continue
        looked_up = (Comment(found.comment), InSet(found.name, "dst,dst"))
        if short == "EXTERNAL-IP":
            add(SERVICES, MARK_MASQ, *looked_up)
        add(SERVICES, "ACCEPT", *looked_up, FromBridge(negated=True), Local("src", negated=True))
        add(SERVICES, "ACCEPT", *looked_up, Local("dst"))
    add(SERVICES, NODE_PORT, Local("dst"))
    add(LOAD_BALANCER, MARK_MASQ)
    for short in ("CLUSTER-IP", "LOAD-BALANCER"):
        if sets[short].members:
            add(SERVICES, "ACCEPT", InSet(sets[short].name, "dst,dst"))


def _guard(drafts: Drafts, sets: dict[str, IpSet]) -> None:
    """A virtual address is one of the node's own, so whatever is no Service port would meet the node's programs."""
    health = sets["HEALTH-CHECK-NODE-PORT"]
    drafts.filter.add(NODE_PORT, "ACCEPT", Comment(health.comment), InSet(health.name, "dst"))
    for short in ("LOAD-BALANCER", "CLUSTER-IP", "EXTERNAL-IP", "EXTERNAL-IP-LOCAL"):
        drafts.filter.add(IPVS_FILTER, "RETURN", InSet(sets[short].name, "dst,dst"))
    drafts.filter.add(IPVS_FILTER, "RETURN", InSet(health.name, "dst"))
    drafts.filter.add(IPVS_FILTER, Reject(), Tracked("NEW"), InSet(sets["IPVS-IPS"].name, "dst"))
